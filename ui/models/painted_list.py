"""A list whose rows are painted: its gestures, its rows under headings, the names over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.caret import put_caret
from ui.kit.restyle import Restyled
from ui.kit.row_paint import (
    LEFT,
    draw_text,
    paint_caret,
    paint_edge,
    paint_ground,
    small_font,
)
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Index = QModelIndex | QPersistentModelIndex


def is_heading(index: Index) -> bool:
    """Tell whether a row only names what is under it: it cannot be chosen."""
    return not index.flags() & Qt.ItemFlag.ItemIsSelectable


class RowDelegate(QStyledItemDelegate):
    """Paints a heading, or a row on its ground; a line under each, the ring over it.

    A list says what it paints by `paint_heading` and `paint_row`.
    """

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint a row that names what is under it."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint a row that may be chosen, over its ground."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        heading = is_heading(index)
        if heading:
            self.paint_heading(painter, option.rect, index)
        else:
            chosen = paint_ground(painter, option)
            self.paint_row(painter, option.rect, index, chosen=chosen)
        paint_edge(painter, option.rect)
        if not heading:
            paint_caret(painter, option)
        painter.restore()


class PaintedList(Restyled, QListView):
    """A list of painted rows, in its own card; Home goes to the first row that is no heading.

    Signals:
        resized: its rows have another width.
    """

    resized = Signal()

    def __init__(
        self,
        model: QAbstractItemModel,
        name: str,
        description: str = "",
        *,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def setCurrentIndex(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put the cursor on a row and select it alone, whatever keys are held."""
        put_caret(self, index)

    def show_row(self, index: QModelIndex) -> None:
        """Scroll to a row, and to its heading when it is the first under it."""
        above = index.siblingAtRow(index.row() - 1)
        if above.isValid() and is_heading(above):
            self.scrollTo(above)
        self.scrollTo(index)

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what follows the width of the rows."""
        super().resizeEvent(event)
        self.resized.emit()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first row that may be chosen on Home: the very first may be a heading."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            model = self.model()
            rows = (model.index(row, 0) for row in range(model.rowCount()))
            return next((index for index in rows if not is_heading(index)), QModelIndex())
        return super().moveCursor(action, modifiers)


class CursorList(PaintedList):
    """A painted list in which one row is chosen, by its cursor.

    Args:
        key_role: what an index gives to tell which row it is.

    Signals:
        chosen: what tells the row now under the cursor of the list.
        opened: Entrée or F2: go to what the row tells.
        delete_asked: Suppr.
    """

    chosen = Signal(object)
    opened = Signal()
    delete_asked = Signal()

    def __init__(
        self,
        model: QAbstractItemModel,
        key_role: int,
        name: str,
        description: str,
        *,
        parent: QWidget | None,
    ) -> None:
        super().__init__(model, name, description, parent=parent)
        self._key_role, self._telling = key_role, True
        self.selectionModel().currentChanged.connect(self._on_current)

    def put_cursor(self, index: QModelIndex) -> None:
        """Put the cursor of the list on a row, if there is one, without telling."""
        if index.isValid():
            self._telling = False
            self.setCurrentIndex(index)
            self._telling = True
            self.show_row(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée, F2 and Suppr; leave the rest to Qt."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.opened.emit()
            case Qt.Key.Key_Delete:
                self.delete_asked.emit()
            case _:
                super().keyPressEvent(event)

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        key = index.data(self._key_role)
        if self._telling and key is not None:
            self.chosen.emit(key)


class ColumnName(NamedTuple):
    """The name of a column, and where it stands."""

    room: QRect
    words: str
    side: Qt.AlignmentFlag = LEFT


class ColumnNames(Restyled, QWidget):
    """The names of the columns, over a list; screen readers hear whole rows instead.

    Args:
        view: the list, whose width it follows.
        names_in: the names, from the room of a row as high as this.
        least: its height in pixels at 100 %.
        ground: colour behind it; empty for that of the card.
    """

    def __init__(
        self,
        view: PaintedList,
        names_in: Callable[[QRect], Iterable[ColumnName]],
        *,
        least: int = 30,
        ground: str = "",
    ) -> None:
        super().__init__()
        self._view, self._names_in = view, names_in
        self._least, self._ground = least, ground
        view.resized.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the height asked for, or what a line takes."""
        return QSize(px(200), max(px(self._least), QFontMetrics(small_font()).height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than one line."""
        return QSize(0, self.sizeHint().height())

    def restyle(self) -> None:
        """Measure the line again for the present text scale."""
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names where the columns stand."""
        theme, painter = current_theme(), QPainter(self)
        if self._ground:
            painter.fillRect(self.rect(), theme.colour(self._ground))
        painter.setFont(small_font(strong=True))
        painter.setPen(theme.colour("texte-2"))
        width = self._view.viewport().width()
        for name in self._names_in(QRect(0, 0, width, self.height())):
            draw_text(painter, *name)
        paint_edge(painter, self.rect())
        painter.end()
