"""Where the caret was before something took it, to put it back letter for letter."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

_REASON = Qt.FocusReason.OtherFocusReason


class FormerCaret:
    """The widget that has the caret now, what is selected in it, the table it is a cell of."""

    def __init__(self) -> None:
        self._widget = QApplication.focusWidget()
        self._text = _selection(self._widget)
        self._view = _table_of(self._widget)
        self._in_cell = self._view is not None and self._widget is not self._view

    def come_back(self) -> bool:
        """Put the caret back where it was; tell whether its place still exists."""
        if self._in_cell and _is_there(self._view):
            return self._open_cell()
        widget = self._widget
        if widget is None or not _is_there(widget):
            return False
        widget.setFocus(_REASON)
        _select(widget, self._text)
        return True

    def _open_cell(self) -> bool:
        view = self._view
        assert view is not None
        view.setFocus(_REASON)
        index = view.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            view.edit(index)
            _select(QApplication.focusWidget(), self._text)
        return True


def _is_there(widget: QWidget | None) -> bool:
    return widget is not None and shiboken6.isValid(widget) and widget.isVisible()


def _table_of(widget: QWidget | None) -> QAbstractItemView | None:
    """Return the list or table that a widget is, or edits a cell of."""
    while widget is not None and not isinstance(widget, QAbstractItemView):
        widget = widget.parentWidget()
    return widget


def _selection(widget: QWidget | None) -> tuple[int, int]:
    """Return anchor and position of the caret in a text."""
    if isinstance(widget, QLineEdit):
        position = widget.cursorPosition()
        start, end = widget.selectionStart(), widget.selectionEnd()
        if start < 0:
            return position, position
        return (start, end) if position == end else (end, start)
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        return cursor.anchor(), cursor.position()
    return 0, 0


def _select(widget: QWidget | None, text: tuple[int, int]) -> None:
    anchor, position = text
    if isinstance(widget, QLineEdit):
        widget.deselect()
        widget.setCursorPosition(anchor)
        widget.cursorForward(position != anchor, position - anchor)
    elif isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        last = len(widget.toPlainText())
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), cursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)
