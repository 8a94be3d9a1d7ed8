"""The plan d'actions: every fiche and step on the years of the contract, and what they cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import Origine, StatutFiche
from cpom_desktop.domain.moyens import (
    EtatFinancement,
    SectionTarifaire,
    SourceFinancement,
    cost_by_year,
)
from cpom_desktop.services.queries.fiches_action import TABLES as FICHES
from cpom_desktop.services.queries.fiches_action import fiches
from cpom_desktop.services.queries.once import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.services.queries.fiches_action import FicheView
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (*FICHES, "fiches_origines", "dossier")


class EtatAction(StrEnum):
    """Where an action stands today."""

    A_VENIR = "a_venir"
    EN_COURS = "en_cours"
    EN_RETARD = "en_retard"
    FAITE = "faite"
    ABANDONNEE = "abandonnee"
    SANS_DATE = "sans_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class LignePlan:
    """A fiche in the plan.

    Attributes:
        debut, fin: of its steps; None when none is dated.
        avancement: mean of its steps, in percent, rounded down; 0 without a step.
        responsable: name of who answers for it; empty when nobody does.
    """

    view: FicheView
    origines: tuple[Origine, ...]
    responsable: str
    debut: date | None
    fin: date | None
    avancement: int
    etat: EtatAction


@dataclass(frozen=True, slots=True, kw_only=True)
class CoutsPlan:
    """What the actions cost in all, in cents.

    Attributes:
        par_annee: every year of the contract, and any other that bears a cost.
        sans_annee: what no year bears yet.
        par_section: None for what no section bears yet.
        demande, obtenu: of each source of funding.
    """

    total: int
    par_annee: Mapping[int, int]
    sans_annee: int
    par_section: Mapping[SectionTarifaire | None, int]
    demande: Mapping[SourceFinancement, int]
    obtenu: Mapping[SourceFinancement, int]


@dataclass(frozen=True, slots=True)
class PlanActions:
    """The whole plan.

    Attributes:
        annees: years of the contract.
        lignes: by number of objective, the fiches that hang from nothing last.
    """

    annees: tuple[int, ...]
    lignes: tuple[LignePlan, ...]
    couts: CoutsPlan

    def of(self, origine: Origine) -> tuple[LignePlan, ...]:
        """Return the lines that come from an approach; a fiche may come from several."""
        return tuple(ligne for ligne in self.lignes if origine in ligne.origines)


@kept(*TABLES)
def plan_actions(snapshot: DossierSnapshot, today: date) -> PlanActions:
    """Return the plan as it stands today; a fiche that was given up costs nothing."""
    origines: dict[int, list[Origine]] = {}
    for row in snapshot.fiches_origines:
        origines.setdefault(row.fiche_id, []).append(row.origine)
    names = {acteur.id: acteur.display_name for acteur in snapshot.acteurs}
    lignes = [
        _line(view, tuple(origines.get(view.fiche.id, ())), names, today)
        for view in fiches(snapshot)
    ]
    lignes.sort(key=_place)
    years = _years(snapshot)
    return PlanActions(years, tuple(lignes), couts_des(lignes, years))


def couts_des(lignes: Iterable[LignePlan], annees: Iterable[int]) -> CoutsPlan:
    """Return what some fiches cost; one that was given up costs nothing."""
    alive = [li.view for li in lignes if li.view.fiche.statut is not StatutFiche.ABANDONNEE]
    return _costs(alive, annees)


def _place(ligne: LignePlan) -> tuple[bool, list[int], int]:
    number = ligne.view.numero_objectif
    return not number, [int(rank) for rank in number.split(".") if rank], ligne.view.fiche.numero


def _years(snapshot: DossierSnapshot) -> tuple[int, ...]:
    first, last = snapshot.dossier.date_effet, snapshot.dossier.date_fin
    return tuple(range(first.year, last.year + 1)) if first and last else ()


def _line(
    view: FicheView, origines: tuple[Origine, ...], names: Mapping[int, str], today: date
) -> LignePlan:
    etapes = view.parts.etapes
    starts = [etape.debut for etape in etapes if etape.debut]
    ends = [etape.fin for etape in etapes if etape.fin]
    done = sum(etape.avancement for etape in etapes) // len(etapes) if etapes else 0
    return LignePlan(
        view=view,
        origines=origines,
        responsable=names.get(view.fiche.responsable_id or 0, ""),
        debut=min(starts, default=None),
        fin=max(ends, default=None),
        avancement=done,
        etat=_state(view, etapes, done, today),
    )


def _state(view: FicheView, etapes: Iterable[Etape], done: int, today: date) -> EtatAction:
    statut = view.fiche.statut
    if statut is StatutFiche.ABANDONNEE:
        return EtatAction.ABANDONNEE
    if statut is StatutFiche.TERMINEE or done == 100:
        return EtatAction.FAITE
    dated = [etape for etape in etapes if etape.debut or etape.fin]
    if not dated:
        return EtatAction.SANS_DATE
    if any(is_late(etape, today) for etape in dated):
        return EtatAction.EN_RETARD
    begun = done or any(etape.debut and etape.debut <= today for etape in dated)
    return EtatAction.EN_COURS if begun else EtatAction.A_VENIR


def is_late(etape: Etape, today: date) -> bool:
    """Tell whether a step should be over and is not."""
    return etape.fin is not None and etape.fin < today and etape.avancement < 100


def _costs(views: Iterable[FicheView], years: Iterable[int]) -> CoutsPlan:
    total, by_year = 0, Counter(dict.fromkeys(years, 0))
    sections: Counter[SectionTarifaire | None] = Counter()
    asked: Counter[SourceFinancement] = Counter()
    granted: Counter[SourceFinancement] = Counter()
    for view in views:
        total += view.cout_centimes
        by_year.update(cost_by_year(view.parts.moyens))
        for moyen in view.parts.moyens:
            sections[moyen.section] += moyen.total_centimes
        for line in view.parts.financements:
            amount = line.montant_centimes or 0
            asked[line.source] += amount
            obtained = line.montant_obtenu_centimes
            if obtained is not None or line.etat is EtatFinancement.ACQUIS:
                granted[line.source] += amount if obtained is None else obtained
    return CoutsPlan(
        total=total,
        par_annee=dict(sorted(by_year.items())),
        sans_annee=total - sum(by_year.values()),
        par_section={s: n for s, n in sections.items() if n},
        demande=dict(asked),
        obtenu=dict(granted),
    )
