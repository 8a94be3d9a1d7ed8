"""The links of the library of objectives: axes, domains, criteria, acteurs, and known figures."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cpom_desktop.content.links_relations import duplicates, unknown
from cpom_desktop.content.schema_objectifs import CONTRAT_MOIS
from cpom_desktop.domain.atteinte import ModeCible
from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.formules import FORMULES
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_donnees import IndicateurModele
    from cpom_desktop.content.schema_objectifs import (
        FicheModele,
        MesureModele,
        ObjectifModele,
        ObjectifsFile,
    )

THEME = "objectifs"


def check_objectifs(content: Content) -> Iterator[str]:
    """Yield the faults of the library; what is borrowed was checked with the application."""
    if "objectifs" in content.borrowed:
        return
    kit = content.objectifs
    yield from _duplicates(kit)
    axes = [axe.slug for axe in kit.axes]
    domaines = [domaine.slug for domaine in kit.domaines]
    grilles = (content.grille_du_kit, content.grille)
    criteres = {critere.slug for grille in grilles for critere in grille.criteres}
    acteurs = {acteur.slug for acteur in content.acteurs.acteurs}
    slugs = [objectif.slug for objectif in kit.objectifs]
    for regle in kit.regles:
        if (regle.minimum or 0) > (regle.maximum or regle.minimum or 0):
            yield _("objectifs, « {slug} » : le minimum dépasse le maximum", slug=regle.slug)
    for objectif in kit.objectifs:
        yield from unknown(THEME, objectif.slug, [objectif.axe], axes)
        yield from unknown(THEME, objectif.slug, _said(objectif.domaine), domaines)
        yield from unknown(THEME, objectif.slug, objectif.criteres, criteres)
        yield from unknown(THEME, objectif.slug, objectif.voisins, slugs)
        yield from duplicates(f"{THEME} {objectif.slug}", objectif.criteres)
        yield from unknown(THEME, objectif.slug, _acteurs_of(objectif.fiche), acteurs)
        yield from _fiche(objectif)
        yield from _mesure(content, objectif)
    for empty in sorted(set(axes) - {objectif.axe for objectif in kit.objectifs}):
        yield _("objectifs : l'axe « {axe} » n'a aucun objectif", axe=empty)


def _duplicates(kit: ObjectifsFile) -> Iterator[str]:
    names = (
        (regle.slug for regle in kit.regles),
        (domaine.slug for domaine in kit.domaines),
        (axe.slug for axe in kit.axes),
        (objectif.slug for objectif in kit.objectifs),
        (objectif.repere for objectif in kit.objectifs),
    )
    yield from chain.from_iterable(duplicates(THEME, group) for group in names)


def _said(slug: str) -> tuple[str, ...]:
    return (slug,) if slug else ()


def _acteurs_of(fiche: FicheModele | None) -> set[str]:
    if fiche is None:
        return set()
    suggested = (fiche.responsable_suggere, *(e.responsable_suggere for e in fiche.etapes))
    return {slug for slug in suggested if slug}


def _fiche(objectif: ObjectifModele) -> Iterator[str]:
    for etape in objectif.fiche.etapes if objectif.fiche else ():
        if (etape.debut_mois is None) != (etape.duree_mois is None):
            yield _(
                "objectifs, « {slug} » : « debut_mois » et « duree_mois » vont ensemble",
                slug=objectif.slug,
            )
        if (etape.debut_mois or 0) + (etape.duree_mois or 0) > CONTRAT_MOIS:
            yield _(
                "objectifs, « {slug} » : l'étape « {etape} » finit après le contrat",
                slug=objectif.slug,
                etape=etape.libelle,
            )


def _mesure(content: Content, objectif: ObjectifModele) -> Iterator[str]:
    """Yield the faults of an indicator: its target, and the figure that it says it is."""
    mesure = objectif.indicateur
    if (mesure.cible_valeur is None) != (mesure.cible_mode is None):
        yield _(
            "objectifs, « {slug} » : « cible_valeur » et « cible_mode » vont ensemble",
            slug=objectif.slug,
        )
    if _goes_backwards(mesure):
        yield _("objectifs, « {slug} » : la cible va contre la polarité", slug=objectif.slug)
    if mesure.donnee is None:
        return
    known = content.donnees.indicateur(mesure.donnee)
    if known is None:
        yield from unknown(THEME, objectif.slug, [mesure.donnee], ())
        return
    for key in _differences(content, mesure, known):
        yield _(
            "objectifs, « {slug} » : « {cle} » n'est pas celle de la donnée « {donnee} »",
            slug=objectif.slug,
            cle=key,
            donnee=known.slug,
        )


def _goes_backwards(mesure: MesureModele) -> bool:
    """Return whether a target told as a change is on the wrong side of the start."""
    if mesure.cible_valeur is None or mesure.cible_mode in {None, ModeCible.ABSOLUE}:
        return False
    wrong = {Polarite.HAUSSE: mesure.cible_valeur < 0, Polarite.BAISSE: mesure.cible_valeur > 0}
    return mesure.polarite is not None and wrong.get(mesure.polarite, False)


def _differences(content: Content, mesure: MesureModele, known: IndicateurModele) -> Iterator[str]:
    """Yield the keys by which an indicator is not the one of the figures that it names."""
    figure = content.donnees.donnee(known.donnee or "")
    formule = FORMULES.get(known.formule or "")
    shown = formule or figure
    if formule is not None and mesure.formule_mots != known.formule_mots:
        yield "formule_mots"
    if mesure.polarite is not known.polarite:
        yield "polarite"
    if shown is not None and mesure.decimales != shown.decimales:
        yield "decimales"
