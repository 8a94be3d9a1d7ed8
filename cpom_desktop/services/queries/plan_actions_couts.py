"""The costs of the plan as tables of amounts: screen, page and workbook show these same cents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.moyens import SectionTarifaire, SourceFinancement, cost_by_year
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cpom_desktop.domain.moyens import Moyen
    from cpom_desktop.services.queries.plan_actions import CoutsPlan, PlanActions


@dataclass(frozen=True, slots=True)
class LigneMontants:
    """A line of amounts in cents, one a column; None where a column has no meaning."""

    libelle: str
    montants: tuple[int | None, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableauMontants:
    """A table of amounts: its title, the header of its lines, its columns."""

    titre: str
    tete: str
    colonnes: tuple[str, ...]
    lignes: tuple[LigneMontants, ...]


def tableaux_couts(plan: PlanActions) -> tuple[TableauMontants, ...]:
    """Return costs by action, by section, then the funding asked for and obtained."""
    return _by_action(plan), _by_section(plan), _funding(plan)


def _years(plan: PlanActions) -> tuple[int, ...]:
    return tuple(plan.couts.par_annee)


def _columns(plan: PlanActions) -> tuple[str, ...]:
    """Return the years, what no year bears when there is some, and the total."""
    undated = (_("Sans année"),) if plan.couts.sans_annee else ()
    return (*map(str, _years(plan)), *undated, _("Total"))


def _amounts(plan: PlanActions, by_year: Mapping[int, int], total: int) -> tuple[int | None, ...]:
    undated = (total - sum(by_year.values()),) if plan.couts.sans_annee else ()
    return (*(by_year.get(year, 0) for year in _years(plan)), *undated, total)


def _by_action(plan: PlanActions) -> TableauMontants:
    lines = [
        LigneMontants(
            f"{li.view.fiche.repere} {li.view.fiche.titre}",
            _amounts(plan, cost_by_year(li.view.parts.moyens), li.view.cout_centimes),
        )
        for li in plan.lignes
        if li.view.fiche.statut is not StatutFiche.ABANDONNEE
    ]
    return TableauMontants(
        _("Coût des actions par année"), _("Fiche action"), _columns(plan), (*lines, _total(plan))
    )


def _total(plan: PlanActions) -> LigneMontants:
    amounts = _amounts(plan, plan.couts.par_annee, plan.couts.total)
    return LigneMontants(_("Total"), amounts, total=True)


def _by_section(plan: PlanActions) -> TableauMontants:
    moyens: dict[SectionTarifaire | None, list[Moyen]] = {}
    for moyen in _means(plan):
        moyens.setdefault(moyen.section, []).append(moyen)
    lines = [
        LigneMontants(
            word(section) if section else _("Section à préciser"),
            _amounts(plan, cost_by_year(moyens[section]), _sum(moyens[section])),
        )
        for section in (*SectionTarifaire, None)
        if _sum(moyens.get(section, ()))
    ]
    return TableauMontants(
        _("Coût par section tarifaire"), _("Section"), _columns(plan), (*lines, _total(plan))
    )


def _sum(moyens: Iterable[Moyen]) -> int:
    return sum(moyen.total_centimes for moyen in moyens)


def _means(plan: PlanActions) -> Iterator[Moyen]:
    for ligne in plan.lignes:
        if ligne.view.fiche.statut is not StatutFiche.ABANDONNEE:
            yield from ligne.view.parts.moyens


def _funding(plan: PlanActions) -> TableauMontants:
    asked, granted = Counter(plan.couts.demande), Counter(plan.couts.obtenu)
    lines = [
        LigneMontants(word(source), _balance(asked[source], granted[source]))
        for source in SourceFinancement
        if asked[source] or granted[source]
    ]
    lines.append(LigneMontants(_("Total"), _balance(asked.total(), granted.total()), total=True))
    alone = plan.couts.total - asked.total()
    if alone:
        words = _("Coût sans financement demandé") if alone > 0 else _("Demandé au-delà du coût")
        lines.append(LigneMontants(words, (abs(alone), None, None)))
    columns = (_("Demandé"), _("Obtenu"), _("Reste à obtenir"))
    return TableauMontants(_("Financements"), _("Financeur"), columns, tuple(lines))


def _balance(asked: int, granted: int) -> tuple[int | None, ...]:
    return asked, granted, max(asked - granted, 0)


def note_annees(couts: CoutsPlan, first: int, last: int) -> str:
    """Return what the years from `first` to `last` do not bear; empty when they bear all."""
    outside = sum(n for year, n in couts.par_annee.items() if not first <= year <= last)
    told = (
        _("{montant} sans année", montant=format_euros(couts.sans_annee))
        if couts.sans_annee
        else "",
        _("{montant} hors de ces années", montant=format_euros(outside)) if outside else "",
    )
    words = ", ".join(filter(None, told))
    return _("dont {montants}", montants=words) if words else ""


def note_couts(plan: PlanActions) -> str:
    """Return what is left out of the costs, in a sentence; empty when nothing is."""
    given_up = _count(plan)
    if not given_up:
        return ""
    return _("Les fiches abandonnées n'y sont pas : {fiches}.", fiches=", ".join(given_up))


def _count(plan: PlanActions) -> Iterable[str]:
    return [
        li.view.fiche.repere
        for li in plan.lignes
        if li.view.fiche.statut is StatutFiche.ABANDONNEE
    ]
