"""What a fiche action lacks before the COPIL can agree to it (kit §1.10): told, never refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.moyens import total_cost, total_funding
from cpom_desktop.domain.objectifs import TypeIndicateur

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.domain.fiches_action import (
        Etape,
        FicheAction,
        FicheOrigine,
        FicheVersion,
    )
    from cpom_desktop.domain.moyens import Financement, Moyen
    from cpom_desktop.domain.objectifs import Indicateur

MOST_INDICATEURS = 3
"""Indicators above which a fiche is hard to follow (kit §1.10, proposed)."""


class Lacune(StrEnum):
    """One thing that a fiche may lack."""

    OBJECTIF = "objectif"
    CONSTAT = "constat"
    ETAT_DES_LIEUX = "etat_des_lieux"
    RESULTATS = "resultats_attendus"
    RESPONSABLE = "responsable"
    ACTEURS = "acteurs_mobilises"
    ETAPE = "etape"
    ECHEANCE = "echeance"
    COUT = "cout"
    FINANCEMENT = "financement"
    INDICATEUR_RESULTAT = "indicateur_resultat"
    VALEUR_INITIALE = "valeur_initiale"
    CIBLE = "cible"
    MODE_CALCUL = "mode_calcul"
    SUIVI = "modalites_suivi"


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheParts:
    """A fiche with everything that hangs from it, each in its own order."""

    fiche: FicheAction
    etapes: Sequence[Etape] = ()
    moyens: Sequence[Moyen] = ()
    financements: Sequence[Financement] = ()
    indicateurs: Sequence[Indicateur] = ()
    targeted: frozenset[int] = frozenset()
    criteres: Sequence[str] = ()
    origines: Sequence[FicheOrigine] = ()
    versions: Sequence[FicheVersion] = ()


def is_reckoned(indicateur: Indicateur) -> bool:
    """Return whether an indicator says how it is reckoned, in words or as a fraction."""
    return bool(indicateur.mode_calcul or (indicateur.numerateur and indicateur.denominateur))


def is_costed(parts: FicheParts) -> bool:
    """Return whether a fiche says what it costs, or why it costs nothing."""
    return bool(parts.fiche.justification_cout) or any(
        moyen.montant is not None for moyen in parts.moyens
    )


def lacunes(parts: FicheParts) -> tuple[Lacune, ...]:
    """Return what a fiche lacks, in the order of its fields.

    A cost of zero, or why there is none, counts as told; funding is asked for only when there
    is a cost.
    """
    fiche, indicateurs = parts.fiche, parts.indicateurs
    cost = total_cost(parts.moyens)
    told: Mapping[Lacune, bool] = {
        Lacune.OBJECTIF: fiche.objectif_id is not None,
        Lacune.CONSTAT: bool(parts.criteres),
        Lacune.ETAT_DES_LIEUX: bool(fiche.etat_des_lieux),
        Lacune.RESULTATS: bool(fiche.resultats_attendus),
        Lacune.RESPONSABLE: fiche.responsable_id is not None,
        Lacune.ACTEURS: bool(fiche.acteurs_mobilises),
        Lacune.ETAPE: bool(parts.etapes),
        Lacune.ECHEANCE: all(etape.fin is not None for etape in parts.etapes),
        Lacune.COUT: is_costed(parts),
        Lacune.FINANCEMENT: total_funding(parts.financements) >= cost,
        Lacune.INDICATEUR_RESULTAT: any(i.type is TypeIndicateur.RESULTAT for i in indicateurs),
        Lacune.VALEUR_INITIALE: all(i.valeur_initiale is not None for i in indicateurs),
        Lacune.CIBLE: all(i.id in parts.targeted for i in indicateurs),
        Lacune.MODE_CALCUL: all(is_reckoned(i) for i in indicateurs),
        Lacune.SUIVI: bool(fiche.modalites_suivi),
    }
    return tuple(lacune for lacune, is_told in told.items() if not is_told)
