"""Cells chosen from a list, in any table whose model is of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from ui.kit.cells import AnyIndex, CellDelegate
from ui.kit.combo import ChoiceField
from ui.models.base import to_source

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ui.models.base import Column

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ChoiceCellDelegate(CellDelegate):
    """Edits in a list the columns that have choices, anything else as every table."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Open the list at once."""
        column = column_of(index)
        if column.choices is None:
            return super().createEditor(parent, option, index)
        editor = ChoiceField(
            column.header, column.choices(), none_label=column.none_label, parent=parent
        )
        editor.edited.connect(self._on_chosen)
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Show the value as stored."""
        if isinstance(editor, ChoiceField):
            source, place = to_source(index.model(), index)
            editor.set_value(column_of(index).value(source.row_at(place)))
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Give the value chosen to the model."""
        if isinstance(editor, ChoiceField):
            model.setData(index, editor.value())
            return
        super().setModelData(editor, model, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let Enter open the list rather than close it."""
        if (
            isinstance(editor, ChoiceField)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
        ):
            return False
        return super().eventFilter(editor, event)

    def _on_chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, ChoiceField):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)


def column_of(index: AnyIndex) -> Column[object]:
    """Return the column behind a cell shown."""
    source, place = to_source(index.model(), index)
    return source.columns[place.column()]
