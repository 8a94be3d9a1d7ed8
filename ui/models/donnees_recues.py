"""The cells of a block or of a file of figures, with what is to be done of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, capitalise
from cpom_desktop.services.queries.donnees_recues import CelluleLue, Choix, Recu, Sort
from ui.kit.cells import PILL_ROLE
from ui.kit.pills import Pill
from ui.models.base import Column
from ui.models.deciding import DecidingModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from cpom_desktop.services.operations import ValeurSaisie
    from ui.kit.pills import PillKind
    from ui.session import Session

DECISIONS: dict[tuple[Sort, Choix], tuple[PillKind, str, str]] = {
    (Sort.NOUVELLE, Choix.ECRIRE): ("fait", "plus", "Ajouter"),
    (Sort.MODIFIEE, Choix.ECRIRE): ("conseil", "pencil", "Remplacer"),
    (Sort.A_CONFIRMER, Choix.ECRIRE): ("conseil", "pencil", "Écrire"),
    (Sort.A_CONFIRMER, Choix.LAISSER): ("a-verifier", "circle-help", "À confirmer"),
    (Sort.IDENTIQUE, Choix.LAISSER): ("neutre", "check", "Identique"),
    (Sort.REFUSEE, Choix.LAISSER): ("en-retard", "x", "Refusée"),
}
LEFT: tuple[PillKind, str, str] = ("neutre", "minus", "Laisser")


def decision_pill(sort: Sort, choix: Choix) -> Pill:
    """Return what is done of a line, as a pill."""
    kind, icon, words = DECISIONS.get((sort, choix), LEFT)
    return Pill(kind, _(words), icon)


def decision_words(sort: Sort, choix: Choix) -> str:
    """Return what is done of a line, in words."""
    return _(DECISIONS.get((sort, choix), LEFT)[2])


class RecuModel(DecidingModel[CelluleLue, Choix]):
    """One row a cell that came, then one a row or a column that was left."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self._chosen = {}
        super().__init__(session, self._built(), _key, parent=parent)

    def choices(self, line: CelluleLue) -> Sequence[Choix]:
        """Return what may be done of a cell, the proposed one first."""
        return line.choices

    def show_recu(self, recu: Recu) -> None:
        """Show what came: refusals first, then what changes, then the rest."""
        whole = (CelluleLue(0, "", Sort.REFUSEE, raison=told) for told in recu.refus)
        refused = [cell for cell in recu.cellules if cell.sort is Sort.REFUSEE]
        rest = [cell for cell in recu.cellules if cell.sort is not Sort.REFUSEE]
        self.show_lines([*whole, *recu.lignes, *refused, *sorted(rest, key=_concern)])

    def taken(self) -> list[ValeurSaisie]:
        """Return what is to be written."""
        found = (cell.taken(self.choice_of(cell)) for cell in self.rows)
        return [value for value in found if value is not None]

    def known(self) -> list[CelluleLue]:
        """Return the cells that would replace a value of the dossier."""
        return [cell for cell in self.rows if cell.sort is Sort.MODIFIEE]

    def _built(self) -> list[Column[CelluleLue]]:
        return [
            Column(key="choix", header=_("Décision"), value=self._decision, width=118,
                   roles={PILL_ROLE: self._pill}),
            Column(key="ligne", header=_("Ligne"), value=_line, width=54, align_right=True),
            Column(key="donnee", header=_("Donnée"), value=_name, width=216),
            Column(key="annee", header=_("Année"), value=_year, width=60, align_right=True),
            Column(key="valeur", header=_("Valeur"), value=_value, width=206),
            Column(key="raison", header=_("Remarque"), value=_reason, width=310),
        ]  # fmt: skip

    def _decision(self, cell: CelluleLue) -> object:
        return decision_words(cell.sort, self.choice_of(cell))

    def _pill(self, cell: CelluleLue) -> object:
        return decision_pill(cell.sort, self.choice_of(cell))


def _key(cell: CelluleLue) -> object:
    return cell.ligne, cell.colonne, cell.donnee, "" if cell.colonne else cell.raison


_CONCERN = (Sort.A_CONFIRMER, Sort.MODIFIEE, Sort.NOUVELLE, Sort.IDENTIQUE)


def _concern(cell: CelluleLue) -> int:
    return _CONCERN.index(cell.sort)


def _line(cell: CelluleLue) -> object:
    return cell.ligne or ""


def _name(cell: CelluleLue) -> object:
    return cell.libelle


def _year(cell: CelluleLue) -> object:
    return str(cell.annee) if cell.annee else cell.colonne


def _value(cell: CelluleLue) -> object:
    """Return « 8 personnes → 9 personnes »; only what is read when the dossier has nothing."""
    if cell.sort is Sort.REFUSEE or cell.avant in {EMPTY, cell.apres}:
        return cell.apres
    return f"{cell.avant} → {cell.apres}"


def _reason(cell: CelluleLue) -> object:
    source = _("Source : {source}.", source=cell.dits.source) if cell.dits.source else ""
    return " ".join(part for part in (capitalise(cell.raison), source) if part)
