"""The figures that support a finding: the indicators of its criterion, with year and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees import donnees_vue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.queries.donnees_types import IndicateurAnnee, IndicateurLu
    from cpom_desktop.services.snapshot import DossierSnapshot

MOST = 2
"""Indicators told with a finding, in the order of the pack: the others stand in the grid."""

Found = tuple[tuple[str, ...], tuple[str, ...]]
"""Sentences of the figures, and their sources."""


class Chiffres:
    """Finds the figures of each criterion."""

    def __init__(self, snapshot: DossierSnapshot, content: Content, today: date) -> None:
        lus = donnees_vue(snapshot, content, today).indicateurs
        self._lus = {lu.slug: lu for lu in lus}
        self._of = linked_indicateurs(snapshot, content)

    def of(self, constat: Constat) -> Found:
        """Return what its indicators say that she did not write, and where figures are from."""
        found = self._years(constat)[:MOST]
        sources = dict.fromkeys(s for lu, year in found for s in _sources(lu, year))
        told = (_sentence(lu, year) for lu, year in found if year.texte not in constat.texte)
        return tuple(told), tuple(sources)

    def first(self, constat: Constat) -> Found:
        """Return what its first indicator says, be it in her words too, and its sources."""
        found = self._years(constat)[:1]
        sources = dict.fromkeys(s for lu, year in found for s in _sources(lu, year))
        return tuple(_sentence(lu, year) for lu, year in found), tuple(sources)

    def _years(self, constat: Constat) -> list[tuple[IndicateurLu, IndicateurAnnee]]:
        """Return its indicators that have a value, each with the year that is told."""
        known = (self._lus.get(slug) for slug in self._of.get(constat.critere, ()))
        last = [(lu, _told_year(lu)) for lu in known if lu is not None]
        return [(lu, year) for lu, year in last if year is not None]


def _told_year(lu: IndicateurLu) -> IndicateurAnnee | None:
    """Return the last year that has a value about which nothing is asked, else the last one."""
    sure = [year for year in lu.annees.values() if year.valeur is not None and not year.questions]
    return sure[-1] if sure else lu.derniere


def linked_indicateurs(snapshot: DossierSnapshot, content: Content) -> Mapping[str, Sequence[str]]:
    """Return the indicators shown beside each criterion: those of the pack, as she changed it."""
    found: dict[str, list[str]] = {}
    for model in content.donnees.indicateurs:
        for critere in model.criteres:
            found.setdefault(critere, []).append(model.slug)
    for link in snapshot.constats_indicateurs:
        slugs = found.setdefault(link.critere, [])
        if link.retire and link.indicateur in slugs:
            slugs.remove(link.indicateur)
        elif not link.retire and link.indicateur not in slugs:
            slugs.insert(0, link.indicateur)
    return found


def _sentence(lu: IndicateurLu, year: IndicateurAnnee) -> str:
    """Return « Absentéisme : 11,04 % en 2025, contre 12,63 % en 2023 »."""
    first = next((y for y in lu.annees.values() if y.valeur is not None), year)
    doubt = _(" (à vérifier)") if year.questions else ""
    values = {"nom": lu.libelle, "valeur": year.texte, "an": f"{year.annee}{doubt}"}
    if first is year:
        return _("{nom} : {valeur} en {an}", **values)
    return _(
        "{nom} : {valeur} en {an}, contre {avant} en {debut}",
        **values,
        avant=first.court,
        debut=first.annee,
    )


def _sources(lu: IndicateurLu, year: IndicateurAnnee) -> Iterable[str]:
    """Yield the sources of the figures that the value of a year is made of."""
    for donnee in lu.donnees:
        typed = donnee.valeurs.get(year.annee)
        if typed is not None and typed.source:
            yield typed.source
