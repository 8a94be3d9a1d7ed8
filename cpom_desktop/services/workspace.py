"""The open dossier as the application sees it: run, undo, redo, read.

`run(operation)` is the only way to change anything: one operation, one transaction, one undo
step, one `Changes`.
"""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import TYPE_CHECKING

from cpom_desktop.content.loader import Content
from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.changes import Changes, Outcome
from cpom_desktop.services.ports import Draft
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from cpom_desktop.clock import Clock
    from cpom_desktop.domain.pieces import Fichier
    from cpom_desktop.services.backups import Reason
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.ports import (
        Backups,
        Extraction,
        History,
        Holder,
        PendingBackup,
        Storage,
        VersionInfo,
    )
    from cpom_desktop.services.protection import Key


def verify_at_once(pending: PendingBackup) -> None:
    """Check a backup where it was written: what a command does."""
    pending.verify()


class Workspace:
    """One open dossier."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        backups: Callable[[], Backups] | None = None,
        extraction: Callable[[], Extraction] | None = None,
    ) -> None:
        self._storage = storage
        self._make_extraction = extraction
        self._clock = clock
        self._make_backups = backups
        self.verify_backup: Callable[[PendingBackup], object] = verify_at_once
        self._snapshot = DossierSnapshot()
        self._stale = set(RECORDS)
        self._backed_up: Operation | None = None
        self.greeted = False
        """Whether what is to be known at its opening was told; it may change hands after."""

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._storage.path

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self._storage.read_only

    @property
    def uuid(self) -> str:
        """Identity of the dossier."""
        return self._storage.uuid

    @property
    def key(self) -> Key | None:
        """What opens it when it is protected by a password; None when it is not."""
        return self._storage.key

    @cached_property
    def backups(self) -> Backups | None:
        """Its backups, made ready at the first need; none of a dossier that is only read."""
        return None if self._make_backups is None else self._make_backups()

    @cached_property
    def extraction(self) -> Extraction:
        """Where its attached files go when they leave it; a dossier being made gives none."""
        assert self._make_extraction is not None
        return self._make_extraction()

    def read_file(self, fichier: Fichier) -> bytes:
        """Return the bytes of an attached file, checked.

        Raises:
            ErreurStockage: `fichier-absent`, `fichier-abime`; the dossier itself is sound.
        """
        return self._storage.contents.read(fichier.empreinte)

    def readable_files(self) -> Mapping[str, bytes]:
        """Return the bytes of every attached file that reads, by SHA-256."""
        found = {}
        for fichier in self.known.fichiers:
            with contextlib.suppress(ErreurStockage):
                found[fichier.empreinte] = self.read_file(fichier)
        return found

    def open_file(self, fichier: Fichier) -> Path:
        """Write an attached file in a private folder, for another program to open.

        Raises:
            ErreurStockage: as `read_file`, or what the disk says.
            RegleInvalide: `fichier-type`, `fichier-programme`.
        """
        return self.extraction.write(fichier.nom, self.read_file(fichier))

    def forget_opened(self) -> None:
        """Delete the copies of attached files that were written to be opened."""
        if self._make_extraction is not None:
            self.extraction.close()

    def save_file(self, fichier: Fichier, target: Path) -> None:
        """Write a copy of an attached file where she wants it.

        Raises:
            ErreurCpom: not written; what was there is intact.
        """
        self.extraction.save(target, self.read_file(fichier))

    @property
    def history(self) -> History:
        """What was changed, and when."""
        return self._storage.history

    @property
    def stopped(self) -> bool:
        """Whether the program that wrote in it before did not close it."""
        return self._storage.stopped

    @property
    def holder(self) -> Holder | None:
        """Who writes in a dossier that is only read here, if somebody does."""
        return self._storage.holder

    def content_mark(self) -> str:
        """Return a mark of what she wrote: equal for two files that say the same."""
        return self._storage.content_mark()

    def last_saved(self) -> datetime | None:
        """Return when the last step was written; None when there is none."""
        return self._storage.last_saved()

    def wait_at_most(self, ms: int) -> None:
        """Choose how long a write waits for another program to let go of the file."""
        self._storage.wait_at_most(ms)

    def copy_to(self, target: Path) -> None:
        """Write the whole dossier, its history included, to a new file, checked."""
        self._storage.copy_to(target)

    @property
    def known(self) -> DossierSnapshot:
        """The dossier as it was last read: what is left when its file can no longer be."""
        try:
            return self.snapshot
        except ErreurStockage:
            return self._snapshot

    def try_writing(self) -> None:
        """Write again the page where she is: tells whether the file takes anything.

        Raises:
            ErreurStockage: it does not.
        """
        self._storage.set_resume("page", self.resume().get("page", ""))

    @property
    def versions(self) -> tuple[VersionInfo, ...]:
        """The versions that she named, the newest first."""
        return self._storage.versions.list()

    def keep_version(self, nom: str) -> int:
        """Keep the dossier as it is now under a name, outside undo; return its id.

        Raises:
            RegleInvalide: `nom-vide`, `ligne-trop-longue`.
            ErreurStockage: not written.
        """
        from cpom_desktop.services.versions import name_of, pack_version  # noqa: PLC0415 - asked for

        return self._storage.versions.keep(name_of(nom), pack_version(self.snapshot, self.uuid))

    def read_version(self, version_id: int) -> DossierSnapshot:
        """Return the dossier as it was when a version was named.

        Raises:
            RegleInvalide: `introuvable`.
            ErreurStockage: it does not read.
        """
        from cpom_desktop.services.versions import unpack_version  # noqa: PLC0415 - asked for

        return unpack_version(self._storage.versions.read(version_id))

    def version_text(self, version_id: int) -> str:
        """Return a version as it is kept, to be unpacked in a worker.

        Raises:
            RegleInvalide: `introuvable`.
        """
        return self._storage.versions.read(version_id)

    def version_to_restore(self, version_id: int) -> DossierSnapshot:
        """Return what the dossier would be if it went back to a version.

        A table that did not exist yet stays as it is. Raises as `read_version`.
        """
        from cpom_desktop.services.versions import unpack_version  # noqa: PLC0415 - asked for

        return unpack_version(self._storage.versions.read(version_id), self.snapshot)

    def delete_version(self, version_id: int) -> None:
        """Forget a version; this cannot be undone."""
        self._storage.versions.delete(version_id)

    @property
    def snapshot(self) -> DossierSnapshot:
        """The dossier now; only the tables that changed are read again."""
        if self._stale:
            self._snapshot = self._snapshot.refreshed(self._stale, self._storage.load)
            self._stale = set()
        return self._snapshot

    def clock_time(self) -> datetime:
        """Return the computer's local time, for « Enregistré à »."""
        return self._clock()

    @property
    def now(self) -> datetime:
        """The moment of an edition: the clock's, moved to the day of reference if there is one."""
        moment = self._clock()
        reference = self.snapshot.dossier.date_reference
        return (
            moment
            if reference is None
            else moment.replace(year=reference.year, month=reference.month, day=reference.day)
        )

    @property
    def today(self) -> date:
        """The dossier's day: its date of reference (demonstration), else the clock's."""
        return self.now.date()

    @cached_property
    def content(self) -> Content:
        """The packs this dossier carries, else those of the application."""
        packs = self.snapshot.packs_integres
        if not packs:
            return Content.bundled()
        return Content.from_texts({f"{p.pack}/{p.fichier}": p.texte for p in packs})

    def run(self, operation: Operation, *, merge: str = "") -> Outcome:
        """Apply an operation, all or nothing.

        Args:
            operation: what to do.
            merge: token of one visit to one field: steps of the same token become one.
        Raises:
            RegleInvalide: refused by a rule; nothing changed.
            ErreurStockage: not written; nothing changed.
        """
        self._back_up_before(operation)
        from cpom_desktop.services.operations.base import (  # noqa: PLC0415 - 8 ms, to write
            Context,
            operation_name,
        )

        title = operation.title()
        context = Context(self.today, self.content)
        with self._storage.step(
            title=title, operation=operation_name(operation), merge=merge
        ) as step:
            result = operation.apply(step.records, context)
        self._backed_up = None
        self._drop(step.changes)
        return Outcome(step.changes, title, result)

    def back_up(self, reason: Reason | None = None) -> bool:
        """Write a backup if anything changed since the newest; tell whether one was.

        Its check is given to `verify_backup`, which a window does in a worker.

        Raises:
            ErreurStockage: not written; the dossier is as it was.
        """
        from cpom_desktop.services.backups import Reason  # noqa: PLC0415 - not to open

        if self.backups is None or not self.backups.changed():
            return False
        self.verify_backup(self.backups.write(reason or Reason.AUTOMATIQUE))
        return True

    def _back_up_before(self, operation: Operation) -> None:
        """Back up before much is deleted; a fault is told by the state, and stops nothing."""
        from cpom_desktop.services.backups import reason_before  # noqa: PLC0415 - not to open

        if operation == self._backed_up:  # tried again: the file was in use
            return
        if (reason := reason_before(operation)) and self.backups is not None:
            with contextlib.suppress(ErreurStockage):
                self.verify_backup(self.backups.write(reason))
                self._backed_up = operation

    def undo(self) -> Outcome | None:
        """Undo the last step; None when there is none."""
        return self._replayed(self._storage.undo())

    def redo(self) -> Outcome | None:
        """Redo the last undone step; None when there is none."""
        return self._replayed(self._storage.redo())

    def _replayed(self, done: tuple[str, Changes] | None) -> Outcome | None:
        if done is None:
            return None
        title, changes = done
        self._drop(changes)
        return Outcome(changes, title)

    def _drop(self, changes: Changes) -> None:
        self._stale |= changes.tables.keys()
        if changes.touch("packs_integres"):
            self.__dict__.pop("content", None)

    def undo_titles(self) -> tuple[str, str]:
        """Return what undo and redo would do, empty when nothing."""
        return self._storage.undo_titles()

    def forget_undo(self) -> None:
        """Make what was done so far no longer undoable."""
        self._storage.forget_undo()

    def drafts(self) -> Mapping[str, Draft]:
        """Return the refused texts by field."""
        return self._storage.drafts()

    def keep_draft(self, field: str, raw: str, message: str) -> None:
        """Keep a text that a field could not take."""
        self._storage.keep_draft(field, Draft(raw, message))

    def drop_draft(self, field: str) -> None:
        """Forget the refused text of a field."""
        self._storage.keep_draft(field, None)

    def resume(self) -> Mapping[str, str]:
        """Return where she was."""
        return self._storage.resume()

    def set_resume(self, key: str, value: str) -> None:
        """Remember where she is; nothing is written of what is known, or to a file only read."""
        if not self.read_only and self.resume().get(key) != value:
            self._storage.set_resume(key, value)

    def close(self) -> None:
        """Close the dossier; what was opened of its files goes away."""
        self.forget_opened()
        self._storage.close()
