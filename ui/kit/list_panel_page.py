"""A page made of a list and of the panel of what is chosen: where each stands, where Tab goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kit.buttons import IconButton, SecondaryButton
from ui.kit.page import Page
from ui.kit.scrolling import scrolled
from ui.theme.theme import WIDGET_MAX, current_theme, px

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from ui.kit.detail_panel import DetailPanel

    Slot = Callable[[], object] | SignalInstance

LARGE = 1.5
"""Text scale from which the actions are icons, so that the title keeps its room."""
LEAST_WITH_PURPOSE = 360
"""Height at 100 % under which the purpose of the page is not told."""

Key = TypeVar("Key", bound="int | str")


class ActionPair(NamedTuple):
    """An action twice in the heading: with its words, and as an icon at a large text scale."""

    button: SecondaryButton
    icon: IconButton
    offered: bool

    def fit(self) -> None:
        """Show the one that the text scale leaves room for."""
        large = current_theme().scale >= LARGE
        self.button.setVisible(self.offered and not large)
        self.icon.setVisible(self.offered and large)


class ListPanelPage(Page):
    """A list beside a panel: Ctrl+Tab between them, Échap back to the list.

    A page calls `place` once both are built; it may refine `_fit`, `_open_panel` and
    `_back_to_list`.
    """

    wide = True
    side_by_side: ClassVar[int] = 700
    """Pixels at 100 % under which the panel goes under the list."""
    list_width: ClassVar[int] = 0
    """Pixels at 100 % of the list beside the panel; 0 when the panel has `panel_width`."""
    panel_width: ClassVar[int] = 350
    least_heights: ClassVar[tuple[int, int]] = (230, 400)
    """Heights at 100 % of list and panel, one over the other: the page then scrolls."""

    list_share: ClassVar[float] = 0
    """Share of the height that the list keeps over the panel, instead of `least_heights`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=False)
        self._pairs: list[ActionPair] = []
        for keys in ("Ctrl+Tab", "Ctrl+Shift+Tab"):
            self.add_shortcut(keys, self._swap)

    def add_shortcut(self, keys: str, slot: Slot) -> None:
        """Answer keys typed anywhere in the page."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def add_pair(
        self, words: str, icon_name: str, slot: Slot, *, offered: bool = True
    ) -> ActionPair:
        """Put an action in the heading, that becomes an icon at a large text scale."""
        pair = ActionPair(
            SecondaryButton(words, icon_name=icon_name), IconButton(icon_name, words), offered
        )
        for button in (pair.button, pair.icon):
            button.clicked.connect(slot)
            self.add_action(button)
        self._pairs.append(pair)
        return pair

    def place(
        self, left: QWidget, panel: DetailPanel, *, rows: QWidget, top: QWidget | None = None
    ) -> None:
        """Put the list and its panel in `_area`, which scrolls.

        Args:
            left: the list, with what stands over it.
            panel: beside it.
            rows: what takes the caret of the list.
            top: what must be seen once the caret is back there, if anything scrolls.
        """
        self._left, self._detail, self._rows, self._top = left, panel, rows, top
        self._area = scrolled(self._side_by_side(left, panel))

    def place_scrolled(
        self,
        left: QWidget,
        panel: DetailPanel,
        *,
        rows: QWidget,
        inner: QWidget | None = None,
    ) -> QWidget:
        """Return the list beside `_area`, which scrolls the panel or what it is in."""
        self._left, self._detail, self._rows, self._top = left, panel, rows, None
        self._area = scrolled(inner or panel, sideways=True)
        return self._side_by_side(left, self._area)

    def _side_by_side(self, left: QWidget, right: QWidget) -> QWidget:
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(12))
        self._columns.addWidget(left, 0 if self.list_width else 1)
        self._columns.addWidget(right, 1 if self.list_width else 0)
        return content

    # --- its room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange list and panel for the room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange the page again for another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_area"):
            self._fit()

    def _fit(self) -> None:
        for pair in self._pairs:
            pair.fit()
        self._fit_columns()
        self.purpose_label.setVisible(self._tells_purpose())

    def _tells_purpose(self) -> bool:
        return self.height() >= px(LEAST_WITH_PURPOSE)

    def _fit_columns(self) -> None:
        beside = self._turn_columns()
        if self.list_width:
            hold_width(self._left, self.list_width, held=beside)
        else:
            hold_width(self._detail, self.panel_width, held=beside)
        if self.list_share:
            share = round(self.height() * self.list_share)
            self._left.setMaximumHeight(WIDGET_MAX if beside else share)
            return
        least_list, least_panel = self.least_heights
        self._left.setMinimumHeight(0 if beside else px(least_list))
        self._detail.setMinimumHeight(0 if beside else px(least_panel))

    def _turn_columns(self) -> bool:
        """Put the panel beside the list or under it; tell whether it is beside."""
        beside = self._beside()
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        return beside

    def _beside(self) -> bool:
        return self.width() >= px(self.side_by_side)

    # --- the caret

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back from the panel to the list on Échap."""
        if event.key() == Qt.Key.Key_Escape and self._detail.has_caret():
            self._back_to_list()
            return
        super().keyPressEvent(event)

    def _swap(self) -> None:
        """Go from the list to the panel and back."""
        if self._detail.has_caret():
            self._back_to_list()
        else:
            self._open_panel()

    def _open_panel(self) -> bool:
        found = self._detail.focus_field()
        if found:
            self._area.ensureWidgetVisible(self._detail, 0, px(16))
        return found

    def _back_to_list(self) -> None:
        self._focus_list()
        if self._top is not None:
            self._area.ensureWidgetVisible(self._top)

    def _focus_list(self) -> None:
        self._rows.setFocus(Qt.FocusReason.OtherFocusReason)


def hold_width(widget: QWidget, width: int, *, held: bool) -> None:
    """Give a widget a width in pixels at 100 %, or any when it is not `held`."""
    widget.setMaximumWidth(px(width) if held else WIDGET_MAX)
    widget.setMinimumWidth(px(width) if held else 0)


def neighbour(gone: Key, before: Sequence[Key], left: Sequence[Key]) -> Key | None:
    """Return what follows the row that is gone, else what came before; None when none is left.

    Args:
        gone: the row chosen until now.
        before: the rows shown while it was there.
        left: the rows shown now.
    """
    known = set(left)
    place = before.index(gone) if gone in before else 0
    nearest = [*before[place:], *reversed(before[:place]), *left]
    return next((key for key in nearest if key in known), None)
