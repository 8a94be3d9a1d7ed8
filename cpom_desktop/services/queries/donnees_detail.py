"""What founds an indicator in words: its calculation by year, its evolution, its sources."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.donnees import EXACT, Polarite, Unite, arrondi
from cpom_desktop.i18n import EMPTY, NBSP, _, format_date, format_number, ngettext
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cpom_desktop.services.queries.donnees_types import (
        DonneeLue,
        IndicateurAnnee,
        IndicateurLu,
        Question,
        RepereLu,
    )

MEANINGLESS = "n. s."
"""What is told of a change that says nothing: from zero, from a loss to a gain, or immense."""
MOST_PERCENT = 999
"""Change in percent beyond which it says nothing either."""
_NAMED = 3
"""Missing figures that are named; the others are counted."""


class LigneCalcul(NamedTuple):
    """A year of the calculation: « 2 260 ÷ 20 476,5 = » and « 11,04 % », or why there is none.

    Attributes:
        asked: whether something is asked about it.
    """

    annee: int
    calcul: str
    valeur: str
    asked: bool = False


def calcul_of(indicateur: IndicateurLu) -> tuple[LigneCalcul, ...]:
    """Return the calculation of each year for which something was typed, the oldest first."""
    return tuple(
        _calcul(indicateur, year)
        for year in indicateur.annees.values()
        if _begun(indicateur, year)
    )


def _begun(indicateur: IndicateurLu, year: IndicateurAnnee) -> bool:
    return any(year.annee in figure.valeurs for figure in indicateur.donnees)


def _calcul(indicateur: IndicateurLu, year: IndicateurAnnee) -> LigneCalcul:
    asked = bool(year.questions)
    if year.calcul.denominateur_nul:
        told = _("Indicateur non calculable (division par zéro)")
        return LigneCalcul(year.annee, told, "", asked)
    if year.valeur is None:
        return LigneCalcul(year.annee, _missing(indicateur, year), "", asked)
    numbers = year.detail.removesuffix(year.texte)
    return LigneCalcul(year.annee, numbers, year.texte, asked)


def _missing(indicateur: IndicateurLu, year: IndicateurAnnee) -> str:
    """Return which figures lack: those not typed, or those known not to be known."""
    lacks = [f for f in indicateur.donnees if f.slug in year.calcul.manquants]
    unknown = [f.libelle for f in lacks if f.inconnue(year.annee)]
    if unknown:
        return _("Non connu : {noms}", noms=_some(unknown))
    return _("À saisir : {noms}", noms=_some([f.libelle for f in lacks]))


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    told = " ; ".join(names[:_NAMED])
    return told if more <= 0 else told + ngettext(" et {n} autre", " et {n} autres", more)


def evolution_of(indicateur: IndicateurLu) -> str:
    """Return how it changed: in the last known year, then since the first known one.

    « −0,68 point en 2025, −1,59 point depuis 2023 »; a share changes in points, the rest in
    percent. Empty with less than two years.
    """
    known = [year for year in indicateur.annees.values() if year.valeur is not None]
    if len(known) < 2:
        return ""
    first, before, last = known[0], known[-2], known[-1]
    told = _("{ecart} en {annee}", ecart=change(indicateur, before, last), annee=last.annee)
    if before.annee != last.annee - 1:
        told = _(
            "{ecart} depuis {annee}", ecart=change(indicateur, before, last), annee=before.annee
        )
    if first is before:
        return told
    since = _("{ecart} depuis {annee}", ecart=change(indicateur, first, last), annee=first.annee)
    return f"{told}, {since}"


def change(indicateur: IndicateurLu, before: IndicateurAnnee, after: IndicateurAnnee) -> str:
    """Return the change between two years: in points for a share, else in percent."""
    start, end = before.valeur, after.valeur
    if start is None or end is None:
        return EMPTY
    if indicateur.unite is Unite.POUR_CENT:
        gap = arrondi(end, indicateur.decimales) - arrondi(start, indicateur.decimales)
        return _signed(gap, indicateur.decimales, ngettext("point", "points", float(gap)))
    if start == 0 or (start < 0) != (end < 0):
        return MEANINGLESS if start != end else _signed(Decimal(0), 1, "%")
    percent = EXACT.divide((end - start) * 100, abs(start))
    if abs(percent) > MOST_PERCENT:
        return MEANINGLESS
    return _signed(arrondi(percent, 1), 1, "%")


def _signed(value: Decimal, decimals: int, unit: str) -> str:
    plus = "+" if value > 0 else ""
    return f"{plus}{format_number(value, decimals)}{NBSP}{unit}"


def consequence_of(indicateur: IndicateurLu, question: Question) -> str:
    """Return what a figure that is asked about does to the indicator: « de 11,04 % à 13,08 % »."""
    years = indicateur.annees
    before, after = years.get(question.annee - 1), years.get(question.annee)
    if before is None or after is None or before.valeur is None or after.valeur is None:
        return ""
    return _(
        "{libelle} : de {avant} à {apres}.",
        libelle=indicateur.libelle,
        avant=before.texte,
        apres=after.texte,
    )


def reading_of(indicateur: IndicateurLu) -> str:
    """Return its unit and which way is better: « En %. Plus bas, c'est mieux. »."""
    told = [_("Unité : {unite}.", unite=word(indicateur.unite))]
    if indicateur.polarite is not Polarite.NEUTRE:
        told.append(f"{word(indicateur.polarite)}.")
    return " ".join(told)


def source_of_formula(indicateur: IndicateurLu) -> str:
    """Return where its definition comes from, and how far that is to be trusted."""
    if not indicateur.source:
        return _("Définition : la vôtre, sans source.")
    if indicateur.confiance is None:
        return _("Définition : {source}.", source=indicateur.source)
    return _(
        "Définition : {source} ({confiance}).",
        source=indicateur.source,
        confiance=word(indicateur.confiance),
    )


def repere_words(repere: RepereLu) -> str:
    """Return the year, the field and the source of a reference value, and their confidence."""
    trust = word(repere.confiance) if repere.confiance is not None else _("votre repère")
    parts = (repere.champ, _("année {annee}", annee=repere.annee), repere.source, trust)
    return ", ".join(filter(None, parts))


def sources_of(donnees: Iterable[DonneeLue], annee: int) -> tuple[str, ...]:
    """Return the sources of the figures of a year, each once, with its date."""
    rows = (figure.valeurs.get(annee) for figure in donnees)
    told = (source_words(row.source, row.date_source) for row in rows if row is not None)
    return tuple(dict.fromkeys(filter(None, told)))


def source_words(source: str, jour: date | None) -> str:
    """Return a source and its date, once: « Logiciel de paie, 9 mars 2027 »."""
    day = format_date(jour) if jour is not None else ""
    return source if day and day in source else ", ".join(filter(None, (source, day)))
