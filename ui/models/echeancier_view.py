"""The list of the échéancier: how it is painted, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter

from cpom_desktop.i18n import _
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
from ui.models.echeancier import EcheanceRole, EcheancierModel, LineRow
from ui.models.lines import Heading
from ui.models.painted_list import ColumnName, ColumnNames, CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

SIDE = 14
DAY = 96
CONFIDENCE = 138
DELAY = 84
ICON_ONLY = 30
LEAST_WORDS = 250
"""Pixels at 100 % under which the confidence is told by its icon alone."""


class Columns(NamedTuple):
    """Where the columns of a row stand."""

    day: QRect
    words: QRect
    confidence: QRect
    delay: QRect
    icon_only: bool


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    icon_only = inner.width() - px(DAY + CONFIDENCE + DELAY) < px(LEAST_WORDS)
    confidence = px(ICON_ONLY if icon_only else CONFIDENCE)
    delay = px(DELAY)
    day = QRect(inner.left(), inner.top(), px(DAY), inner.height())
    words = inner.width() - px(DAY) - confidence - delay
    left = inner.left() + px(DAY)
    return Columns(
        day,
        QRect(left, inner.top(), max(words - px(8), 0), inner.height()),
        QRect(left + words, inner.top(), confidence, inner.height()),
        QRect(left + words + confidence, inner.top(), delay, inner.height()),
        icon_only,
    )


def column_names(rect: QRect) -> list[ColumnName]:
    """Return the names of the columns."""
    columns = columns_of(rect)
    confidence = "" if columns.icon_only else _("Confiance")
    return [
        ColumnName(columns.day, _("Échéance")),
        ColumnName(columns.words, _("Quoi, et pourquoi cette date")),
        ColumnName(columns.confidence, confidence),
        ColumnName(columns.delay, _("Délai"), RIGHT),
    ]


class EcheancierDelegate(RowDelegate):
    """Paints headings on `surface-2`, and dates in four columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading, two for a date, from the fonts."""
        width = option.rect.width()
        if isinstance(index.data(EcheanceRole.ROW), Heading):
            return QSize(width, QFontMetrics(small_font(strong=True)).height() + px(6))
        lines = QFontMetrics(text_font(strong=True)).height() + QFontMetrics(small_font()).height()
        return QSize(width, lines + px(2))

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the name of a period."""
        row: Heading = index.data(EcheanceRole.ROW)
        paint_heading(painter, rect, rect.adjusted(px(SIDE), 0, -px(SIDE), 0), row.label, row.note)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint a date."""
        del chosen
        columns, row = columns_of(rect), index.data(EcheanceRole.ROW)
        painter.setPen(current_theme().colour("texte-2" if row.closed else "texte"))
        painter.setFont(text_font(strong=not row.closed))
        draw_text(painter, columns.day, row.day)
        second = row.second or " "  # a date without a reason keeps its two lines
        paint_pair(painter, columns.words, row.first, second, quiet=row.closed)
        self._paint_confidence(painter, columns, row)
        self._paint_delay(painter, columns.delay, row)

    def _paint_confidence(self, painter: QPainter, columns: Columns, row: LineRow) -> None:
        room = columns.confidence
        paint_icon(painter, room.left(), room, row.icon, row.ink)
        if columns.icon_only:
            return
        plain = row.ink == "texte-2"
        painter.setFont(small_font(strong=not plain))
        painter.setPen(current_theme().colour(row.ink))
        draw_text(painter, room.adjusted(px(20), 0, 0, 0), row.confidence)

    def _paint_delay(self, painter: QPainter, room: QRect, row: LineRow) -> None:
        if row.late:
            pill = Pill("en-retard", row.delay)
            left = max(room.right() - pill_size(pill).width(), room.left() - px(20))
            paint_middle_pill(painter, left, room, pill)
            return
        painter.setFont(text_font())
        painter.setPen(current_theme().colour("texte-2"))
        draw_text(painter, room, row.delay, RIGHT)


class EcheancierView(CursorList):
    """The list itself.

    Signals:
        chosen: key of the line now under the cursor of the list.
        opened: Entrée or a double click: go to the panel.
        done_asked: Espace: done, or to be done again.
        delete_asked: Suppr: delete this reminder.
    """

    chosen = Signal(str)
    done_asked = Signal()

    def __init__(self, model: EcheancierModel, parent: QWidget | None = None) -> None:
        name = _("Échéances, par période")
        keys = _("Entrée ouvre le détail, Espace marque comme fait, Suppr supprime un rappel.")
        super().__init__(model, EcheanceRole.CLE, name, keys, parent=parent)
        self._rows = model
        self.setItemDelegate(EcheancierDelegate(self))
        self.header = ColumnNames(self, column_names)
        self.doubleClicked.connect(self.opened)

    def choose(self, cle: str) -> None:
        """Put the cursor of the list on a line, without telling."""
        self.put_cursor(self._rows.index_of(cle))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Espace too."""
        if event.key() == Qt.Key.Key_Space:
            self.done_asked.emit()
        else:
            super().keyPressEvent(event)
