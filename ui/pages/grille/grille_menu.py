"""The menu of the grid: that of a region taken from a file, the kit's again, what is printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.queries.packs import grille_lue
from cpom_desktop.services.queries.packs_lecture import GRILLE
from ui.kit.buttons import KitButton
from ui.kit.labels import set_tooltip
from ui.models.pack_dialog import back_dialog, take_dialog
from ui.pages.grille.has import HasPart
from ui.theme.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDialog

    from ui.kit.page import Page
    from ui.session import Session

COMPLETE, BLANK = "grille-complete", "grille-atelier"


class GrilleMenu(KitButton):
    """A menu of what replaces the grid, and of what it goes to.

    Args:
        session: the dossier.
        page: asks for the file, and gives its texts back.
    """

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__("", "secondary", icon_name="chevron-down", parent=page)
        self._session, self._page = session, page
        self.dialog: QDialog | None = None
        self.setProperty("narrow", True)
        name = _("Autre grille, autoévaluation HAS, impression et tableur")
        self.setAccessibleName(name)
        set_tooltip(self, name)
        menu = QMenu(self)
        self.take_action = menu.addAction(_("Grille de votre ARS…"))
        self.take_action.triggered.connect(page.pack_requested)
        self.back_action = menu.addAction(_("Revenir à la grille du kit…"))
        self.back_action.triggered.connect(self._on_back)
        menu.addSeparator()
        self.has_action = menu.addAction(_("Autoévaluation HAS…"))
        self.has = HasPart(session, page)
        self.has_action.triggered.connect(self.has.show)
        menu.addSeparator()
        self._prints(menu)
        menu.aboutToShow.connect(self._tell)
        self.setMenu(menu)
        page.pack_read.connect(self.take)
        self._tell()
        self.restyle()

    def _prints(self, menu: QMenu) -> None:
        self.prints: list[QAction] = []
        for words, name in (
            (_("Imprimer la grille complète…"), COMPLETE),
            (_("Imprimer la grille vierge d'un atelier…"), BLANK),
        ):
            action = menu.addAction(words)
            action.triggered.connect(partial(self._page.print_requested.emit, name))
            self.prints.append(action)
        self.export_action = menu.addAction(_("Exporter en tableur (XLSX)…"))
        self.export_action.triggered.connect(self._on_export)

    def restyle(self) -> None:
        """Tint the arrow and the icons of the menu."""
        super().restyle()
        if self.menu() is None:
            return
        for action, drawing in (
            (self.take_action, "upload"),
            (self.back_action, "undo-2"),
            (self.has_action, "clipboard-check"),
            *((action, "printer") for action in self.prints),
            (self.export_action, "table"),
        ):
            action.setIcon(icon(drawing))

    def take(self, texts: Mapping[str, str]) -> None:
        """Show what the grid of a file would change, or all that is wrong in it."""
        self._show(take_dialog(self._session, texts, GRILLE, self._page))

    def _on_back(self) -> None:
        self._show(back_dialog(self._session, GRILLE, self._page))

    def _on_export(self) -> None:
        self._page.export_requested.emit(COMPLETE, DocumentFormat.XLSX.value)

    def _tell(self) -> None:
        """Offer what can be done with the grid of this dossier."""
        locked = self._session.read_only
        self.take_action.setVisible(not locked)
        regional = grille_lue(self._session.content).pack
        self.back_action.setVisible(bool(regional) and not locked)

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()
