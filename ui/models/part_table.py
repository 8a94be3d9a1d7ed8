"""A table as tall as its rows, inside a page that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ui.kit.tables import StyledTableView
from ui.models.base import TableModel, paste_at, to_tsv
from ui.models.choice_cells import ChoiceCellDelegate
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

LEAST_STRETCH = 150
"""Pixels at 100 % under which the main column does not shrink: the table scrolls sideways."""
EMPTY_HEIGHT = 44
MOST_LINES = 3
"""Lines of a cell; the tooltip tells the rest."""


class PartTable(StyledTableView):
    """A short table: cells typed or chosen in place, copied and pasted as one block.

    Args:
        accessible_name: what it lists.
        stretch: the column that takes the room left.
    """

    def __init__(
        self, accessible_name: str, *, stretch: int = 0, parent: QWidget | None = None
    ) -> None:
        self._stretch = stretch
        super().__init__(accessible_name, row_height=34, parent=parent)
        self.setItemDelegate(ChoiceCellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pasted.connect(paste_at)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, columns at their widths."""
        super().setModel(model)
        if model is None:
            return
        for signal in (
            model.rowsInserted, model.rowsRemoved, model.modelReset, model.dataChanged,
        ):  # fmt: skip
            signal.connect(self._fit)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(30))
        self._fit()

    def restyle(self) -> None:
        """Take the sizes of the present text scale."""
        super().restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again; the height follows from it."""
        super().resizeEvent(event)
        self._fit()

    def copy_selection(self) -> str:
        """Copy the cells as a spreadsheet takes them: figures ungrouped, dates whole."""
        text = to_tsv(self.selectedIndexes())
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
        return text

    def go_to(self, row: int, column: int) -> None:
        """Put the caret in a cell."""
        index: QModelIndex = self.model().index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)

    def _fit(self) -> None:
        self._share()
        model = self.model()
        if not isinstance(model, TableModel):
            return
        heights = [self._height_of(place) for place in range(model.rowCount())]
        for place, height in enumerate(heights):
            self.setRowHeight(place, height)
        body = sum(heights) if heights else px(EMPTY_HEIGHT)
        bar = self.horizontalScrollBar().sizeHint().height() if self._overflows() else 0
        self.setFixedHeight(self.horizontalHeader().height() + body + bar + 2)

    def _height_of(self, place: int) -> int:
        """Return the height of a row: its longest text on a few lines at most."""
        model, metrics = self.model(), QFontMetrics(body_font(px(14)))
        least = self.verticalHeader().defaultSectionSize()
        lines = 1
        for column in range(model.columnCount()):
            text = str(model.index(place, column).data() or "")
            width = self.columnWidth(column) - px(28)
            if metrics.horizontalAdvance(text) > width > 0:
                room = QRect(0, 0, width, 1 << 14)
                told = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, text)
                lines = max(lines, round(told.height() / metrics.lineSpacing()))
        return max(least, min(lines, MOST_LINES) * metrics.lineSpacing() + px(12))

    def _share(self) -> None:
        model = self.model()
        if not isinstance(model, TableModel):
            return
        header = self.horizontalHeader()
        fixed = QHeaderView.ResizeMode.Fixed
        for place, column in enumerate(model.columns):
            header.setSectionResizeMode(place, fixed)
            if place != self._stretch and not self.isColumnHidden(place):
                self.setColumnWidth(place, px(column.width))
        self.setColumnWidth(self._stretch, max(px(LEAST_STRETCH), self._left()))

    def _left(self) -> int:
        model = self.model()
        assert isinstance(model, TableModel)
        shown = (
            column
            for place, column in enumerate(model.columns)
            if place != self._stretch and not self.isColumnHidden(place)
        )
        return self.viewport().width() - sum(px(column.width) for column in shown)

    def _overflows(self) -> bool:
        return isinstance(self.model(), TableModel) and self._left() < px(LEAST_STRETCH)
