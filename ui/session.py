"""The hub between the open dossier and the screens.

An edit runs through `run`; what it changed is announced once, and only the pages whose tables
changed reload. The field that has the caret is never reloaded, except after undo or redo.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from cpom_desktop.errors import ErreurCpom, ErreurStockage, RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.doutes import sensitive_in
from cpom_desktop.services.messages import reason
from cpom_desktop.services.messages import sentence as sentence_of
from cpom_desktop.services.ports import LAST_EDIT, Draft
from ui.unsaved import HASTY_MS, PATIENT_MS, Kept, Unsaved, may_repeat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.changes import Changes, Outcome
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.workspace import Workspace
    from ui.copies import Copies


class SaveState(NamedTuple):
    """What is true of saving: saved at a time, being saved, or not saved and why.

    `saved_at` is None in a dossier where nothing was ever saved; `reason` is the failure in a
    few words; `kept`: what she typed waits here, and will be written by itself.
    """

    saved_at: datetime | None = None
    failure: str = ""
    remedy: str = ""
    reason: str = ""
    saving: bool = False
    kept: bool = False


class Session(QObject):
    """One dossier open in the window.

    Signals:
        changed: (Changes, force) after a commit; `force` after undo or redo, when even the field
            with the caret must reload.
        state_changed: a `SaveState`.
        undo_changed: titles of what undo and redo would do.
        refused: a sentence to show when an action (not a field) is refused by a rule.
        guarded: backups are made of it from now on.
        doubted: a sentence on what was written and has no place in a dossier, where no field
            tells it: a table, a dialog, an import, a block pasted.
        settled: (operation, written) of what adds or deletes and had to wait for the file.
    """

    changed = Signal(object, bool)
    state_changed = Signal(object)
    undo_changed = Signal(str, str)
    refused = Signal(str)
    doubted = Signal(str)
    guarded = Signal()
    settled = Signal(object, bool)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.state = SaveState(saved_at=workspace.last_saved())
        self.last_field = ""
        self.copies: Copies | None = None
        """Its backups, for a dossier that is written in and open in a window."""
        self._waits = PATIENT_MS
        if not workspace.read_only:
            self._wait_at_most(HASTY_MS)
        self.unsaved = Unsaved(self)
        self.unsaved.due.connect(self.retry)
        self._drafts: dict[str, Draft] = dict(workspace.drafts())
        self._unread: list[tuple[Outcome, bool]] = []
        """Written, and not shown: the file did not read afterwards."""

    @property
    def snapshot(self) -> DossierSnapshot:
        """The dossier now."""
        return self.workspace.snapshot

    @property
    def content(self) -> Content:
        """The packs of the dossier."""
        return self.workspace.content

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self.workspace.read_only

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Texts that fields could not take, by field."""
        return self._drafts

    def guard(self, copies: Copies) -> None:
        """Note what makes its backups."""
        self.copies = copies
        self.guarded.emit()

    def run(self, operation: Operation, *, merge: str = "") -> Outcome | None:
        """Apply an operation and announce what it changed; None when it could not be saved.

        What is not saved is kept and tried again, or told as not done: see `ui.unsaved`.

        Raises:
            RegleInvalide: refused by a rule; the caller shows it beside the field.
        """
        if self.unsaved.waits and (self.unsaved.soon or not self.retry()):
            if not self.unsaved.keep(operation, merge):
                self._tell_lost([operation])
            return None
        try:
            outcome = self.workspace.run(operation, merge=merge)
        except ErreurStockage as error:
            self._fail(error, Kept(operation, merge))
            return None
        self.unsaved.written()
        self.last_field = key if "." in (key := merge.rpartition(":")[0]) else ""
        self._announce(outcome, force=False)
        if not merge and (told := sensitive_in(operation)):
            self.doubted.emit(told)
        return outcome

    def undo(self) -> None:
        """Undo the last step of the dossier."""
        self._replay(forwards=False)

    def redo(self) -> None:
        """Redo the last undone step."""
        self._replay(forwards=True)

    def _replay(self, *, forwards: bool) -> None:
        if self.read_only or (self.unsaved.waits and not self.retry()):
            return
        try:
            outcome = self.workspace.redo() if forwards else self.workspace.undo()
        except ErreurStockage as error:
            self._fail(error)
            return
        except ErreurCpom as error:
            self.refused.emit(f"{sentence_of(error)} {error.remedy}".strip())
            return
        if outcome is not None:
            self._announce(outcome, force=True)

    def attempt(self, operation: Operation) -> Outcome | None:
        """Apply an operation, its refusal told over the page; None when it was not done."""
        try:
            return self.run(operation)
        except RegleInvalide as error:
            self.refused.emit(self.sentence(error))
            return None

    def keep_draft(self, key: str, raw: str, message: str) -> None:
        """Keep the text that a field could not take, for now and for the next start."""
        if not self.read_only:
            self._write_draft(key, Draft(raw, message))

    def drop_draft(self, key: str) -> None:
        """Forget the refused text of a field."""
        if key in self._drafts:
            self._write_draft(key, None)

    def _write_draft(self, key: str, draft: Draft | None) -> None:
        self._drafts.pop(key, None)
        if draft is not None:
            self._drafts[key] = draft
        if self.unsaved.soon:
            self.unsaved.drafts[key] = draft
            return
        try:
            self._store_draft(key, draft)
        except ErreurStockage as error:
            self.unsaved.drafts[key] = draft
            self._fail(error)
        else:
            self.unsaved.drafts.pop(key, None)

    def _store_draft(self, key: str, draft: Draft | None) -> None:
        if draft is None:
            self.workspace.drop_draft(key)
        else:
            self.workspace.keep_draft(key, draft.raw, draft.message)

    def retry(self, wait_ms: int = HASTY_MS) -> bool:
        """Try again to write what is not written yet; tell whether all of it is."""
        written = self.unsaved.waits
        self._wait_at_most(wait_ms)
        try:
            self._write_kept()
            if not written:
                self.workspace.try_writing()
        except ErreurStockage as error:
            self._fail(error)
            return False
        finally:
            self._wait_at_most(HASTY_MS)
        self.unsaved.written()
        if self._unread:
            outcome, force = self._unread.pop()
            self._announce(outcome, force=force)
        else:
            self._tell_saved(now=written)
        return self.unsaved.failure is None

    def insist(self) -> None:
        """Try once more to write what is not written, for as long as one write may wait."""
        if self.unsaved.failure is not None:
            self.retry(PATIENT_MS)

    def _write_kept(self) -> None:
        """Write what was kept, in order; what a rule refuses by now is told and left out."""
        unsaved = self.unsaved
        while unsaved.kept:
            operation, token = unsaved.kept[0]
            try:
                outcome = self.workspace.run(operation, merge=token)
            except RegleInvalide as error:
                unsaved.kept.pop(0)
                self.refused.emit(sentence_of(error))
                self._settle(operation, written=False)
            else:
                unsaved.kept.pop(0)
                self._announce(outcome, force=False)
                self._settle(operation, written=True)
        while unsaved.drafts:
            key = next(iter(unsaved.drafts))
            self._store_draft(key, unsaved.drafts[key])
            unsaved.drafts.pop(key)

    def _tell_lost(self, operations: Iterable[Operation]) -> None:
        """Tell what is not done and will not be by itself."""
        for operation in operations:
            self.refused.emit(
                _(
                    "Ce n'est pas fait : {titre}. Recommencez une fois le dossier enregistré.",
                    titre=operation.title(),
                )
            )
            self._settle(operation, written=False)

    def _settle(self, operation: Operation, *, written: bool) -> None:
        if not may_repeat(operation):
            self.settled.emit(operation, written)

    def stop(self) -> None:
        """Try nothing more: the dossier closes."""
        self.unsaved.stop()

    def _wait_at_most(self, ms: int) -> None:
        if ms != self._waits:
            self._waits = ms
            self.workspace.wait_at_most(ms)

    def set_resume(self, key: str, value: str) -> None:
        """Remember where she is; when the file cannot take it, nothing is lost."""
        if self.unsaved.failure is None:  # each try may wait for the file
            with contextlib.suppress(ErreurStockage):
                self.workspace.set_resume(key, value)

    def remember_edit(self, page: str, field: str) -> None:
        """Remember where the last edit was made, and when, for « Reprendre »."""
        moment = self.workspace.now.isoformat(timespec="minutes")
        self.set_resume(LAST_EDIT, f"{page}|{field}|{moment}")

    def sentence(self, error: ErreurCpom) -> str:
        """Return what to show of an error."""
        return sentence_of(error)

    def undo_titles(self) -> tuple[str, str]:
        """Return what undo and redo would do; nothing when the dossier may only be read."""
        return ("", "") if self.read_only else self.workspace.undo_titles()

    def _announce(self, outcome: Outcome, *, force: bool) -> None:
        """Tell what changed, once it can be read; what cannot be yet is told by a later try."""
        waiting = [*self._unread, (outcome, force)]
        try:
            _read, titles = self.workspace.snapshot, self.undo_titles()
        except ErreurStockage as error:
            self._unread = waiting
            self._fail(_written_unread(error))
            return
        self._unread = []
        for written, forced in waiting:
            self._tell(written, titles, force=forced)

    def _tell(self, outcome: Outcome, titles: tuple[str, str], *, force: bool) -> None:
        if not self.unsaved.waits and (outcome.changes or self.state.failure):
            self._tell_saved(now=bool(outcome.changes))
        if not outcome.changes:
            return
        self.changed.emit(outcome.changes, force)
        self.undo_changed.emit(*titles)

    def _tell_saved(self, *, now: bool) -> None:
        moment = self.workspace.clock_time() if now else self.state.saved_at
        self.state = SaveState(saved_at=moment)
        self.state_changed.emit(self.state)

    def _fail(self, error: ErreurCpom, kept: Kept | None = None) -> None:
        """Say that it is not written, unless it is for a moment only; it is tried again."""
        if self.read_only:
            self._tell_failure(error)
            return
        self.unsaved.failed(error)
        lost = self.unsaved.give_up()
        if kept is not None and not self.unsaved.keep(*kept):
            lost.append(kept.operation)
        self._tell_failure(error)
        self._tell_lost(lost)

    def _tell_failure(self, error: ErreurCpom) -> None:
        unsaved = self.unsaved
        if not self.read_only and not unsaved.told:
            return
        saved_at = self.state.saved_at
        if unsaved.saving:
            self.state = SaveState(saved_at, saving=True)
        else:
            words = (sentence_of(error), error.remedy, reason(error))
            self.state = SaveState(saved_at, *words, kept=unsaved.waits)
        self.state_changed.emit(self.state)


def _written_unread(error: ErreurStockage) -> ErreurStockage:
    """Return what is said of a change that is in the file, which no longer reads."""
    return ErreurStockage(
        "relecture-dossier",
        _(
            "Ce que vous venez de faire est enregistré, mais le dossier ne se relit plus : son "
            "disque ou sa clé ne répond pas."
        ),
        remedy=_("Rebranchez-le : ce que vous voyez se mettra à jour de lui-même."),
        detail=error.detail,
    )


def touched(changes: Changes | None, *tables: str) -> bool:
    """Tell whether a page that reads `tables` must reload; None means everything."""
    return changes is None or changes.touch(*tables)
