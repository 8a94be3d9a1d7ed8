"""A row on the dark ground beside the pages: its ground, its keys, its ring of focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme.theme import current_theme


class DarkRow(QAbstractButton):
    """A row to choose, painted: a subclass gives `paint_row` and its size.

    It is lit while it is checked, or while `is_current` says so.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._ring = False

    def is_current(self) -> bool:
        """Return whether it stands for what is on the screen."""
        return self.isChecked()

    def paint_row(self, painter: QPainter, rect: QRectF) -> None:
        """Paint what the row says, between its ground and its ring."""
        raise AssertionError(type(self).__name__, painter, rect)

    def bar(self, rect: QRectF) -> QRectF:
        """Return where the bar « you are here » stands in `rect`: at the left."""
        return QRectF(0, 0, 3, rect.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down with the arrows; Enter chooses."""
        match event.key():
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring after a key or F6, not after a click."""
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row in the colours of the sidebar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        self._paint_ground(painter, rect)
        self.paint_row(painter, rect)
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(current_theme().colour("repere"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        theme = current_theme()
        if self.is_current():
            painter.fillRect(rect, theme.colour("lateral-actif"))
            painter.fillRect(self.bar(rect), theme.colour("repere"))
        elif self.underMouse():
            painter.fillRect(rect, theme.colour("lateral-survol"))
