"""Before figures that come from elsewhere are written: what is right, what changes, what not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import SetValeurs
from cpom_desktop.services.queries.correspondances import to_keep
from cpom_desktop.services.queries.donnees import years_of
from cpom_desktop.services.queries.donnees_colonnes import choices
from cpom_desktop.services.queries.donnees_importees import Place, figures_of_file, heads_of
from cpom_desktop.services.queries.donnees_modele import is_template, template_notes
from cpom_desktop.services.queries.donnees_noms import figures_of, name_key
from cpom_desktop.services.queries.donnees_recues import Choix, Sort
from cpom_desktop.services.tableaux import columns_summary
from ui.kit.buttons import KitButton
from ui.kit.choices_fold import MOST_FIELDS, ChoicesFold
from ui.kit.states import Strip
from ui.models.donnees_recues import RecuModel
from ui.models.import_dialog import ImportingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.operations import ColonnesRetenues
    from cpom_desktop.services.queries.donnees_importees import FichierLu
    from cpom_desktop.services.queries.donnees_recues import Recu
    from cpom_desktop.services.tableaux import FileTable
    from ui.session import Session

SORT_WORDS = {
    Sort.NOUVELLE: ("{n} nouvelle", "{n} nouvelles"),
    Sort.MODIFIEE: ("{n} qui change une valeur", "{n} qui changent une valeur"),
    Sort.A_CONFIRMER: ("{n} à confirmer", "{n} à confirmer"),
    Sort.IDENTIQUE: ("{n} identique", "{n} identiques"),
    Sort.REFUSEE: ("{n} refusée", "{n} refusées"),
}


class RecuDialog(ImportingDialog):
    """« Importer » or nothing: what came, cell by cell, and one step to write what is decided.

    Signals:
        imported: how many figures were written.
    """

    imported = Signal(int)

    def __init__(self, session: Session, title: str, icon: str, parent: QWidget | None) -> None:
        super().__init__(session, title, icon, parent)
        self.blocked = Strip("alerte")
        self.model = RecuModel(session, self)

    def _build_lines(self) -> None:
        self.body.addWidget(self.notes)
        self.body.addWidget(self.blocked)
        told = _(
            "Espace change la décision des lignes choisies. Une case vide ne change rien. Vous "
            "pourrez annuler le tout en une fois."
        )
        self._add_lines(_("Ce que devient chaque valeur"), self.model, told)
        self.keep = KitButton("", "chip", icon_name="lock")
        self.keep.setCheckable(True)
        self.keep.clicked.connect(self._on_keep)
        self._buttons.insertWidget(0, self.keep)
        self._add_buttons(_("Ne rien importer"), _("Importer"))

    def show_recu(self, recu: Recu) -> None:
        """Show what came."""
        self.notes.setText("\n".join(recu.notes))
        self.notes.setVisible(bool(recu.notes))
        self.blocked.set_text(recu.bloque)
        self.blocked.setVisible(bool(recu.bloque))
        self.model.show_recu(recu)
        self.text.setText(counted(recu))
        self.setAccessibleDescription(" ".join([self.text.text(), *recu.notes, recu.bloque]))
        known = len(self.model.known())
        words = ngettext(
            "Garder la valeur déjà saisie", "Garder les {n} valeurs déjà saisies", known
        )
        self.keep.setText(words)
        self.keep.setVisible(known > 0)

    def _about_row(self, row: int) -> str:
        cell = self.model.rows[row]
        return cell.refus if cell.sort is Sort.REFUSEE and cell.ligne else cell.raison

    def _on_keep(self) -> None:
        wanted = Choix.LAISSER if self.keep.isChecked() else Choix.ECRIRE
        self.model.decide(self.model.known(), wanted)

    def _tell(self) -> None:
        count = len(self.model.taken())
        self.add.setText(ngettext("Importer {n} valeur", "Importer {n} valeurs", count))
        self.add.setEnabled(count > 0)

    def _operation(self) -> SetValeurs:
        return SetValeurs(valeurs=self.model.taken())

    def _on_add(self) -> None:
        operation = self._operation()
        if self._attempt.run(operation) is not None:
            self.imported.emit(len(operation.valeurs))


class CollageDialog(RecuDialog):
    """What a block copied from a spreadsheet becomes."""

    def __init__(self, session: Session, recu: Recu, parent: QWidget | None = None) -> None:
        super().__init__(session, _("Coller ces valeurs ?"), "table", parent)
        self._build_lines()
        self.show_recu(recu)
        self._settle()


class ImportDialog(RecuDialog):
    """What a file of figures becomes: its columns and its rows may be said otherwise."""

    _table: FileTable

    def __init__(self, session: Session, table: FileTable, parent: QWidget | None = None) -> None:
        title = _("Importer les données de « {nom} » ?", nom=table.name)
        super().__init__(session, title, "upload", parent)
        self._table, self._rows = table, dict[str, str]()
        self._place = Place(session.snapshot, session.content, session.workspace.today)
        self.columns, self.read = figures_of_file(table, self._place, self._rows)
        self._build()
        self._show(self.read)
        self._settle()

    def _build(self) -> None:
        self._build_spoilt(self._table.rows)
        self.fold = ChoicesFold(
            _("Colonnes du fichier"),
            choices(self.columns, self._place.today),
            _("Laisser de côté"),
            self._left // 2,
        )
        self._show_columns()
        self.fold.edited.connect(self._on_columns)
        self.fold.set_open(not self._is_ours and bool(self.read.recu.bloque))
        figures = figures_of(self._session.snapshot, self._session.content)
        self.rows = ChoicesFold(
            _("Lignes non reconnues"),
            [(slug, figure.libelle) for slug, figure in figures.items()],
            _("Laisser de côté"),
            self._left // 2,
            (4, 1, 4),
        )
        self.rows.edited.connect(self._on_rows)
        self._show_unknown(self.read)
        self.body.addWidget(self.fold)
        self.body.addWidget(self.rows)
        self._build_lines()
        self._make_room(self.fold, self.rows)

    def _show_unknown(self, found: FichierLu) -> None:
        """Show the rows whose name is to be said."""
        self._unknown = found.inconnues[:MOST_FIELDS]
        self.rows.show_things(
            [(i.libelle, _where(i.ligne), i.proche or None) for i in self._unknown]
        )
        self.rows.set_summary(_unknown_words(len(found.inconnues)))
        self.rows.setVisible(bool(self._unknown))

    def _show_columns(self) -> None:
        roles = self.columns.roles
        about = (self._table.about(self.columns.head, n) for n in range(len(roles)))
        self.fold.show_things([(*told, role) for told, role in zip(about, roles, strict=True)])

    @property
    def _is_ours(self) -> bool:
        return is_template(self._table, self.columns)

    def _on_columns(self) -> None:
        roles = (*self.fold.values(), *self.columns.roles[MOST_FIELDS:])
        self.columns = replace(self.columns, roles=roles)
        self._read_again()
        self._show_unknown(self.read)

    def _on_rows(self) -> None:
        """Take what was said of a row; a row that she did not touch stays to be confirmed."""
        for said, unknown in zip(self.rows.values(), self._unknown, strict=True):
            key = name_key(unknown.libelle)
            if (said or "") != unknown.proche or key in self._rows:
                self._rows[key] = said or ""
        self._read_again()

    def _after_mend(self) -> None:
        self.columns, found = figures_of_file(self._table, self._place, self._rows)
        self._show_columns()
        self._show(found)
        self._show_unknown(found)

    def _read_again(self) -> None:
        _columns, found = figures_of_file(self._table, self._place, self._rows, self.columns)
        self._show(found)

    def _show(self, found: FichierLu) -> None:
        today = self._place.today
        annees = years_of(self._session.snapshot, today)
        uuid = self._session.workspace.uuid
        notes = template_notes(self._table, self.columns, uuid, annees)
        self.read = found
        self.show_recu(replace(found.recu, notes=(*notes, *found.recu.notes)))
        words = dict(choices(self.columns, today))
        known = ", ".join(words[role] for role in self.columns.roles if role)
        heads = heads_of(self._table, today)
        self.fold.set_summary(columns_summary(heads, self.columns.roles, known))

    def _operation(self) -> SetValeurs:
        """Return what writes the figures, and remembers how the file was understood."""
        kept = self._kept()
        return SetValeurs(valeurs=self.model.taken(), retenir=kept)

    def _kept(self) -> ColonnesRetenues:
        written = {
            cell.ligne: cell.donnee
            for cell in self.model.rows
            if cell.sort is Sort.A_CONFIRMER and self.model.choice_of(cell) is Choix.ECRIRE
        }
        confirmed = {
            name_key(i.libelle): i.proche for i in self.read.inconnues if i.ligne in written
        }
        heads = heads_of(self._table, self._place.today)
        return to_keep(self._table.name, heads, self.columns.roles, {**confirmed, **self._rows})


def counted(recu: Recu) -> str:
    """Return « 12 valeurs lues : 8 nouvelles, 3 identiques, 1 refusée »."""
    counts = {sort: sum(cell.sort is sort for cell in recu.cellules) for sort in Sort}
    parts = [ngettext(*SORT_WORDS[sort], count) for sort, count in counts.items() if count]
    left = len(recu.refus) + len(recu.lignes)
    if left:
        words = ("{n} ligne ou colonne laissée", "{n} lignes ou colonnes laissées")
        parts.append(ngettext(*words, left))
    total = ngettext("{n} valeur lue", "{n} valeurs lues", len(recu.cellules))
    return _("{total} : {parts}.", total=total, parts=", ".join(parts)) if parts else f"{total}."


def _where(ligne: int) -> str:
    return _("ligne {n}", n=ligne)


def _unknown_words(count: int) -> str:
    return ngettext("{n} nom à préciser", "{n} noms à préciser", count)
