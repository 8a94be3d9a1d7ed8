"""The scales of a grid: one for each kind of criterion, their answers, their keys, their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.links_relations import duplicates
from cpom_desktop.domain.cotations import HIGHEST, LOWEST, NOTES
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.schema_grille import EchelleModele, GrilleFile


def check_echelles(grille: GrilleFile) -> Iterator[str]:
    """Yield the faults of the scales; those that a grid does not describe are lent to it."""
    yield from duplicates("grille, échelles", (echelle.slug for echelle in grille.echelles))
    aside = [cotation.touche for cotation in grille.cotations if cotation.slug not in NOTES]
    for echelle in grille.echelles:
        yield from _check_echelle(echelle, aside)


def _check_echelle(echelle: EchelleModele, aside: list[str]) -> Iterator[str]:
    where = f"grille, échelle {echelle.slug}"
    yield from duplicates(where, (choix.cotation for choix in echelle.choix))
    yield from duplicates(where, [*(choix.touche for choix in echelle.choix), *aside])
    if not echelle.choix:
        yield _("{where} : aucune réponse n'est proposée", where=where)
    for rank, choix in enumerate(echelle.choix, 1):
        if choix.touche != str(rank):
            yield _(
                "{where}, « {slug} » : la touche attendue est {rang}",
                where=where,
                slug=choix.cotation,
                rang=rank,
            )
        if not choix.note.is_finite() or not LOWEST <= choix.note <= HIGHEST:
            yield _("{where}, « {slug} » : la note va de 1 à 4", where=where, slug=choix.cotation)
