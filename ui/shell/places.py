"""Where she was on each page: the field and the caret in it, as long as the dossier is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.kit.page import Page


class Place(NamedTuple):
    """A field, and the position of the caret in its text."""

    field: str
    caret: int = 0


class Places(QObject):
    """The last place on each page, by slug; `page` is the page shown."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ""
        self._last: dict[str, Place] = {}
        self._watched: QWidget | None = None

    def enter(self, page: Page, widget: QWidget) -> None:
        """Note the field that has the caret, if it is one of this page, then the caret in it."""
        self.leave()
        field = page.current_field()
        if not field:
            return
        self._last[page.slug] = Place(field, _caret(widget))
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.cursorPositionChanged.connect(self._on_caret)
            self._watched = widget

    def leave(self) -> None:
        """Stop following the caret in the text that it left."""
        watched, self._watched = self._watched, None
        if isinstance(watched, QLineEdit | QPlainTextEdit):
            watched.cursorPositionChanged.disconnect(self._on_caret)

    def _on_caret(self) -> None:
        """Note the caret; a text shown again on leaving its field moves it after she has left."""
        widget = self._watched
        if widget is not None and widget.hasFocus() and self.page in self._last:
            self._last[self.page] = self._last[self.page]._replace(caret=_caret(widget))

    def field(self, slug: str) -> str:
        """Return the last field of a page, empty before any."""
        place = self._last.get(slug)
        return place.field if place is not None else ""

    def come_back(self, page: Page) -> bool:
        """Put the caret back where it was on this page; tell whether it could."""
        place = self._last.get(page.slug)
        if place is None or not page.focus_field(place.field):
            return False
        _set_caret(QApplication.focusWidget(), place.caret)
        return True


def _caret(widget: QWidget) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit) else 0


def _set_caret(widget: QWidget | None, position: int) -> None:
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(position)
    elif isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(position, len(widget.toPlainText())))
        widget.setTextCursor(cursor)
