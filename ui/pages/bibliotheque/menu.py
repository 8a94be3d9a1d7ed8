"""The menu of the library: objectives of a region from a file, the kit's again, hers as a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from cpom_desktop.services.partage import partageables
from cpom_desktop.services.queries.packs_lecture import OBJECTIFS
from ui.kit.buttons import KitButton
from ui.kit.labels import set_tooltip
from ui.models.pack_dialog import back_dialog, take_dialog
from ui.pages.bibliotheque.partage import ShareDialog
from ui.theme.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QDialog

    from ui.kit.page import Page
    from ui.session import Session


class LibraryMenu(KitButton):
    """A menu of where objectives come from, and of where hers may go.

    Args:
        session: the dossier.
        page: asks for the file, and gives its texts back.
    """

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__("", "secondary", icon_name="chevron-down", parent=page)
        self._session, self._page = session, page
        self.dialog: QDialog | None = None
        self.setProperty("narrow", True)
        name = _("Objectifs de votre ARS, partage des vôtres")
        self.setAccessibleName(name)
        set_tooltip(self, name)
        menu = QMenu(self)
        self.take_action = menu.addAction(_("Objectifs de votre ARS…"))
        self.take_action.triggered.connect(page.pack_requested)
        self.back_action = menu.addAction(_("Revenir à la bibliothèque du kit…"))
        self.back_action.triggered.connect(self._on_back)
        menu.addSeparator()
        self.share_action = menu.addAction(_("Enregistrer comme pack…"))
        self.share_action.triggered.connect(self._on_share)
        menu.aboutToShow.connect(self._tell)
        self.setMenu(menu)
        page.pack_read.connect(self.take)
        self._tell()
        self.restyle()

    def restyle(self) -> None:
        """Tint the arrow and the icons of the menu."""
        super().restyle()
        if self.menu() is None:
            return
        for action, drawing in (
            (self.take_action, "upload"),
            (self.back_action, "undo-2"),
            (self.share_action, "download"),
        ):
            action.setIcon(icon(drawing))

    def take(self, texts: Mapping[str, str]) -> None:
        """Show what the objectives of a file would change, or all that is wrong in it."""
        self._show(take_dialog(self._session, texts, OBJECTIFS, self._page))

    def _on_back(self) -> None:
        self._show(back_dialog(self._session, OBJECTIFS, self._page))

    def _on_share(self) -> None:
        dialog = ShareDialog(self._session, self._page)
        dialog.accepted.connect(self._on_shared)
        self._show(dialog)

    def _on_shared(self) -> None:
        assert isinstance(self.dialog, ShareDialog)
        found = self.dialog.sharing()
        self._page.pack_offered.emit(found.fichier, found.textes)

    def _tell(self) -> None:
        """Offer what can be done with the library of this dossier."""
        locked = self._session.read_only
        self.take_action.setVisible(not locked)
        self.back_action.setVisible(OBJECTIFS in self._session.content.replaced and not locked)
        self.share_action.setEnabled(bool(partageables(self._session.snapshot)))

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()
