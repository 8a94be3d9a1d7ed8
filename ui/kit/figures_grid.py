"""A grid made for typing figures: the caret goes among the cells that may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QWidget

from cpom_desktop.i18n import _
from ui.kit.edit_menu import add_cell_history
from ui.kit.figures_delegate import LOOK_ROLE, FiguresDelegate, Look
from ui.kit.frozen_table import CellsTable
from ui.kit.row_paint import small_font, text_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_EMPTY = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_LEAST_TITLE, _MOST_YEAR, _LAST = 156, 110, 120
_HEADINGS = ("groupe", "partie")
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class FiguresGrid(CellsTable):
    """Rows of figures under rows that fold; gestures come out as signals.

    Tab and Shift+Tab go right and left, Entrée and Shift+Entrée down and up, among the cells that
    may be typed; F2 or typing edits, Échap gives up, Suppr empties; on a row that folds, Entrée
    or Espace folds it.

    Signals:
        folded: the index of a row to fold or unfold.
        typed: she has left a cell that she was typing in.
    """

    folded = Signal(QModelIndex)
    typed = Signal()
    _painters: tuple[FiguresDelegate, ...] = ()
    _widest = 0

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(accessible_name, parent)
        self._painters = FiguresDelegate(self), FiguresDelegate(self)
        for view, painter in zip((self, self.frozen), self._painters, strict=True):
            view.setItemDelegate(painter)
            header = view.horizontalHeader()
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._painters[0].stepped.connect(self.step)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        self.frozen.clicked.connect(self._on_title_clicked)
        self.restyle()

    @property
    def is_editing(self) -> bool:
        """Whether she is typing in a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    # --- its room

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; its rows are laid out again once they are others."""
        super().setModel(model)
        if model is not None:
            for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
                signal.connect(self.lay_rows)
            model.dataChanged.connect(self._on_data_changed)

    def restyle(self) -> None:
        """Set the heights and the widths from the fonts."""
        if not self._painters:
            return
        head = max(px(32), QFontMetrics(small_font(strong=True)).height() + px(12))
        for view in (self, self.frozen):
            view.horizontalHeader().setFixedHeight(head)
        self.lay_rows()
        self.fit_columns()
        super().restyle()

    def lay_rows(self, *_where: object) -> None:
        """Give each row its height, and let headings run over the columns."""
        model: QAbstractItemModel | None = self.model()
        if model is None:
            return
        self._widest = self._measure(0, model.rowCount())
        row = max(px(30), QFontMetrics(text_font(strong=True)).height() + px(8))
        heading = max(px(25), QFontMetrics(small_font(strong=True)).height() + px(6))
        self.clearSpans()
        for place in range(model.rowCount()):
            titled = self._look(place).kind in _HEADINGS
            self.set_row_height(place, heading if titled else row)
            if titled and model.columnCount() > 1:
                self.setSpan(place, 0, 1, model.columnCount())

    def fit_columns(self) -> None:
        """Share the width: the years as wide as their figures, the names what is left."""
        model: QAbstractItemModel | None = self.model()
        if model is None or not model.columnCount():
            return
        last = model.columnCount() - 1
        year = min(max(self._widest + px(20), px(78)), max(px(_MOST_YEAR), self._widest // 2))
        self.setColumnWidth(last, px(_LAST))
        for column in range(1, last):
            self.setColumnWidth(column, year)
        room = self.viewport().width() - (last - 1) * year - px(_LAST)
        self.setColumnWidth(0, max(room, px(_LEAST_TITLE)))

    def _measure(self, first: int, end: int) -> int:
        """Return the width of the widest figure of some rows."""
        model, metrics = self.model(), QFontMetrics(text_font(strong=True))
        texts = {
            str(model.index(row, column).data() or "")[:18]
            for row in range(first, end)
            for column in range(1, model.columnCount() - 1)
        }
        return max(map(metrics.horizontalAdvance, texts), default=0)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Widen the years for a figure that would not fit."""
        widest = self._measure(first.row(), last.row() + 1)
        if widest > self._widest:
            self._widest = widest
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self.fit_columns()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the whole rows again: the one of the caret is tinted."""
        super().currentChanged(current, previous)
        for view in (self, self.frozen):
            for index in (current, previous):
                row = view.visualRect(index.sibling(index.row(), 0))
                view.viewport().update(0, row.top(), view.viewport().width(), row.height())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tell that a cell is typed."""
        super().closeEditor(editor, hint)
        self.typed.emit()

    # --- keys

    def _handled(self, event: QKeyEvent) -> bool:
        key, index = event.key(), self.currentIndex()
        if event.modifiers() & _HELD or not index.isValid():
            return False
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        folds = self._look(index.row()).opened is not None
        if key in _EMPTY:
            self.emptied.emit()
        elif folds and key in {*_ENTER, Qt.Key.Key_Space}:
            self.folded.emit(index)
        elif key in _ENTER:
            self.step(0, -1 if shifted else 1)
        elif index.column() == 0 and key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and folds:
            return self._fold_sideways(index, opens=key == Qt.Key.Key_Right)
        else:
            return bool(event.text()) and not self._types_in(index)
        return True

    def _fold_sideways(self, index: QModelIndex, *, opens: bool) -> bool:
        """Unfold on the right arrow, fold on the left one; tell whether it did."""
        if self._look(index.row()).opened is opens:
            return False
        self.folded.emit(index)
        return True

    def _types_in(self, index: QModelIndex) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Go to the next cell that may be typed; leave the grid after the last one."""
        return self.step(1 if next else -1, 0) or super().focusNextPrevChild(next)

    def step(self, right: int, down: int) -> bool:
        """Go to a neighbour among the cells that may be typed; tell whether there is one."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        found = next(self._cells(index, right) if right else self._under(index, down), None)
        if found is None:
            return False
        self.go_to(found)
        self.scrollTo(found)
        return True

    def _cells(self, index: QModelIndex, way: int) -> Iterator[QModelIndex]:
        """Yield the cells that may be typed after one, line after line."""
        model, columns = self.model(), self.model().columnCount()
        place = index.row() * columns + index.column() + way
        while 0 <= place < model.rowCount() * columns:
            found = model.index(place // columns, place % columns)
            if self._types_in(found):
                yield found
            place += way

    def _under(self, index: QModelIndex, way: int) -> Iterator[QModelIndex]:
        model = self.model()
        row = index.row() + way
        while 0 <= row < model.rowCount():
            found = model.index(row, index.column())
            if self._types_in(found):
                yield found
            row += way

    def _look(self, place: int) -> Look:
        told = self.model().index(place, 0).data(LOOK_ROLE)
        return told if isinstance(told, Look) else Look()

    def _on_title_clicked(self, index: QModelIndex) -> None:
        if self._look(index.row()).opened is not None:
            self.folded.emit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the cell, from the mouse or the keyboard."""
        if not self.currentIndex().isValid():
            return
        place = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            cell = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(cell.bottomLeft())
        menu = self.cell_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def cell_menu(self) -> QMenu:
        """Return the menu of the cell that has the caret."""
        menu = QMenu(self)
        writable = self._types_in(self.currentIndex())
        menu.addAction(_("Copier") + "\tCtrl+C", self.copy_asked.emit)
        menu.addAction(_("Coller") + "\tCtrl+V", self.paste_asked.emit).setEnabled(writable)
        menu.addAction(_("Vider") + "\t" + _("Suppr"), self.emptied.emit).setEnabled(writable)
        add_cell_history(menu, self)
        return menu
