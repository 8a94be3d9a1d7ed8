"""The list of stakeholders: how it is painted, and what its keys do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cpom_desktop.i18n import _
from ui.kit.restyle import Restyled
from ui.kit.row_paint import paint_caret, paint_ground
from ui.models.acteurs import ActeurRole, ActeursModel
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _strong() -> QFont:
    return body_font(px(14), semibold=True)


def _plain() -> QFont:
    return body_font(px(14))


def _small() -> QFont:
    return body_font(px(13))


class ActeursDelegate(QStyledItemDelegate):
    """Paints headers on `surface-2`, and the person chosen on `selection` with a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a header, two for a person, from the font."""
        width = option.rect.width()
        if index.data(ActeurRole.ID) is None:
            return QSize(width, QFontMetrics(_strong()).height() + px(8))
        lines = QFontMetrics(_plain()).height() + QFontMetrics(_small()).height()
        return QSize(width, lines + px(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        if index.data(ActeurRole.ID) is None:
            self._paint_family(painter, option.rect, index)
        else:
            self._paint_acteur(painter, option, index)
        painter.setPen(current_theme().colour("bordure"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_family(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface-2"))
        side = px(16)
        top = rect.top() + (rect.height() - side) // 2
        painter.drawPixmap(rect.left() + px(12), top, pixmap(index.data(ActeurRole.ICON), size=16))
        count = str(index.data(ActeurRole.COUNT))
        room = rect.adjusted(px(34), 0, -px(12), 0)
        painter.setPen(theme.colour("texte-2"))
        painter.setFont(body_font(px(13)))
        painter.drawText(room, RIGHT, count)
        painter.setFont(body_font(px(13), semibold=True))
        _draw(painter, room.adjusted(0, 0, -px(28), 0), str(index.data()))

    def _paint_acteur(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, chosen = option.rect, paint_ground(painter, option)
        room = rect.adjusted(px(12), px(2), -px(12), -px(3))
        if index.data(ActeurRole.ALERT):
            side = px(16)
            place = (room.right() - side, room.top() + (room.height() - side) // 2)
            painter.drawPixmap(*place, pixmap("triangle-alert", "attention", 16))
            room.adjust(0, 0, -px(24), 0)
        self._paint_lines(painter, room, index, chosen=chosen)
        paint_caret(painter, option)

    def _paint_lines(self, painter: QPainter, room: QRect, index: Index, *, chosen: bool) -> None:
        theme = current_theme()
        height = QFontMetrics(_plain()).height()
        painter.setFont(_strong() if chosen else _plain())
        painter.setPen(theme.colour("texte"))
        _draw(painter, QRect(room.left(), room.top(), room.width(), height), str(index.data()))
        painter.setFont(_small())
        painter.setPen(theme.colour("texte-2"))
        second = room.adjusted(0, height, 0, 0)
        _draw(painter, second, str(index.data(ActeurRole.SECOND)))


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    """Draw one line of text, shortened to its room."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, LEFT, shown)


class ActeursView(Restyled, QListView):
    """The list itself: Entrée goes to the fields, Suppr asks to delete the people chosen."""

    edit_requested = Signal()
    delete_requested = Signal()

    def __init__(self, model: ActeursModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(ActeursDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Acteurs, par famille"))
        self.doubleClicked.connect(self._on_double_click)

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée and Suppr; leave the rest to Qt."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.edit_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first person on Home: the very first row is a header."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            ids = self._people()
            return ids[0] if ids else QModelIndex()
        return super().moveCursor(action, modifiers)

    def show_person(self, index: QModelIndex) -> None:
        """Scroll to a person, and to the name of the family above when it is the first."""
        above = index.siblingAtRow(index.row() - 1)
        if above.isValid() and above.data(ActeurRole.ID) is None:
            self.scrollTo(above)
        self.scrollTo(index)

    def chosen_ids(self) -> list[int]:
        """Return the people selected, in the order of the list."""
        selection = self.selectionModel()
        return [i.data(ActeurRole.ID) for i in self._people() if selection.isSelected(i)]

    def _people(self) -> list[QModelIndex]:
        model = self.model()
        indexes = (model.index(row, 0) for row in range(model.rowCount()))
        return [i for i in indexes if i.data(ActeurRole.ID) is not None]

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.edit_requested.emit()
