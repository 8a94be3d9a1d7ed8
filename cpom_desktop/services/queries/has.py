"""The self-evaluation (HAS) beside the grid: what is below 4 among the imperative criteria first.

The imperative ones are never melted into a mean: each below 4 calls for an action (kit §3.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.queries.once import once

if TYPE_CHECKING:
    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.diagnostic import CotationHas
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("cotations_has",)
"""Tables that the view reads."""
MOST_TOLD = 6
"""Criteria of a theme that are named beside a criterion of the grid."""
MASTERED = 4
"""The mark from which an imperative criterion calls for no action."""


def mark_words(mark: int | None) -> str:
    """Return a mark in words, « – » when there is none."""
    return EMPTY if mark is None else str(mark)


@dataclass(frozen=True, slots=True)
class CritereHas:
    """A criterion of the self-evaluation.

    Attributes:
        theme: the theme in words, « – » when it is not said.
        criteres: marks of the criteria of the grid that the same theme is about.
        a_traiter: it is imperative and below 4.
    """

    cotation: CotationHas
    theme: str
    mots: str
    criteres: tuple[str, ...]
    a_traiter: bool


@dataclass(frozen=True, slots=True)
class HasVue:
    """The self-evaluation, in the order of its file."""

    lignes: tuple[CritereHas, ...]

    @property
    def a_traiter(self) -> tuple[CritereHas, ...]:
        """The imperative criteria that are not mastered."""
        return tuple(line for line in self.lignes if line.a_traiter)

    @property
    def resume(self) -> str:
        """Return « 12 critères, 3 impératifs non maîtrisés »."""
        count, below = len(self.lignes), len(self.a_traiter)
        told = ngettext("{n} critère", "{n} critères", count)
        if not any(line.cotation.imperatif for line in self.lignes):
            return _("{total}, aucun n'est dit impératif", total=told)
        rest = ngettext("{n} impératif non maîtrisé", "{n} impératifs non maîtrisés", below)
        return f"{told}, {rest}"


@once
def has_vue(snapshot: DossierSnapshot, content: Content) -> HasVue:
    """Return the criteria of the self-evaluation, each with its theme and what the grid has."""
    themes = {theme.code: theme for theme in content.grille_du_kit.themes_has}
    of_theme: dict[str, list[str]] = {}
    for critere in content.grille.criteres:
        if critere.has:
            of_theme.setdefault(critere.has, []).append(critere.repere)
    rows = sorted(snapshot.cotations_has, key=lambda row: row.ordre)
    return HasVue(
        tuple(
            CritereHas(
                row,
                themes[row.theme].libelle if row.theme in themes else row.theme or EMPTY,
                mark_words(row.cotation),
                tuple(of_theme.get(row.theme, ())),
                row.imperatif and row.cotation is not None and row.cotation < MASTERED,
            )
            for row in rows
        )
    )


def has_details(
    snapshot: DossierSnapshot, content: Content, theme: str | None
) -> tuple[tuple[str, str], ...]:
    """Return what the self-evaluation says of a theme, the marks to work on first; or nothing."""
    vue = has_vue(snapshot, content)
    found = [line for line in vue.lignes if theme and line.cotation.theme == theme]
    if not found:
        return ()
    found.sort(key=lambda line: (not line.a_traiter, line.cotation.cotation or MASTERED + 1))
    told = "\n".join(_told(line) for line in found[:MOST_TOLD])
    rest = len(found) - MOST_TOLD
    if rest > 0:
        told = f"{told}\n{ngettext('et {n} autre', 'et {n} autres', rest)}"
    return ((_("Votre autoévaluation HAS, même thématique"), told),)


def _told(line: CritereHas) -> str:
    """Return « 3.10.3, coté 3 : impératif, il appelle un plan d'action »."""
    row = line.cotation
    told = _("{code}, coté {note}", code=row.code, note=line.mots)
    if row.cotation is None:
        told = _("{code}, non coté", code=row.code)
    if not line.a_traiter:
        return told
    return _("{critere} : impératif, il appelle un plan d'action", critere=told)
