"""The list of the library: how it is painted, its button in each row, its keys. Picture 08."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from cpom_desktop.i18n import _
from ui.kit.pills import pill_size
from ui.kit.row_paint import (
    draw_text,
    paint_heading,
    paint_icon,
    paint_middle_pill,
    small_font,
    text_font,
    two_lines,
)
from ui.models.bibliotheque import AxeRow, BibliothequeModel, ObjectifRole, ObjectifRow
from ui.models.painted_list import CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

SIDE, GAP, ICON = 14, 10, 16
ADDING = frozenset({Qt.Key.Key_Insert, Qt.Key.Key_Plus})


def button_room(rect: QRect) -> QRect:
    """Return where « Ajouter » stands in the room of a row."""
    metrics = QFontMetrics(small_font(strong=True))
    width = metrics.horizontalAdvance(_("Ajouter")) + px(ICON + 8 + 2 * 10)
    height = max(px(30), metrics.height() + px(8))
    left = rect.left() + rect.width() - px(SIDE) - width
    return QRect(left, rect.top() + px(9), width, height)


def words_room(rect: QRect, row: ObjectifRow) -> QRect:
    """Return where the words of a row stand."""
    taken = pill_size(row.pill).width() if row.pill else button_room(rect).width()
    return rect.adjusted(px(SIDE), px(8), -px(SIDE + GAP) - taken, -px(8))


class BibliothequeDelegate(RowDelegate):
    """Paints axes on `surface-2`, objectives on three or four lines with their button."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading; the words of an objective decide for it."""
        width, row = option.rect.width(), index.data(ObjectifRole.ROW)
        small = QFontMetrics(small_font(strong=True)).height()
        if isinstance(row, AxeRow):
            return QSize(width, small + px(8))
        metrics = QFontMetrics(text_font(strong=True))
        room = words_room(QRect(0, 0, width, px(100)), row)
        lines = len(two_lines(row.label, metrics, room.width()))
        return QSize(width, lines * metrics.height() + 2 * small + px(16))

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the name of an axis."""
        room = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        paint_heading(painter, rect, room, index.data(ObjectifRole.ROW).label, "")

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint an objective."""
        row: ObjectifRow = index.data(ObjectifRole.ROW)
        self._paint_words(painter, words_room(rect, row), row)
        if row.pill is not None:
            room = rect.adjusted(0, px(9), 0, 0)
            room.setHeight(button_room(rect).height())
            left = rect.left() + rect.width() - px(SIDE) - pill_size(row.pill).width()
            paint_middle_pill(painter, left, room, row.pill)
        else:
            _paint_button(painter, button_room(rect), chosen=chosen)

    def _paint_words(self, painter: QPainter, room: QRect, row: ObjectifRow) -> None:
        theme, top = current_theme(), room.top()
        painter.setFont(text_font(strong=True))
        painter.setPen(theme.colour("texte"))
        metrics = painter.fontMetrics()
        for line in two_lines(row.label, metrics, room.width()):
            draw_text(painter, QRect(room.left(), top, room.width(), metrics.height()), line)
            top += metrics.height()
        painter.setFont(small_font())
        painter.setPen(theme.colour("texte-2"))
        height = painter.fontMetrics().height()
        for line in (row.measure, row.reason):
            draw_text(painter, QRect(room.left(), top, room.width(), height), line)
            top += height


def _paint_button(painter: QPainter, room: QRect, *, chosen: bool) -> None:
    """Paint « + Ajouter », filled in the row chosen."""
    theme = current_theme()
    ink = "sur-primaire" if chosen else "texte"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("primaire" if chosen else "bordure-forte"), 1))
    painter.setBrush(theme.colour("primaire" if chosen else "surface"))
    painter.drawRoundedRect(room, px(4), px(4))
    paint_icon(painter, room.left() + px(10), room, "plus", ink)
    painter.setPen(theme.colour(ink))
    painter.setFont(small_font(strong=True))
    draw_text(painter, room.adjusted(px(10 + ICON + 8), 0, 0, 0), _("Ajouter"))
    painter.restore()


class BibliothequeView(CursorList):
    """The list itself.

    Signals:
        add_asked: slug of an objective to take: Inser, +, or a click on its button.
    """

    add_asked = Signal(str)

    def __init__(self, model: BibliothequeModel, parent: QWidget | None = None) -> None:
        keys = _("Inser ou + ajoute l'objectif choisi à votre contrat, Entrée ouvre son détail.")
        name = _("Objectifs de la bibliothèque")
        super().__init__(model, ObjectifRole.SLUG, name, keys, parent=parent)
        self.setItemDelegate(BibliothequeDelegate(self))
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that add; leave the rest to the list."""
        slug = self.currentIndex().data(ObjectifRole.SLUG)
        if event.key() in ADDING and slug:
            self.add_asked.emit(slug)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Answer a click on the button of a row."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        row = index.data(ObjectifRole.ROW)
        left = event.button() == Qt.MouseButton.LeftButton
        if not left or not isinstance(row, ObjectifRow) or row.pill is not None:
            return
        if button_room(self.visualRect(index)).contains(place):
            self.add_asked.emit(row.slug)
