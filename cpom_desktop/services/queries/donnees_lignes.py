"""The rows of the page of figures: groups, indicators, and under them the figures they are of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.i18n import EMPTY, NBSP, _, capitalise, format_number
from cpom_desktop.services.queries.donnees_types import EtatIndicateur
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal

    from cpom_desktop.services.queries.donnees_types import (
        DonneeLue,
        DonneesVue,
        GroupeLu,
        IndicateurLu,
    )

UNKNOWN = "n.c."
"""What is shown of a figure that is known not to be known."""


class FiltreDonnees(StrEnum):
    """What is shown of the figures."""

    TOUS = "tous"
    A_SAISIR = "a_saisir"
    A_VERIFIER = "a_verifier"
    NOMBRES = "nombres"


class Sorte(StrEnum):
    """What a row is."""

    GROUPE = "groupe"
    PARTIE = "partie"
    INDICATEUR = "indicateur"
    DONNEE = "donnee"


@dataclass(frozen=True, slots=True)
class LigneDonnees:
    """A row.

    Attributes:
        cle: what makes it the same row when its values have changed.
        libelle: what it is called there, shorter under the name of a part.
        indicateur: the one it is, or is under; None in the list of figures.
        donnee: the figure it is.
        ouverte: whether the figures of an indicator are under it.
    """

    cle: str
    sorte: Sorte
    libelle: str
    indicateur: IndicateurLu | None = None
    donnee: DonneeLue | None = None
    ouverte: bool = False


def lignes_of(
    vue: DonneesVue,
    filtre: FiltreDonnees,
    ouverts: Collection[str] = (),
    gardes: Collection[str] = (),
) -> list[LigneDonnees]:
    """Return the rows that are shown, in order.

    Args:
        vue: the figures.
        filtre: which indicators, or the figures alone, each once.
        ouverts: slugs of the indicators that are unfolded.
        gardes: slugs of indicators that stay though the filter keeps them no more: those she
            is filling.
    """
    if filtre is FiltreDonnees.NOMBRES:
        return list(_all_figures(vue))
    rows: list[LigneDonnees] = []
    for groupe in vue.groupes:
        kept = [i for i in groupe.indicateurs if keeps(filtre, i) or i.slug in gardes]
        if kept:
            rows.append(_heading(groupe))
        for indicateur in kept:
            rows.extend(_of_indicator(indicateur, opened=indicateur.slug in ouverts))
    return rows


def keeps(filtre: FiltreDonnees, indicateur: IndicateurLu) -> bool:
    """Tell whether a filter keeps an indicator."""
    match filtre:
        case FiltreDonnees.A_SAISIR:
            return _lacks(indicateur)
        case FiltreDonnees.A_VERIFIER:
            return indicateur.etat is EtatIndicateur.A_VERIFIER
        case _:
            return True


def count_of(vue: DonneesVue, filtre: FiltreDonnees) -> int:
    """Return how many rows a filter shows: indicators, or figures."""
    if filtre is FiltreDonnees.NOMBRES:
        return sum(len(groupe.donnees) for groupe in vue.groupes)
    return sum(keeps(filtre, indicateur) for indicateur in vue.indicateurs)


def shown_figure(donnee: DonneeLue, annee: int) -> str:
    """Return a figure with as many decimals as its row; « – » when nothing was typed.

    « n.c. » when it is known not to be known.
    """
    row = donnee.valeurs.get(annee)
    if row is None:
        return EMPTY
    return UNKNOWN if row.valeur is None else format_number(row.valeur, _decimals(donnee))


def typed_figure(donnee: DonneeLue, annee: int) -> str:
    """Return a figure as the editor of its cell opens with: as it was typed."""
    row = donnee.valeurs.get(annee)
    if row is None:
        return ""
    return UNKNOWN if row.valeur is None else format_number(row.valeur)


def spoken_figure(donnee: DonneeLue, annee: int) -> str:
    """Return a cell as a screen reader says it: « Jours d'absence, 2025, 2 260 jours »."""
    row = donnee.valeurs.get(annee)
    if row is None:
        told = _("à saisir")
    elif row.valeur is None:
        told = _("non connu")
    else:
        told = f"{format_number(row.valeur)}{NBSP}{word(donnee.unite)}"
    return f"{donnee.libelle}, {annee}, {told}"


def _decimals(donnee: DonneeLue) -> int:
    """Return how many decimals the row of a figure needs: nothing typed is ever hidden."""
    known = [row.valeur for row in donnee.valeurs.values() if row.valeur is not None]
    if donnee.unite is Unite.EUROS and all(v == v.to_integral_value() for v in known):
        return 0
    return max((places_of(value) for value in known), default=0)


def places_of(value: Decimal) -> int:
    """Return how many decimals a number was typed with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _lacks(indicateur: IndicateurLu) -> bool:
    last = tuple(indicateur.annees.values())[-1]
    return last.valeur is None and not (
        last.calcul.denominateur_nul or indicateur.inconnu(last.annee)
    )


def _heading(groupe: GroupeLu) -> LigneDonnees:
    return LigneDonnees(f"groupe:{groupe.slug}", Sorte.GROUPE, groupe.libelle)


def _of_indicator(indicateur: IndicateurLu, *, opened: bool) -> Iterator[LigneDonnees]:
    yield LigneDonnees(
        indicateur.slug, Sorte.INDICATEUR, indicateur.libelle, indicateur, ouverte=opened
    )
    if opened:
        yield from _figures(indicateur.donnees, indicateur)


def _all_figures(vue: DonneesVue) -> Iterator[LigneDonnees]:
    for groupe in vue.groupes:
        yield _heading(groupe)
        yield from _figures(groupe.donnees)


def _figures(
    donnees: Sequence[DonneeLue], indicateur: IndicateurLu | None = None
) -> Iterable[LigneDonnees]:
    """Return rows of figures; those that begin alike go under what they share."""
    above = indicateur.slug if indicateur else ""
    for part, found in groupby(donnees, _part):
        figures = list(found)
        together = bool(part) and len(figures) > 1
        if together:
            yield LigneDonnees(f"{above}/~{part}", Sorte.PARTIE, part, indicateur)
        for figure in figures:
            name = figure.libelle[len(part) + 3 :] if together else figure.libelle
            key = f"{above}/{figure.slug}"
            yield LigneDonnees(key, Sorte.DONNEE, capitalise(name), indicateur, figure)


def _part(donnee: DonneeLue) -> str:
    part, found, _rest = donnee.libelle.replace(NBSP, " ").partition(" : ")
    return part if found else ""
