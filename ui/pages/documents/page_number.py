"""The number of the page shown, typed to go to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.domain.saisie import parse_integer
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from ui.kit.fields import LineField
from ui.kit.labels import set_tooltip
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from ui.pages.documents.paper import Paper

WIDTH = 46


class PageNumber(LineField):
    """Entrée goes to the page typed; one that is not there is told, and nothing moves."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(_("Numéro de page"), align_right=True)
        self._paper = paper
        set_tooltip(self, _("Numéro de page : Entrée y mène"))

    def show_page(self) -> None:
        """Show the page where she is."""
        self.set_state("")
        self.setAccessibleDescription("")
        self.set_raw(str(self._paper.page + 1))

    def restyle(self) -> None:
        """Leave room for four digits at the present text scale."""
        super().restyle()
        self.setFixedWidth(px(WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée; leave the rest to the field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the page again where she is, whatever was typed."""
        super().focusOutEvent(event)
        self.show_page()

    def _go(self) -> None:
        try:
            page = parse_integer(self.raw())
        except RegleInvalide:
            page = 0
        if self._paper.turn(page - 1):
            self.selectAll()
            return
        self.set_state("erreur")
        told = ngettext(
            "Ce document a une seule page.", "Ce document a {n} pages.", self._paper.count
        )
        self.setAccessibleDescription(told)
        set_tooltip(self, told)
        self.selectAll()
