"""Backups found, looked at, opened beside or put in the place of the dossier, and back.

Nothing here needs an open dossier: it may be damaged, or gone.
"""

from __future__ import annotations

import contextlib
from contextlib import closing
from filecmp import cmp
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date
from cpom_desktop.private import make_private
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot
from db.backup_names import backup_name, backups_in, folder_name, last_sequence
from db.backups import hold
from db.copies import check_copy, uuid_of
from db.files import UNREAD, copy_whole, free_name, publish, remove, start_part, told
from db.kept_beside import LocalFilesBeside
from db.lock import WriterLock
from db.provenance import mark_of, paths_in, told_apart
from db.store import open_dossier
from db.swap import swap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from cpom_desktop.services.backups import BackupInfo


class FolderRestorer(LocalFilesBeside):
    """The `Restorer` port over the folder of the backups of this computer."""

    def backups_of(self, dossier: Path) -> tuple[BackupInfo, ...]:
        """Return the backups of a file, the newest first, even if it is damaged or gone.

        Those of another file of the same identity are among them, and say so.
        """
        infos = (
            info
            for folder in self._folders_of(dossier)
            for info in told_apart(backups_in(folder), folder, dossier)
        )
        return tuple(sorted(infos, key=_moment, reverse=True))

    def suspect(self, dossier: Path) -> None:
        """Delete no backup of a file that does not open, until `Backups.release`."""
        for folder in self._folders_of(dossier):
            with contextlib.suppress(OSError):
                hold(folder)

    def _folders_of(self, dossier: Path) -> tuple[Path, ...]:
        """Return the folder of its identity, else those last made of a file of this path."""
        uuid = _uuid_if_read(dossier)
        if uuid and backups_in(folder := self._root / folder_name(uuid)):
            return (folder,)
        return tuple(folder for folder in _folders(self._root) if _is_of(folder, dossier))

    def look(self, backup: Path) -> DossierSnapshot:
        """Return what a backup holds; it is checked, and nothing is written.

        Raises:
            ErreurStockage: damaged, newer, or not a dossier.
        """
        with closing(open_dossier(backup, self._clock, read_only=True)) as store:
            return DossierSnapshot().refreshed(RECORDS, store.load)

    def copy_beside(self, backup: Path, dossier: Path, moment: datetime) -> Path:
        """Write a checked copy of a backup beside a dossier, unless it is there; return where.

        Args:
            backup: what to copy.
            dossier: beside which; it may be open, it is not touched.
            moment: when the backup was made, for the name.
        """
        day = _("copie du {jour} {heure}", jour=format_date(moment.date()), heure=_hour(moment))
        wanted = dossier.with_name(f"{dossier.stem} ({day}){dossier.suffix}")
        with told("copie", _("La copie n'a pas pu être écrite à côté du dossier.")):
            if wanted.exists() and cmp(backup, wanted, shallow=False):
                return wanted
            target = free_name(wanted)
            part = start_part(target)
            try:
                _fill(part, backup)
                publish(part, target)
            except BaseException:
                remove(part)
                raise
        return target

    def restore(self, backup: Path, dossier: Path) -> Path:
        """Put a checked copy of a backup in the place of a closed dossier.

        The dossier goes aside first, with its journal; what it was is a backup too, when it is
        sound; no backup is deleted until `Backups.release`.

        Returns:
            Where the dossier was put aside: `undo` takes it back.

        Raises:
            ErreurStockage: open elsewhere, backup not sound, no room; nothing was changed.
        """
        now = self._clock()
        aside = _aside(dossier, _("avant restauration"), now)
        with _locked(dossier, now), told("restauration", _not_restored()):
            part = start_part(dossier.with_name(f"{dossier.name}.restauration"))
            try:
                _fill(part, backup)
                if dossier.exists():
                    part.chmod(dossier.stat().st_mode & 0o777)
                uuid = uuid_of(part)
                self._keep_present(dossier, now)
            except BaseException:
                remove(part)
                raise
            self._hold(uuid)
            swap(dossier, part, aside)
        return aside

    def undo(self, dossier: Path, aside: Path) -> Path:
        """Put what was aside back in its place; return where the restored file went.

        Raises:
            ErreurStockage: open elsewhere, or gone; nothing was changed.
        """
        now = self._clock()
        away = _aside(dossier, _("restauration annulée"), now)
        with _locked(dossier, now), told("restauration", _not_restored()):
            if not aside.is_file():
                raise FileNotFoundError(aside)
            swap(dossier, aside, away)
        return away

    def _hold(self, uuid: str) -> None:
        with contextlib.suppress(OSError):
            hold(self._root / folder_name(uuid))

    def _keep_present(self, dossier: Path, now: datetime) -> None:
        """Back up the file as it is, when it is sound; else its move aside must do."""
        part = None
        try:
            folder = self._root / folder_name(uuid_of(dossier))
            make_private(folder)
            sequence = last_sequence(backups_in(folder)) + 1
            mark = mark_of(dossier)
            name = backup_name(sequence, now, Reason.RESTAURATION, pinned=True, source=mark)
            part = start_part(folder / name)
            _fill(part, dossier)
            publish(part, folder / name)
        except UNREAD:
            if part is not None:
                remove(part)


def _fill(part: Path, source: Path) -> None:
    copy_whole(source, part)
    check_copy(part)


@contextlib.contextmanager
def _locked(dossier: Path, now: datetime) -> Iterator[None]:
    lock = WriterLock.acquire(dossier, now)
    try:
        yield
    finally:
        lock.release()


def _aside(dossier: Path, why: str, now: datetime) -> Path:
    """Return a free name beside the dossier: « Les Tilleuls (avant restauration …).cpom »."""
    moment = f"{now:%Y-%m-%d %Hh%M}"
    return free_name(dossier.with_name(f"{dossier.stem} ({why} {moment}){dossier.suffix}"))


def _hour(moment: datetime) -> str:
    return f"{moment:%Hh%M}"


def _uuid_if_read(dossier: Path) -> str:
    try:
        return uuid_of(dossier)
    except UNREAD:
        return ""


def _folders(root: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(root.iterdir()))
    except OSError:
        return ()


def _is_of(folder: Path, dossier: Path) -> bool:
    """Tell whether some backups of a folder were made of this file."""
    return mark_of(dossier) in paths_in(folder)


def _moment(info: BackupInfo) -> tuple[int, str]:
    return info.sequence, info.path.name


def _not_restored() -> str:
    return _("La sauvegarde n'a pas été remise en place. Votre dossier est comme avant.")
