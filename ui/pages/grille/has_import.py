"""Before a self-evaluation (HAS) is taken: its columns, and what each criterion becomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import ImportHas
from cpom_desktop.services.queries.correspondances import to_keep
from cpom_desktop.services.queries.donnees_recues import Sort
from cpom_desktop.services.queries.has_importee import (
    COLONNE_HAS_WORDS,
    AutoevaluationLue,
    has_of_file,
    kept_lines,
)
from cpom_desktop.services.tableaux import columns_summary
from ui.kit.choices_fold import MOST_FIELDS, ChoicesFold
from ui.kit.states import Strip
from ui.models.has_importee import HasLinesModel
from ui.models.import_dialog import ImportingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.tableaux import FileTable
    from ui.session import Session

SORT_WORDS = {
    Sort.NOUVELLE: ("{n} nouveau", "{n} nouveaux"),
    Sort.MODIFIEE: ("{n} qui change", "{n} qui changent"),
    Sort.IDENTIQUE: ("{n} identique", "{n} identiques"),
    Sort.REFUSEE: ("{n} refusé", "{n} refusés"),
}


class HasImportDialog(ImportingDialog):
    """« Importer » or nothing: it takes the place of the self-evaluation of before.

    Signals:
        imported: how many criteria were written.
    """

    _table: FileTable

    imported = Signal(int)

    def __init__(self, session: Session, table: FileTable, parent: QWidget | None = None) -> None:
        title = _("Importer l'autoévaluation HAS de « {nom} » ?", nom=table.name)
        super().__init__(session, title, "upload", parent)
        self._table = table
        grille = session.content.grille_du_kit
        self.columns, self.read = has_of_file(table, session.snapshot, grille)
        self.blocked = Strip("alerte")
        self.model = HasLinesModel(session, self)
        self._build_spoilt(table.rows)
        self._build()
        self._show()
        self._settle()

    def _after_mend(self) -> None:
        grille = self._session.content.grille_du_kit
        self.columns, self.read = has_of_file(self._table, self._session.snapshot, grille)
        self._show_columns()
        self._show()

    def _show_columns(self) -> None:
        self.fold.show_things(
            [
                (*self._table.about(self.columns.head, n), role)
                for n, role in enumerate(self.columns.roles)
            ]
        )

    def _build(self) -> None:
        choices = [(column.value, _(words)) for column, words in COLONNE_HAS_WORDS.items()]
        self.fold = ChoicesFold(
            _("Colonnes du fichier"), choices, _("Laisser de côté"), self._left
        )
        self._show_columns()
        self.fold.set_open(bool(self.read.bloque))
        self.fold.edited.connect(self._on_columns)
        for widget in (self.fold, self.notes, self.blocked):
            self.body.addWidget(widget)
        told = _(
            "Espace change la décision des lignes choisies. Une ligne laissée garde ce que le "
            "dossier contient. Vous pourrez annuler le tout en une fois."
        )
        self._add_lines(_("Ce que devient chaque critère"), self.model, told)
        self._add_buttons(_("Ne rien importer"), _("Importer"))
        self._make_room(self.fold)

    def _on_columns(self) -> None:
        roles = (*self.fold.values(), *self.columns.roles[MOST_FIELDS:])
        self.columns = replace(self.columns, roles=roles)
        session = self._session
        grille = session.content.grille_du_kit
        self.read = has_of_file(self._table, session.snapshot, grille, self.columns)[1]
        self._show()

    def _show(self) -> None:
        read = self.read
        refused = [line for line in read.lignes if line.sort is Sort.REFUSEE]
        rest = [line for line in read.lignes if line.sort is not Sort.REFUSEE]
        self.model.show_lines([*refused, *rest])
        self.text.setText(_counted(read))
        self.notes.setText("\n".join(read.notes))
        self.notes.setVisible(bool(read.notes))
        self.blocked.set_text(read.bloque)
        self.blocked.setVisible(bool(read.bloque))
        words = {column.value: _(said) for column, said in COLONNE_HAS_WORDS.items()}
        known = ", ".join(words[role] for role in self.columns.roles if role)
        heads = self._table.rows[self.columns.head] if self.columns.head >= 0 else ()
        self.fold.set_summary(columns_summary(heads, self.columns.roles, known))
        self.setAccessibleDescription(" ".join([self.text.text(), *read.notes, read.bloque]))

    def _about_row(self, row: int) -> str:
        return self.model.rows[row].raison

    def _tell(self) -> None:
        count = self.model.count()
        self.add.setText(ngettext("Importer {n} critère", "Importer {n} critères", count))
        self.add.setEnabled(count > 0)

    def _on_add(self) -> None:
        count, head = self.model.count(), self.columns.head
        known = self._session.snapshot.cotations_has
        heads = self._table.rows[head] if head >= 0 else ("",) * len(self.columns.roles)
        operation = ImportHas(
            lignes=kept_lines(self.read, self.model.decided_of(), known),
            retenir=to_keep(self._table.name, heads, self.columns.roles, {}),
        )
        if self._attempt.run(operation) is not None:
            self.imported.emit(count)


def _counted(read: AutoevaluationLue) -> str:
    """Return « 12 critères lus : 8 nouveaux, 1 refusé »."""
    counts = {sort: sum(line.sort is sort for line in read.lignes) for sort in SORT_WORDS}
    parts = [ngettext(*SORT_WORDS[sort], count) for sort, count in counts.items() if count]
    total = ngettext("{n} critère lu", "{n} critères lus", len(read.lignes))
    return _("{total} : {parts}.", total=total, parts=", ".join(parts)) if parts else f"{total}."
