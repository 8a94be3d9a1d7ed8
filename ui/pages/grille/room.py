"""Where the parts of the page stand in its room: side by side, or one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout

from ui.theme.theme import WIDGET_MAX, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.kit.page import Page
    from ui.pages.grille.switch import ListSwitch
    from ui.pages.grille.themes_card import ThemesCard

LIST_WIDTH = 316
NARROW_LIST = 284
TWO_COLUMNS = 700
ROOMY = 1000
LIST_SHARE = 0.28
"""Share of the height that the themes keep when they stand over the criterion."""
LEAST_TWO = 480
"""Height of the page, at 100 %, under which themes and criterion do not stand together."""
LEAST_USEFUL = 200
"""Height of the themes, at 100 %, under which they alone are shown."""


class Room:
    """Arranges the page for its size and the text scale.

    Args:
        page: whose heading has words where there are two columns.
        columns: the themes, then what is shown of the theme.
        themes: the card of the themes.
        switch: to the list and back.
        menu: in the heading, or over the themes where the heading has no words.
    """

    def __init__(
        self,
        page: Page,
        columns: QBoxLayout,
        themes: ThemesCard,
        *,
        switch: ListSwitch,
        menu: QWidget,
    ) -> None:
        self._page, self._columns, self._themes = page, columns, themes
        self._switch, self._menu = switch, menu
        self._menu_in_heading = True

    def fit(self, *, listed: bool) -> bool:
        """Arrange the page; tell whether the themes stand beside the rest."""
        page, themes = self._page, self._themes
        two = page.width() >= px(TWO_COLUMNS)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if two else directions.TopToBottom)
        width = px(LIST_WIDTH if page.width() >= px(ROOMY) else NARROW_LIST)
        themes.setMinimumWidth(width if two else 0)
        themes.setMaximumWidth(width if two else WIDGET_MAX)
        height = WIDGET_MAX if two else round(page.height() * LIST_SHARE)
        folds = not two and (listed or page.height() < px(LEAST_TWO))
        themes.setMaximumHeight(WIDGET_MAX if folds else height)
        themes.fit(roomy=two or height >= px(LEAST_USEFUL), folds=folds)
        page.title_label.setVisible(two)  # under, the row chosen names the theme
        page.purpose_label.setVisible(two)
        self._switch.fit(roomy=two)
        self._place_menu(in_heading=two)
        return two

    def _place_menu(self, *, in_heading: bool) -> None:
        if in_heading == self._menu_in_heading:
            return
        self._menu_in_heading = in_heading
        holder = self._page if in_heading else self._themes
        holder.add_action(self._menu)
