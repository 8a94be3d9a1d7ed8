"""How a check-list is painted: its columns, the box of a point, a heading, a row."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.controles_types import Coche
from ui.kit.pills import Pill, pill_size
from ui.kit.row_paint import (
    RIGHT,
    draw_text,
    paint_heading,
    paint_icon,
    paint_middle_pill,
    paint_pair,
    small_font,
    text_font,
)
from ui.models.controles import ControleRole, PointRow
from ui.models.lines import Heading
from ui.models.painted_list import ColumnName, Index, RowDelegate
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

SIDE, BOX, TICK = 14, 34, 18
WHO, DAY, ACTION = 108, 92, 96
LEAST_WORDS = 240
"""Pixels at 100 % under which columns give way to the words: the action, who, then the day."""


class Columns(NamedTuple):
    """Where the columns of a row stand; one without room is empty."""

    box: QRect
    words: QRect
    who: QRect
    day: QRect
    pill: QRect
    action: QRect


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    pill = max(pill_size(Pill("fait", _(words))).width() for words in ("Coché seul", "À aborder"))
    widths = {"who": px(WHO), "day": px(DAY), "action": px(ACTION)}
    room = inner.width() - px(BOX) - pill - px(10)
    for name in ("action", "who", "day"):
        if room - sum(widths.values()) < px(LEAST_WORDS):
            widths[name] = 0
    words = max(room - sum(widths.values()), 0)
    places, left = [], inner.left()
    for width in (px(BOX), words, widths["who"], widths["day"], pill + px(10), widths["action"]):
        places.append(QRect(left, inner.top(), width, inner.height()))
        left += width
    return Columns(*places)


def column_names(rect: QRect) -> list[ColumnName]:
    """Return the names of the columns."""
    columns = columns_of(rect)
    return [
        ColumnName(within(columns.words), _("Point à vérifier")),
        ColumnName(within(columns.who), _("Qui")),
        ColumnName(within(columns.day), _("Pour le")),
        ColumnName(within(columns.pill), _("État")),
    ]


def within(column: QRect) -> QRect:
    """Return the part of a column that its words have."""
    return column.adjusted(0, 0, -px(8), 0)


def paint_tick(painter: QPainter, origin: QPoint, coche: Coche) -> None:
    """Paint the box of a point: by the dossier, by hand, in part, aside, or empty."""
    theme = current_theme()
    box = QRect(origin, QSize(px(TICK), px(TICK)))
    empty = coche in {Coche.VIDE, Coche.SANS_OBJET}
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("bordure-forte" if empty else "primaire"), px(1.4)))
    full = coche is Coche.MAIN
    ground = {Coche.MAIN: "primaire", Coche.DOSSIER: "primaire-doux"}.get(coche, "surface")
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, px(3), px(3))
    if coche is Coche.PARTIEL:
        inside = px(5)
        heart = box.adjusted(inside, inside, 1 - inside, 1 - inside)
        painter.fillRect(heart, theme.colour("primaire"))
    icons = {Coche.MAIN: "check", Coche.DOSSIER: "link", Coche.SANS_OBJET: "minus"}
    if coche in icons:
        ink = "sur-primaire" if full else "primaire" if coche is Coche.DOSSIER else "texte-2"
        painter.drawPixmap(box.left() + px(2), box.top() + px(2), pixmap(icons[coche], ink, 14))
    painter.restore()


class ControlesDelegate(RowDelegate):
    """Paints headings on `surface-2`, and points with their box and columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading, two for a point, from the fonts."""
        width = option.rect.width()
        if isinstance(index.data(ControleRole.ROW), Heading):
            return QSize(width, QFontMetrics(small_font(strong=True)).height() + px(7))
        lines = QFontMetrics(text_font(strong=True)).height() + QFontMetrics(small_font()).height()
        return QSize(width, lines + px(5))

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the name of a group, and how many of its points are done."""
        row: Heading = index.data(ControleRole.ROW)
        room = within(rect.adjusted(px(SIDE), 0, -px(SIDE), 0))
        paint_heading(painter, rect, room, row.label, row.note)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint a point."""
        del chosen
        theme, columns = current_theme(), columns_of(rect)
        row: PointRow = index.data(ControleRole.ROW)
        top = columns.box.top() + (columns.box.height() - px(TICK)) // 2
        paint_tick(painter, QPoint(columns.box.left(), top), row.coche)
        aside = row.coche is Coche.SANS_OBJET
        paint_pair(painter, within(columns.words), row.first, row.second, quiet=aside)
        painter.setFont(text_font())
        painter.setPen(theme.colour("texte-2"))
        draw_text(painter, within(columns.who), row.who)
        self._paint_day(painter, within(columns.day), row)
        paint_middle_pill(painter, columns.pill.left(), columns.pill, row.pill)
        self._paint_action(painter, columns.action, row)

    def _paint_day(self, painter: QPainter, room: QRect, row: PointRow) -> None:
        """Paint the date; one that is over has an alarm too, so that colour is not alone."""
        if row.late:
            paint_icon(painter, room.left(), room, "alarm-clock", "erreur")
            room = room.adjusted(px(20), 0, 0, 0)
        painter.setPen(current_theme().colour("erreur" if row.late else "texte"))
        painter.setFont(text_font(strong=row.late))
        draw_text(painter, room, row.day)

    def _paint_action(self, painter: QPainter, room: QRect, row: PointRow) -> None:
        if not row.action or room.width() == 0:
            return
        theme = current_theme()
        painter.setFont(text_font(strong=True))
        painter.setPen(theme.colour("lien" if row.link else "texte"))
        if not row.link:
            width = painter.fontMetrics().horizontalAdvance(row.action) + px(24)
            frame = QRect(room.right() - width, 0, width, px(28))
            frame.moveTop(room.top() + (room.height() - frame.height()) // 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(theme.colour("surface"))
            painter.setPen(QPen(theme.colour("bordure-forte"), 1))
            painter.drawRoundedRect(frame, px(5), px(5))
            painter.setPen(theme.colour("texte"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, row.action)
            return
        painter.drawText(room, RIGHT, row.action)


class TickMark(QWidget):
    """A box drawn beside the words that say what it means."""

    def __init__(self, coche: Coche, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coche = coche
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the box, and room for its line."""
        return QSize(px(TICK + 2), px(TICK + 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box."""
        painter = QPainter(self)
        paint_tick(painter, QPoint(1, 1), self._coche)
        painter.end()
