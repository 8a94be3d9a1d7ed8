"""A copy to work on instead of a file of a key, a share or a synced folder, and its way back.

Each file is written apart, checked, then named; the note that links the two is written before
what it tells of. So a kill at any point leaves the original whole, or both files whole.
"""

from __future__ import annotations

import contextlib
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.i18n import _
from cpom_desktop.services.copies_de_travail import CopieDeTravail, Cote, EtatOriginal, Examen
from db.beside import has_hot_journal, restore_mark
from db.connection import connect_frozen
from db.copies import check_copy, content_mark, uuid_of
from db.files import UNREAD, copy_whole, free_name, publish, remove, start_part, told
from db.lock import WriterLock, is_held, locked_by, read_holder
from db.store import open_dossier
from db.swap import resume, swap
from db.working_links import all_links, forget_link, read_link, save_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cpom_desktop.clock import Clock


class WorkingCopies:
    """The working copies of this computer, noted in one folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def link_of(self, copie: Path, uuid: str) -> CopieDeTravail | None:
        """Return the original of a working copy; None for any other file."""
        found = read_link(self._folder, copie)
        return found if found is not None and found.uuid == uuid else None

    def copy_of(self, original: Path) -> CopieDeTravail | None:
        """Return the working copy of a file, the last made of those that are there."""
        found = [
            link
            for link in all_links(self._folder)
            if link.original == original.absolute() and link.copie.is_file()
        ]
        return max(found, key=lambda link: link.prise_le, default=None)

    def work_on_copy(self, original: Path, folder: Path) -> CopieDeTravail:
        """Copy a closed dossier into a folder of this computer, checked; remember the original.

        Raises:
            ErreurStockage: not copied; nothing is left there.
        """
        original = original.absolute()
        sentence = _("La copie de travail n'a pas été faite. Votre dossier est comme avant.")
        self._settle(original)
        with _locked(original, self._now()), told("copie-de-travail", sentence):
            folder.mkdir(parents=True, exist_ok=True)
            target = free_name(folder.absolute() / original.name)
            part = start_part(target)
            link = CopieDeTravail(target, original, uuid_of(original), self._now(), ())
            try:
                mark = _fill(part, original)
                save_link(self._folder, replace(link, connus=(mark,)))
                publish(part, target)
            except BaseException:
                remove(part)
                if not target.exists():
                    forget_link(self._folder, target)
                raise
        return replace(link, connus=(mark,))

    def examine(self, link: CopieDeTravail, mark: str) -> Examen:
        """Return what has become of the original; a copy put back by half is ended.

        Raises:
            DossierVerrouille: somebody has it open.
        """
        original = link.original
        if is_held(original):
            raise locked_by(read_holder(original), original, self._now())
        if restore_mark(original).exists():
            resume(original)
        if not original.parent.is_dir():
            etat = EtatOriginal.ABSENT
        elif not original.exists():
            etat = EtatOriginal.DISPARU
        else:
            etat = _compared(link, mark)
        sides = _modified(original), last_saved_in(original)
        return Examen(etat, Cote(*sides), Cote(_modified(link.copie), None))

    def put_back(self, link: CopieDeTravail, *, over_changes: bool = False) -> Path | None:
        """Put a closed copy in the place of its original, which is kept beside.

        Raises:
            ErreurStockage: `original-change`, `original-absent`, or what the disk says; nothing
                was replaced.
        """
        original, now = link.original, self._now()
        self._settle(link.copie)
        with _locked(link.copie, now), _on_its_place(original), _locked(original, now):
            if restore_mark(original).exists():
                resume(original)
            with told("remise-en-place", _not_put_back()):
                part = start_part(original.with_name(f"{original.name}.restauration"))
                try:
                    mark = _fill(part, link.copie)
                    there = original.exists()
                    if there and not over_changes:
                        _refuse_changed(link)
                    if there:
                        with contextlib.suppress(OSError):  # a key may know no rights
                            part.chmod(original.stat().st_mode & 0o777)
                    save_link(self._folder, replace(link, connus=(*link.connus, mark)))
                except BaseException:
                    remove(part)
                    raise
                aside = _dated(original, _("avant remise en place"), now)
                if there:
                    swap(original, part, aside)
                else:
                    publish(part, original)
                save_link(self._folder, replace(link, prise_le=now, connus=(mark,)))
        return aside if there else None

    def keep_both(self, link: CopieDeTravail) -> Path:
        """Write a closed copy beside its original, under a dated name, and follow that one.

        Raises:
            ErreurStockage: not written; nothing is left there.
        """
        now = self._now()
        self._settle(link.copie)
        with _locked(link.copie, now), _on_its_place(link.original):
            target = _dated(link.original, _("copie de travail"), now)
            with told("remise-en-place", _not_put_back()):
                part = start_part(target)
                try:
                    mark = _fill(part, link.copie)
                    publish(part, target)
                except BaseException:
                    remove(part)
                    raise
                followed = replace(link, original=target, prise_le=now, connus=(mark,))
                save_link(self._folder, followed)
        return target

    def _settle(self, dossier: Path) -> None:
        """Have SQLite end what a kill left in a file, before its bytes are copied."""
        if has_hot_journal(dossier) or restore_mark(dossier).exists():
            open_dossier(dossier, self._clock).close()

    def _now(self) -> datetime:
        return self._clock().replace(tzinfo=None)


def _fill(part: Path, source: Path) -> str:
    """Copy a closed file, check the copy whole, and return the mark of what it says."""
    copy_whole(source, part)
    return content_mark(check_copy(part))


def _compared(link: CopieDeTravail, mark: str = "") -> EtatOriginal:
    """Tell whether the original is still one of the states that the copy contains."""
    if has_hot_journal(link.original):
        return EtatOriginal.CHANGE
    try:
        same = uuid_of(link.original) == link.uuid
        found = content_mark(check_copy(link.original)) if same else ""
    except UNREAD:
        return EtatOriginal.CHANGE
    if found and found == mark:
        return EtatOriginal.A_JOUR
    return EtatOriginal.INCHANGE if found in link.connus else EtatOriginal.CHANGE


def _refuse_changed(link: CopieDeTravail) -> None:
    if _compared(link) is EtatOriginal.CHANGE:
        raise ErreurStockage(
            "original-change",
            _("L'original a changé depuis votre copie : {nom}.", nom=link.original.name),
            remedy=_("Rien n'a été remplacé. Recommencez, et choisissez ce qu'il faut garder."),
        )


@contextlib.contextmanager
def _on_its_place(original: Path) -> Iterator[None]:
    if not original.parent.is_dir():
        raise ErreurStockage(
            "original-absent",
            _("L'emplacement de l'original n'est pas là : {lieu}.", lieu=str(original.parent)),
            remedy=_(
                "Rien n'est perdu : branchez la clé ou retrouvez le réseau, puis recommencez."
            ),
        )
    yield


@contextlib.contextmanager
def _locked(dossier: Path, now: datetime) -> Iterator[None]:
    lock = WriterLock.acquire(dossier, now)
    try:
        yield
    finally:
        lock.release()


def _modified(path: Path) -> datetime | None:
    """Return when a file was changed, local time; None when nothing says so."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - as she reads it
    except (OSError, ValueError, OverflowError):
        return None


def last_saved_in(path: Path) -> datetime | None:
    """Return when something was last saved in a file, as it stands; None when it does not say."""
    try:
        with closing(connect_frozen(path)) as found:
            row = found.execute(
                "SELECT quand FROM journal_etapes ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return datetime.fromisoformat(row[0]).replace(tzinfo=None) if row else None
    except (*UNREAD, ValueError, TypeError):
        return None


def _dated(original: Path, why: str, now: datetime) -> Path:
    """Return a free name beside the original: « Les Tilleuls (avant remise en place …).cpom »."""
    moment = f"{now:%Y-%m-%d %Hh%M}"
    return free_name(original.with_name(f"{original.stem} ({why} {moment}){original.suffix}"))


def _not_put_back() -> str:
    return _("Votre copie n'a pas été remise en place. Elle est intacte, l'original aussi.")
