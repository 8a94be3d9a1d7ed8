"""Cells of the synthesis: a finding over its criterion, a priority in bars, a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle

from ui.kit.row_paint import draw_text, paint_pair, small_font, text_font
from ui.models.choice_cells import ChoiceCellDelegate
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ui.kit.cells import AnyIndex

SECOND_ROLE = Qt.ItemDataRole.UserRole + 111
"""Data role of the smaller line under the words of a cell."""
BARS_ROLE = Qt.ItemDataRole.UserRole + 112
"""Data role of how many bars of three are filled."""
TICK_ROLE = Qt.ItemDataRole.UserRole + 113
"""Data role of a box: ticked or not."""
SIDE, BOX, BARS = 8, 18, 3
LONGEST = 400
"""Letters measured: far beyond what a row can show."""
SPARED = 0.88
"""Share of the lines that words fill once they are cut between two of them."""


class SyntheseDelegate(ChoiceCellDelegate):
    """Paints what these roles tell; any other cell as every table, a long text in part."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Show no more of a text than a row can: laying out a whole one would be felt."""
        return super().displayText(value, locale)[:LONGEST]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the ground, the cell, then the line and the ring."""
        room = option.rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        second, bars, ticked = (index.data(r) for r in (SECOND_ROLE, BARS_ROLE, TICK_ROLE))
        if second is None and bars is None and ticked is None:
            super().paint(painter, option, index)
            return
        painter.save()
        self._ground(painter, option, index)
        if isinstance(second, str):
            _paint_finding(painter, room, str(index.data() or ""), second)
        elif isinstance(bars, int):
            _paint_bars(painter, room, bars, str(index.data() or ""))
        else:
            _paint_box(painter, room, ticked=bool(ticked))
        self._line(painter, option)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._ring(painter, option)
        painter.restore()


def _paint_finding(painter: QPainter, room: QRect, text: str, second: str) -> None:
    """Paint a finding on as many lines as its row has, and what it is about under it."""
    metrics, below = QFontMetrics(text_font(strong=True)), QFontMetrics(small_font()).height()
    told = text[:LONGEST].replace("\n", " ")
    lines = (room.height() - below - px(4)) // metrics.height()
    if lines < 2 or metrics.horizontalAdvance(told) <= room.width():
        paint_pair(painter, room, told, second)
        return
    theme, height = current_theme(), lines * metrics.height()
    top = room.top() + (room.height() - height - below) // 2
    wide = round(room.width() * lines * SPARED)
    painter.setFont(text_font(strong=True))
    painter.setPen(theme.colour("texte"))
    shown = metrics.elidedText(told, Qt.TextElideMode.ElideRight, wide)
    wrap = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
    painter.drawText(QRect(room.left(), top, room.width(), height), wrap, shown)
    painter.setFont(small_font())
    painter.setPen(theme.colour("texte-2"))
    draw_text(painter, QRect(room.left(), top + height, room.width(), below), second)


def _paint_bars(painter: QPainter, room: QRect, filled: int, word: str) -> None:
    """Paint three bars that grow, those of the priority filled, then its word."""
    theme = current_theme()
    bottom = room.center().y() + px(7)
    for rank in range(BARS):
        height = px(5 + 4 * rank)
        bar = QRect(room.left() + rank * px(5), bottom - height, px(4), height)
        painter.fillRect(bar, theme.colour("texte" if rank < filled else "creux"))
    painter.setFont(text_font())
    painter.setPen(theme.colour("texte"))
    draw_text(painter, room.adjusted(BARS * px(5) + px(6), 0, 0, 0), word)


def _paint_box(painter: QPainter, room: QRect, *, ticked: bool) -> None:
    theme, side = current_theme(), px(BOX)
    painter.save()
    left = room.left() + (room.width() - side) // 2
    top = room.top() + (room.height() - side) // 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("primaire" if ticked else "bordure-forte"), 1.5))
    painter.setBrush(theme.colour("primaire" if ticked else "surface"))
    painter.drawRoundedRect(QRect(left, top, side, side), 3, 3)
    if ticked:
        inset = (side - px(14)) // 2
        painter.drawPixmap(QPoint(left + inset, top + inset), pixmap("check", "sur-primaire", 14))
    painter.restore()
