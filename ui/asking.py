"""A dialog that asks for something to write, and keeps what was typed until it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.i18n import _
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.operations import Operation
    from ui.session import Session


class AskingDialog(KitDialog):
    """Asks, then runs one operation; what lacks is told in it, the caret where to fill it.

    Args:
        session: the dossier.
        title, text, icon: what is asked.
        verb: the words of its primary button.
        parent: the page.

    Attributes:
        result_id: what the operation answered, once it is written.
    """

    def __init__(
        self, session: Session, title: str, text: str, icon: str, verb: str, parent: QWidget
    ) -> None:
        super().__init__(title, text, icon_name=icon, parent=parent)
        self.result_id: object = None
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        self._session = session
        self._attempt = Attempt(session, self, self._refuse)
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(verb))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)

    def _ask(self, words: str, field: QWidget) -> None:
        name = SafeLabel(words, "label")
        name.setBuddy(field)
        self.body.addWidget(name)
        self.body.addWidget(field)

    def _begin(self, field: QWidget) -> None:
        """End the column with the place of the errors, and put the caret in a field."""
        self.body.addWidget(self.error)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _operation(self) -> Operation | None:
        """Return what to run; None when something lacks, which is told."""
        raise AssertionError

    def _on_keep(self) -> None:
        operation = self._operation()
        if operation is None:
            return
        outcome = self._attempt.run(operation)
        if outcome is not None:
            self.result_id = outcome.result

    def _lack(self, sentence: str, field: QWidget) -> None:
        self._refuse(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)
