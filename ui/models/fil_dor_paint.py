"""How the threads are painted: cards, links in their frames, lines between them. Picture 23."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cpom_desktop.services.queries.fil_dor import Maillon
from ui.kit.row_paint import draw_text, paint_icon, small_font, text_font, two_lines
from ui.models.fil_dor import ICONS, LINKS, Bloc, FilRole, FoldRow, GapRow, HeadRow, LineRow
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.fil_dor_lu import MaillonLu
    from ui.kit.cells import AnyIndex
    from ui.models.fil_dor import Row

SHARES = (160, 112, 158, 172, 176, 158)
"""Share of the width that each link takes, when the six stand on one row."""
SIDE, GAP, AIR, INSIDE = 12, 19, 5, 9
"""Pixels at 100 %: sides of a card, room of a line between links, over and in a frame."""
ICON = 16
RADIUS = 4


class Look(NamedTuple):
    """How a link is shown now."""

    focused: bool
    chosen: bool
    hovered: bool
    captioned: bool


def link_height(*, captioned: bool) -> int:
    """Return the height of the row of a thread, in pixels."""
    small = QFontMetrics(small_font()).height()
    return small * (3 if captioned else 2) + px(2 * AIR + 12)


def head_height() -> int:
    """Return the height of a heading, in pixels."""
    return max(px(34), QFontMetrics(text_font(strong=True)).height() + px(12))


def column_widths(width: int, per_line: int) -> list[int]:
    """Return the widths of the columns of a row, frames and lines together."""
    shares = SHARES if per_line == len(SHARES) else (1,) * per_line
    free = max(width - 2 * px(SIDE) - (per_line - 1) * px(GAP), 0)
    frames = [free * share // sum(shares) for share in shares]
    frames[-1] += free - sum(frames)
    widths = [frame + px(GAP) for frame in frames]
    widths[0] += px(SIDE)
    widths[-1] += px(SIDE) - px(GAP)
    return widths


def frame_of(rect: QRect, column: int, columns: int) -> QRect:
    """Return where the frame of a link stands in its cell."""
    left = px(SIDE) if column == 0 else 0
    right = px(SIDE) if column == columns - 1 else px(GAP)
    return rect.adjusted(left, px(AIR), -right, -px(AIR))


class FilDorDelegate(QStyledItemDelegate):
    """Paints a heading over its whole row, or a link with the line that leads to the next."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        row: Row = index.data(FilRole.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match row:
            case HeadRow():
                self._head(painter, option.rect, row)
            case FoldRow():
                self._fold(painter, option, row)
            case LineRow():
                self._line(painter, option, index, row)
            case GapRow():
                pass
        painter.restore()

    # --- cards

    def _head(self, painter: QPainter, rect: QRect, row: HeadRow) -> None:
        theme, broken = current_theme(), row.bloc is Bloc.ROMPUS
        ink = "attention" if broken else "succes"
        painter.fillRect(rect, theme.colour("attention-fond" if broken else "surface"))
        _edges(painter, rect, row.bloc, "tblr")
        paint_icon(painter, rect.left() + px(SIDE), rect, "unlink" if broken else "circle-check",
                   ink)  # fmt: skip
        painter.setFont(text_font(strong=True))
        painter.setPen(theme.colour(ink))
        room = rect.adjusted(px(SIDE + ICON + 7), 0, -px(SIDE), 0)
        draw_text(painter, room, row.label)
        taken = painter.fontMetrics().horizontalAdvance(row.label) + px(9)
        painter.setFont(small_font())
        painter.setPen(theme.colour("texte" if broken else "texte-2"))
        draw_text(painter, room.adjusted(taken, 0, 0, 0), row.note)

    def _fold(self, painter: QPainter, option: QStyleOptionViewItem, row: FoldRow) -> None:
        theme, rect = current_theme(), option.rect
        painter.fillRect(rect, theme.colour(_ground(option)))
        _edges(painter, rect, Bloc.ROMPUS, "lrb" if row.last else "lr")
        icon = "chevron-down" if row.unfolded else "chevron-right"
        paint_icon(painter, rect.left() + px(SIDE), rect, icon, "lien")
        font = text_font(strong=True)
        painter.setFont(font)
        painter.setPen(theme.colour("lien"))
        room = rect.adjusted(px(SIDE + ICON + 7), 0, -px(SIDE), 0)
        draw_text(painter, room, row.label)
        taken = painter.fontMetrics().horizontalAdvance(row.label) + px(9)
        painter.setFont(small_font())
        painter.setPen(theme.colour("texte-2"))
        draw_text(painter, room.adjusted(taken, 0, 0, 0), row.note)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(3, 2, -4, -3))

    # --- threads

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, row: LineRow
    ) -> None:
        columns = index.model().columnCount()
        column, rect = index.column(), option.rect
        painter.fillRect(rect, current_theme().colour("surface"))
        ends = ("l" if column == 0 else "") + ("r" if column == columns - 1 else "")
        _edges(painter, rect, row.bloc, ends + ("b" if row.last else ""))
        if columns < len(LINKS) and row.part == 0:
            painter.setPen(current_theme().colour("bordure"))
            painter.drawLine(rect.topLeft(), rect.topRight())
        link: MaillonLu = index.data(FilRole.LINK)
        frame = frame_of(rect, column, columns)
        if column < columns - 1:
            after: MaillonLu = index.model().index(index.row(), column + 1).data(FilRole.LINK)
            _tie(painter, frame, rect, broken=link.manque or after.manque)
        _link(painter, frame, link, _look(option, captioned=columns < len(LINKS)))


def _look(option: QStyleOptionViewItem, *, captioned: bool) -> Look:
    state = QStyle.StateFlag
    return Look(
        bool(option.state & state.State_HasFocus),
        bool(option.state & state.State_Selected),
        bool(option.state & state.State_MouseOver),
        captioned,
    )


def _ground(option: QStyleOptionViewItem) -> str:
    if option.state & QStyle.StateFlag.State_Selected:
        return "selection"
    return "primaire-doux" if option.state & QStyle.StateFlag.State_MouseOver else "surface"


def _edges(painter: QPainter, rect: QRect, bloc: Bloc, sides: str) -> None:
    """Paint the sides of a card that run along a cell: some of « t », « b », « l », « r »."""
    lines = {
        "t": (rect.topLeft(), rect.topRight()),
        "b": (rect.bottomLeft(), rect.bottomRight()),
        "l": (rect.topLeft(), rect.bottomLeft()),
        "r": (rect.topRight(), rect.bottomRight()),
    }
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(current_theme().colour("attention" if bloc is Bloc.ROMPUS else "bordure"))
    for side in sides:
        painter.drawLine(*lines[side])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _tie(painter: QPainter, frame: QRect, cell: QRect, *, broken: bool) -> None:
    """Paint the line to the next link, dashed where one of the two lacks."""
    pen = QPen(current_theme().colour("texte-3" if broken else "primaire"), px(2))
    if broken:
        pen.setDashPattern([3.0, 2.5])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    middle = frame.center().y()
    painter.drawLine(frame.right() + 2, middle, cell.right(), middle)


def _link(painter: QPainter, frame: QRect, link: MaillonLu, look: Look) -> None:
    """Paint the frame of a link, dashed when it lacks, then its words."""
    theme = current_theme()
    ground = "selection" if look.chosen else "primaire-doux" if look.hovered else "surface"
    painter.setBrush(theme.colour(ground))
    pen = QPen(theme.colour("attention" if link.manque else "bordure"), 2 if link.manque else 1)
    if link.manque:
        pen.setDashPattern([3.0, 2.0])
    if look.focused:
        pen = QPen(theme.colour("focus"), 2)
    painter.setPen(pen)
    painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), px(RADIUS), px(RADIUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    room = frame.adjusted(px(INSIDE), px(6), -px(INSIDE), -px(6))
    if look.captioned:
        room = _caption(painter, room, link)
    _words(painter, room, link)


def _caption(painter: QPainter, room: QRect, link: MaillonLu) -> QRect:
    """Paint what a link is, over its words; return the room left under."""
    painter.setFont(small_font())
    painter.setPen(current_theme().colour("texte-2"))
    height = painter.fontMetrics().height()
    line = QRect(room.left(), room.top(), room.width(), height)
    paint_icon(painter, room.left(), line, ICONS[link.maillon])
    draw_text(painter, line.adjusted(px(ICON + 5), 0, 0, 0), link.nom)
    return room.adjusted(0, height, 0, 0)


def _words(painter: QPainter, room: QRect, link: MaillonLu) -> None:
    """Paint the two lines of a link; an objective goes on over its second one."""
    theme = current_theme()
    strong, small = small_font(strong=True), small_font()
    upper, lower = QFontMetrics(strong).height(), QFontMetrics(small).height()
    top = room.top() + max((room.height() - upper - lower) // 2, 0)
    first = QRect(room.left(), top, room.width(), upper)
    second = QRect(room.left(), top + upper, room.width(), lower)
    title, told = link.titre, link.action or link.suite
    if link.maillon is Maillon.OBJECTIF and not link.manque:
        lines = two_lines(title, QFontMetrics(strong), room.width())
        title, told = lines[0], title[len(lines[0]) :].strip() if len(lines) > 1 else ""
    if link.manque:
        paint_icon(painter, first.left(), first, "unlink", "attention")
        first = first.adjusted(px(ICON + 5), 0, 0, 0)
    painter.setFont(strong)
    painter.setPen(theme.colour("attention" if link.manque else "texte"))
    draw_text(painter, first, title)
    if link.action:
        small = small_font(strong=True)
        small.setUnderline(True)
    painter.setFont(small)
    painter.setPen(theme.colour("lien" if link.action else "texte-2"))
    draw_text(painter, second, told)
