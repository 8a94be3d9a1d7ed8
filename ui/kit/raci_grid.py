"""The views of the RACI matrix: cells filled by keyboard, and the load of each role under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.kit.frozen_table import CellsTable, FrozenTable
from ui.kit.raci_delegate import PHASE_ROLE, LoadDelegate, RaciDelegate
from ui.kit.raci_header import RaciHeader
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QPoint

_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_OPEN = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
_EMPTY = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_VERTICAL = {Qt.Key.Key_Up, Qt.Key.Key_Down}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class RaciGrid(CellsTable):
    """The matrix: letters and gestures come out as signals, the page runs the operations.

    One stop of Tab: the header is reached as any cell, with the arrows.
    """

    lettered = Signal(str)
    opened = Signal(QModelIndex)
    filled_down = Signal()
    filled_right = Signal()
    moved = Signal(int)
    role_moved = Signal(int, int)
    added = Signal()
    tasks_asked = Signal()
    menu_asked = Signal(object)
    holder_asked = Signal(int)
    resized = Signal()
    corner: RaciHeader | None = None
    _laid: tuple[list[bool], int, int, int] | None = None

    def __init__(
        self, accessible_name: str, header_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(accessible_name, parent)
        self.header = RaciHeader(header_name, self)
        self.setHorizontalHeader(self.header)
        self.header.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        corner = RaciHeader(header_name, self.frozen)
        self.frozen.setHorizontalHeader(corner)
        corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.corner = corner
        self._painters = RaciDelegate(self), RaciDelegate(self)
        for view, painter in zip((self, self.frozen), self._painters, strict=True):
            view.setItemDelegate(painter)  # each its own: an editor belongs to one view
        self.frozen.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollBarPolicy(_OFF)
        self.header.sectionResized.connect(self._on_section_resized)
        self.header.holder_asked.connect(self.holder_asked)
        self.header.moved.connect(self.show_column)
        self.header.left_down.connect(self._on_left_down)
        self.header.sent.connect(self.role_moved)
        self.header.picked.connect(self.select_column)
        self.doubleClicked.connect(self._on_double_clicked)
        self._with_control: Mapping[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_D: self.filled_down.emit,
            Qt.Key.Key_R: self.filled_right.emit,
            Qt.Key.Key_L: self.tasks_asked.emit,
            Qt.Key.Key_Space: self._select_columns,
        }
        self.restyle()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; its rows are laid out again once they are others."""
        super().setModel(model)
        if model is not None:
            for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
                signal.connect(self._on_other_rows)

    def _on_other_rows(self, *_where: object) -> None:
        self._laid = None

    def set_locked(self, locked: bool) -> None:  # noqa: FBT001 - mirrors Qt's setters
        """Show a lock and open no editor."""
        if self.corner is not None:
            self.corner.locked = locked
        trigger = QAbstractItemView.EditTrigger
        self.frozen.setEditTriggers(trigger.NoEditTriggers if locked else trigger.DoubleClicked)

    def hold_ring(self) -> None:
        """Keep the ring on the cell while its popup is open."""
        self._hold(held=True)

    def drop_ring(self) -> None:
        """Show the ring only with the focus again."""
        self._hold(held=False)

    def _hold(self, *, held: bool) -> None:
        for painter in self._painters:
            painter.held = held
        self.viewport().update()

    def restyle(self) -> None:
        """Set the heights from the fonts."""
        if self.corner is None:
            return
        small = QFontMetrics(body_font(px(12))).height()
        strong = QFontMetrics(body_font(px(13), semibold=True)).height()
        for header in (self.header, self.corner):
            header.setFixedHeight(max(px(42), small + strong + px(6)))
        head = self.header.height()
        self.setMinimumHeight(head + 4 * max(px(33), strong + px(11)))
        self.lay_rows()
        super().restyle()
        self.resized.emit()

    def lay_rows(self) -> None:
        """Give each row its height, and let the title of a phase run over the columns."""
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        body = QFontMetrics(body_font(px(14), semibold=True)).height()
        cell, phase = max(px(33), body + px(11)), max(px(25), body + px(5))
        titles = [bool(model.index(p, 0).data(PHASE_ROLE)) for p in range(model.rowCount())]
        laid = (titles, cell, phase, model.columnCount())
        if laid == self._laid:
            return
        self._laid = laid
        self.clearSpans()
        for place in range(model.rowCount()):
            titled = titles[place]
            self.set_row_height(place, phase if titled else cell)
            if titled and model.columnCount() > 1:
                self.setSpan(place, 0, 1, model.columnCount())

    def fit_columns(self, title_width: int, role_width: int) -> None:
        """Share the width between titles and roles.

        Args:
            title_width: what the longest title would like.
            role_width: least width of a role; below it the roles scroll sideways.
        """
        count = max(self.header.count() - 1, 1)
        room = self.viewport().width()
        least = min(px(240), room * 2 // 5)
        wished = min(max(title_width, least), px(440))
        title = min(max(room - count * role_width, least), wished)
        role = min(max((room - title) // count, role_width), px(110))
        for section in range(1, count + 1):
            self.setColumnWidth(section, role)
        self.setColumnWidth(0, max(room - count * role, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the columns to be laid out again, as after a change of text scale."""
        super().resizeEvent(event)
        self.resized.emit()

    def _handled(self, event: QKeyEvent) -> bool:
        held, key = event.modifiers() & _MODIFIERS, event.key()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if held == Qt.KeyboardModifier.ControlModifier and key in self._with_control:
            self._with_control[Qt.Key(key)]()
        elif held == Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self._send(Qt.Key(key), shifted=shifted)
        elif shifted and not held and key == Qt.Key.Key_Space:
            self.select_line(self.currentIndex().row())
        elif held:
            return False
        elif key in _EMPTY:
            self.emptied.emit()
        elif key == Qt.Key.Key_Insert:
            self.added.emit()
        elif key in _OPEN:
            self._open()
        elif event.text().isalnum():
            self.lettered.emit(event.text())
        else:
            return self._up_to_header(key)
        return True

    def _send(self, key: Qt.Key, *, shifted: bool) -> None:
        """Move lines with Alt and the vertical arrows, a role with Alt, Maj and the others."""
        step = _STEPS[key]
        if key in _VERTICAL and not shifted:
            self.moved.emit(step)
        elif key not in _VERTICAL and shifted:
            self.role_moved.emit(self.currentIndex().column(), step)

    def select_column(self, column: int) -> None:
        """Select the cells of a role, the caret in the first."""
        if column > 0 and self.model().rowCount():
            self._select(range(self.model().rowCount()), (column, column))

    def select_line(self, place: int) -> None:
        """Select the cells of an activity; the caret stays in its column."""
        if place >= 0:
            self._select((place,), (1, self.model().columnCount() - 1))

    def _select_columns(self) -> None:
        self.select_column(self.currentIndex().column())

    def _select(self, places: Sequence[int], columns: tuple[int, int]) -> None:
        model, flags = self.model(), QItemSelectionModel.SelectionFlag
        wanted = [p for p in places if not model.index(p, 0).data(PHASE_ROLE)]
        box = QItemSelection()
        for place in wanted:
            box.select(model.index(place, columns[0]), model.index(place, columns[1]))
        if self.currentIndex().column() not in range(columns[0], columns[1] + 1):
            index = model.index(wanted[0], columns[0])
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.selectionModel().select(box, flags.ClearAndSelect)

    def _up_to_header(self, key: int) -> bool:
        """Go to the header from the first line."""
        above = range(self.currentIndex().row())
        first = all(self.model().index(place, 0).data(PHASE_ROLE) for place in above)
        if key != Qt.Key.Key_Up or not first or self.currentIndex().column() < 1:
            return False
        self.header.setFocus(Qt.FocusReason.TabFocusReason)
        self.header.move_to(self.currentIndex().column())
        return True

    def _on_left_down(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self) -> None:
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() > 0:
            self.opened.emit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selection, from the mouse or the keyboard."""
        self.menu_asked.emit(self.menu_place(event))
        event.accept()

    def menu_place(self, event: QContextMenuEvent) -> QPoint:
        """Return where the menu opens: under the caret when it comes from the keyboard."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            return event.globalPos()
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())


class LoadTable(FrozenTable):
    """The frozen row under the matrix: how much each role carries."""

    switched = Signal()
    _grid: RaciGrid | None = None

    def __init__(
        self, accessible_name: str, grid: RaciGrid, parent: QWidget | None = None
    ) -> None:
        super().__init__(accessible_name, parent)
        self._grid = grid
        for view in (self, self.frozen):
            view.setItemDelegate(LoadDelegate(self))
            view.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(_OFF)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalScrollBar().valueChanged.connect(grid.horizontalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        grid.horizontalHeader().sectionResized.connect(self._on_grid_resized)
        self.frozen.clicked.connect(self._on_pressed)
        self.restyle()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model with the widths of the grid."""
        super().setModel(model)
        self.take_widths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the loads by role or by person: Entrée or Espace on the title."""
        if self.currentIndex().column() == 0 and event.key() in _OPEN:
            self.switched.emit()
        else:
            super().keyPressEvent(event)

    def _on_pressed(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.switched.emit()

    def take_widths(self) -> None:
        """Take the widths of the grid."""
        if self._grid is not None:
            for section in range(self._grid.horizontalHeader().count()):
                self.setColumnWidth(section, self._grid.columnWidth(section))
        self.restyle()

    def restyle(self) -> None:
        """Set the height from the fonts, with room for the scroll bar when there is one."""
        if self._grid is None:
            return
        words = QFontMetrics(body_font(px(14), semibold=True)).height()
        captions = QFontMetrics(body_font(px(13))).height()
        height = max(px(50), words + captions + px(8))
        self.set_row_height(0, height)
        bar = self.horizontalScrollBar()
        wide = self.horizontalHeader().length() > self.viewport().width()
        self.setFixedHeight(height + (bar.sizeHint().height() if wide else 0))
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the scroll bar."""
        super().resizeEvent(event)
        self.restyle()

    def _on_grid_resized(self, section: int, _old: int, new: int) -> None:
        self.setColumnWidth(section, new)
