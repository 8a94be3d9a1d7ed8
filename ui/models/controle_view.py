"""The list of the contrôle: how it is painted, and what its keys and clicks do."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from cpom_desktop.i18n import _
from ui.kit.row_paint import (
    draw_text,
    paint_icon,
    paint_middle_pill,
    small_font,
    text_font,
    two_lines,
)
from ui.models.controle import AnomalyRole, AnomalyRow, ControleModel
from ui.models.painted_list import ColumnName, ColumnNames, CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

SIDE = 16
PILL = 124
PLACE = 216
BUTTON = 144
BARE_BUTTON = 36
MENU = 30
LEAST_WORDS = 300
"""Pixels at 100 % that the words keep: the place, then the words of the button, give theirs."""


class Columns(NamedTuple):
    """Where the parts of a row stand; an empty place is told under the words."""

    pill: QRect
    words: QRect
    place: QRect
    button: QRect
    menu: QRect

    @property
    def is_bare(self) -> bool:
        """Whether the button has no room for its words."""
        return self.button.width() < px(BUTTON)


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE // 2), 0)
    free = inner.width() - px(PILL + MENU + LEAST_WORDS)
    place = px(PLACE) if free >= px(PLACE + BUTTON) else 0
    button = px(BUTTON) if free - place >= px(BUTTON) else px(BARE_BUTTON)
    words = inner.width() - px(PILL + MENU) - place - button
    edges = [inner.left()]
    for width in (px(PILL), words, place, button, px(MENU)):
        edges.append(edges[-1] + width)
    parts = (
        QRect(left, inner.top(), right - left, inner.height()) for left, right in pairwise(edges)
    )
    return Columns(*parts)


def column_names(rect: QRect, *, held: bool) -> list[ColumnName]:
    """Return the names of the columns; `held`: of the rules that hold."""
    columns = columns_of(rect)
    names = [
        ColumnName(columns.pill, _("État") if held else _("Gravité")),
        ColumnName(columns.words, _("Ce qui est contrôlé") if held else _("Ce qui ne va pas")),
    ]
    return [*names, ColumnName(columns.place, _("Où"))] if columns.place.width() else names


class ControleDelegate(RowDelegate):
    """Paints a pill, the sentence over its reason, the place, and the way to the field."""

    def __init__(self, view: ControleView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return two or three lines, from the fonts and the room of the sentence."""
        width = self._view.viewport().width()
        row, room = index.data(AnomalyRole.ROW), columns_of(QRect(0, 0, width, 10)).words
        first = QFontMetrics(text_font(strong=True))
        lines = len(two_lines(row.first, first, room.width() - px(12)))
        height = lines * first.height() + QFontMetrics(small_font()).height() + px(16)
        return QSize(width, max(height, px(54)))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint an anomalie."""
        del chosen
        columns, row = columns_of(rect), index.data(AnomalyRole.ROW)
        paint_middle_pill(painter, columns.pill.left(), columns.pill, row.pill)
        self._paint_words(painter, columns, row)
        painter.setFont(small_font())
        painter.setPen(current_theme().colour("texte-2"))
        draw_text(painter, columns.place.adjusted(0, 0, -px(10), 0), row.ou)
        if row.opens:
            self._paint_button(painter, columns)
        if row.menu:
            paint_icon(painter, columns.menu.left() + px(7), columns.menu, "ellipsis-vertical")

    def _paint_words(self, painter: QPainter, columns: Columns, row: AnomalyRow) -> None:
        room = columns.words.adjusted(0, 0, -px(12), 0)
        strong, small = text_font(strong=True), small_font()
        lines = two_lines(row.first, QFontMetrics(strong), room.width())
        height, below = QFontMetrics(strong).height(), QFontMetrics(small).height()
        top = room.top() + (room.height() - len(lines) * height - below) // 2
        painter.setFont(strong)
        painter.setPen(current_theme().colour("texte"))
        for rank, words in enumerate(lines):
            line = QRect(room.left(), top + rank * height, room.width(), height)
            draw_text(painter, line, words)
        painter.setFont(small)
        painter.setPen(current_theme().colour("texte-2"))
        told = row.second if columns.place.width() else f"{row.ou} · {row.second}"
        under = QRect(room.left(), top + len(lines) * height, room.width(), below)
        draw_text(painter, under, told)

    def _paint_button(self, painter: QPainter, columns: Columns) -> None:
        theme, room = current_theme(), columns.button
        height = min(px(34), room.height() - px(6))
        top = room.top() + (room.height() - height) // 2
        box = QRect(room.left(), top, room.width() - px(6), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("bordure-forte"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left = box.left() + (box.width() - px(16)) // 2 if columns.is_bare else box.left() + px(10)
        paint_icon(painter, left, box, "arrow-right", "texte")
        if not columns.is_bare:
            painter.setFont(small_font(strong=True))
            painter.setPen(theme.colour("texte"))
            draw_text(painter, box.adjusted(px(32), 0, 0, 0), _("Aller au champ"))


class ControleView(CursorList):
    """The list itself.

    Signals:
        chosen: key of the line now under the cursor of the list.
        opened: Entrée, a double click, or a click on the button: go to the field.
        delete_asked: Suppr: keep it as it is, with a reason.
        menu_asked: where on the screen, for a right click, the menu key or the mark at the right.
    """

    chosen = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, model: ControleModel, parent: QWidget | None = None) -> None:
        name = _("Points du contrôle, du plus grave au moins grave")
        keys = _("Entrée va au champ, Suppr ignore avec une raison, F8 va au point suivant.")
        super().__init__(model, AnomalyRole.CLE, name, keys, parent=parent)
        self._rows = model
        self.setItemDelegate(ControleDelegate(self))
        self._held = False
        self.header = ColumnNames(self, self._names)
        self.resized.connect(self.scheduleDelayedItemsLayout)

    def name_words(self, *, held: bool) -> None:
        """Name the columns for the points to mend, or for the rules that hold."""
        self._held = held
        self.header.update()

    def _names(self, rect: QRect) -> list[ColumnName]:
        return column_names(rect, held=self._held)

    def choose(self, cle: str) -> None:
        """Put the cursor of the list on a line, without telling."""
        self.put_cursor(self._rows.index_of(cle))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the part of the row under the mouse is for."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._on_click(index, place)

    def _on_click(self, index: QModelIndex, place: QPoint) -> None:
        columns, row = columns_of(self.visualRect(index)), index.data(AnomalyRole.ROW)
        if row.opens and columns.button.contains(place):
            self.opened.emit()
        elif row.menu and columns.menu.contains(place):
            self.menu_asked.emit(self.viewport().mapToGlobal(place))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the field."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and columns_of(self.visualRect(index)).words.contains(
            event.position().toPoint()
        ):
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the line under the mouse, or of the one chosen."""
        self.menu_asked.emit(event.globalPos())
