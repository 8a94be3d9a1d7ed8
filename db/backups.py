"""The `Backups` port: one folder a dossier, each backup checked before it has its name.

`<data>/sauvegardes/<uuid>/`. What is kept of the folder beside the backups can be lost: a mark
that holds the thinning back, when and where the last copy elsewhere was made, which files the
backups are of: two when a dossier was copied by hand, each with its own (`db.provenance`).
"""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.errors import DossierCorrompu, ErreurStockage
from cpom_desktop.i18n import _
from cpom_desktop.private import make_private
from cpom_desktop.services.backups import Reason, SecondCopy, backup_state, keep
from db.backup_names import (
    HELD,
    backup_name,
    backups_in,
    folder_name,
    last_sequence,
    read_backup_name,
)
from db.copies import check_copy, read_seal
from db.files import (
    UNREAD,
    copy_whole,
    publish,
    remove,
    start_part,
    take_place,
    told,
)
from db.keys import key_of
from db.provenance import (
    NOTE,
    by_file,
    mark_of,
    marks_of_this_or_gone,
    note_path,
    of_this_or_gone,
    own,
)
from db.working_links import LINKS, read_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.backups import BackupInfo, BackupState
    from db.copies import Seal
    from db.keys import DossierKey
    from db.store import DossierStore

SECOND = "copie-ailleurs {mark}.json"
A_DAY_S = 86_400
ELSEWHERE = "Sauvegardes CPOM"
"""Folder made on another support."""


class FolderBackups:
    """The backups of the dossier that `store` has open, under `root`."""

    def __init__(self, store: DossierStore, root: Path, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._root = root
        self._folder = root / folder_name(store.uuid)
        self._mark = mark_of(store.path)
        self._pending: dict[Path, Seal] = {}
        self._last = 0
        self._newest: tuple[Path, Seal] | None = None
        self._failing_since: datetime | None = None

    @property
    def folder(self) -> Path:
        """Where the backups are."""
        return self._folder

    def changed(self) -> bool:
        """Tell whether the dossier differs from its newest backup."""
        now = self._store.seal().content
        if self._pending:
            return next(reversed(self._pending.values())).content != now
        newest = next((info for info in self.list() if info.valid), None)
        if newest is None:
            return True
        if self._newest is None or self._newest[0] != newest.path:
            try:
                self._newest = newest.path, read_seal(newest.path)
            except UNREAD:
                return True
        return self._newest[1].content != now

    def write(
        self, reason: Reason, *, pinned: bool | None = None, title: str = ""
    ) -> FolderPending:
        """Write a backup, quickly; its check is left to do."""
        wanted = reason is not Reason.AUTOMATIQUE if pinned is None else pinned
        self._last = max(self._last, last_sequence(backups_in(self._folder))) + 1
        name = backup_name(
            self._last, self._now(), reason, pinned=wanted, source=self._mark, title=title
        )
        part = None
        try:
            with told("sauvegarde", _not_written()):
                part = self._start(name)
                seal = self._store.write_copy(part)
        except ErreurStockage as error:
            self._failed(part, error)
            raise
        self._pending[part] = seal
        return FolderPending(self, part, seal, self._store.key)

    def _start(self, name: str) -> Path:
        """Make the folder, clear what a killed program left in it, and start a file."""
        make_private(self._folder)
        note_path(self._folder, self._store.path)
        for left in self._folder.glob("*.part"):
            if left not in self._pending and self._is_left(left):
                remove(left)
        return start_part(self._folder / name)

    def _is_left(self, part: Path) -> bool:
        """Tell whether a part is no longer written: ours, or nobody's since yesterday."""
        if f"#{self._mark}" in part.name or "#" not in part.name:
            return True
        try:
            now = (self._folder / NOTE).stat().st_mtime
            return part.stat().st_mtime < now - A_DAY_S
        except OSError:
            return False

    def finish(self, part: Path, seal: Seal, key: DossierKey | None) -> BackupInfo:
        """Check a written backup, name it, thin the others."""
        target = part.with_name(part.name.removesuffix(".part"))
        try:
            with told("sauvegarde", _not_written()):
                check_copy(part, seal)
                publish(part, target)
        except ErreurStockage as error:
            self._failed(part, error)
            raise
        self._newest, self._failing_since = (target, seal), None
        self._pending.pop(part, None)
        self._protect_left(key, self._folder)
        self.prune()
        return _known(target)

    def _protect_left(self, key: DossierKey | None, place: Path) -> None:
        """Protect what a change of password left plain: it was cut, or the support was away."""
        if key is not None:
            from db.conversion import protect_left  # noqa: PLC0415 - a protected dossier only

            found = of_this_or_gone(backups_in(place), self._mark, self._folder)
            protect_left((info.path for info in found), key)

    def _failed(self, part: Path | None, error: ErreurStockage) -> None:
        """Note since when; what could not be read is suspect, and no backup is deleted."""
        self._failing_since = self._failing_since or self._now()
        if isinstance(error, DossierCorrompu):
            with contextlib.suppress(ErreurStockage):
                self.hold()
        if part is not None:
            remove(part)
            self._pending.pop(part, None)

    def list(self) -> tuple[BackupInfo, ...]:
        """Return the backups of this file on this computer, the newest first."""
        return own(backups_in(self._folder), self._mark)

    def prune(self) -> tuple[BackupInfo, ...]:
        """Delete those that need not be kept, unless held back; return them."""
        return () if self.held else _thin(self._folder, self._now())

    def forget(self, infos: Iterable[BackupInfo]) -> tuple[BackupInfo, ...]:
        """Delete some of them because she asked for it; return those that are gone."""
        for part in tuple(self._pending):
            remove(part)
            self._pending.pop(part)
        found = tuple(infos)
        for info in found:
            remove(info.path)
        return tuple(info for info in found if not info.path.exists())

    def elsewhere(self) -> str:
        """Return the folder of the last copy on another support, empty without one."""
        return next(map(str, supports_of(self._folder, self._mark)), "")

    def earlier(self) -> tuple[BackupInfo, ...]:
        """Return what was backed up so far, under the former names of the file too."""
        return of_this_or_gone(backups_in(self._folder), self._mark, self._folder)

    def beside(self) -> tuple[BackupInfo, ...]:
        """Return the files put aside, and what a service left, that may hold what it held."""
        from db.kept_beside import all_beside  # noqa: PLC0415 - when she erases somebody

        return all_beside(self._store.path, self._store.uuid, self._root.parent / LINKS)

    def original(self) -> Path | None:
        """Return the file that this one is a working copy of."""
        link = read_link(self._root.parent / LINKS, self._store.path)
        return None if link is None or link.uuid != self._store.uuid else link.original

    def hold(self) -> None:
        """Delete none from now on."""
        with told("sauvegarde", _not_held()):
            hold(self._folder)

    def release(self) -> None:
        """Thin them again."""
        with told("sauvegarde", _not_held()):
            (self._folder / HELD).unlink(missing_ok=True)

    @property
    def held(self) -> bool:
        """Whether none is deleted."""
        return (self._folder / HELD).exists()

    def copy_to(self, folder: Path) -> BackupInfo:
        """Copy the newest valid backup to another support, and check it there."""
        newest = next((info for info in self.list() if info.valid), None)
        if newest is None:
            raise _nothing_to_copy()
        place = folder / ELSEWHERE / self._folder.name
        with told("copie", _("La copie n'a pas pu être faite sur cet autre support.")):
            copied = _copied(newest, place)
            _write_note(
                self._second,
                {"emplacement": str(folder), "quand": self._now().isoformat(timespec="seconds")},
            )
        self._protect_left(key_of(copied.path), place)
        if not self.held:
            _thin(place, self._now())
        return copied

    def state(self) -> BackupState:
        """Return what is said of the backups."""
        second = _second(self._second)
        return backup_state(self.list(), second, self._failing_since, self._now())

    @property
    def _second(self) -> Path:
        return self._folder / SECOND.format(mark=self._mark)

    def _now(self) -> datetime:
        """Return the local time, without offset: as the names say it."""
        return self._clock().replace(tzinfo=None)


class FolderPending:
    """The `PendingBackup` port: a `.part` file that waits for its check."""

    def __init__(
        self, backups: FolderBackups, part: Path, seal: Seal, key: DossierKey | None
    ) -> None:
        self._backups = backups
        self._part = part
        self._seal = seal
        self._key = key.hold() if key is not None else None  # the dossier may close before

    def verify(self) -> BackupInfo:
        """Check it, give it its name, thin the others."""
        try:
            return self._backups.finish(self._part, self._seal, self._key)
        finally:
            if self._key is not None:
                self._key.release()
                self._key = None


def hold(folder: Path) -> None:
    """Mark a folder of backups: none is deleted until she says that all is well."""
    make_private(folder)
    (folder / HELD).touch(0o600)


def _thin(folder: Path, now: datetime) -> tuple[BackupInfo, ...]:
    """Delete what each file need not keep: none has another's copies thinned for its own."""
    gone = []
    for infos in by_file(backups_in(folder)):
        kept = keep(infos, now)
        gone += [info for info in infos if info.sequence not in kept]
    for info in gone:
        remove(info.path)
    return tuple(gone)


def _copied(newest: BackupInfo, place: Path) -> BackupInfo:
    """Return the copy of a backup in `place`, checked, made if it is not there yet."""
    make_private(place)
    target = place / newest.path.name
    if target.exists() and target.stat().st_size == newest.size:
        check_copy(target, check_copy(newest.path))
        return _known(target)
    target.unlink(missing_ok=True)
    part = start_part(target)
    try:
        copy_whole(newest.path, part)
        check_copy(part, check_copy(newest.path))
        publish(part, target)
    except BaseException:
        remove(part)
        raise
    return _known(target)


def _known(path: Path) -> BackupInfo:
    info = read_backup_name(path)
    if info is None:
        raise ErreurStockage("sauvegarde", _not_written(), detail=path.name)
    return info


def _write_note(path: Path, content: dict[str, str]) -> None:
    part = start_part(path)
    part.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    take_place(part, path)


def supports_of(folder: Path, mark: str) -> tuple[Path, ...]:
    """Return the other supports of the backups of a file, there or not, under its former names."""
    marks = marks_of_this_or_gone(mark, folder)
    notes = filter(None, (_second(folder / SECOND.format(mark=each)) for each in marks))
    return tuple(dict.fromkeys(Path(note.folder) for note in notes))


def _second(path: Path) -> SecondCopy | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return SecondCopy(str(found["emplacement"]), datetime.fromisoformat(found["quand"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _not_written() -> str:
    return _("La sauvegarde n'a pas pu être faite. Votre dossier, lui, est enregistré.")


def _not_held() -> str:
    return _("Le choix de garder toutes les sauvegardes n'a pas pu être noté.")


def _nothing_to_copy() -> ErreurStockage:
    return ErreurStockage(
        "aucune-sauvegarde",
        _("Il n'y a pas encore de sauvegarde à copier."),
        remedy=_("Attendez la première, ou demandez-la."),
    )
