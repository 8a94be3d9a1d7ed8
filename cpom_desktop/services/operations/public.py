"""The public operations as one type: read from JSON, and told as a JSON Schema."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from cpom_desktop.services.operations import (
    acteurs,
    acteurs_lots,
    bibliotheque,
    confidentialite,
    controles,
    correspondances,
    creation,
    decisions,
    diagnostic,
    donnees,
    dossier,
    dossiers_nommes,
    echanges,
    echanges_suites,
    echeances,
    effacement,
    etapes_dates,
    fiches_action,
    fichiers,
    indicateurs,
    instances,
    moyens,
    objectifs,
    packs,
    pieces,
    plan_ajuste,
    plan_lots,
    planification,
    planning,
    plans_reference,
    presences,
    raci,
    raci_liens,
    reprise_kit,
    reunions,
    reunions_suites,
    synthese,
    transmission,
)
from cpom_desktop.services.strict_json import check_json

if TYPE_CHECKING:
    from cpom_desktop.services.operations.base import Operation

AnyOperation = (
    creation.StartDossier
    | creation.PrepareDossier
    | reprise_kit.CopyFromKit
    | dossier.UpdateDossier
    | dossier.UpdateEtablissement
    | dossier.UpdateCapacite
    | dossier.AssumeAnomalie
    | dossiers_nommes.AddDossierNomme
    | dossiers_nommes.UpdateDossierNomme
    | dossiers_nommes.SetDossierParties
    | dossiers_nommes.DeleteDossiersNommes
    | acteurs.AddActeur
    | acteurs.UpdateActeur
    | acteurs.DeleteActeurs
    | acteurs_lots.AddActeurs
    | acteurs_lots.MergeActeurs
    | planning.AddTask
    | planning.UpdateTask
    | planning.DeleteTasks
    | planning.SetPredecessors
    | plan_lots.AddTasks
    | plan_lots.DuplicateTasks
    | plan_lots.MoveTasks
    | plan_lots.AddContractLife
    | plan_ajuste.AdjustPlan
    | planification.AddFermeture
    | planification.UpdateFermeture
    | planification.DeleteFermetures
    | planification.AddDelaiReunion
    | planification.UpdateDelaiReunion
    | planification.DeleteDelaisReunion
    | plans_reference.TakePlanReference
    | plans_reference.UpdatePlanReference
    | plans_reference.DeletePlansReference
    | echeances.AddEcheance
    | echeances.UpdateEcheance
    | echeances.SetEcheance
    | echeances.DeleteEcheances
    | raci.AddRaciActivite
    | raci.UpdateRaciActivite
    | raci.DeleteRaciActivites
    | raci.MoveRaciActivites
    | raci.SetRaciCells
    | raci.AddRaciRole
    | raci.UpdateRaciRole
    | raci.MoveRaciRoles
    | raci.DeleteRaciRoles
    | diagnostic.UpdateConstat
    | objectifs.AddAxe
    | objectifs.AddAxes
    | indicateurs.AddIndicateur
    | objectifs.AddObjectif
    | objectifs.DeleteAxes
    | indicateurs.DeleteIndicateurs
    | objectifs.DeleteObjectifs
    | indicateurs.SetCible
    | objectifs.UpdateAxe
    | indicateurs.UpdateIndicateur
    | objectifs.UpdateObjectif
    | fiches_action.AddEtape
    | fiches_action.AddFicheAction
    | moyens.AddFinancement
    | moyens.AddMoyen
    | fiches_action.DeleteEtapes
    | fiches_action.DeleteFichesAction
    | moyens.DeleteFinancements
    | moyens.DeleteMoyens
    | fiches_action.SetFicheConstats
    | fiches_action.UpdateEtape
    | fiches_action.UpdateFicheAction
    | moyens.UpdateFinancement
    | moyens.UpdateMoyen
    | fiches_action.SetFicheOrigines
    | fiches_action.AddFicheVersion
    | fiches_action.UpdateFicheVersion
    | etapes_dates.MoveEtapes
    | fiches_action.DeleteFicheVersions
    | indicateurs.LinkIndicateur
    | indicateurs.UnlinkIndicateur
    | indicateurs.SetCibles
    | indicateurs.SetRealisation
    | objectifs.MoveAxe
    | objectifs.MoveObjectif
    | objectifs.SetObjectifConstats
    | bibliotheque.TakeObjectifs
    | instances.AddInstance
    | instances.UpdateInstance
    | instances.DeleteInstances
    | instances.AddMembre
    | instances.AddMembres
    | instances.MoveMembre
    | instances.UpdateMembre
    | instances.DeleteMembres
    | reunions.AddReunion
    | reunions.UpdateReunion
    | reunions.SetEtatReunion
    | reunions.DeleteReunions
    | reunions.AddPoint
    | reunions.UpdatePoint
    | reunions.MovePoint
    | reunions.DeletePoints
    | presences.AddPresence
    | presences.ConveneMembers
    | presences.UpdatePresence
    | presences.DeletePresences
    | reunions_suites.PrepareReunions
    | reunions_suites.SetDateReunion
    | reunions_suites.MakeTaskOfDecision
    | reunions_suites.MakeActionOfDecision
    | decisions.AddDecision
    | decisions.UpdateDecision
    | decisions.DeleteDecisions
    | echanges.AddEchange
    | echanges.UpdateEchange
    | echanges.DeleteEchanges
    | echanges.NumberBordereau
    | echanges_suites.MakeTaskOfEchange
    | echanges_suites.PrepareBordereau
    | transmission.TransmitDocument
    | echanges.AddEnvoi
    | echanges.UpdateEnvoi
    | echanges.DeleteEnvois
    | echanges.ChangeInterlocuteur
    | echanges.AddInterlocuteur
    | echanges.UpdateInterlocuteur
    | echanges.DeleteInterlocuteurs
    | pieces.AddPiece
    | pieces.UpdatePiece
    | pieces.DeletePieces
    | pieces.AddPieces
    | pieces.SetPieces
    | pieces.AskPieces
    | fichiers.AttachFichiers
    | fichiers.SetLogo
    | fichiers.DeleteLogo
    | fichiers.AddFichier
    | fichiers.DeleteFichiers
    | controles.AddControle
    | controles.UpdateControle
    | controles.DeleteControles
    | controles.AddRubrique
    | controles.UpdateRubrique
    | controles.DeleteRubriques
    | raci.SetRaciTaches
    | raci_liens.LinkRaciTaches
    | donnees.SetValeurs
    | donnees.UpdateValeur
    | donnees.AddIndicateurPropre
    | donnees.UpdateIndicateurPropre
    | donnees.DeleteIndicateursPropres
    | donnees.AddRepere
    | donnees.UpdateRepere
    | donnees.DeleteReperes
    | donnees.SetExplication
    | correspondances.KeepCorrespondance
    | synthese.AddCritere
    | synthese.UpdateCritere
    | synthese.DeleteCriteres
    | synthese.SetConstatIndicateurs
    | synthese.SetConstatPieces
    | synthese.RankConstats
    | synthese.SetSynthese
    | synthese.ImportHas
    | synthese.UpdateCotationHas
    | synthese.DeleteCotationsHas
    | packs.TakePack
    | packs.DropPack
    | confidentialite.SetConfidentialite
    | effacement.ErasePersonne
)


@lru_cache(maxsize=1)
def _decoder() -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(AnyOperation)


def decode_operation(line: bytes) -> Operation:
    """Return the operation that a JSON object describes.

    Raises:
        msgspec.ValidationError, msgspec.DecodeError: with the place of the fault.
        Unsound: too deep, too full, or a key twice.
    """
    check_json(line)
    operation: Operation = _decoder().decode(line)
    return operation


def operation_schema() -> dict[str, Any]:
    """Return the operations and their fields, as a JSON Schema."""
    return msgspec.json.schema(AnyOperation)
