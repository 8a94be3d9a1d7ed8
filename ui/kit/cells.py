"""How cells of tables are painted and edited: row lines, ring of focus, pills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.fields import LineField
from ui.kit.pills import Pill, paint_pill, pill_size, pill_text
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

PILL_ROLE = Qt.ItemDataRole.UserRole + 101
"""Data role under which a model gives the `Pill` of a cell."""

AnyIndex = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints a cell with its bottom line, its ring when it has the caret, and its pill."""

    def __init__(self, parent: QObject | None = None, *, ringed: bool = True) -> None:
        super().__init__(parent)
        self._ringed = ringed

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Keep room at the sides, and show no words beside a pill."""
        super().initStyleOption(option, index)
        if isinstance(index.data(PILL_ROLE), Pill):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the ground, the words or the pill, then the line and the ring."""
        state = QStyle.StateFlag
        focused = bool(option.state & state.State_HasFocus)
        plain = QStyleOptionViewItem(option)
        plain.state &= ~state.State_HasFocus
        self._ground(painter, plain, index)
        words = QStyleOptionViewItem(plain)
        words.rect = plain.rect.adjusted(px(7), 0, -px(7), 0)
        super().paint(painter, words, index)
        pill = index.data(PILL_ROLE)
        if isinstance(pill, Pill):
            self._paint_pill(painter, option, pill)
        self._line(painter, option)
        if focused and self._ringed:
            self._ring(painter, option)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        brush = index.data(Qt.ItemDataRole.BackgroundRole)
        if option.state & QStyle.StateFlag.State_Selected or self._in_current_row(index):
            painter.fillRect(option.rect, current_theme().colour("selection"))
        elif isinstance(brush, QColor):
            painter.fillRect(option.rect, brush)

    def _in_current_row(self, index: AnyIndex) -> bool:
        view = self.parent()
        return isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()

    def _paint_pill(self, painter: QPainter, option: QStyleOptionViewItem, pill: Pill) -> None:
        top = option.rect.top() + (option.rect.height() - pill_size(pill).height()) // 2
        paint_pill(painter, QPoint(option.rect.left() + px(8), top), pill)

    def _line(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        painter.save()
        painter.setPen(QPen(current_theme().colour("bordure"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _ring(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        painter.save()
        painter.setPen(QPen(current_theme().colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Leave room around the words, or around the pill."""
        hint = super().sizeHint(option, index)
        pill = index.data(PILL_ROLE)
        if isinstance(pill, Pill):
            hint = pill_size(pill)
        return QSize(hint.width() + px(20), hint.height())

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Show a value as the model wrote it: Qt's own numbers do not follow our typography."""
        if isinstance(value, Pill):
            return pill_text(value)
        return value if isinstance(value, str) else super().displayText(value, locale)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Edit in our own line: undo keys commit the cell and go up to the window."""
        data = index.data(Qt.ItemDataRole.EditRole)
        if not isinstance(data, str | int | float | None):
            return super().createEditor(parent, option, index)
        header = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor = LineField(str(header or ""), parent=parent)
        editor.setAlignment(option.displayAlignment)
        editor.flush_requested.connect(self._on_flush)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Put the value of the cell in the editor, as it is typed."""
        if isinstance(editor, LineField):
            data = index.data(Qt.ItemDataRole.EditRole)
            editor.setText("" if data is None else str(data))
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Give the typed text to the model, only if it differs from the cell's."""
        if isinstance(editor, LineField):
            data = index.data(Qt.ItemDataRole.EditRole)
            if editor.text() != ("" if data is None else str(data)):
                model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)
            return
        super().setModelData(editor, model, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex
    ) -> None:
        """Let the editor fill the cell."""
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -2))

    def _on_flush(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
