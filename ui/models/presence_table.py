"""The table of participants, where a key says whether each came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpom_desktop.domain.reunions import Presence
from cpom_desktop.i18n import _
from ui.models.part_table import PartTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

KEYS: Mapping[int, Presence] = {
    Qt.Key.Key_P: Presence.PRESENT,
    Qt.Key.Key_E: Presence.EXCUSE,
    Qt.Key.Key_R: Presence.REPRESENTE,
    Qt.Key.Key_A: Presence.ABSENT,
    Qt.Key.Key_T: Presence.ATTENDU,
}
"""Key → what it says; elsewhere than in the column of presence they are typed."""


class PresenceTable(PartTable):
    """Letters say whether someone came, and go to the next one.

    Signals:
        presence_asked: place of a row, and a `Presence`.

    Args:
        columns: those whose letters mean a presence, by key.
    """

    presence_asked = Signal(int, object)

    def __init__(
        self, columns: frozenset[str], *, stretch: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Participants"), stretch=stretch, parent=parent)
        self._marked = columns
        self.setAccessibleDescription(
            _("P présent, E excusé, R représenté, A absent, T attendu ; le suivant est proposé.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say whether the person came, then go down."""
        presence = KEYS.get(event.key())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if presence is None or not plain or not self._takes():
            super().keyPressEvent(event)
            return
        index = self.currentIndex()
        self.presence_asked.emit(index.row(), presence)
        below = index.siblingAtRow(index.row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def _takes(self) -> bool:
        index = self.currentIndex()
        model = self.model()
        columns = getattr(model, "columns", ())
        return index.isValid() and columns[index.column()].key in self._marked
