"""What the page prints: the fiche shown, every fiche, a blank one to fill in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, SecondaryButton

if TYPE_CHECKING:
    from ui.pages.fiches_action.page import FichesActionPage

EVERY, BLANK = "fiches-action", "fiche-vierge"


class FichePrints(QObject):
    """The buttons that show a document of fiches on the page « Documents »."""

    def __init__(self, page: FichesActionPage) -> None:
        super().__init__(page)
        self._page = page
        self.one = SecondaryButton(_("Imprimer la fiche"), icon_name="printer")
        self.every = SecondaryButton(_("Imprimer les fiches"), icon_name="printer")
        self.blank = IconButton("file-text", _("Imprimer une fiche vierge, pour un atelier"))
        self.one.clicked.connect(self._on_one)
        self.every.clicked.connect(self._on_every)
        self.blank.clicked.connect(self._on_blank)

    def _on_one(self) -> None:
        shown = (v.fiche for v in self._page.views if v.fiche.id == self._page.fiche_id)
        for fiche in shown:
            self._page.print_requested.emit(f"fiche-action-{fiche.numero}")

    def _on_every(self) -> None:
        self._page.print_requested.emit(EVERY)

    def _on_blank(self) -> None:
        self._page.print_requested.emit(BLANK)
