"""One writer: a lock file beside the dossier, held by a lock of the operating system.

The file says who holds it (computer, person, process, time) for the sentence M-05; the
system's lock says whether it is still true, so that a lock left by a killed process is
recognised. A lock left by another computer is only taken over when she says so.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from cpom_desktop.errors import DossierVerrouille, LectureSeule
from cpom_desktop.i18n import _
from cpom_desktop.services.detenteur import since_words
from cpom_desktop.services.ports import Holder

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""A link put in place of the lock would have us empty the file that it points at."""


def lock_path(dossier: Path) -> Path:
    """Return the lock file of a dossier, beside it."""
    return dossier.with_name(f".{dossier.name}.verrou")


class WriterLock:
    """The right to write in one dossier, until `release`."""

    def __init__(self, path: Path, descriptor: int, *, left_behind: bool = False) -> None:
        self._path = path
        self.left_behind = left_behind
        """Whether the one who had it before did not give it back."""
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, dossier: Path, now: datetime, *, take_over: bool = False) -> WriterLock:
        """Take the lock of `dossier`.

        Args:
            dossier: the file to write in.
            now: written in the lock, for the others.
            take_over: accept a lock that another computer left behind.
        Raises:
            DossierVerrouille: M-05, somebody writes in it.
            LectureSeule: the folder may not be written.
        """
        path = lock_path(dossier)
        descriptor = _open_and_hold(path, dossier, now)
        try:
            left_by = _read_holder(descriptor)
            me = Holder(_computer(), _user(), os.getpid(), f"{now:%Y-%m-%d %H:%M}")
            if left_by and left_by.ordinateur != me.ordinateur and not take_over:
                raise locked_by(left_by, dossier, now, left_behind=True)
            _write_holder(descriptor, me)
        except BaseException:
            os.close(descriptor)
            raise
        return cls(path, descriptor, left_behind=left_by is not None)

    def release(self) -> None:
        """Give the lock back, once; its file goes away with it."""
        if self._descriptor is None:
            return
        if _same_file(self._path, self._descriptor):
            with contextlib.suppress(OSError):
                self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = None


def is_held(dossier: Path) -> bool:
    """Tell whether a program writes in a dossier now; one that cannot be asked does not."""
    try:
        descriptor = os.open(lock_path(dossier), os.O_RDWR | NO_LINK)
    except OSError:
        return False
    try:
        return not _hold(descriptor)
    finally:
        os.close(descriptor)


def locked_by(
    holder: Holder | None, dossier: Path, now: datetime, *, left_behind: bool = False
) -> DossierVerrouille:
    """Return the error M-05, naming who has the dossier open, where and since when.

    `left_behind`: nobody holds the system's lock any more, but another computer wrote it: the
    window may ask to take it over.
    """
    if holder is None:
        sentence = _("Ce dossier est déjà ouvert ailleurs : {nom}.", nom=dossier.name)
    else:
        sentence = _(
            "Déjà ouvert sur {ordinateur} par {personne} depuis {depuis}.",
            ordinateur=holder.ordinateur,
            personne=holder.personne,
            depuis=since_words(holder, now.date()),
        )
    return DossierVerrouille(
        "M-05",
        sentence,
        remedy=_("Fermez-le là-bas, ou ouvrez-le ici en lecture seule."),
        holder=holder,
        left_behind=left_behind,
    )


def _computer() -> str:
    """Return the name of this computer; `socket` costs an opening 3 ms, and is for Windows."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    import socket  # noqa: PLC0415

    return socket.gethostname()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


def _open_and_hold(path: Path, dossier: Path, now: datetime) -> int:
    """Open and lock the file; again if it was removed between the two."""
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, 0o600)
        except OSError as error:
            raise LectureSeule(
                "dossier-protege",
                _("Rien ne peut être écrit à côté de ce dossier : {nom}.", nom=dossier.name),
                remedy=_("Ouvrez-le en lecture seule, ou copiez-le ailleurs pour le modifier."),
                detail=str(error),
            ) from error
        if not _hold(descriptor):
            holder = _read_holder(descriptor)
            os.close(descriptor)
            raise locked_by(holder, dossier, now)
        if _same_file(path, descriptor):
            return descriptor
        os.close(descriptor)


def _same_file(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _hold(descriptor: int) -> bool:
        """Lock one byte far past the text, which stays readable by the others."""
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(descriptor: int) -> bool:
        """Take the whole file, without waiting."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def read_holder(dossier: Path) -> Holder | None:
    """Return who has a dossier open to write; None when nobody says so."""
    try:
        descriptor = os.open(lock_path(dossier), os.O_RDONLY | NO_LINK)
    except OSError:
        return None
    try:
        return _read_holder(descriptor)
    finally:
        os.close(descriptor)


def _read_holder(descriptor: int) -> Holder | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        text = os.read(descriptor, 4096).decode(errors="replace")
        found, _end = json.JSONDecoder().raw_decode(text)  # a longer one may be left after it
        return Holder(
            str(found["ordinateur"]),
            str(found["personne"]),
            int(found["processus"]),
            str(found["depuis"]),
        )
    except (ValueError, TypeError, KeyError, OSError, RecursionError):
        return None


def _write_holder(descriptor: int, holder: Holder) -> None:
    """Write over the former holder, which is never gone before the new one is there."""
    data = json.dumps(asdict(holder), ensure_ascii=False).encode()
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, data)
    os.ftruncate(descriptor, len(data))
