"""How the rows of a painted list look: fonts, ground, heading, lines of text, icon, pill."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.kit.pills import Pill, paint_pill, pill_size
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def text_font(*, strong: bool = False) -> QFont:
    """Return the font of the first line of a row."""
    return body_font(px(14), semibold=strong)


def small_font(*, strong: bool = False) -> QFont:
    """Return the font of the second line, and of headings."""
    return body_font(px(13), semibold=strong)


def draw_text(painter: QPainter, room: QRect, text: str, side: Qt.AlignmentFlag = LEFT) -> None:
    """Draw one line of text, shortened to its room; nothing where there is none."""
    if room.width() > 0:
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side, shown)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Return `text` on one line or two, the second shortened to its room."""
    words = text.split(" ")
    count = len(words)
    while count > 1 and metrics.horizontalAdvance(" ".join(words[:count])) > width:
        count -= 1
    lines = [" ".join(words[:count]), " ".join(words[count:])]
    shown = (metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)
    return [line for line in shown if line]


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> bool:
    """Paint the ground of a row under the mouse or chosen; tell whether it is chosen."""
    theme, rect = current_theme(), option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("selection" if chosen else "primaire-doux"))
    if chosen:
        bar = QRect(rect.left(), rect.top(), px(3), rect.height())
        painter.fillRect(bar, theme.colour("primaire"))
    return chosen


def paint_caret(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the ring of the row that has the caret, over the line under it."""
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(current_theme().colour("focus"), 2))
        painter.drawRect(option.rect.adjusted(1, 1, -1, -2))


def paint_edge(painter: QPainter, rect: QRect) -> None:
    """Paint the line under a row."""
    painter.setPen(current_theme().colour("bordure"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def paint_heading(painter: QPainter, rect: QRect, room: QRect, label: str, note: str) -> None:
    """Paint a name on `surface-2`, a few quieter words after it."""
    theme = current_theme()
    painter.fillRect(rect, theme.colour("surface-2"))
    painter.setPen(theme.colour("texte"))
    painter.setFont(small_font(strong=True))
    draw_text(painter, room, label)
    taken = painter.fontMetrics().horizontalAdvance(label) + px(6)
    painter.setFont(small_font())
    painter.setPen(theme.colour("texte-2"))
    draw_text(painter, room.adjusted(taken, 0, 0, 0), note)


def paint_pair(
    painter: QPainter, room: QRect, first: str, second: str, *, quiet: bool = False
) -> None:
    """Paint a line over a smaller one, or the first alone in the middle; strong unless quiet."""
    theme = current_theme()
    upper, lower = text_font(strong=not quiet), small_font()
    height = QFontMetrics(upper).height()
    below = QFontMetrics(lower).height() if second else 0
    top = room.top() + (room.height() - height - below) // 2
    painter.setFont(upper)
    painter.setPen(theme.colour("texte-2" if quiet else "texte"))
    draw_text(painter, QRect(room.left(), top, room.width(), height), first)
    painter.setFont(lower)
    painter.setPen(theme.colour("texte-2"))
    draw_text(painter, QRect(room.left(), top + height, room.width(), below), second)


def paint_icon(painter: QPainter, left: int, room: QRect, name: str, ink: str = "texte-2") -> None:
    """Paint an icon of 16 pixels at 100 %, in the middle of the height of its room."""
    top = room.top() + (room.height() - px(16)) // 2
    painter.drawPixmap(left, top, pixmap(name, ink, 16))


def paint_middle_pill(painter: QPainter, left: int, room: QRect, pill: Pill) -> None:
    """Paint a pill in the middle of the height of its room."""
    top = room.top() + (room.height() - pill_size(pill).height()) // 2
    paint_pill(painter, QPoint(left, top), pill)
