"""The links of a grid: themes, criteria, ready-made sentences, answers and scales.

`where` opens each fault: the grid of the kit, or the file that a region sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from cpom_desktop.content.links_relations import duplicates, unknown
from cpom_desktop.content.schema_grille import CotationSlug
from cpom_desktop.domain.cotations import HIGHEST, LOWEST, NOTES
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.schema_grille import EchelleModele, GrilleFile


def check_grille(grille: GrilleFile, where: str = "grille") -> Iterator[str]:
    """Yield every fault of a grid."""
    themes = [theme.slug for theme in grille.themes]
    codes = [has.code for has in grille.themes_has]
    yield from _duplicates(grille, where)
    for critere in grille.criteres:
        yield from unknown(where, critere.slug, [critere.theme], themes)
        yield from unknown(where, critere.slug, [critere.has] if critere.has else (), codes)
    for exemple in grille.exemples:
        yield from unknown(where, exemple.texte, [exemple.theme], themes)
    if not themes:
        yield _("{where} : aucun thème n'est écrit", where=where)
    for theme in sorted(set(themes) - {critere.theme for critere in grille.criteres}):
        yield _("{where} : le thème « {theme} » n'a aucun critère", where=where, theme=theme)
    for slug in sorted(set(get_args(CotationSlug)) - {c.slug for c in grille.cotations}):
        yield _("{where} : la cotation « {slug} » manque", where=where, slug=slug)
    yield from check_echelles(grille, where)


def _duplicates(grille: GrilleFile, where: str) -> Iterator[str]:
    names = (
        (theme.slug for theme in grille.themes),
        (theme.lettre for theme in grille.themes),
        (critere.slug for critere in grille.criteres),
        (critere.repere for critere in grille.criteres),
        (cotation.slug for cotation in grille.cotations),
        (cotation.touche for cotation in grille.cotations),
        (has.code for has in grille.themes_has),
        (exemple.texte for exemple in grille.exemples),
    )
    for group in names:
        yield from duplicates(where, group)


def check_echelles(grille: GrilleFile, where: str = "grille") -> Iterator[str]:
    """Yield the faults of the scales; those that a grid does not describe are lent to it."""
    yield from duplicates(f"{where}, échelles", (echelle.slug for echelle in grille.echelles))
    aside = [cotation.touche for cotation in grille.cotations if cotation.slug not in NOTES]
    for echelle in grille.echelles:
        yield from _check_echelle(echelle, aside, where)


def _check_echelle(echelle: EchelleModele, aside: list[str], grid: str) -> Iterator[str]:
    where = f"{grid}, échelle {echelle.slug}"
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
