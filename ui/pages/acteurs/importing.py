"""Before a file of contacts becomes stakeholders: its columns, and what each line will be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.contacts import Champ
from cpom_desktop.services.operations import AddActeurs
from cpom_desktop.services.queries.contacts_colonnes import (
    CHAMP_WORDS,
    guess_columns,
    names_columns,
    title_key,
)
from cpom_desktop.services.queries.contacts_importes import Choix, Sort, read_contacts_table
from cpom_desktop.services.tableaux import columns_summary, nothing_under
from ui.kit.choices_fold import ChoicesFold
from ui.models.contacts_importes import ContactsModel
from ui.models.import_dialog import ImportingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.contacts import ContactsTable
    from cpom_desktop.services.queries.contacts_importes import ContactLu
    from ui.session import Session

REMEMBERED = "colonnes-des-contacts"
"""Under which the dossier remembers what she said of columns."""


class ImportDialog(ImportingDialog):
    """« Importer » or nothing; a line that is refused never stops the others.

    Signals:
        imported: ids of the stakeholders added or completed.
    """

    _table: ContactsTable

    imported = Signal(object)

    def __init__(
        self, session: Session, table: ContactsTable, parent: QWidget | None = None
    ) -> None:
        title = _("Importer les contacts de « {nom} » ?", nom=table.name)
        super().__init__(session, title, "users", parent)
        self._table = table
        self.columns = guess_columns(table, self._remembered())
        self._build()
        self._read()
        self._settle()

    # --- building

    def _build(self) -> None:
        self._build_spoilt(self._table.rows)
        choices = [(champ.value, _(CHAMP_WORDS[champ])) for champ in Champ]
        self.fold = ChoicesFold(
            _("Colonnes du fichier"), choices, _("Laisser de côté"), self._left
        )
        self.fields = self.fold.fields
        if not self._table.columns:
            self._show_columns()
            self.fold.edited.connect(self._on_column)
        self.fold.setVisible(not self._table.columns)
        self.body.addWidget(self.fold)
        self.model = ContactsModel(self._session, self)
        told = _(
            "Espace change la décision des lignes choisies. « Compléter » ne remplit que ce qui "
            "est vide. Vous pourrez annuler le tout en une fois."
        )
        self._add_lines(_("Ce que devient chaque ligne"), self.model, told)
        self._add_buttons(_("Ne rien importer"), _("Importer"))

    def _show_columns(self) -> None:
        self.fold.show_things(
            [(*self._about(n), c.value if c else None) for n, c in enumerate(self.columns)]
        )

    def _after_mend(self) -> None:
        if not self._table.columns:
            self.columns = guess_columns(self._table, self._remembered())
            self._show_columns()
        self._read()

    def _about(self, place: int) -> tuple[str, str]:
        """Return the title of a column, and some of what is in it."""
        headed = names_columns(self._table, self.columns)
        title = self._table.rows[0][place] if headed else ""
        cells = [row[place].strip() for row in self._table.rows[1 if headed else 0 :]]
        sample = ", ".join([cell for cell in cells if cell][:3])
        return title.strip() or _("Colonne {n}", n=place + 1), " ".join(sample.split())

    # --- reading

    def _remembered(self) -> dict[str, str]:
        text = self._session.workspace.resume().get(REMEMBERED, "")
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            return {}
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def _read(self) -> None:
        session = self._session
        lines = read_contacts_table(self._table, self.columns, session.snapshot, session.content)
        self.model.show_lines(lines)
        self.text.setText(_counted(lines))
        self.setAccessibleDescription(self.text.text())
        if not self._table.columns:
            told = ", ".join(_(CHAMP_WORDS[column]) for column in self.columns if column)
            headed = names_columns(self._table, self.columns)
            heads = self._table.rows[0] if headed else ()
            self.fold.set_summary(columns_summary(heads, self.columns, told))
            self.fold.set_open(self.fold.is_open or not told)

    def _on_column(self) -> None:
        chosen = tuple(Champ(value) if value else None for value in self.fold.values())
        self.columns = (*chosen, *self.columns[len(chosen) :])
        self._read()

    # --- deciding

    def _tell(self) -> None:
        count = len(self.model.taken())
        self.add.setText(ngettext("Importer {n} acteur", "Importer {n} acteurs", count))
        self.add.setEnabled(count > 0)

    def _on_add(self) -> None:
        self._remember()
        outcome = self._attempt.run(AddActeurs(lignes=self.model.taken()))
        if outcome is not None and isinstance(outcome.result, list):
            self.imported.emit(outcome.result)

    def _remember(self) -> None:
        """Keep what she said of each title, for the next file."""
        if self._table.columns or not names_columns(self._table, self.columns):
            return
        said = {
            title_key(title): column.value if column else ""
            for title, column in zip(self._table.rows[0], self.columns, strict=False)
            if title.strip()
        }
        kept = {**self._remembered(), **said}
        self._session.set_resume(REMEMBERED, json.dumps(kept, ensure_ascii=False))


def _counted(lines: tuple[ContactLu, ...]) -> str:
    """Return « 12 lignes : 8 nouvelles, 3 déjà là, 1 refusée »."""
    if nothing := nothing_under(lines, -1):
        return nothing
    words = {
        Sort.NOUVEAU: ("{n} nouvelle", "{n} nouvelles"),
        Sort.CONNU: ("{n} déjà là", "{n} déjà là"),
        Sort.REPETE: ("{n} répétée", "{n} répétées"),
        Sort.REFUSE: ("{n} refusée", "{n} refusées"),
    }
    counts = {sort: sum(line.sort is sort for line in lines) for sort in Sort}
    told = [ngettext(*words[sort], count) for sort, count in counts.items() if count]
    total = ngettext("{n} ligne lue", "{n} lignes lues", len(lines))
    fills = sum(Choix.COMPLETER in line.choices for line in lines)
    end = ngettext("{n} à compléter", "{n} à compléter", fills) if fills else ""
    return _(
        "{total} : {parts}.", total=total, parts=", ".join([*told, end] if end else told) or EMPTY
    )
