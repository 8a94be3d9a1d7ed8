"""The list of stakeholders: how it is painted, and what its keys do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from cpom_desktop.i18n import _
from ui.kit.row_paint import RIGHT, draw_text, paint_icon, small_font, text_font
from ui.models.acteurs import ActeurRole, ActeursModel
from ui.models.painted_list import Index, PaintedList, RowDelegate
from ui.theme.theme import current_theme, px


class ActeursDelegate(RowDelegate):
    """Paints headers on `surface-2`, and the person chosen on `selection` with a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a header, two for a person, from the font."""
        width = option.rect.width()
        if index.data(ActeurRole.ID) is None:
            return QSize(width, QFontMetrics(text_font(strong=True)).height() + px(8))
        lines = QFontMetrics(text_font()).height() + QFontMetrics(small_font()).height()
        return QSize(width, lines + px(6))

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the name of a family, and how many people it has."""
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface-2"))
        paint_icon(painter, rect.left() + px(12), rect, index.data(ActeurRole.ICON))
        room = rect.adjusted(px(34), 0, -px(12), 0)
        painter.setPen(theme.colour("texte-2"))
        painter.setFont(small_font())
        painter.drawText(room, RIGHT, str(index.data(ActeurRole.COUNT)))
        painter.setFont(small_font(strong=True))
        draw_text(painter, room.adjusted(0, 0, -px(28), 0), str(index.data()))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint a person."""
        room = rect.adjusted(px(12), px(2), -px(12), -px(3))
        if index.data(ActeurRole.ALERT):
            paint_icon(painter, room.right() - px(16), room, "triangle-alert", "attention")
            room.adjust(0, 0, -px(24), 0)
        self._paint_lines(painter, room, index, chosen=chosen)

    def _paint_lines(self, painter: QPainter, room: QRect, index: Index, *, chosen: bool) -> None:
        theme = current_theme()
        height = QFontMetrics(text_font()).height()
        painter.setFont(text_font(strong=chosen))
        painter.setPen(theme.colour("texte"))
        draw_text(painter, QRect(room.left(), room.top(), room.width(), height), str(index.data()))
        painter.setFont(small_font())
        painter.setPen(theme.colour("texte-2"))
        second = room.adjusted(0, height, 0, 0)
        draw_text(painter, second, str(index.data(ActeurRole.SECOND)))


class ActeursView(PaintedList):
    """The list itself: Entrée goes to the fields, Suppr asks to delete the people chosen."""

    edit_requested = Signal()
    delete_requested = Signal()

    def __init__(self, model: ActeursModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Acteurs, par famille"), parent=parent)
        self.setItemDelegate(ActeursDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setResizeMode(QListView.ResizeMode.Fixed)
        self.doubleClicked.connect(self.edit_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée and Suppr; leave the rest to Qt."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.edit_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def chosen_ids(self) -> list[int]:
        """Return the people selected, in the order of the list."""
        selection = self.selectionModel()
        return [i.data(ActeurRole.ID) for i in self._people() if selection.isSelected(i)]

    def _people(self) -> list[QModelIndex]:
        model = self.model()
        indexes = (model.index(row, 0) for row in range(model.rowCount()))
        return [i for i in indexes if i.data(ActeurRole.ID) is not None]
