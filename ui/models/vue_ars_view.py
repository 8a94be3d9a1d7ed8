"""The list of what the agent looks at: how it is painted. Picture 22."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter

from cpom_desktop.charts.sparkline import SparklineLayout
from cpom_desktop.i18n import _
from ui.kit.pills import pill_size
from ui.kit.row_paint import (
    LEFT,
    RIGHT,
    draw_text,
    paint_heading,
    paint_middle_pill,
    small_font,
    text_font,
)
from ui.kit.sparkline import paint_sparkline, sparkline_size
from ui.models.lines import Heading
from ui.models.painted_list import ColumnName, ColumnNames, CursorList, Index, RowDelegate
from ui.models.vue_ars import LigneRole, LineRow, VueArsModel
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

SIDE = 14
GAP = 10
COURSE = SparklineLayout(width_mm=12.5)
LEAST_WORDS = 200
"""Pixels at 100 % that the name of an indicator keeps: what says least leaves first."""


class Widths(NamedTuple):
    """What the columns of a list need, in pixels."""

    years: tuple[int, ...]
    reference: int
    reading: int


class Columns(NamedTuple):
    """Where the columns of a row stand; one that has no room is empty."""

    words: QRect
    years: tuple[QRect, ...]
    course: QRect
    reference: QRect
    reading: QRect


def widths_of(rows: Sequence[LineRow]) -> Widths:
    """Return what the columns need for their widest texts, at the present text scale."""
    strong, plain = QFontMetrics(text_font(strong=True)), QFontMetrics(text_font())
    small = QFontMetrics(small_font())
    years = zip(*(row.values for row in rows), strict=True)
    references = (
        plain.horizontalAdvance(row.reference) + small.horizontalAdvance(row.mark) + px(4)
        for row in rows
    )
    return Widths(
        tuple(max(map(strong.horizontalAdvance, texts)) + px(GAP) for texts in years),
        max(references, default=0) + px(GAP),
        max((pill_size(row.pill).width() for row in rows), default=0),
    )


def columns_of(rect: QRect, needed: Widths) -> Columns:
    """Return the columns of a row: in a narrow one the course leaves, then the older years."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    free = inner.width() - px(LEAST_WORDS) - needed.reading - needed.reference - px(GAP)
    years = list(needed.years)
    while len(years) > 1 and sum(years) > free:
        years.pop(0)
    course = sparkline_size(COURSE).width() + px(GAP)
    course = course if len(years) == len(needed.years) and sum(years) + course <= free else 0
    widths = [*([0] * (len(needed.years) - len(years))), *years, course]
    widths += [px(GAP), needed.reference, needed.reading]
    words = max(inner.width() - sum(widths), 0)
    left, rooms = inner.left() + words, []
    for width in widths:
        rooms.append(QRect(left, inner.top(), width, inner.height()))
        left += width
    room = QRect(inner.left(), inner.top(), words, inner.height())
    return Columns(room, tuple(rooms[: len(needed.years)]), rooms[-4], rooms[-2], rooms[-1])


class VueArsDelegate(RowDelegate):
    """Paints headings on `surface-2`, and indicators in columns as wide as `needed`."""

    needed = Widths((), 0, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading, one and some air for an indicator, from the fonts."""
        width = option.rect.width()
        if isinstance(index.data(LigneRole.ROW), Heading):
            return QSize(width, QFontMetrics(small_font(strong=True)).height() + px(4))
        metrics = QFontMetrics(text_font(strong=True))
        room = columns_of(QRect(0, 0, width, 0), self.needed).words.width()
        label = index.data(LigneRole.ROW).label
        lines = 1 if metrics.horizontalAdvance(label) <= room else 2
        return QSize(width, lines * metrics.height() + px(8))

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the name of a domain."""
        row: Heading = index.data(LigneRole.ROW)
        paint_heading(painter, rect, rect.adjusted(px(SIDE), 0, -px(SIDE), 0), row.label, row.note)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint an indicator; the year that is read is stressed."""
        row: LineRow = index.data(LigneRole.ROW)
        columns = columns_of(rect, self.needed)
        painter.setPen(current_theme().colour("texte"))
        painter.setFont(text_font(strong=chosen or row.strong))
        self._paint_label(painter, columns.words, row.label)
        for rank, (room, value) in enumerate(zip(columns.years, row.values, strict=True), 1):
            painter.setFont(text_font(strong=rank == len(row.values)))
            draw_text(painter, room, value, RIGHT)
        self._paint_course(painter, columns.course, row)
        self._paint_reference(painter, columns.reference, row)
        paint_middle_pill(painter, columns.reading.left(), columns.reading, row.pill)

    def _paint_label(self, painter: QPainter, room: QRect, label: str) -> None:
        """Paint the name of an indicator, over two lines where it takes more than one."""
        if painter.fontMetrics().horizontalAdvance(label) <= room.width():
            draw_text(painter, room, label)
        else:
            painter.drawText(room, LEFT | Qt.TextFlag.TextWordWrap, label)

    def _paint_course(self, painter: QPainter, room: QRect, row: LineRow) -> None:
        if room.width() <= 0:
            return
        top = room.top() + (room.height() - sparkline_size(COURSE).height()) // 2
        paint_sparkline(painter, room.left() + px(GAP), top, row.course, COURSE)

    def _paint_reference(self, painter: QPainter, room: QRect, row: LineRow) -> None:
        """Paint the value, then in small what it is: a threshold, a bound, its year."""
        if room.width() <= 0:
            return
        painter.setFont(text_font())
        draw_text(painter, room, row.reference, LEFT)
        taken = painter.fontMetrics().horizontalAdvance(row.reference) + px(4)
        painter.setFont(small_font())
        painter.setPen(current_theme().colour("texte-2"))
        draw_text(painter, room.adjusted(taken, 0, 0, 0), row.mark, LEFT)


class VueArsView(CursorList):
    """The list itself.

    Signals:
        chosen: the indicator now under the cursor of the list.
    """

    chosen = Signal(str)

    def __init__(self, model: VueArsModel, parent: QWidget | None = None) -> None:
        name = _("Ce que l'agent regarde, par domaine")
        keys = _("Entrée ouvre l'explication du point choisi.")
        super().__init__(model, LigneRole.SLUG, name, keys, parent=parent)
        self._rows = model
        self._annees: tuple[int, ...] = ()
        self._delegate = VueArsDelegate(self)
        self.setItemDelegate(self._delegate)
        self.header = ColumnNames(self, self._names)
        self.doubleClicked.connect(self.opened)

    def show_years(self, annees: Sequence[int]) -> None:
        """Name the columns of the years, and measure what is shown."""
        self._annees = tuple(annees)
        self._measure()
        self.header.update()

    def restyle(self) -> None:
        """Measure the columns again for the present text scale."""
        super().restyle()
        if self._annees:
            self._measure()

    def _measure(self) -> None:
        self._delegate.needed = widths_of(self._rows.lines())

    def choose(self, slug: str) -> None:
        """Put the cursor of the list on an indicator, without telling."""
        self.put_cursor(self._rows.index_of(slug))

    def _names(self, rect: QRect) -> list[ColumnName]:
        columns = columns_of(rect, self._delegate.needed)
        years = [
            ColumnName(room, str(annee), RIGHT)
            for room, annee in zip(columns.years, self._annees, strict=False)
        ]
        return [
            ColumnName(columns.words, _("Ce que l'agent regarde")),
            *years,
            ColumnName(columns.reference, _("Repère")),
            ColumnName(columns.reading, _("Lecture")),
        ]
