"""The actions of the heading, and what is done of a block of figures: copied, pasted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.operations import SetValeurs, ValeurSaisie
from cpom_desktop.services.queries.donnees_collage import Depart, read_paste
from cpom_desktop.services.queries.donnees_recues import Sort
from cpom_desktop.services.tableaux import MANY_ROWS
from ui.kit.dialogs import QuestionDialog
from ui.models.base import from_tsv, to_tsv
from ui.models.donnees import Place, cell_of
from ui.pages.donnees.files import FilesMenu
from ui.pages.donnees.importing import CollageDialog, ImportDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.donnees_recues import Recu
    from cpom_desktop.services.tableaux import FileTable
    from ui.pages.donnees.importing import RecuDialog
    from ui.pages.donnees.page import DonneesPage


LINES_A_SECOND = 20_000
"""Lines of a file that are understood in a second, at least."""


class Actions(QObject):
    """Gestures on a block of the grid; each is one step to undo.

    Args:
        page: its `block` says what the caret stands on, its `session` runs the operations.
    """

    def __init__(self, page: DonneesPage) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: RecuDialog | None = None
        writes = not page.session.read_only
        words = _("Importer…")
        self.bring = page.add_pair(words, "upload", page.table_requested, offered=writes)
        words = _("Coller depuis Excel")
        self.stick = page.add_pair(words, "table", self.paste_clipboard, offered=writes)
        words = _("Ajouter un indicateur…")
        self.add = page.add_pair(words, "plus", self._on_add, offered=writes)
        self.files = FilesMenu()
        self.files.export_asked.connect(page.export_requested)
        page.add_action(self.files)
        page.table_read.connect(self.take_table)
        page.list.grid.copy_asked.connect(self.copy)
        page.list.grid.paste_asked.connect(self.paste_clipboard)

    def _on_add(self) -> None:
        self._page.answers.add_indicator()

    def copy(self) -> None:
        """Copy the selected cells as a spreadsheet expects them."""
        QGuiApplication.clipboard().setText(to_tsv(self._page.selected()))

    def paste_clipboard(self) -> None:
        """Take what a spreadsheet copied: one cell as if it were typed, a block after a look."""
        text = QGuiApplication.clipboard().text()
        if self._page.session.read_only:
            return
        if not text.strip():
            self._page.session.refused.emit(
                _("Rien n'est copié. Dans Excel, sélectionnez les cases, puis Ctrl+C.")
            )
            return
        rows, years = self._page.block()
        if len(from_tsv(text)) == 1 and "\t" not in text:
            if rows and years:
                self.paste(rows, years, text)
        else:
            self.paste_block(text, Depart(rows, years))

    def paste_block(self, text: str, depart: Depart) -> None:
        """Write a block that only adds figures; show first what another one becomes."""
        session = self._page.session
        recu = read_paste(text, depart, session.snapshot, session.content)
        sorts = {cell.sort for cell in recu.cellules}
        told = recu.notes or recu.refusees or recu.bloque
        if recu.valeurs and not told and sorts <= {Sort.NOUVELLE, Sort.IDENTIQUE}:
            session.attempt(SetValeurs(valeurs=recu.valeurs))
            self._forget_drafts(recu)
            return
        self._show(CollageDialog(session, recu, self._page), recu)

    def take_table(self, table: FileTable) -> None:
        """Show what a file of figures becomes; a long one is told first."""
        if self._page.session.read_only:
            return
        if len(table.rows) <= MANY_ROWS:
            self._import(table)
            return
        self.question = QuestionDialog(
            _("Lire les {n} lignes de « {nom} » ?", n=format_number(len(table.rows)),
              nom=table.name),
            _("Cela prendra environ {n} secondes. Rien n'est écrit avant « Importer ».",
              n=format_number(1 + len(table.rows) // LINES_A_SECOND)),
            action_label=_("Lire"),
            safe_label=_("Abandonner"),
            destructive=False,
            parent=self._page,
        )  # fmt: skip
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(partial(self._import, table))
        self.question.open()

    def _import(self, table: FileTable) -> None:
        self._show(ImportDialog(self._page.session, table, self._page))

    def _show(self, dialog: RecuDialog, recu: Recu | None = None) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.imported.connect(self._on_imported)
        if recu is not None:
            dialog.imported.connect(partial(self._forget_drafts, recu))
        dialog.open()

    def _on_imported(self, count: int) -> None:
        told = ngettext("{n} valeur importée.", "{n} valeurs importées.", count)
        self._page.announced.emit(told)

    def _forget_drafts(self, recu: Recu, _count: int = 0) -> None:
        """Drop what was refused before in the cells that are written now."""
        for value in recu.valeurs:
            self._page.session.drop_draft(Place(value.donnee, value.annee).key)
        self._page.refresh()

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
