"""The list of the journal: how it is painted, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter

from cpom_desktop.i18n import _
from ui.kit.row_paint import (
    draw_text,
    paint_icon,
    paint_middle_pill,
    paint_pair,
    text_font,
)
from ui.models.journal import EchangeRole, EchangeRow, JournalModel
from ui.models.painted_list import ColumnName, ColumnNames, CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

SIDE, GAP = 14, 8
DAY, FORME, AVEC, JOINED, SUITE = 92, 118, 118, 22, 136
"""Widths of the columns, in pixels at 100 %; the subject takes the rest."""
LEAST_OBJET, LEAST_WITH = 190, 110
"""Pixels at 100 % under which the form is told by its icon alone, then with whom over the
subject."""
ICON_ONLY = 30


class Columns(NamedTuple):
    """Where the columns of a row stand; an empty one is not shown."""

    day: QRect
    forme: QRect
    avec: QRect
    objet: QRect
    joined: QRect
    suite: QRect


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    room = inner.width() * 100 // px(100)
    fixed = [DAY, FORME, AVEC, JOINED, SUITE]
    if room - sum(fixed) < LEAST_OBJET:
        fixed[1] = ICON_ONLY
    if room - sum(fixed) < LEAST_WITH:
        fixed[2] = fixed[3] = 0
    day, forme, avec, joined, suite = map(px, fixed)
    objet = max(inner.width() - day - forme - avec - joined - suite, 0)
    rects, left = [], inner.left()
    for width in (day, forme, avec, objet, joined, suite):
        rects.append(QRect(left, inner.top(), max(width - px(GAP), 0), inner.height()))
        left += width
    return Columns(*rects)


def column_names(rect: QRect) -> list[ColumnName]:
    """Return the names of the columns."""
    columns = columns_of(rect)
    forme = _("Forme") if columns.forme.width() > px(ICON_ONLY) else ""
    objet = _("Objet") if columns.avec.width() else _("Avec, objet")
    return [
        ColumnName(columns.day, _("Date")),
        ColumnName(columns.forme, forme),
        ColumnName(columns.avec, _("Avec")),
        ColumnName(columns.objet, objet),
        ColumnName(columns.suite, _("Suite")),
    ]


class JournalDelegate(RowDelegate):
    """Paints an exchange on two lines; every row has the same height, so that none is measured."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return two lines, from the fonts."""
        lines = QFontMetrics(text_font(strong=True)).height() + QFontMetrics(text_font()).height()
        return QSize(option.rect.width(), lines + px(9))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint an exchange."""
        del chosen
        columns, row = columns_of(rect), index.data(EchangeRole.ROW)
        paint_pair(painter, columns.day, row.day, row.hour)
        self._paint_forme(painter, columns.forme, row)
        if columns.avec.width():
            paint_pair(painter, columns.avec, row.structures, row.personnes)
            self._paint_objet(painter, columns.objet, row.objet)
        else:
            paint_pair(painter, columns.objet, row.structures, row.objet)
        if row.joints and columns.joined.width():
            paint_icon(painter, columns.joined.left(), columns.joined, "paperclip")
        if row.pill is not None:
            painter.setClipRect(rect)
            paint_middle_pill(painter, columns.suite.left(), columns.suite, row.pill)
            painter.setClipping(False)

    def _paint_forme(self, painter: QPainter, room: QRect, row: EchangeRow) -> None:
        paint_icon(painter, room.left(), room, row.icon)
        if room.width() > px(ICON_ONLY):
            painter.setFont(text_font())
            painter.setPen(current_theme().colour("texte"))
            draw_text(painter, room.adjusted(px(24), 0, 0, 0), row.forme)

    def _paint_objet(self, painter: QPainter, room: QRect, text: str) -> None:
        """Paint the subject on one line, or on two, the second one shortened."""
        painter.setFont(text_font())
        painter.setPen(current_theme().colour("texte"))
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) <= room.width():
            draw_text(painter, room, text)
            return
        first, rest = _broken(text, metrics, room.width())
        height = metrics.height()
        top = room.top() + (room.height() - 2 * height) // 2
        draw_text(painter, QRect(room.left(), top, room.width(), height), first)
        draw_text(painter, QRect(room.left(), top + height, room.width(), height), rest)


def _broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Return what of a text fits on a first line, and the rest."""
    words = text.split(" ")
    kept = 1
    room = width - 2  # elision measures a little wider than this does
    while kept < len(words) and metrics.horizontalAdvance(" ".join(words[: kept + 1])) <= room:
        kept += 1
    return " ".join(words[:kept]), " ".join(words[kept:])


class JournalView(CursorList):
    """The list itself.

    Signals:
        chosen: key of the line now under the cursor of the list.
        opened: Entrée or a click: open the exchange in the panel.
        delete_asked: Suppr: delete the exchange.
    """

    chosen = Signal(str)

    def __init__(self, model: JournalModel, parent: QWidget | None = None) -> None:
        name = _("Échanges, du plus récent au plus ancien")
        keys = _("Entrée ouvre l'échange, Suppr le supprime, Ctrl+Tab va au panneau.")
        super().__init__(model, EchangeRole.CLE, name, keys, parent=parent)
        self._rows = model
        self.setItemDelegate(JournalDelegate(self))
        self.setUniformItemSizes(True)
        self.header = ColumnNames(self, column_names, least=32, ground="surface-2")
        self.clicked.connect(self.opened)

    def choose(self, cle: str) -> None:
        """Put the cursor of the list on a line, without telling."""
        self.put_cursor(self._rows.index_of(cle))

    def current(self) -> str:
        """Return the key of the line under the cursor, empty when there is none."""
        cle = self.currentIndex().data(EchangeRole.CLE)
        return cle if isinstance(cle, str) else ""
