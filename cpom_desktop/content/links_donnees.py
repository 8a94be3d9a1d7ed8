"""The links of the pack of figures: formulas, figures, criteria and reference values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.links_relations import duplicates, unknown
from cpom_desktop.domain.formules import FORMULES
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_donnees import IndicateurModele


def check_donnees(content: Content) -> Iterator[str]:
    """Yield the faults of the figures; what is borrowed was checked with the application."""
    if "donnees" in content.borrowed:
        return
    kit = content.donnees
    groupes = [groupe.slug for groupe in kit.groupes]
    donnees = [donnee.slug for donnee in kit.donnees]
    slugs = [indicateur.slug for indicateur in kit.indicateurs]
    criteres = {critere.slug for critere in content.grille_du_kit.criteres}
    for names in (groupes, donnees, slugs):
        yield from duplicates("données", names)
    for donnee in kit.donnees:
        yield from unknown("données", donnee.slug, [donnee.groupe], groupes)
    for indicateur in kit.indicateurs:
        yield from unknown("données", indicateur.slug, [indicateur.groupe], groupes)
        yield from unknown("données", indicateur.slug, indicateur.criteres, criteres)
        yield from _source(indicateur, set(donnees))
    for repere in kit.reperes:
        yield from unknown(
            "repères", f"{repere.indicateur} {repere.annee}", [repere.indicateur], slugs
        )


def _source(indicateur: IndicateurModele, donnees: set[str]) -> Iterator[str]:
    """Yield the faults of where a value comes from: one formula said in words, or one figure."""
    where = indicateur.slug
    if (indicateur.formule is None) == (indicateur.donnee is None):
        yield _("données, « {slug} » : une formule ou une donnée, pas les deux", slug=where)
    if indicateur.donnee:
        yield from unknown("données", where, [indicateur.donnee], donnees)
    if indicateur.formule is None:
        return
    yield from unknown("données", where, [indicateur.formule], FORMULES)
    if indicateur.formule in FORMULES:
        yield from unknown("données", where, FORMULES[indicateur.formule].donnees, donnees)
    if not indicateur.formule_mots:
        yield _("données, « {slug} » : la formule n'est pas dite en mots", slug=where)
