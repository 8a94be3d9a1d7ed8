"""Questions and announcements: our own dialogs, whose default is always the safe choice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import DangerButton, KitButton, PrimaryButton, SecondaryButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.theme.theme import px


class KitDialog(QDialog):
    """A dialog of the design: icon, question, consequence, buttons on a footer.

    `body` takes more widgets under the text; `add_button` fills the footer from left to right.
    """

    def __init__(
        self,
        title: str,
        text: str,
        *,
        icon_name: str = "info",
        icon_role: str = "info",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setProperty("role", "dialogue")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._top(title, text, icon_name, icon_role), 1)
        outer.addWidget(self._footer())
        self.setFixedWidth(px(540))

    def _top(self, title: str, text: str, icon_name: str, icon_role: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "surface")
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(12))
        row.addWidget(IconLabel(icon_name, icon_role, 24), 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(6))
        self.title = SafeLabel(title, "dialog-title", wrap=True)
        self.text = SafeLabel(text, "small-2", wrap=True)
        self.text.setVisible(bool(text))
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        row.addLayout(self.body, 1)
        self.setAccessibleDescription(text)
        return frame

    def _footer(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "pied")
        self._buttons = QHBoxLayout(frame)
        self._buttons.setContentsMargins(px(16), px(8), px(13), px(8))
        self._buttons.setSpacing(px(4))
        self._buttons.addStretch(1)
        return frame

    def add_button(self, button: KitButton, *, default: bool = False) -> KitButton:
        """Put a button at the right of the footer; the default one has the caret."""
        self._buttons.addWidget(button)
        button.setAutoDefault(default)
        button.setDefault(default)
        if default:
            button.setFocus(Qt.FocusReason.TabFocusReason)
        return button


class QuestionDialog(KitDialog):
    """A question: keep (Échap, Entrée) or act. See `ask`."""

    def __init__(
        self,
        question: str,
        consequence: str,
        *,
        action_label: str,
        safe_label: str,
        destructive: bool,
        parent: QWidget | None = None,
    ) -> None:
        look = ("triangle-alert", "attention") if destructive else ("circle-help", "info")
        super().__init__(
            question, consequence, icon_name=look[0], icon_role=look[1], parent=parent
        )
        self.safe = self.add_button(SecondaryButton(safe_label), default=True)
        self.safe.clicked.connect(self.reject)
        act = DangerButton(action_label) if destructive else SecondaryButton(action_label)
        self.action = self.add_button(act)
        self.action.clicked.connect(self.accept)


def ask(
    parent: QWidget | None,
    question: str,
    consequence: str,
    action_label: str,
    safe_label: str,
    *,
    destructive: bool = False,
) -> bool:
    """Ask a question; tell whether she chose to act.

    Args:
        parent: the window it belongs to.
        question: the title, « Supprimer la fiche 2.1.2 ? ».
        consequence: what will happen, in numbers.
        action_label: the verb and its object.
        safe_label: what keeps everything as it is; Entrée and Échap.
        destructive: something will be lost.
    """
    dialog = QuestionDialog(
        question,
        consequence,
        action_label=action_label,
        safe_label=safe_label,
        destructive=destructive,
        parent=parent,
    )
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


class InformDialog(KitDialog):
    """An announcement with one button to close it. See `inform`."""

    def __init__(
        self,
        title: str,
        text: str,
        *,
        trouble: bool = False,
        close_label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        look = ("octagon-x", "erreur") if trouble else ("info", "info")
        super().__init__(title, text, icon_name=look[0], icon_role=look[1], parent=parent)
        words = close_label or _("Fermer")
        self.close_button = self.add_button(PrimaryButton(words), default=True)
        self.close_button.clicked.connect(self.accept)


def inform(parent: QWidget | None, title: str, text: str, *, trouble: bool = False) -> None:
    """Tell something that cannot wait in the page; `trouble` for what failed."""
    dialog = InformDialog(title, text, trouble=trouble, parent=parent)
    dialog.exec()
    dialog.deleteLater()
