"""Sorting in the French way and finding words, for every table."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from ui.models.base import SORT_ROLE, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

AnyIndex = QModelIndex | QPersistentModelIndex


class SortFilterModel(QSortFilterProxyModel):
    """Sorts by value in the French way and keeps the rows that hold the words sought.

    Args:
        source: the model of the table.
    """

    def __init__(self, source: TableModel[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._keep: Callable[[Any], bool] | None = None
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)
        self.setSourceModel(source)

    def set_filter(self, text: str = "", keep: Callable[[Any], bool] | None = None) -> None:
        """Keep the rows that hold every word of `text` and that `keep` accepts."""
        self._words = fold(text).split()
        self._keep = keep
        self.invalidate()

    def rows_at(self, places: Iterable[int]) -> list[Any]:
        """Return the rows shown at these places, for an action on several."""
        source = cast("TableModel[Any]", self.sourceModel())
        return [source.row_at(self.mapToSource(self.index(place, 0))) for place in places]

    def filterAcceptsRow(self, place: int, _parent: AnyIndex) -> bool:
        """Tell whether a row holds every word sought."""
        source = cast("TableModel[Any]", self.sourceModel())
        row = source.rows[place]
        if self._keep is not None and not self._keep(row):
            return False
        texts = fold(" ".join(column.text(row) for column in source.columns))
        return all(word in texts for word in self._words)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        """Compare two cells; an empty one comes last in both directions."""
        values = left.data(SORT_ROLE), right.data(SORT_ROLE)
        empty = tuple(value is None or value == "" for value in values)
        if any(empty):
            last = empty.index(True)
            return not all(empty) and (last == 1) == (
                self.sortOrder() == Qt.SortOrder.AscendingOrder
            )
        a, b = (fold(value) if isinstance(value, str) else value for value in values)
        return bool(a < b)


def fold(text: str) -> str:
    """Return a text without accents or capitals, to compare and to find."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
