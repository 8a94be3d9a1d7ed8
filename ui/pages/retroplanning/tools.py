"""What is done more rarely to the plan, in one menu: paste, copy, calendar, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget


class ToolsButton(IconButton):
    """« Autres actions sur le rétroplanning », each with its keys."""

    add_asked = Signal()
    paste_asked = Signal()
    duplicate_asked = Signal()
    links_asked = Signal()
    calendar_asked = Signal()
    references_asked = Signal()
    reference_toggled = Signal()

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            "ellipsis-vertical", _("Autres actions sur le rétroplanning"), parent=parent
        )
        menu = QMenu(self)
        for words, keys, signal, writes in self._entries():
            action = menu.addAction(f"{words}\t{keys}" if keys else words)
            action.triggered.connect(signal)
            action.setEnabled(not (writes and read_only))
        # made here: PySide forgets those that Qt makes once a search has led elsewhere
        self._reference = QAction(_("Plan de référence sous les barres"), menu)
        menu.addAction(self._reference)
        self._reference.setCheckable(True)
        self._reference.triggered.connect(self.reference_toggled)
        self.setMenu(menu)

    def tell_reference(self, *, shown: bool, kept: bool) -> None:
        """Tell whether a plan of reference is under the bars, and whether one may be."""
        self._reference.setChecked(shown)
        self._reference.setEnabled(kept)

    def _entries(self) -> tuple[tuple[str, str, SignalInstance, bool], ...]:
        """Return the words of each entry, its keys, what it asks, whether it writes."""
        return (
            (_("Ajouter une tâche"), _("Inser"), self.add_asked, True),
            (_("Coller une liste de tâches…"), "Ctrl+V", self.paste_asked, True),
            (_("Dupliquer les tâches choisies"), "Ctrl+D", self.duplicate_asked, True),
            (_("Choisir les tâches attendues…"), "Ctrl+L", self.links_asked, True),
            (_("Calendrier et délais…"), "", self.calendar_asked, False),
            (_("Plans de référence…"), "", self.references_asked, False),
        )
