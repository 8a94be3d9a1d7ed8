"""The menus of the matrix: that of a cell or a line, and what is done more rarely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.edit_menu import add_cell_history

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, SignalInstance
    from PySide6.QtWidgets import QWidget

    from ui.pages.raci.page import RaciPage


class RaciTools(IconButton):
    """« Autres actions sur la matrice »."""

    role_asked = Signal()
    copy_asked = Signal()
    paste_asked = Signal()
    workbook_asked = Signal()
    workshop_asked = Signal()
    missions_asked = Signal()
    links_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ellipsis-vertical", _("Autres actions sur la matrice"), parent=parent)
        menu = QMenu(self)
        self._writing = []
        for words, keys, signal, writes in self._entries():
            if not words:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{words}\t{keys}" if keys else words)
            action.triggered.connect(signal)
            if writes:
                self._writing.append(action)
        self.setMenu(menu)

    def set_locked(self, locked: bool) -> None:  # noqa: FBT001 - mirrors Qt's setters
        """Leave what only reads."""
        for action in self._writing:
            action.setEnabled(not locked)

    def _entries(self) -> tuple[tuple[str, str, SignalInstance, bool], ...]:
        """Return the words of each entry, its keys, what it asks, whether it writes."""
        return (
            (_("Ajouter un rôle…"), "", self.role_asked, True),
            (_("Copier toute la matrice"), "", self.copy_asked, False),
            (_("Coller depuis un tableur"), "Ctrl+V", self.paste_asked, True),
            (_("Lier au rétroplanning, d'après le kit"), "", self.links_asked, True),
            ("", "", self.copy_asked, False),
            (_("Fiches mission"), "", self.missions_asked, False),
            (_("Feuille d'atelier, format A3"), "", self.workshop_asked, False),
            (_("Enregistrer en tableur (XLSX)…"), "", self.workbook_asked, False),
        )


def cell_menu(page: RaciPage, index: QModelIndex) -> QMenu:
    """Return the menu of the selection, whose caret is on `index`."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    writable = not page.session.read_only
    on_role = index.column() > 0
    rename = _("Renommer l'activité")
    menu.addAction(_("Copier") + "\tCtrl+C", page.cells.copy)
    for words, slot, wanted in (
        (_("Coller") + "\tCtrl+V", page.cells.paste, True),
        (_("Recopier vers le bas") + "\tCtrl+D", page.cells.fill_down, on_role),
        (_("Recopier vers la droite") + "\tCtrl+R", page.cells.fill_right, on_role),
        (_("Vider") + "\t" + _("Suppr"), page.cells.empty, on_role),
        ("", None, True),
        (_("Modifier le rôle…"), page.edit_role_here, on_role),
        (rename if on_role else rename + "\tF2", page.rename_here, True),
        (_("Modifier l'activité…"), page.lines.edit, True),
        (_("Tâches liées…") + "\tCtrl+L", page.tasks.ask, True),
        (_("Supprimer l'activité…"), page.lines.ask_deletion, True),
    ):
        if slot is None:
            menu.addSeparator()
        else:
            menu.addAction(words, slot).setEnabled(writable and wanted)
    add_cell_history(menu, page.grid)
    return menu
