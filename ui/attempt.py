"""What a dialog asks to add: the dialog stays, with what she typed, until it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from cpom_desktop.services.changes import Outcome
    from cpom_desktop.services.operations import Operation
    from ui.session import Session


class Attempt(QObject):
    """Runs what a dialog asks for, and accepts the dialog once it is in the file.

    Args:
        session: the dossier.
        dialog: stays open while it is refused, not written, or waits for the file.
        tell: shows a sentence in the dialog.
    """

    def __init__(self, session: Session, dialog: QDialog, tell: Callable[[str], None]) -> None:
        super().__init__(dialog)
        self._session, self._dialog, self._tell = session, dialog, tell
        self._waiting: Operation | None = None
        session.settled.connect(self._on_settled)
        dialog.rejected.connect(self._give_up)

    def run(self, operation: Operation) -> Outcome | None:
        """Run an operation; answer its outcome when it is written at once."""
        if self._waiting is not None:
            return None
        try:
            outcome = self._session.run(operation)
        except RegleInvalide as error:
            self._tell(self._session.sentence(error))
            return None
        if outcome is not None:
            self._dialog.accept()
        elif self._session.unsaved.holds(operation):
            self._waiting = operation
            self._tell(_("Enregistrement…"))
        else:
            self._tell_unwritten()
        return outcome

    def _tell_unwritten(self) -> None:
        state = self._session.state
        kept = _("Ce que vous avez écrit reste ici : recommencez.")
        self._tell(" ".join(part for part in (state.failure, state.remedy, kept) if part))

    def _on_settled(self, operation: Operation, written: bool) -> None:  # noqa: FBT001 - a slot
        if operation is not self._waiting:
            return
        self._waiting = None
        if written:
            self._dialog.accept()
        else:
            self._tell_unwritten()

    def _give_up(self) -> None:
        if self._waiting is not None:
            self._session.unsaved.forget(self._waiting)
