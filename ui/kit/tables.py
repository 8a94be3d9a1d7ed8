"""The table of the design: no grid, row lines, cells by keyboard, copy and paste with Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.kit.caret import put_caret
from ui.kit.cells import AnyIndex, CellDelegate
from ui.kit.edit_menu import cell_menu
from ui.kit.restyle import Restyled
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WIDTHS_DELAY_MS = 400


class StyledTableView(Restyled, QTableView):
    """A table; Tab goes from cell to cell and leaves after the last one.

    Entrée edits (or opens the row), Échap restores, Suppr asks to delete the rows, Ctrl+C
    copies the selection for Excel, Ctrl+V gives what Excel copied.

    Args:
        accessible_name: what the table lists; compulsory.
        by_cell: Tab moves between cells; False for a list of rows, one stop of Tab.
        enter_goes_down: after a typed cell, Entrée goes to the one below (data entry).
        row_height: least height of a row, in pixels at 100 %.
    """

    opened = Signal(QModelIndex)
    copied = Signal(str)
    pasted = Signal(QModelIndex, object)
    delete_requested = Signal(object)

    def __init__(
        self,
        accessible_name: str,
        *,
        by_cell: bool = True,
        enter_goes_down: bool = False,
        row_height: int = 34,
        parent: QWidget | None = None,
    ) -> None:
        if not accessible_name:
            message = "a table needs a name"
            raise ValueError(message)
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self._enter_goes_down = enter_goes_down
        self._row_height = row_height
        self._placeholder: QWidget | None = None
        self._save_widths: Callable[[Mapping[int, int]], None] | None = None
        self._widths_timer = QTimer(self)
        self._widths_timer.setSingleShot(True)
        self._widths_timer.setInterval(_WIDTHS_DELAY_MS)
        self._widths_timer.timeout.connect(self._on_widths_settled)
        self._dress(by_cell=by_cell)
        self.restyle()

    def _dress(self, *, by_cell: bool) -> None:
        behaviour = QAbstractItemView.SelectionBehavior
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(by_cell)
        self.setSelectionBehavior(behaviour.SelectItems if by_cell else behaviour.SelectRows)
        self.setItemDelegate(CellDelegate(self, ringed=by_cell))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._on_section_resized)
        self.doubleClicked.connect(self._on_double_clicked)

    def setCurrentIndex(self, index: AnyIndex) -> None:
        """Put the caret on a cell and select it alone, whatever keys are held."""
        put_caret(self, index)

    def restyle(self) -> None:
        """Set the heights of rows and header from the font."""
        body = QFontMetrics(body_font(px(14))).height()
        head = QFontMetrics(body_font(px(13), semibold=True)).height()
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(1)  # Qt 6.11 would keep rows at the minimum otherwise
        rows.setDefaultSectionSize(max(px(self._row_height), body + px(10)))
        rows.setMinimumSectionSize(px(24))
        self.horizontalHeader().setFixedHeight(max(px(32), head + px(12)))
        self.viewport().update()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, and its placeholder while it is empty."""
        super().setModel(model)
        if model is not None:
            for signal in (
                model.modelReset,
                model.layoutChanged,
                model.rowsInserted,
                model.rowsRemoved,
            ):
                signal.connect(self._on_rows_changed)
        self._on_rows_changed()

    def set_placeholder(self, widget: QWidget) -> None:
        """Show `widget` (an EmptyState) over the table while it has no row."""
        self._placeholder = widget
        widget.setParent(self)
        self._on_rows_changed()

    def remember_widths(
        self, widths: Mapping[int, int], save: Callable[[Mapping[int, int]], None]
    ) -> None:
        """Take back the widths of the columns, and give them again when they change.

        Args:
            widths: column → pixels at 100 %; a column that is missing keeps its width.
            save: receives them all, shortly after the last move.
        """
        for column, width in widths.items():
            self.setColumnWidth(column, px(width))
        self._save_widths = save

    def selected_rows(self) -> list[int]:
        """Return the rows where something is selected, in order."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def copy_selection(self) -> str:
        """Copy the selection as Excel expects it, and return the text."""
        indexes = [i for i in self.selectedIndexes() if not self.isColumnHidden(i.column())]
        columns = sorted({i.column() for i in indexes})
        cells = {(i.row(), i.column()): _cell_text(i) for i in indexes}
        lines = [
            "\t".join(cells.get((row, column), "") for column in columns)
            for row in self.selected_rows()
        ]
        text = "\n".join(lines)
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
        return text

    def paste_clipboard(self) -> None:
        """Give the cells of the clipboard to whoever listens to `pasted`, from the caret."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        if text and self.currentIndex().isValid():
            rows = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")]
            self.pasted.emit(self.currentIndex(), rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with Entrée, delete with Suppr, copy and paste."""
        standard = QKeySequence.StandardKey
        if event.matches(standard.Copy):
            self.copy_selection()
        elif event.matches(standard.Paste):
            self.paste_clipboard()
        elif event.key() == Qt.Key.Key_Delete and self.selected_rows():
            self.delete_requested.emit(self.selected_rows())
        elif event.key() in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            self._enter()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the cell, from the mouse or the keyboard."""
        if not self.currentIndex().isValid():
            return
        place = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            cell = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(cell.bottomLeft())
        menu = cell_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Paint the whole rows again: the one of the caret is tinted."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Entrée in a grid of figures."""
        super().closeEditor(editor, hint)
        submitted = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        current = self.currentIndex()
        if submitted and self._enter_goes_down and current.row() + 1 < self._rows():
            self.setCurrentIndex(current.siblingAtRow(current.row() + 1))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Leave the table after its last cell, or before its first: no trap."""
        if not self.tabKeyNavigation() or not self._at_end(forward=next):
            return super().focusNextPrevChild(next)
        self.setTabKeyNavigation(False)
        moved = super().focusNextPrevChild(next)
        self.setTabKeyNavigation(True)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the placeholder over the rows."""
        super().resizeEvent(event)
        self._place()

    def _rows(self) -> int:
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else model.rowCount()

    def _at_end(self, *, forward: bool) -> bool:
        current = self.currentIndex()
        if not current.isValid():
            return True
        columns = [c for c in range(current.model().columnCount()) if not self.isColumnHidden(c)]
        corner = (self._rows() - 1, columns[-1]) if forward else (0, columns[0])
        return (current.row(), current.column()) == corner

    def _enter(self) -> None:
        current = self.currentIndex()
        if not current.isValid():
            return
        if current.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(current)
        else:
            self.opened.emit(current)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(index)

    def _on_rows_changed(self) -> None:
        if self._placeholder is not None:
            self._placeholder.setVisible(self._rows() == 0)
            self._place()

    def _place(self) -> None:
        if self._placeholder is not None:
            self._placeholder.setGeometry(self.viewport().geometry())
            self._placeholder.raise_()

    def _on_section_resized(self, _section: int, _old: int, _new: int) -> None:
        if self._save_widths is not None:
            self._widths_timer.start()

    def _on_widths_settled(self) -> None:
        if self._save_widths is None:
            return
        header, scale = self.horizontalHeader(), current_theme().scale
        moved = QHeaderView.ResizeMode.Interactive
        widths = {
            column: round(header.sectionSize(column) / scale)
            for column in range(header.count())
            if header.sectionResizeMode(column) == moved and not header.isSectionHidden(column)
        }
        self._save_widths(widths)


def _cell_text(index: QModelIndex) -> str:
    value = index.data(Qt.ItemDataRole.DisplayRole)
    return "" if value is None else str(value).replace("\t", " ").replace("\n", " ")
