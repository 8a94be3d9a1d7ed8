"""A table whose first column stays in place while the others scroll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from ui.kit.caret import put_caret
from ui.kit.restyle import Restyled
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class FrozenTable(Restyled, QTableView):
    """A table whose first column stays in place while the others scroll.

    A second view lies over the first column; it shares the model, the selection and the caret.
    """

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.frozen = QTableView(self)
        for view in (self, self.frozen):
            _dress(view)
        self.frozen.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.frozen.setFocusProxy(self)
        self.frozen.setHorizontalScrollBarPolicy(_OFF)
        self.frozen.setVerticalScrollBarPolicy(_OFF)
        self.verticalScrollBar().valueChanged.connect(self.frozen.verticalScrollBar().setValue)
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model in both views, with one selection."""
        super().setModel(model)
        self.frozen.setModel(model)
        self.frozen.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._on_reset()

    def set_row_height(self, place: int, height: int) -> None:
        """Set the height of a row in both views."""
        self.setRowHeight(place, height)
        self.frozen.setRowHeight(place, height)

    def show_column(self, column: int) -> None:
        """Scroll so that a column is whole beside the one that stays."""
        frozen, left = self.columnWidth(0), self.columnViewportPosition(column)
        right = left + self.columnWidth(column) - self.viewport().width()
        bar = self.horizontalScrollBar()
        if column > 0 and left < frozen:
            bar.setValue(bar.value() - (frozen - left))
        elif column > 0 and right > 0:
            bar.setValue(bar.value() + right)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show a cell; it never hides behind the column that stays."""
        kept = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        if index.column() == 0:
            self.horizontalScrollBar().setValue(kept)
        self.show_column(index.column())

    def go_to(self, index: QModelIndex) -> None:
        """Put the caret on a cell and select it alone, whatever keys are held."""
        put_caret(self, index)

    def rename(self, index: QModelIndex) -> None:
        """Open the editor of a title, in the column that stays."""
        self.frozen.edit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column that stays in its place."""
        super().resizeEvent(event)
        self.place_frozen()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring of the caret in both views."""
        super().focusInEvent(event)
        self.frozen.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring of the caret in both views."""
        super().focusOutEvent(event)
        self.frozen.viewport().update()

    def place_frozen(self) -> None:
        """Lay the second view over the first column."""
        edge = self.frameWidth()
        header = self.horizontalHeader()
        head = 0 if header.isHidden() else header.height()
        self.frozen.setColumnWidth(0, self.columnWidth(0))
        self.frozen.setGeometry(edge, edge, self.columnWidth(0), head + self.viewport().height())
        self.frozen.raise_()

    def restyle(self) -> None:
        """Follow the theme and the text scale."""
        self.viewport().update()

    def _on_reset(self) -> None:
        model: QAbstractItemModel | None = self.model()
        for column in range(0 if model is None else model.columnCount()):
            self.frozen.setColumnHidden(column, column > 0)
        self.place_frozen()

    def _on_section_resized(self, section: int, _old: int, _new: int) -> None:
        if section == 0:
            self.place_frozen()

    def _on_current_changed(self, new: QModelIndex, old: QModelIndex) -> None:
        """Paint the two cells again: the whole table would take a frame and more."""
        for index in (new, old):
            self.update(index)
            self.frozen.update(index.siblingAtColumn(0))


def _dress(view: QTableView) -> None:
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(px(16))
    view.horizontalHeader().setMinimumSectionSize(px(16))


class CellsTable(FrozenTable):
    """A frozen table answering the keys of a spreadsheet's clipboard; what acts says by signals.

    Signals:
        emptied: empty the selected cells.
        copy_asked, paste_asked: the block from the caret on.
    """

    emptied = Signal()
    copy_asked = Signal()
    paste_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, cut and paste; then the keys of the table's own, then those of any table."""
        standard = QKeySequence.StandardKey
        if event.matches(standard.Copy):
            self.copy_asked.emit()
        elif event.matches(standard.Cut):
            self.copy_asked.emit()
            self.emptied.emit()
        elif event.matches(standard.Paste):
            self.paste_asked.emit()
        elif not self._handled(event):
            super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent) -> bool:
        """Answer a key of the table's own; tell whether it was one."""
        raise AssertionError(event.key())
