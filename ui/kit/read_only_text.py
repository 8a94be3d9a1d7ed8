"""A text to read, select and copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit

from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ReadOnlyText(QPlainTextEdit):
    """A text to read, select and copy; Tab goes on, nothing is typed."""

    def __init__(self, name: str, *, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        line = QFontMetrics(body_font(px(15))).lineSpacing()
        self.setFixedHeight(line * lines + px(24))
