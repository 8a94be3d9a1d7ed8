"""What may be done with the whole sheet: print it, add to it, take the kit's again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton

if TYPE_CHECKING:
    from ui.kit.list_panel_page import ListPanelPage


class SheetActions(QObject):
    """The buttons at the right of the title.

    Signals:
        print_asked, blank_asked: print the sheet, or the list to fill by hand.
        add_asked: add a point, or a heading.
        kit_asked: take what lacks from the kit.
    """

    print_asked = Signal()
    blank_asked = Signal()
    add_asked = Signal()
    kit_asked = Signal()

    def __init__(self, page: ListPanelPage, *, writes: bool) -> None:
        super().__init__(page)
        self.print_button = page.add_pair(_("Imprimer"), "printer", self.print_asked).button
        self._add = page.add_pair(_("Ajouter un point"), "plus", self.add_asked, offered=writes)
        self.add_button = self._add.button
        self.more = IconButton("ellipsis-vertical", _("Autres actions sur la feuille"))
        menu = QMenu(self.more)
        self.blank_action = menu.addAction(_("Imprimer la liste à remplir à la main"))
        self.blank_action.triggered.connect(self.blank_asked)
        self.kit_action = menu.addAction(_("Reprendre ce qui manque du kit"))
        self.kit_action.triggered.connect(self.kit_asked)
        self.kit_action.setEnabled(writes)
        self.more.setMenu(menu)
        page.add_action(self.more)

    def show_for(self, *, on_fiche: bool) -> None:
        """Name what may be done with a list, or with the role sheet."""
        words = _("Ajouter une rubrique") if on_fiche else _("Ajouter un point")
        self.add_button.setText(words)
        self._add.icon.setAccessibleName(words)
        self.blank_action.setVisible(not on_fiche)
