"""The list that a field proposes while one types: the lines of a choice, with their air."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStyledItemDelegate

from ui.theme.theme import current_theme, dress, style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QCompleter

ROLE = "propositions"


def dressed_popup(completer: QCompleter) -> QAbstractItemView:
    """Return the list of a completer in the current theme: it belongs to no window, by itself."""
    popup = completer.popup()
    assert popup is not None
    if popup.property("role") != ROLE:
        popup.setProperty("role", ROLE)
        popup.setItemDelegate(QStyledItemDelegate(popup))
    theme = current_theme()
    if popup.styleSheet() != style_sheet(theme, theme.scale):
        dress(popup)
    return popup
