"""The plan d'actions as lines: by objective, by pilote or by deadline, filtered, folded or not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import Origine, StatutFiche
from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.services.queries.plan_actions import EtatAction, LignePlan, PlanActions
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.services.snapshot import DossierSnapshot

SOON, LATER = 30, 90
"""Days within which a deadline is near, then coming."""
NOBODY = -1
"""Asked of the pilote: fiches that have none."""


class VuePlan(StrEnum):
    """What gathers the fiches."""

    OBJECTIF = "objectif"
    RESPONSABLE = "responsable"
    ECHEANCE = "echeance"


class Delai(StrEnum):
    """When what comes next of a fiche is due."""

    RETARD = "retard"
    TRENTE = "trente"
    QUATRE_VINGT_DIX = "quatre_vingt_dix"
    PLUS_TARD = "plus_tard"
    SANS_DATE = "sans_date"
    FINI = "fini"


DELAIS: Mapping[Delai, str] = {
    Delai.RETARD: "En retard",
    Delai.TRENTE: "Dans les 30 jours",
    Delai.QUATRE_VINGT_DIX: "Dans les 90 jours",
    Delai.PLUS_TARD: "Plus tard",
    Delai.SANS_DATE: "Sans date",
    Delai.FINI: "Terminées ou abandonnées",
}
ETATS: Mapping[EtatAction, str] = {
    EtatAction.A_VENIR: "À venir",
    EtatAction.EN_COURS: "En cours",
    EtatAction.EN_RETARD: "En retard",
    EtatAction.FAITE: "Faite",
    EtatAction.ABANDONNEE: "Abandonnée",
    EtatAction.SANS_DATE: "Sans date",
}


@dataclass(frozen=True, slots=True)
class FiltrePlan:
    """What a fiche must be to be shown; nothing asked keeps all of them."""

    origine: Origine | None = None
    responsable_id: int | None = None
    etat: EtatAction | None = None
    delai: Delai | None = None


@dataclass(frozen=True, slots=True)
class Rang:
    """A line of the table: a heading, a fiche, or one of its steps.

    Attributes:
        titre: the words of a heading.
        responsable: of a step, by name.
        rang: of a step in its fiche, from 1.
    """

    ligne: LignePlan | None = None
    etape: Etape | None = None
    titre: str = ""
    cle: str = ""
    responsable: str = ""
    rang: int = 0

    @property
    def key(self) -> str:
        """What the line is known by, through changes: « fiches_action.3 », « etapes.7 »."""
        if self.etape is not None:
            return f"etapes.{self.etape.id}"
        if self.ligne is not None:
            return f"fiches_action.{self.ligne.view.fiche.id}"
        return f"groupe.{self.cle}"

    @property
    def bar_id(self) -> int:
        """What its bar is known by in the picture: a step its id, a fiche minus its own."""
        if self.etape is not None:
            return self.etape.id
        return -self.ligne.view.fiche.id if self.ligne else 0


def prochaine(ligne: LignePlan) -> date | None:
    """Return the first deadline of a fiche among the steps that are not over."""
    ends = [e.fin for e in ligne.view.parts.etapes if e.fin and e.avancement < 100]
    return min(ends, default=None)


def delai(ligne: LignePlan, today: date) -> Delai:
    """Return when what comes next of a fiche is due."""
    if ligne.etat in {EtatAction.FAITE, EtatAction.ABANDONNEE}:
        return Delai.FINI
    due = prochaine(ligne)
    if due is None:
        return Delai.SANS_DATE
    left = (due - today).days
    if left < 0:
        return Delai.RETARD
    if left <= SOON:
        return Delai.TRENTE
    return Delai.QUATRE_VINGT_DIX if left <= LATER else Delai.PLUS_TARD


def gardees(plan: PlanActions, wanted: FiltrePlan, today: date) -> tuple[LignePlan, ...]:
    """Return the fiches that are what is asked, in the order of the plan."""
    return tuple(
        ligne
        for ligne in plan.lignes
        if wanted.origine in {None, *ligne.origines}
        and wanted.responsable_id in {None, ligne.view.fiche.responsable_id or NOBODY}
        and wanted.etat in {None, ligne.etat}
        and (wanted.delai is None or delai(ligne, today) is wanted.delai)
    )


def origines_comptees(plan: PlanActions) -> Mapping[Origine, int]:
    """Return how many fiches come from each approach, in the order of the approaches."""
    count = Counter(origine for ligne in plan.lignes for origine in ligne.origines)
    return {origine: count[origine] for origine in Origine if count[origine]}


def sans_financement(plan: PlanActions) -> tuple[LignePlan, ...]:
    """Return the fiches that cost something and that nobody is said to pay for."""
    return tuple(
        ligne
        for ligne in plan.lignes
        if ligne.view.cout_centimes
        and not ligne.view.finance_centimes
        and ligne.view.fiche.statut is not StatutFiche.ABANDONNEE
    )


def origines_words(ligne: LignePlan) -> str:
    """Return « CPOM, DUERP »; « – » when no approach is told."""
    return ", ".join(word(origine) for origine in ligne.origines) or EMPTY


def rangs(
    snapshot: DossierSnapshot,
    lignes: tuple[LignePlan, ...],
    vue: VuePlan,
    today: date,
    *,
    unfolded: frozenset[int] = frozenset(),
) -> tuple[Rang, ...]:
    """Return the lines of the table, headings first.

    Args:
        snapshot: names the people and the axes.
        lignes: the fiches to show.
        vue: what gathers them.
        today: the day on which deadlines are read.
        unfolded: ids of the fiches whose steps are shown.
    """
    names = {acteur.id: acteur.display_name for acteur in snapshot.acteurs}
    axes = {axe.id: rank for rank, axe in enumerate(snapshot.axes, start=1)}
    found: list[Rang] = []
    placed = sorted(((_place(li, vue, axes, today), li) for li in lignes), key=_rank)
    for (_order, cle, titre), group in groupby(placed, key=_group):
        found.append(Rang(titre=titre, cle=cle))
        for _key, ligne in group:
            found.append(Rang(ligne))
            if ligne.view.fiche.id in unfolded:
                found += _steps(ligne, names)
    return tuple(found)


_Place = tuple[tuple[int, str], str, str]


def _group(pair: tuple[_Place, LignePlan]) -> _Place:
    return pair[0]


def _rank(pair: tuple[_Place, LignePlan]) -> tuple[int, str]:
    return pair[0][0]


def _place(ligne: LignePlan, vue: VuePlan, axes: Mapping[int, int], today: date) -> _Place:
    """Return the order of the heading that a fiche stands under, its key and its words."""
    match vue:
        case VuePlan.OBJECTIF:
            axe = ligne.view.place.axe
            if axe is None:
                return (len(axes) + 1, ""), "axe-0", _("Sans objectif")
            words = _("Axe {rang} – {axe}", rang=axes[axe.id], axe=axe.libelle)
            return (axes[axe.id], ""), f"axe-{axe.id}", words
        case VuePlan.RESPONSABLE:
            who = ligne.view.fiche.responsable_id or NOBODY
            return (
                (who == NOBODY, ligne.responsable.casefold()),
                f"responsable-{who}",
                (ligne.responsable or _("Sans pilote")),
            )
        case VuePlan.ECHEANCE:
            due = delai(ligne, today)
            return (list(Delai).index(due), ""), f"delai-{due}", _(DELAIS[due])


def _steps(ligne: LignePlan, names: Mapping[int, str]) -> Iterator[Rang]:
    for rank, etape in enumerate(ligne.view.parts.etapes, start=1):
        who = names.get(etape.responsable_id or 0, "")
        yield Rang(ligne, etape, responsable=who, rang=rank)
