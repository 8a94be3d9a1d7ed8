"""A table in which 1, 2, 3 decide a degree where the caret is, and Suppr empties it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.models.stretch_table import StretchTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.kit.cells import AnyIndex


class DegreeTable(StretchTable):
    """A table of things to place.

    Args:
        accessible_name: what it lists.
        degrees: keys of the columns that hold a degree.
        stretch: the column that takes the room left.
    """

    def __init__(self, accessible_name: str, *, degrees: Sequence[str], stretch: int = 0) -> None:
        self._degrees = frozenset(degrees)
        super().__init__(accessible_name, stretch=stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide a degree; leave the rest to every table."""
        index = self.currentIndex()
        decided = self.key_of(index) in self._degrees
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = event.text() if event.text() in {"1", "2", "3"} else ""
        if decided and event.key() == Qt.Key.Key_Delete:
            self.table_model.setData(index, None)
        elif decided and digit and plain:
            self.table_model.setData(index, int(digit))
        elif event.key() != Qt.Key.Key_Delete:
            super().keyPressEvent(event)

    def key_of(self, index: AnyIndex) -> str:
        """Return the key of the column of a cell, empty when there is none."""
        return self.table_model.columns[index.column()].key if index.isValid() else ""
