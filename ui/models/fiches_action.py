"""The fiches actions as a table: axes and objectives as headings, the fiches under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.objectifs import Axe, Objectif, numeros
from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.services.operations import Operation, UpdateAxe, UpdateObjectif
from cpom_desktop.services.queries.fiches_action import format_euros, lacunes_count
from cpom_desktop.services.queries.words import word
from ui.kit.cells import PILL_ROLE
from ui.kit.pills import Pill
from ui.models.base import AnyIndex, Column, TableModel
from ui.theme.fonts import body_font
from ui.theme.icons import icon
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.services.queries.fiches_action import FicheView
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.pills import PillKind
    from ui.session import Session

NUMBER, TITLE, RESPONSABLE, STATUT, COST, LACKS = range(6)
"""Columns, from left to right."""

_PILLS: Mapping[StatutFiche, PillKind] = {
    StatutFiche.BROUILLON: "a-faire",
    StatutFiche.PROPOSEE: "conseil",
    StatutFiche.VALIDEE_COPIL: "fait",
    StatutFiche.EN_COURS: "en-cours",
    StatutFiche.TERMINEE: "atteint",
    StatutFiche.ABANDONNEE: "neutre",
}
_ICONS: Mapping[StatutFiche, str] = {
    StatutFiche.BROUILLON: "pencil",
    StatutFiche.PROPOSEE: "send",
    StatutFiche.ABANDONNEE: "x",
}


@dataclass(frozen=True, slots=True)
class FicheLine:
    """A fiche, or the heading of an axis or of an objective.

    Attributes:
        view: the fiche; None for a heading.
        head: what the heading names; None for the fiches that no objective holds.
        words: the heading, with its number.
    """

    view: FicheView | None = None
    head: Axe | Objectif | None = None
    words: str = ""
    responsable: str = ""

    @property
    def key(self) -> object:
        """What the line is known by, through changes."""
        if self.view is not None:
            return ("fiches_action", self.view.fiche.id)
        if self.head is None:
            return ("sans", 0)
        return ("axes" if isinstance(self.head, Axe) else "objectifs", self.head.id)


def fiche_lines(snapshot: DossierSnapshot, views: Sequence[FicheView]) -> list[FicheLine]:
    """Return the headings in their order, each with the fiches it holds."""
    numbers = numeros(snapshot.axes, snapshot.objectifs)
    names = {acteur.id: acteur.display_name for acteur in snapshot.acteurs}
    held: dict[int | None, list[FicheLine]] = {}
    for view in views:
        line = FicheLine(view, responsable=names.get(view.fiche.responsable_id or 0, ""))
        held.setdefault(view.fiche.objectif_id, []).append(line)
    lines: list[FicheLine] = []
    for rank, axe in enumerate(snapshot.axes, start=1):
        lines.append(FicheLine(head=axe, words=f"{rank}. {axe.libelle}"))
        for objectif in _ordered(snapshot.objectifs, axe):
            words = f"{numbers[objectif.id]} {objectif.libelle}"
            lines += [FicheLine(head=objectif, words=words), *held.get(objectif.id, [])]
    loose = held.get(None, [])
    if loose and snapshot.axes:
        lines.append(FicheLine(words=_("Sans objectif")))
    return lines + loose


def _ordered(objectifs: Iterable[Objectif], axe: Axe) -> list[Objectif]:
    """Return the objectives of an axis, each strategic one before those that carry it out."""
    own = [objectif for objectif in objectifs if objectif.axe_id == axe.id]
    found: list[Objectif] = []
    for strategic in (objectif for objectif in own if objectif.strategique_id is None):
        found += [strategic, *(o for o in own if o.strategique_id == strategic.id)]
    return found


class FichesModel(TableModel[FicheLine]):
    """The fiches, under the axes and the objectives that they carry out."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, _columns(), _key, parent=parent)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let a heading be renamed, and a fiche be opened only."""
        flags = super().flags(index)
        if index.isValid() and (index.column() > 0 or self.row_at(index).head is None):
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags

    def cell(self, row: FicheLine, column: Column[FicheLine], role: int) -> object:
        """Ground an axis, write objectives quietly, and the titles of fiches semibold."""
        axis = row.view is None and not isinstance(row.head, Objectif)
        match role:
            case Qt.ItemDataRole.BackgroundRole if axis:
                return current_theme().colour("surface-2")
            case Qt.ItemDataRole.ForegroundRole if row.view is None and not axis:
                return current_theme().colour("texte-2")
            case Qt.ItemDataRole.FontRole if axis or (row.view and column.key == "titre"):
                return body_font(px(14), semibold=True)
            case Qt.ItemDataRole.DecorationRole if row.head and column.key == "numero":
                return icon("flag" if axis else "target", "texte-2", 16)
        return super().cell(row, column, role)


def _columns() -> list[Column[FicheLine]]:
    """Return the columns, in the order of NUMBER to LACKS."""
    return [
        Column(key="numero", header=_("Fiche"), value=_number, edit=_heading_words,
               write=_rename, width=84),
        Column(key="titre", header=_("Intitulé de l'action"), value=_title, show=_plain),
        Column(key="responsable", header=_("Responsable"), value=_responsable, show=_plain,
               width=150),
        Column(key="statut", header=_("Statut"), value=_statut, show=_plain, width=164,
               roles={PILL_ROLE: _statut_pill}),
        Column(key="cout", header=_("Coût total"), value=_cost, show=_shown_cost,
               align_right=True, width=104),
        Column(key="lacunes", header=_("Ce qui manque"), value=_lacks, show=_plain, width=196,
               roles={PILL_ROLE: _lacks_pill}),
    ]  # fmt: skip


def statut_pill(statut: StatutFiche) -> Pill:
    """Return where a fiche stands, as a pill."""
    return Pill(_PILLS[statut], word(statut), _ICONS.get(statut, ""))


def _key(line: FicheLine) -> object:
    return line.key


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _number(line: FicheLine) -> object:
    return line.words if line.view is None else line.view.fiche.repere


def _heading_words(value: object) -> str:
    """Return a heading as it is renamed, without its number."""
    return str(value).partition(" ")[2]


def _rename(line: FicheLine, libelle: str) -> Operation:
    assert line.head is not None, "the flags let headings only be renamed"
    make = UpdateAxe if isinstance(line.head, Axe) else UpdateObjectif
    return make(id=line.head.id, libelle=libelle)


def _title(line: FicheLine) -> object:
    return line.view.fiche.titre if line.view else None


def _responsable(line: FicheLine) -> object:
    return (line.responsable or EMPTY) if line.view else None


def _statut(line: FicheLine) -> object:
    return word(line.view.fiche.statut) if line.view else None


def _statut_pill(line: FicheLine) -> object:
    return statut_pill(line.view.fiche.statut) if line.view else None


def _cost(line: FicheLine) -> object:
    return line.view.cout_centimes if line.view else None


def _shown_cost(centimes: int | None) -> str:
    return "" if centimes is None else format_euros(centimes)


def _lacks(line: FicheLine) -> object:
    return lacunes_count(line.view.lacunes) if line.view else None


def _lacks_pill(line: FicheLine) -> object:
    if line.view is None:
        return None
    kind: PillKind = "a-verifier" if line.view.lacunes else "fait"
    return Pill(kind, lacunes_count(line.view.lacunes))
