"""The columns of the page: list, preview, options, side by side while there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.theme.theme import WIDGET_MAX, px

if TYPE_CHECKING:
    from collections.abc import Sequence

THREE_COLUMNS, TWO_COLUMNS = 840, 560
LIST_WIDTHS = (232, 268)
OPTIONS_WIDTHS = (306, 322)
ROOMY = 1000


class Columns(QBoxLayout):
    """The list or what may be added; the preview; the options or what is composed.

    Args:
        lists, panels: the first is shown, the second while she composes.
    """

    def __init__(
        self, lists: Sequence[QWidget], preview: QWidget, panels: Sequence[QWidget]
    ) -> None:
        across = QBoxLayout.Direction.LeftToRight
        super().__init__(across)
        self._preview, self._details = preview, QBoxLayout(across)
        self._composing, self._width = False, 0
        self.left, self.right = QWidget(), QWidget()
        self._pairs = ((self.left, lists), (self.right, panels))
        for holder, widgets in self._pairs:
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            for widget in widgets:
                column.addWidget(widget)
        self.show_composing(composing=False)
        for row in (self, self._details):
            row.setSpacing(px(12))
        self._details.addWidget(preview, 1)
        self._details.addWidget(self.right)
        self.addWidget(self.left)
        self.addLayout(self._details, 1)

    def show_composing(self, *, composing: bool) -> None:
        """Show the columns of composing, or the usual ones."""
        self._composing = composing
        for _holder, widgets in self._pairs:
            for place, widget in enumerate(widgets):
                widget.setVisible(place == int(composing))
        if self._width:
            self.fit(self._width)

    def fit(self, width: int) -> None:
        """Put the options under the preview, then all under the list, when room lacks.

        What is composed stands over the preview: it is what she works on.
        """
        self._width = width
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        over = QBoxLayout.Direction.BottomToTop if self._composing else under
        three, two = width >= px(THREE_COLUMNS), width >= px(TWO_COLUMNS)
        self._details.setDirection(side if three else over)
        self.setDirection(side if two else under)
        for panel, widths, beside in (
            (self.left, LIST_WIDTHS, two),
            (self.right, OPTIONS_WIDTHS, three),
        ):
            room = px(widths[width >= px(ROOMY)])
            panel.setMinimumWidth(room if beside else 0)
            panel.setMaximumWidth(room if beside else WIDGET_MAX)
        self._preview.setMinimumHeight(px(360))
        self.left.setMinimumHeight(px(300))
