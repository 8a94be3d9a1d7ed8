"""Tabs that say how far each part is: an icon, its name, a line under the one shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from ui.kit.restyle import Restyled
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Tick:
    """How far a part is: its icon, the role of its ink, the words of screen readers."""

    icon: str
    role: str
    spoken: str


SIDE, ICON, BETWEEN, HEIGHT = 14, 16, 8, 38


class TickTabs(Restyled, QTabBar):
    """The parts of something, side by side; arrows change the part shown.

    Signals:
        chosen: rank of the part she went to.

    Args:
        accessible_name: what has these parts.
        names: their names, in order.
    """

    chosen = Signal(int)

    def __init__(
        self, accessible_name: str, names: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ticks: list[Tick] = [Tick("circle-dashed", "texte-3", "")] * len(names)
        for name in names:
            self.addTab(name)
        self.currentChanged.connect(self.chosen)

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show how far each part is."""
        self._ticks = list(ticks)
        for rank, tick in enumerate(self._ticks):
            self.setAccessibleTabName(rank, f"{self.tabText(rank)}, {tick.spoken}")
        self.update()

    def restyle(self) -> None:
        """Measure the tabs again for the present text scale."""
        self.setIconSize(QSize(px(ICON), px(ICON)))  # makes Qt lay the tabs out again
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """Return the room of the icon and of the name as the shown part writes it."""
        words = QFontMetrics(body_font(px(15), semibold=True))
        width = words.horizontalAdvance(self.tabText(index)) + px(2 * SIDE + ICON + BETWEEN)
        return QSize(width, max(px(HEIGHT), words.height() + px(12)))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never cut a name: the bar scrolls."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts, the line under the one shown, the ring of the caret."""
        painter = QPainter(self)
        theme = current_theme()
        painter.setPen(theme.colour("bordure"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        for rank in range(self.count()):
            self._paint_tab(painter, rank, self.tabRect(rank))
        painter.end()

    def _paint_tab(self, painter: QPainter, rank: int, rect: QRect) -> None:
        theme, tick = current_theme(), self._ticks[rank]
        shown = rank == self.currentIndex()
        top = rect.top() + (rect.height() - px(ICON)) // 2
        left = rect.left() + px(SIDE)
        painter.drawPixmap(left, top, pixmap(tick.icon, tick.role, ICON))
        painter.setFont(body_font(px(15), semibold=shown))
        painter.setPen(theme.colour("texte" if shown else "texte-2"))
        words = rect.adjusted(px(SIDE + ICON + BETWEEN), 0, 0, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tabText(rank)
        )
        if not shown:
            return
        line = QRect(rect.left(), rect.bottom() - px(3) + 1, rect.width(), px(3))
        painter.fillRect(line, theme.colour("primaire"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -px(3) - 1))
