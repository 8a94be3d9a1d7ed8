"""Lists under headings: the rows shown, and those that may be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
Row = TypeVar("Row")


class GroupedModel(QAbstractListModel, Generic[Row]):
    """A list; headings are neither selectable nor enabled, so that the arrows skip them.

    A list says what a row is by `is_heading`, `identity` and `row_data`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row only names what is under it."""
        raise AssertionError(row)

    def identity(self, row: Row) -> object:
        """Return what makes a row the same one when its words have changed."""
        raise AssertionError(row)

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        raise AssertionError(row, role)

    def show_rows(self, rows: Sequence[Row]) -> bool:
        """Show other rows; tell whether the list was made anew (the selection is then lost)."""
        new = list(rows)
        if list(map(self.identity, new)) == list(map(self.identity, self._rows)):
            self._rows = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return False
        self.beginResetModel()
        self._rows = new
        self.endResetModel()
        return True

    def index_of(self, identity: object) -> QModelIndex:
        """Return where a row is shown; an invalid index when it is not."""
        for rank, row in enumerate(self._rows):
            if not self.is_heading(row) and self.identity(row) == identity:
                return self.index(rank)
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let rows be chosen, and headings only be read."""
        if not index.isValid() or self.is_heading(self._rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        leaf = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | leaf

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows or says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self.row_data(self._rows[index.row()], role)
