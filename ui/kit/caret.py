"""Where the caret of a list or a table is put by the program."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView


def put_caret(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> None:
    """Put the caret on an item and select it alone.

    Qt's `setCurrentIndex` looks at the keys held down, which are those of the shortcut or the
    click that led here: with Ctrl or Maj held, what was selected before would stay selected,
    and the next Suppr would delete both.
    """
    flags = QItemSelectionModel.SelectionFlag
    wanted = flags.ClearAndSelect
    if view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
        wanted |= flags.Rows
    view.selectionModel().setCurrentIndex(index, wanted)
