"""A tall dialog takes the height of what it shows, and stays within its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QScrollArea

AROUND = 194
"""Pixels at 100 % that a dialog needs over and under what scrolls in it."""


def fit_over(dialog: QDialog, area: QScrollArea, wanted: int, room: int = 0) -> None:
    """Give what scrolls the height it wants, as far as the window allows, and centre the dialog.

    Args:
        wanted: pixels that the contents need.
        room: height of the window, that of the parent when 0.
    """
    over = dialog.parentWidget()
    most = room or (over.height() if over is not None else px(700))
    area.setFixedHeight(max(min(wanted, most - px(AROUND)), px(120)))
    for widget in (area.parentWidget(), dialog):
        layout = widget.layout() if widget is not None else None
        if layout is not None:
            layout.activate()
    dialog.resize(dialog.width(), min(dialog.sizeHint().height(), most))
    if over is not None:
        corner = over.mapToGlobal(over.rect().center()) - dialog.rect().center()
        dialog.move(corner)
