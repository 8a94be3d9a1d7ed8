"""A closed dossier and its backups written afresh under a password, another one, or none.

The same road for the three: a new file beside, under the new key; checked, its digests those of
the former one; down to the disk; then put in its place by one rename. Killed at any point, the
former password opens, or the new one. The backups follow one by one; one that cannot is told.
"""

from __future__ import annotations

import contextlib
from glob import escape
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.presence import is_folder
from cpom_desktop.services.protection import Conversion
from db.backup_names import backups_in, folder_name
from db.backups import ELSEWHERE, supports_of
from db.connection import connect_to_convert, export_whole
from db.copies import check_copy
from db.files import UNREAD, remove, start_part, sync_file, sync_folder, take_place, told
from db.keys import SALT_SIZE, is_protected, new_key, unlock
from db.lieux import LocalPlaces
from db.lock import WriterLock
from db.provenance import mark_of, of_this_or_gone
from db.store import open_dossier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.protection import Secret
    from db.keys import DossierKey


class FolderProtector:
    """The `Protector` port, over the backups of this computer."""

    def __init__(self, root: Path, clock: Clock) -> None:
        self._root = root
        self._clock = clock

    def is_protected(self, dossier: Path, *, cut: bool = False) -> bool:
        """Tell whether the file is protected, as far as one can without its password."""
        return is_protected(dossier, cut=cut)

    def unlock(self, dossier: Path, secret: Secret, *, cut: bool = False) -> DossierKey | None:
        """Return what opens a protected file, held until its `release`; None for a plain one."""
        return unlock_told(dossier, secret, cut=cut)

    def convert(
        self, dossier: Path, secret: Secret, password: str, told: Callable[[int, int], None]
    ) -> Conversion:
        """Write the dossier and its backups afresh under a password, or under none."""
        dossier = dossier.absolute()
        former = unlock_told(dossier, secret)
        try:
            with contextlib.closing(open_dossier(dossier, self._clock)) as store:
                uuid = store.uuid  # sound, and without a journal left
            key = new_key(password) if password else None
            try:
                self._write_dossier(dossier, key)
                left = [*_beside(dossier), *self._follow(dossier, uuid, (former, key), told)]
            except BaseException:
                _release(key)
                raise
        finally:
            _release(former)
        return Conversion(
            len(self._backups(dossier, uuid)),
            tuple(left),
            key,
            support=self._support_away(dossier, uuid),
            original=self._original(dossier, uuid),
        )

    def _write_dossier(self, dossier: Path, key: DossierKey | None) -> None:
        lock = WriterLock.acquire(dossier, self._clock())
        try:
            with _not_converted():
                _write_afresh(dossier, f"{dossier.name}.protection", key)
        finally:
            lock.release()

    def _follow(
        self,
        dossier: Path,
        uuid: str,
        keys: tuple[DossierKey | None, DossierKey | None],
        told: Callable[[int, int], None],
    ) -> Iterator[Path]:
        """Have the backups follow; yield those that could not."""
        backups = self._backups(dossier, uuid)
        for number, path in enumerate(backups, start=1):
            told(number, len(backups))
            if not follow(path, *keys):
                yield path

    def _support_away(self, dossier: Path, uuid: str) -> Path | None:
        """Return the other support of the backups of a dossier, when its copies do not read."""
        folder = self._root / folder_name(uuid)
        supports = supports_of(folder, mark_of(dossier))
        return next((s for s in supports if not is_folder(s / ELSEWHERE / folder.name)), None)

    def _original(self, dossier: Path, uuid: str) -> Path | None:
        """Return the file that a dossier is the working copy of; None for any other."""
        link = LocalPlaces(self._root, self._clock).link_of(dossier, uuid)
        return None if link is None else link.original

    def _backups(self, dossier: Path, uuid: str) -> tuple[Path, ...]:
        """Return the backups of this file: here, and on the other supports that are there."""
        folder, mark = self._root / folder_name(uuid), mark_of(dossier)
        supports = (s / ELSEWHERE / folder.name for s in supports_of(folder, mark))
        return tuple(
            info.path
            for place in (folder, *supports)
            for info in of_this_or_gone(backups_in(place), mark, folder)
        )


def _release(key: DossierKey | None) -> None:
    if key is not None:
        key.release()


def unlock_told(dossier: Path, secret: Secret, *, cut: bool = False) -> DossierKey | None:
    """Do as `unlock`; what the disk says is told in French."""
    with told("illisible", _("Ce fichier n'a pas pu être lu : {nom}.", nom=dossier.name)):
        return unlock(dossier, secret, cut=cut)


def follow(path: Path, former: DossierKey | None, key: DossierKey | None) -> bool:
    """Write a backup under the key of its dossier; tell whether it is under it now.

    One that another password protects, that is damaged or of a foreign hand, is left as it is.
    """
    salt = _salt(path)
    protected = is_protected(path)
    if protected and key is not None and salt == key.salt:
        return True
    if not protected and key is None:
        return True
    if protected and (former is None or salt != former.salt):
        return False
    try:
        _write_afresh(path, path.name, key)
    except (*UNREAD, MemoryError):
        return False
    return True


def protect_left(paths: Iterable[Path], key: DossierKey) -> None:
    """Protect the backups that a conversion killed on its way left plain."""
    for path in paths:
        if not is_protected(path):
            follow(path, None, key)


def _salt(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SALT_SIZE)
    except OSError:
        return b""


def _write_afresh(path: Path, name: str, key: DossierKey | None) -> None:
    """Put in the place of a file the same one under another key; `name`: of its `.part`."""
    seal = check_copy(path)  # what a foreign hand put in a schema would be executed
    part = start_part(path.with_name(name))
    try:
        with contextlib.closing(connect_to_convert(path)) as source:
            export_whole(source, part, key)
        check_copy(part, seal)
        part.chmod(path.stat().st_mode & 0o777)
        sync_file(part)
        take_place(part, path)
        sync_folder(path.parent)
    except BaseException:
        remove(part)
        raise


def _beside(dossier: Path) -> Iterator[Path]:
    """Yield what our own work left beside the dossier as it was: copies, restored files."""
    stem, suffix = escape(dossier.stem), escape(dossier.suffix)
    for pattern in (f"{stem} (*{suffix}", f"{escape(dossier.name)}-journal.ecarte*"):
        yield from sorted(dossier.parent.glob(pattern))


def _not_converted() -> contextlib.AbstractContextManager[None]:
    return told(
        "protection",
        _("Le mot de passe n'a pas été changé. Votre dossier est comme avant."),
    )
