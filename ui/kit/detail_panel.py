"""The panel beside a list: what is chosen there, its fields, and what may be done of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout

from ui.kit.buttons import IconButton
from ui.kit.cards import Card
from ui.kit.scrolling import scrolled
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QScrollArea

    from ui.kit.form import Form
    from ui.kit.list_panel_page import Slot


class DetailPanel(Card):
    """Shows what is chosen in the list of a `ListPanelPage`.

    `forms` tells which forms are shown; `more` holds the actions that have no button.
    """

    more: IconButton

    def __init__(self, *, flush: bool = True) -> None:
        super().__init__(" ", flush=flush, ruled=True)

    def add_more(self, words: str, *actions: tuple[str, Slot]) -> tuple[QAction, ...]:
        """Put the menu of the other actions in the header: words and answer of each."""
        self.more = IconButton("ellipsis-vertical", words)
        menu = QMenu(self.more)
        # made here: PySide forgets those that Qt makes once a search has led elsewhere
        made = tuple(QAction(text, menu) for text, _asked in actions)
        for action, (_text, asked) in zip(made, actions, strict=True):
            action.triggered.connect(asked)
            menu.addAction(action)
        self.more.setMenu(menu)
        self.add_action(self.more)
        return made

    def scroll_column(self, above: int = 10, spacing: int = 10) -> tuple[QScrollArea, QVBoxLayout]:
        """Return an area and its column, to fill: margins and spacing in pixels at 100 %."""
        inner = QFrame()
        inner.setProperty("role", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(16), px(above), px(16), px(above))
        column.setSpacing(px(spacing))
        return scrolled(inner), column

    def forms(self) -> Iterable[Form]:
        """Return the forms shown, from top to bottom."""
        raise AssertionError(type(self).__name__)

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, the first one without a name; tell whether it is there."""
        raise AssertionError(type(self).__name__, name)

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        return next((key for form in self.forms() if (key := form.current_field())), "")

    def has_caret(self) -> bool:
        """Tell whether the caret is anywhere in the panel."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)
