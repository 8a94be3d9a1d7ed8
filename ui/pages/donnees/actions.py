"""The actions of the heading, and what is done of a block of figures: copied, pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import SetValeurs, ValeurSaisie
from ui.models.base import from_tsv, to_tsv
from ui.models.donnees import Place, cell_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.pages.donnees.page import DonneesPage


class Actions(QObject):
    """Gestures on a block of the grid; each is one step to undo.

    Args:
        page: its `block` says what the caret stands on, its `session` runs the operations.
    """

    def __init__(self, page: DonneesPage) -> None:
        super().__init__(page)
        self._page = page
        writes = not page.session.read_only
        words = _("Ajouter un indicateur…")
        self.add = page.add_pair(words, "plus", self._on_add, offered=writes)
        page.list.grid.copy_asked.connect(self.copy)
        page.list.grid.paste_asked.connect(self.paste_clipboard)

    def _on_add(self) -> None:
        self._page.answers.add_indicator()

    def copy(self) -> None:
        """Copy the selected cells as a spreadsheet expects them."""
        QGuiApplication.clipboard().setText(to_tsv(self._page.selected()))

    def paste_clipboard(self) -> None:
        """Write what a spreadsheet copied, from the caret on."""
        text = QGuiApplication.clipboard().text()
        rows, years = self._page.block()
        if text.strip() and rows and years and not self._page.session.read_only:
            self.paste(rows, years, text)

    def paste(self, rows: Sequence[str], years: Sequence[int], text: str) -> None:
        """Write a block; what a cell cannot take stays in it, with its message.

        Args:
            rows: slugs of the figures under the caret, from its own on.
            years: years at its right, from its own on.
            text: lines of cells between tabs.
        """
        written: dict[Place, ValeurSaisie] = {}
        refused = 0
        for slug, line in zip(rows, from_tsv(text), strict=False):
            for annee, cell in zip(years, line, strict=False):
                place = Place(slug, annee)
                try:
                    written[place] = cell_of(place, cell, self._page.figure(slug))
                except RegleInvalide as error:
                    sentence = self._page.session.sentence(error)
                    self._page.session.keep_draft(place.key, cell, sentence)
                    refused += 1
        for place in written:
            self._page.session.drop_draft(place.key)
        if written:
            self._page.session.attempt(SetValeurs(valeurs=list(written.values())))
        if refused:
            self._page.session.refused.emit(
                ngettext(
                    "Une case n'est pas comprise : elle est en rouge, avec sa raison.",
                    "{n} cases ne sont pas comprises : elles sont en rouge, avec leur raison.",
                    refused,
                )
            )
        self._page.refresh()
