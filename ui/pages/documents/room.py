"""How the page « Documents » shares its width: list, preview and options, side by side or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QBoxLayout

from ui.theme.theme import WIDGET_MAX, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

THREE_COLUMNS, TWO_COLUMNS = 800, 560
LIST_WIDTHS = (232, 268)
OPTIONS_WIDTHS = (264, 284)
ROOMY = 1000


class Rows(NamedTuple):
    """The two rows of the page: the list and the rest, the preview and the options."""

    columns: QBoxLayout
    details: QBoxLayout


def share(width: int, rows: Rows, listed: QWidget, options: QWidget) -> None:
    """Put the options under the preview, then all under the list, when room lacks."""
    side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    three, two = width >= px(THREE_COLUMNS), width >= px(TWO_COLUMNS)
    rows.details.setDirection(side if three else under)
    rows.columns.setDirection(side if two else under)
    for panel, widths, beside in ((listed, LIST_WIDTHS, two), (options, OPTIONS_WIDTHS, three)):
        room = px(widths[width >= px(ROOMY)])
        panel.setMinimumWidth(room if beside else 0)
        panel.setMaximumWidth(room if beside else WIDGET_MAX)
