"""A part of a card that is folded until asked for: its title tells what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import TextButton
from ui.kit.labels import ElidedLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


class Fold(QWidget):
    """A title with its chevron, a summary beside it, and a content shown when it is open.

    Signals:
        toggled: whether it is open now.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, *, opened: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setContentsMargins(-px(10), 0, 0, 0)  # its chevron stands under the fields
        head.setSpacing(px(8))
        self.button = TextButton(title).set_dense()
        self.button.clicked.connect(self._on_clicked)
        self.summary = ElidedLabel("", "caption-2")
        head.addWidget(self.button)
        head.addWidget(self.summary, 1)
        column.addLayout(head)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(px(4), 0, 0, px(6))
        self.body.setSpacing(px(8))
        column.addWidget(self._content)
        self.is_open = opened
        self._show()

    def add(self, content: QWidget | QLayout) -> None:
        """Put a widget or a layout at the end of the content."""
        if isinstance(content, QWidget):
            self.body.addWidget(content)
        else:
            self.body.addLayout(content)

    def set_summary(self, text: str) -> None:
        """Tell in a few words what is inside."""
        self.summary.set_whole_text(text)
        self.button.setAccessibleDescription(text)

    def set_open(self, opened: bool) -> None:  # noqa: FBT001 - mirrors Qt's setters
        """Open or close it."""
        if opened != self.is_open:
            self.is_open = opened
            self._show()
            self.toggled.emit(opened)

    def _on_clicked(self) -> None:
        self.set_open(not self.is_open)

    def _show(self) -> None:
        self._content.setVisible(self.is_open)
        self.button.set_icon("chevron-down" if self.is_open else "chevron-right")
        self.button.setAccessibleName(self._title)
