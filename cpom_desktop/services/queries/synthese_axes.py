"""The axes that the weaknesses retained call for: one a theme, those already there told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cpom_desktop.services.queries.synthese_types import ConstatLu, SyntheseVue
    from cpom_desktop.services.snapshot import DossierSnapshot


class AxePropose(NamedTuple):
    """An axis to create from what was retained in one theme.

    Attributes:
        libelle: name proposed, that of the theme.
        constats: what it answers, in her order.
        existe: an axis already has this name.
    """

    libelle: str
    constats: tuple[ConstatLu, ...]
    existe: bool


def axes_proposes(view: SyntheseVue, snapshot: DossierSnapshot) -> tuple[AxePropose, ...]:
    """Return the axes of the feuille de route, in the order of its first findings."""
    themes: dict[str, list[ConstatLu]] = {}
    for lu in view.feuille_de_route:
        themes.setdefault(lu.theme, []).append(lu)
    there = {axe.libelle.casefold() for axe in snapshot.axes}
    return tuple(
        AxePropose(theme, tuple(found), theme.casefold() in there)
        for theme, found in themes.items()
    )
