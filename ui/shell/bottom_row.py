"""The parts of the row at the bottom of the sidebar: settings, help, what the program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent

from ui.kit.labels import set_tooltip
from ui.shell.dark_row import DarkRow
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

HEIGHT = 40
ICON = 18
GAP = 6


class BottomItem(DarkRow):
    """An icon and a word, in the middle of a part of the bottom row.

    Where the words lack room, the icon gives its place.
    """

    def __init__(self, title: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._icon = title, icon_name
        self.setCheckable(True)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:
        """Return 40 pixels of height at 100 %."""
        return QSize(px(80), px(HEIGHT))

    def bar(self, rect: QRectF) -> QRectF:
        """Return where the bar « you are here » stands: above."""
        return QRectF(0, 0, rect.width(), 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the title in a tooltip where it is shortened."""
        super().resizeEvent(event)
        set_tooltip(self, self._title if self._words() > self.width() else "")

    def _words(self) -> int:
        """Return the width of the title in the bolder of its two faces."""
        font = body_font(px(14), semibold=True)
        return QFontMetrics(font).horizontalAdvance(self._title)

    def paint_row(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the line above, the icon, the word."""
        theme = current_theme()
        if not self.is_current():
            painter.setPen(QPen(theme.colour("lateral-filet"), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        lit = self.is_current() or self.underMouse()
        role = "lateral-texte" if lit else "lateral-texte-2"
        painter.setFont(body_font(px(14), semibold=self.is_current()))
        words = painter.fontMetrics().horizontalAdvance(self._title)
        lead = px(ICON + GAP)
        if words + lead > rect.width():
            lead = 0
        left = max((rect.width() - words - lead) / 2, 0)
        if lead:
            top = (rect.height() - px(ICON)) / 2
            painter.drawPixmap(QPointF(left, top), pixmap(self._icon, role, ICON))
        painter.setPen(theme.colour(role))
        box = QRectF(left + lead, 0, rect.width() - left - lead, rect.height())
        text = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, int(box.width()) + 1
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
