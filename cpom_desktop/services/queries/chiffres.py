"""The figures that stand beside a criterion: which ones, and how each is told in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees import SIGNS, YEARS, donnees_vue, shown
from cpom_desktop.services.queries.donnees import TABLES as DONNEES
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.donnees_types import (
        IndicateurAnnee,
        IndicateurLu,
        RepereLu,
    )
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (*DONNEES, "constats_indicateurs")
"""Tables that the figures beside a criterion come from."""


class AnneeDite(NamedTuple):
    """A year of a figure, as its line tells it.

    Attributes:
        texte: the value with its unit; « à vérifier » when it is in doubt; « – » without one.
        court: the same where the line says the unit.
        valeur: what may be drawn: nothing of a value in doubt.
        sure: the last year that may be relied on, which the line puts forward.
    """

    annee: int
    texte: str
    court: str
    valeur: Decimal | None
    sure: bool = False


class Chiffre(NamedTuple):
    """A figure beside a criterion.

    Attributes:
        slug: of its indicator.
        formule: how it is reckoned, in words.
        unite: in words; empty when a sign says it.
        annees: the oldest first, four at most.
        repere_titre, repere: « 2023, CNSA, EHPAD » and « 11,40 % »; empty without a reference;
            `repere_court` where the line says the unit.
        detail: formula with her numbers, source, confidence, source of the reference: a line each.
        dit: all of it in one sentence, for who hears the page.
    """

    slug: str
    titre: str
    formule: str
    unite: str
    annees: tuple[AnneeDite, ...]
    repere_titre: str
    repere: str
    repere_court: str
    detail: str
    dit: str

    @property
    def valeurs(self) -> tuple[Decimal | None, ...]:
        """What its curve is drawn from."""
        return tuple(annee.valeur for annee in self.annees)


def indicateurs_beside(
    snapshot: DossierSnapshot, content: Content, critere: str
) -> tuple[str, ...]:
    """Return the indicators beside a criterion: those of the pack she left, then those she added.

    Args:
        snapshot: the dossier.
        content: its packs.
        critere: slug of the criterion.
    """
    links = [link for link in snapshot.constats_indicateurs if link.critere == critere]
    taken = {link.indicateur for link in links if link.retire}
    proposed = [i.slug for i in content.donnees.indicateurs_of(critere) if i.slug not in taken]
    added = [link.indicateur for link in links if not link.retire]
    return tuple(dict.fromkeys((*proposed, *added)))


def chiffres(
    snapshot: DossierSnapshot, content: Content, today: date, critere: str
) -> tuple[Chiffre, ...]:
    """Return the figures beside a criterion; an indicator that is no more is left out."""
    slugs = indicateurs_beside(snapshot, content, critere)
    if not slugs:
        return ()
    vue = donnees_vue(snapshot, content, today)
    found = (vue.indicateur(slug) for slug in slugs)
    return tuple(_chiffre(indicateur) for indicateur in found if indicateur is not None)


def indicateurs_to_choose(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return every indicator by group: title of the group, then slug and name of each."""
    vue = donnees_vue(snapshot, content, today)
    return tuple(
        (groupe.libelle, tuple((i.slug, i.libelle) for i in groupe.indicateurs))
        for groupe in vue.groupes
    )


def _chiffre(indicateur: IndicateurLu) -> Chiffre:
    annees = _years(tuple(indicateur.annees.values())[-YEARS:])
    repere = next(iter(indicateur.reperes), None)
    titre = _reference(repere) if repere else ""
    value = repere.texte if repere else ""
    detail = "\n".join(_details(indicateur, repere))
    told = [_told(str(annee.annee), annee.texte) for annee in annees]
    reference = [_told(titre, value)] if repere else [_("sans repère")]
    dit = ", ".join((indicateur.libelle, *told, *reference))
    return Chiffre(
        indicateur.slug,
        indicateur.libelle,
        indicateur.formule_mots,
        "" if indicateur.unite in SIGNS else word(indicateur.unite),
        annees,
        titre,
        value,
        _brief(indicateur, repere),
        detail,
        dit,
    )


def _reference(repere: RepereLu) -> str:
    """Return « 2023, CNSA, EHPAD »: year and publisher first, for the field may be long."""
    who = repere.source.partition(",")[0].strip()
    return ", ".join(part for part in (str(repere.annee), who, repere.champ) if part)


def _brief(indicateur: IndicateurLu, repere: RepereLu | None) -> str:
    if repere is None:
        return ""
    return shown(repere.valeur, indicateur.unite, indicateur.decimales, brief=True)


def _told(name: str, value: str) -> str:
    return _("{nom} : {valeur}", nom=name, valeur=value)


def _years(found: Sequence[IndicateurAnnee]) -> tuple[AnneeDite, ...]:
    known = [year.annee for year in found if year.valeur is not None and not year.questions]
    last = known[-1] if known else 0
    return tuple(
        AnneeDite(year.annee, _("à vérifier"), _("à vérifier"), None)
        if year.questions
        else AnneeDite(year.annee, year.texte, year.court, year.valeur, sure=year.annee == last)
        for year in found
    )


def _details(indicateur: IndicateurLu, repere: RepereLu | None) -> Iterable[str]:
    """Yield what founds a figure, a line each."""
    if indicateur.formule_mots:
        yield _("Formule : {formule}", formule=indicateur.formule_mots)
    for year in tuple(indicateur.annees.values())[-YEARS:]:
        if year.detail:
            yield _told(str(year.annee), year.detail)
        for question in year.questions:
            yield question.texte
    if indicateur.source:
        said = f" ({word(indicateur.confiance)})" if indicateur.confiance else ""
        yield _("Source : {source}", source=f"{indicateur.source}{said}")
    if repere is not None:
        said = f" ({word(repere.confiance)})" if repere.confiance else ""
        yield _(
            "Repère {champ}, {annee} : {source}",
            champ=repere.champ,
            annee=repere.annee,
            source=f"{repere.source}{said}",
        )
