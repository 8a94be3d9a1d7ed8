"""What may be done with the whole sheet: print it, add to it, take the kit's again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, SecondaryButton
from ui.theme.theme import current_theme

if TYPE_CHECKING:
    from ui.kit.page import Page

LARGE = 1.5
"""Text scale from which the actions are icons."""


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

    def __init__(self, page: Page, *, writes: bool) -> None:
        super().__init__(page)
        self._writes = writes
        self.print_button = SecondaryButton(_("Imprimer"), icon_name="printer")
        self.print_icon = IconButton("printer", self.print_button.text())
        self.add_button = SecondaryButton(_("Ajouter un point"), icon_name="plus")
        self.add_icon = IconButton("plus", self.add_button.text())
        for button in (self.print_button, self.print_icon):
            button.clicked.connect(self.print_asked)
            page.add_action(button)
        for button in (self.add_button, self.add_icon):
            button.clicked.connect(self.add_asked)
            page.add_action(button)
        self.more = IconButton("ellipsis-vertical", _("Autres actions sur la feuille"))
        menu = QMenu(self.more)
        self.blank_action = menu.addAction(_("Imprimer la liste à remplir à la main"))
        self.blank_action.triggered.connect(self.blank_asked)
        self.kit_action = menu.addAction(_("Reprendre ce qui manque du kit"))
        self.kit_action.triggered.connect(self.kit_asked)
        self.kit_action.setEnabled(writes)
        self.more.setMenu(menu)
        page.add_action(self.more)

    def fit(self) -> None:
        """Show words or icons, for the present text scale."""
        large = current_theme().scale >= LARGE
        self.print_button.setVisible(not large)
        self.print_icon.setVisible(large)
        self.add_button.setVisible(self._writes and not large)
        self.add_icon.setVisible(self._writes and large)

    def show_for(self, *, on_fiche: bool) -> None:
        """Name what may be done with a list, or with the role sheet."""
        words = _("Ajouter une rubrique") if on_fiche else _("Ajouter un point")
        self.add_button.setText(words)
        self.add_icon.setAccessibleName(words)
        self.blank_action.setVisible(not on_fiche)
