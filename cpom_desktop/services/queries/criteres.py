"""Every criterion to answer: those of the grid of the dossier, then hers, theme by theme.

Pages, documents, search, checks and progress all read the criteria here: hers count, are found
and print like the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.content.schema_grille import Echelle
from cpom_desktop.services.queries.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import Fondement
    from cpom_desktop.content.schema_grille import CritereModele
    from cpom_desktop.domain.diagnostic import Constat, CriterePropre
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("criteres_propres",)
"""Tables that the criteria come from, beside the packs of the dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Critere:
    """A criterion, of the grid or hers.

    Attributes:
        repere: short mark, « DG-H03 »; « PR-02 » for one of hers.
        theme: slug of its theme.
        titre: its short name, which begins in lower case in the grid.
        question, preuve: all that it asks, what proves; may be empty when it is hers.
        propre_id: its row when it is hers, None when it is of the grid.
    """

    slug: str
    repere: str
    theme: str
    titre: str
    question: str
    preuve: str
    sous_theme: str = ""
    echelle: Echelle = Echelle.MAITRISE
    has: str | None = None
    fondements: tuple[Fondement, ...] = ()
    propre_id: int | None = None


class Criteres(NamedTuple):
    """The criteria in the order of the themes, and by name.

    Attributes:
        hors_grille: hers whose theme the grid of the dossier does not have.
    """

    tous: tuple[Critere, ...]
    by_theme: Mapping[str, tuple[Critere, ...]]
    by_slug: Mapping[str, Critere]
    hors_grille: tuple[Critere, ...] = ()

    def of_theme(self, theme: str) -> tuple[Critere, ...]:
        """Return the criteria of a theme, hers after those of the grid."""
        return self.by_theme.get(theme, ())


@once
def criteres(snapshot: DossierSnapshot, content: Content) -> Criteres:
    """Return every criterion of the grid of the dossier and hers, in the order of the themes."""
    grille = content.grille
    found: dict[str, list[Critere]] = {theme.slug: [] for theme in grille.themes}
    outside: list[Critere] = []
    for model in grille.criteres:
        found.get(model.theme, outside).append(of_grid(model))
    for own in sorted(snapshot.criteres_propres, key=_order):
        found.get(own.theme, outside).append(_of_hers(own))
    tous = tuple(critere for members in found.values() for critere in members)
    by_theme = {theme: tuple(members) for theme, members in found.items()}
    return Criteres(tous, by_theme, {critere.slug: critere for critere in tous}, tuple(outside))


def _order(own: CriterePropre) -> tuple[int, int]:
    return own.ordre, own.id


def of_grid(model: CritereModele) -> Critere:
    """Return a criterion of the grid as it is read here."""
    return Critere(
        slug=model.slug,
        repere=model.repere,
        theme=model.theme,
        titre=model.titre,
        question=model.question,
        preuve=model.preuve,
        sous_theme=model.sous_theme,
        echelle=model.echelle,
        has=model.has,
        fondements=model.fondements,
    )


def _of_hers(own: CriterePropre) -> Critere:
    return Critere(
        slug=own.slug,
        repere=f"PR-{own.id:02d}",
        theme=own.theme,
        titre=own.titre,
        question=own.question,
        preuve=own.preuve,
        propre_id=own.id,
    )


def without_critere(snapshot: DossierSnapshot, content: Content) -> tuple[Constat, ...]:
    """Return the findings whose criterion is in no theme of the grid: kept, and to be told."""
    known = criteres(snapshot, content).by_slug
    return tuple(constat for constat in snapshot.constats if constat.critere not in known)


def answered_criteres(
    snapshot: DossierSnapshot, members: Iterable[Critere]
) -> tuple[Critere, ...]:
    """Return those that are answered."""
    known = snapshot.constats_by_critere
    return tuple(c for c in members if (found := known.get(c.slug)) and found.is_answered)
