"""The hub between the open dossier and the screens.

An edit runs through `run`; what it changed is announced once, and only the pages whose tables
changed reload. The field that has the caret is never reloaded, except after undo or redo.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from cpom_desktop.errors import ErreurCpom, ErreurStockage
from cpom_desktop.services.messages import sentence as sentence_of
from cpom_desktop.services.ports import LAST_EDIT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.changes import Changes, Outcome
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.ports import Draft
    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.workspace import Workspace


class SaveState(NamedTuple):
    """What is true of saving: saved at a time, or not saved and why; both None at opening."""

    saved_at: datetime | None = None
    failure: str = ""
    remedy: str = ""


class Session(QObject):
    """One dossier open in the window.

    Signals:
        changed: (Changes, force) after a commit; `force` after undo or redo, when even the field
            with the caret must reload.
        state_changed: a `SaveState`.
        undo_changed: titles of what undo and redo would do.
        refused: a sentence to show when an action (not a field) is refused by a rule.
    """

    changed = Signal(object, bool)
    state_changed = Signal(object)
    undo_changed = Signal(str, str)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.state = SaveState()
        self.last_field = ""
        self._drafts: dict[str, Draft] = dict(workspace.drafts())

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

    def run(self, operation: Operation, *, merge: str = "") -> Outcome | None:
        """Apply an operation and announce what it changed; None when it could not be saved.

        Raises:
            RegleInvalide: refused by a rule; the caller shows it beside the field.
        """
        try:
            outcome = self.workspace.run(operation, merge=merge)
        except ErreurStockage as error:
            self._fail(error)
            return None
        self.last_field = key if "." in (key := merge.rpartition(":")[0]) else ""
        self._announce(outcome, force=False)
        return outcome

    def undo(self) -> None:
        """Undo the last step of the dossier."""
        self._replay(forwards=False)

    def redo(self) -> None:
        """Redo the last undone step."""
        self._replay(forwards=True)

    def _replay(self, *, forwards: bool) -> None:
        if self.read_only:
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

    def keep_draft(self, key: str, raw: str, message: str) -> None:
        """Keep the text that a field could not take, for now and for the next start."""
        if self.read_only:
            return
        try:
            self.workspace.keep_draft(key, raw, message)
            self._drafts = dict(self.workspace.drafts())
        except ErreurStockage as error:
            self._fail(error)

    def drop_draft(self, key: str) -> None:
        """Forget the refused text of a field."""
        if key not in self._drafts:
            return
        try:
            self.workspace.drop_draft(key)
            self._drafts.pop(key)
        except ErreurStockage as error:
            self._fail(error)

    def set_resume(self, key: str, value: str) -> None:
        """Remember where she is; when the file cannot take it, nothing is lost."""
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
        if not outcome.changes:
            return
        self.state = SaveState(saved_at=self.workspace.clock_time())
        self.state_changed.emit(self.state)
        self.changed.emit(outcome.changes, force)
        self.undo_changed.emit(*self.undo_titles())

    def _fail(self, error: ErreurCpom) -> None:
        self.state = SaveState(failure=sentence_of(error), remedy=error.remedy)
        self.state_changed.emit(self.state)


def touched(changes: Changes | None, *tables: str) -> bool:
    """Tell whether a page that reads `tables` must reload; None means everything."""
    return changes is None or changes.touch(*tables)
