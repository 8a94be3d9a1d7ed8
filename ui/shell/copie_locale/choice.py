"""What to do with the two files: two cards, one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout, QWidget

from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


class ChoiceCard(QFrame):
    """A choice with its consequence; a click anywhere on it chooses it."""

    def __init__(self, words: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(4), px(12), px(6))
        column.setSpacing(0)
        self.radio = QRadioButton(words)
        self.radio.setAccessibleDescription(note)
        self.note = SafeLabel(note, "caption-2", wrap=True)
        self.note.setIndent(px(24))
        column.addWidget(self.radio)
        column.addWidget(self.note)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.radio.isEnabled():
            self.radio.setChecked(True)
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
