"""The guided footer: back at the left, how far in the centre, on at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.labels import ElidedLabel, set_tooltip
from ui.theme.theme import px


class WizardFooter(QFrame):
    """Where each button goes is its name; Alt+Left and Alt+Right do the same.

    Signals:
        back, onward: a button was pressed.
    """

    back = Signal()
    onward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pied-guide")
        self.previous = SecondaryButton("", icon_name="arrow-left")
        self.sentence = ElidedLabel("", "small-2")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next = PrimaryButton("", icon_name="arrow-right", trailing=True)
        set_tooltip(self.previous, _("Alt+flèche gauche"))
        set_tooltip(self.next, _("Alt+flèche droite"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(21), px(6), px(21), px(6))
        row.setSpacing(px(12))
        row.addWidget(self.previous)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.next)
        self.previous.clicked.connect(self.back)
        self.next.clicked.connect(self.onward)

    def show_place(self, back: str, sentence: str, onward: str) -> None:
        """Name both ways; one without a name leads nowhere and is disabled."""
        self.previous.setText(back or _("Précédent"))
        self.previous.setEnabled(bool(back))
        self.sentence.set_whole_text(sentence)
        self.next.setText(onward or _("Suivant"))
        self.next.setEnabled(bool(onward))
