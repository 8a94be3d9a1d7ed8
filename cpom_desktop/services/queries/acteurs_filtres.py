"""Which stakeholders a filter of the list shows, and other words under which each is found."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille, StatutContrat
from cpom_desktop.services.queries.acteurs_doublons import doublons
from cpom_desktop.services.queries.once import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot


class FiltreActeurs(StrEnum):
    """What the list may show alone."""

    TOUS = "tous"
    SIGNATAIRES = "signataires"
    A_NOMMER = "a_nommer"
    CONVENTIONS = "conventions"
    NON_COTES = "non_cotes"
    SANS_COORDONNEES = "sans_coordonnees"
    DOUBLONS = "doublons"


FILTER_WORDS: Mapping[FiltreActeurs, str] = {
    FiltreActeurs.TOUS: "Tous les acteurs",
    FiltreActeurs.SIGNATAIRES: "Signataires",
    FiltreActeurs.A_NOMMER: "Nom à compléter",
    FiltreActeurs.CONVENTIONS: "Avec une convention",
    FiltreActeurs.NON_COTES: "Influence ou intérêt à noter",
    FiltreActeurs.SANS_COORDONNEES: "Sans téléphone ni courriel",
    FiltreActeurs.DOUBLONS: "Doublons possibles",
}


def name_is_missing(acteur: Acteur) -> bool:
    """Tell whether a signatory or an authority has no name yet."""
    expected = acteur.statut_contrat is StatutContrat.SIGNATAIRE
    return not acteur.nom and (expected or acteur.famille is Famille.AUTORITES)


@once
def filtered(snapshot: DossierSnapshot) -> Mapping[FiltreActeurs, frozenset[int]]:
    """Return the stakeholders of each filter."""
    alike = doublons(snapshot)
    found: dict[FiltreActeurs, set[int]] = {each: set() for each in FiltreActeurs}
    for acteur in snapshot.acteurs:
        for each, holds in _traits(acteur).items():
            if holds:
                found[each].add(acteur.id)
        if acteur.id in alike:
            found[FiltreActeurs.DOUBLONS].add(acteur.id)
    return {each: frozenset(ids) for each, ids in found.items()}


def _traits(acteur: Acteur) -> Mapping[FiltreActeurs, bool]:
    return {
        FiltreActeurs.TOUS: True,
        FiltreActeurs.SIGNATAIRES: acteur.statut_contrat is StatutContrat.SIGNATAIRE,
        FiltreActeurs.A_NOMMER: name_is_missing(acteur),
        FiltreActeurs.CONVENTIONS: acteur.convention,
        FiltreActeurs.NON_COTES: acteur.influence is None or acteur.interet is None,
        FiltreActeurs.SANS_COORDONNEES: not acteur.telephone and not acteur.courriel,
    }


@once
def other_names(snapshot: DossierSnapshot) -> Mapping[int, str]:
    """Return, by stakeholder, the names of those who spoke for it before."""
    found: dict[int, list[str]] = defaultdict(list)
    for former in snapshot.interlocuteurs:
        found[former.acteur_id].append(former.nom)
    return {acteur_id: " ".join(names) for acteur_id, names in found.items()}
