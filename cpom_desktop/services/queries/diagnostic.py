"""The diagnosis as it is read: progress and mean of each theme, strengths and weaknesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.diagnostic import (
    Constat,
    NatureConstat,
    ThemeScore,
    of_nature,
    theme_score,
)
from cpom_desktop.services.queries.cotations import notes
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.once import once

if TYPE_CHECKING:
    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_grille import ThemeModele
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("constats", "criteres_propres")


class ThemeView(NamedTuple):
    """A theme of the grid, its criteria in order, hers after, and how far it is."""

    theme: ThemeModele
    criteres: tuple[Critere, ...]
    score: ThemeScore


class ConstatView(NamedTuple):
    """A finding beside the criterion it answers."""

    critere: Critere
    constat: Constat

    @property
    def sentence(self) -> str:
        """What to print of it: her words, else the name of the criterion."""
        return self.constat.texte or self.critere.titre


@once
def themes(snapshot: DossierSnapshot, content: Content) -> tuple[ThemeView, ...]:
    """Return the themes in the order of the grid."""
    return tuple(_view(theme, snapshot, content) for theme in content.grille.themes)


def _view(theme: ThemeModele, snapshot: DossierSnapshot, content: Content) -> ThemeView:
    members = criteres(snapshot, content).of_theme(theme.slug)
    slugs = [critere.slug for critere in members]
    marks = notes(snapshot, content)
    return ThemeView(theme, members, theme_score(slugs, snapshot.constats_by_critere, marks))


def constat_of(snapshot: DossierSnapshot, critere: str) -> Constat:
    """Return the finding of a criterion; an empty one when nothing was answered."""
    return snapshot.constats_by_critere.get(critere) or Constat(id=0, critere=critere)


def total_score(views: tuple[ThemeView, ...]) -> ThemeScore:
    """Return the counts of the whole grid; themes have means, the grid has none (kit §3.1)."""
    scores = [view.score for view in views]
    return ThemeScore(
        sum(score.criteres for score in scores),
        sum(score.notes for score in scores),
        sum(score.non_concernes for score in scores),
        None,
    )


def findings(
    snapshot: DossierSnapshot, content: Content, nature: NatureConstat
) -> tuple[ConstatView, ...]:
    """Return the findings of one nature, the most urgent first."""
    known = criteres(snapshot, content).by_slug
    return tuple(
        ConstatView(known[constat.critere], constat)
        for constat in of_nature(snapshot.constats, nature, notes(snapshot, content))
        if constat.critere in known
    )
