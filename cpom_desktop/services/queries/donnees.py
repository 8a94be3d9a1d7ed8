"""Every indicator of the dossier, year by year, computed from the figures that were typed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Formule, Unite, arrondi, calculer
from cpom_desktop.domain.formules import FORMULES
from cpom_desktop.i18n import EMPTY, NBSP, _, format_number
from cpom_desktop.services.queries.donnees_questions import questions_of
from cpom_desktop.services.queries.donnees_types import (
    DonneeLue,
    DonneesVue,
    GroupeLu,
    IndicateurAnnee,
    IndicateurLu,
    RepereLu,
)
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_donnees import IndicateurModele
    from cpom_desktop.domain.donnees import Calcul, Terme
    from cpom_desktop.domain.valeurs import IndicateurPropre, Valeur
    from cpom_desktop.services.snapshot import DossierSnapshot

    Figures = Mapping[int, Mapping[str, Decimal]]

TABLES = ("valeurs", "indicateurs_propres", "reperes", "dossier", "etablissement")
"""Tables that the view reads."""
YEARS = 4
"""Columns: from N − 3 to N, N being the last year that is over."""
COUNTED = frozenset({Unite.NOMBRE})
"""Units that say nothing more than the number."""
SIGNS = frozenset({Unite.POUR_CENT, Unite.EUROS})
"""Units that are a sign: they always stand after the number."""


@once
def donnees_vue(snapshot: DossierSnapshot, content: Content, today: date) -> DonneesVue:
    """Return every indicator by group, for the years from N − 3 to N.

    Args:
        snapshot: the dossier.
        content: its packs.
        today: N is the year before.
    """
    return _Reading(snapshot, content, years_of(snapshot, today)).view()


@once
def donnees_vue_entiere(snapshot: DossierSnapshot, content: Content, today: date) -> DonneesVue:
    """Return the same from the first year that something was typed for."""
    years = years_of(snapshot, today)
    first = min([years[0], *(valeur.annee for valeur in snapshot.valeurs)])
    return _Reading(snapshot, content, tuple(range(first, years[-1] + 1))).view()


def years_of(snapshot: DossierSnapshot, today: date) -> tuple[int, ...]:
    """Return the years of the columns, and any later one that something was typed for."""
    last = max([today.year - 1, *(valeur.annee for valeur in snapshot.valeurs)])
    return tuple(range(today.year - YEARS, last + 1))


def shown(valeur: Decimal | None, unite: Unite, decimales: int, *, brief: bool = False) -> str:
    """Return a value with its unit, rounded half up, « 11,04 % »; « – » when there is none.

    `brief` leaves out a unit in words, where the line or the column says it.
    """
    if valeur is None:
        return EMPTY
    number = format_number(arrondi(valeur, decimales), decimales)
    if unite in COUNTED or (brief and unite not in SIGNS):
        return number
    return f"{number}{NBSP}{word(unite)}"


class _Reading:
    """Reads the figures once for every indicator."""

    def __init__(
        self, snapshot: DossierSnapshot, content: Content, annees: tuple[int, ...]
    ) -> None:
        self._snapshot = snapshot
        self._kit = content.donnees
        self._sources = content.sources
        self._annees = annees
        self._rows: dict[str, dict[int, Valeur]] = {}
        for valeur in snapshot.valeurs:
            self._rows.setdefault(valeur.donnee, {})[valeur.annee] = valeur
        self._figures = _by_year(snapshot.valeurs)
        self._models = {donnee.slug: donnee for donnee in self._kit.donnees}
        self._questions = questions_of(self._kit, self._rows, self._annees)
        self._read: dict[str, DonneeLue] = {}

    def view(self) -> DonneesVue:
        """Return the whole view."""
        expected = [donnee.slug for donnee in self._kit.donnees if not donnee.facultatif]
        last = self._annees[-1]
        groupes = (
            GroupeLu(
                groupe.slug,
                groupe.libelle,
                tuple(self._of_group(groupe.slug)),
                tuple(self._figures_of_group(groupe.slug)),
            )
            for groupe in self._kit.groupes
        )
        return DonneesVue(
            self._annees,
            tuple(groupe for groupe in groupes if groupe.indicateurs),
            len(expected),
            sum(last in self._rows.get(slug, {}) for slug in expected),
            self._kit.mention,
            any(valeur.annee < self._annees[0] for valeur in self._snapshot.valeurs),
        )

    def _figures_of_group(self, groupe: str) -> Iterable[DonneeLue]:
        kit = (self._donnee(m.slug) for m in self._kit.donnees if m.groupe == groupe)
        propres = (p for p in self._snapshot.indicateurs_propres if p.groupe == groupe)
        return chain(kit, chain.from_iterable(map(self._own_figures, propres)))

    def _of_group(self, groupe: str) -> Iterable[IndicateurLu]:
        kit = (self._of_kit(m) for m in self._kit.indicateurs if m.groupe == groupe)
        own = (self._own(p) for p in self._snapshot.indicateurs_propres if p.groupe == groupe)
        return chain(kit, own)

    def _of_kit(self, model: IndicateurModele) -> IndicateurLu:
        formule = self._formule(model)
        return IndicateurLu(
            model.slug,
            model.libelle,
            model.groupe,
            formule.unite,
            formule.decimales,
            model.polarite,
            model.formule_mots,
            model.remarque,
            self._sources[model.source].titre,
            model.confiance,
            tuple(map(self._donnee, formule.donnees)),
            self._by_year(formule),
            self._reperes(model.slug, formule),
        )

    def _formule(self, model: IndicateurModele) -> Formule:
        if model.formule:
            return FORMULES[model.formule]
        slug = str(model.donnee)
        donnee = self._models[slug]
        return Formule(_figure(slug), None, donnee.unite, donnee.decimales)

    def _own(self, propre: IndicateurPropre) -> IndicateurLu:
        numerateur, *rest = propre.donnees
        denominateur = _figure(rest[0]) if rest else None
        formule = Formule(_figure(numerateur), denominateur, propre.unite, propre.decimales)
        words = _words_of(propre)
        return IndicateurLu(
            propre.slug,
            propre.libelle,
            propre.groupe,
            propre.unite,
            propre.decimales,
            propre.polarite,
            " ÷ ".join(filter(None, words)),
            "",
            propre.source,
            None,
            self._own_figures(propre),
            self._by_year(formule),
            self._reperes(propre.slug, formule),
            propre.id,
        )

    def _own_figures(self, propre: IndicateurPropre) -> tuple[DonneeLue, ...]:
        """Return what is typed for an indicator of hers; what is divided only counts."""
        divided = len(propre.donnees) > 1
        unite = Unite.NOMBRE if divided else propre.unite
        return tuple(
            DonneeLue(
                slug, words, unite, propre.decimales, propre.source, False, self._typed(slug)
            )
            for slug, words in zip(propre.donnees, _words_of(propre), strict=False)
        )

    def _donnee(self, slug: str) -> DonneeLue:
        """Return a figure, read once for all the indicators that use it."""
        if slug not in self._read:
            self._read[slug] = self._read_figure(slug)
        return self._read[slug]

    def _read_figure(self, slug: str) -> DonneeLue:
        model = self._models[slug]
        asked = (self._questions.get((slug, annee), ()) for annee in self._annees)
        return DonneeLue(
            slug,
            model.libelle,
            model.unite,
            model.decimales,
            model.ou_la_trouver,
            model.facultatif,
            self._typed(slug),
            tuple(chain.from_iterable(asked)),
        )

    def _typed(self, slug: str) -> Mapping[int, Valeur]:
        return self._rows.get(slug, {})

    def _by_year(self, formule: Formule) -> Mapping[int, IndicateurAnnee]:
        slugs = formule.donnees
        return {annee: self._year(formule, slugs, annee) for annee in self._annees}

    def _year(self, formule: Formule, slugs: tuple[str, ...], annee: int) -> IndicateurAnnee:
        calcul = calculer(formule, self._figures.get(annee, {}))
        asked = tuple(
            question for slug in slugs for question in self._questions.get((slug, annee), ())
        )
        value = shown(calcul.valeur, formule.unite, formule.decimales)
        short = shown(calcul.valeur, formule.unite, formule.decimales, brief=True)
        return IndicateurAnnee(annee, calcul, value, short, _detail(calcul, value), asked)

    def _reperes(self, slug: str, formule: Formule) -> tuple[RepereLu, ...]:
        """Return the reference values: hers, then those of houses like hers, the latest first."""
        house = self._snapshot.etablissement
        own = [
            RepereLu(
                repere.valeur,
                shown(repere.valeur, formule.unite, formule.decimales),
                repere.annee,
                repere.champ,
                repere.source,
                repere_id=repere.id,
            )
            for repere in self._snapshot.reperes
            if repere.indicateur == slug
        ]
        kit = [
            RepereLu(
                repere.valeur,
                shown(repere.valeur, formule.unite, formule.decimales),
                repere.annee,
                repere.champ,
                self._sources[repere.source].titre,
                repere.confiance,
            )
            for repere in self._kit.reperes_of(slug)
            if repere.concerns(house.statut_juridique, house.option_soins)
        ]
        return (*sorted(own, key=_latest), *sorted(kit, key=_latest))


def _words_of(propre: IndicateurPropre) -> tuple[str, str]:
    return propre.numerateur or propre.libelle, propre.denominateur


def _latest(repere: RepereLu) -> int:
    return -repere.annee


def _figure(slug: str) -> Terme:
    return lambda v: v(slug)


def _by_year(valeurs: Iterable[Valeur]) -> Figures:
    """Return the figures of each year; those that are not known are left out."""
    found: dict[int, dict[str, Decimal]] = {}
    for valeur in valeurs:
        if valeur.valeur is not None:
            found.setdefault(valeur.annee, {})[valeur.donnee] = valeur.valeur
    return found


def _detail(calcul: Calcul, value: str) -> str:
    """Return the calculation with her numbers; empty when nothing is divided."""
    if calcul.numerateur is None or calcul.denominateur is None:
        return ""
    parts = (format_number(calcul.numerateur), format_number(calcul.denominateur))
    if calcul.denominateur_nul:
        return _("{n} ÷ 0 : le diviseur est nul", n=parts[0])
    return _("{n} ÷ {d} = {v}", n=parts[0], d=parts[1], v=value)
