"""A field to search in: the magnifier in front of the words, tinted with the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ui.kit.fields import LineField
from ui.theme.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SearchField(LineField):
    """What she looks for.

    Args:
        accessible_name: what is searched (« Rechercher un acteur »).
        hint: what may be typed, shown while the field is empty.
        keys: those that lead to it, shown at the right.
    """

    def __init__(
        self,
        accessible_name: str,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        keys: str = "",
    ) -> None:
        super().__init__(accessible_name, unit=keys, parent=parent)
        self.setPlaceholderText(hint)
        self._magnifier = QAction(self)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self.restyle()

    def restyle(self) -> None:
        """Tint the magnifier for the current theme."""
        super().restyle()
        if hasattr(self, "_magnifier"):
            self._magnifier.setIcon(icon("search", "texte-2", 16))
