"""The panel at the right of a list: words and buttons, made again for each line chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.kit.scrolling import show_instead
from ui.theme.theme import WIDGET_MAX, px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.kit.buttons import KitButton

WIDTH = 340


class SidePanel(Card):
    """A card that scrolls; `begin` empties it, `end` shows what was put in since."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, flush=True, parent=parent)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add(self._area, 1)
        self.buttons: list[KitButton] = []

    def begin(self) -> QVBoxLayout:
        """Return an empty column to fill."""
        self._inner = QFrame()
        self._inner.setProperty("role", "surface")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        self.buttons = []
        return column

    def end(self, column: QVBoxLayout) -> None:
        """Show the column in place of the former one."""
        column.addStretch(1)
        show_instead(self._area, self._inner)

    def add_value(self, column: QVBoxLayout, title: str, words: str) -> None:
        """Put a value under its title; it may be selected and copied."""
        column.addWidget(SafeLabel(title, "caption-2"))
        shown = SafeLabel(words, "small", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(shown)

    def add_button(
        self, column: QVBoxLayout, button: KitButton, name: str, act: Callable[[], object]
    ) -> None:
        """Put a button alone on its line, with its spoken name."""
        button.setAccessibleName(name)
        button.clicked.connect(_without_state(act))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.buttons.append(button)

    def fit(self, *, beside: bool) -> None:
        """Take the width of a panel beside its list, or a height under it."""
        self.setMinimumWidth(px(WIDTH) if beside else 0)
        self.setMaximumWidth(px(WIDTH) if beside else WIDGET_MAX)
        self.setMinimumHeight(0 if beside else px(220))


def _without_state(act: Callable[[], object]) -> Callable[[bool], None]:
    """Return a slot that leaves out the state of a button."""

    def pressed(_checked: bool) -> None:  # noqa: FBT001 - Qt's signature
        act()

    return pressed
