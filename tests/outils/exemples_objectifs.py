"""An example of each operation on objectives, fiches actions and indicators, and its title."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpom_desktop.domain.fiches_action import Origine, StatutFiche
from cpom_desktop.domain.moyens import SourceFinancement
from cpom_desktop.services.operations import (
    AddAxe,
    AddAxes,
    AddEtape,
    AddFicheAction,
    AddFicheVersion,
    AddFinancement,
    AddIndicateur,
    AddMoyen,
    AddObjectif,
    DeleteAxes,
    DeleteEtapes,
    DeleteFichesAction,
    DeleteFicheVersions,
    DeleteFinancements,
    DeleteIndicateurs,
    DeleteMoyens,
    DeleteObjectifs,
    LinkIndicateur,
    MoveAxe,
    MoveEtapes,
    MoveObjectif,
    OrigineSaisie,
    SetCible,
    SetCibles,
    SetFicheConstats,
    SetFicheOrigines,
    SetObjectifConstats,
    SetRealisation,
    TakeObjectifs,
    UnlinkIndicateur,
    UpdateAxe,
    UpdateEtape,
    UpdateFicheAction,
    UpdateFicheVersion,
    UpdateFinancement,
    UpdateIndicateur,
    UpdateMoyen,
    UpdateObjectif,
)
from cpom_desktop.services.operations.dossiers_nommes import (
    AddDossierNomme,
    DeleteDossiersNommes,
    SetDossierParties,
    UpdateDossierNomme,
)

SIGNATURE = date(2027, 12, 15)
OBJECTIFS = [
    (AddAxe(libelle="Équipes"), "ajouter un axe"),
    (AddAxes(libelles=["Territoire", "Parcours"]), "créer 2 axes"),
    (UpdateAxe(id=1, libelle="Équipes"), "modifier l’axe"),
    (DeleteAxes(ids=[1, 2]), "supprimer 2 axes"),
    (AddObjectif(axe_id=1, libelle="Fidéliser"), "ajouter un objectif"),
    (UpdateObjectif(id=1, libelle="Fidéliser"), "modifier « Objectif »"),
    (DeleteObjectifs(ids=[1]), "supprimer un objectif"),
    (AddFicheAction(titre="Prévenir les chutes"), "ajouter une fiche action"),
    (UpdateFicheAction(id=1, risques="Aucun"), "modifier « Risques et parades »"),
    (DeleteFichesAction(ids=[1, 2]), "supprimer 2 fiches actions"),
    (
        SetFicheConstats(fiche_id=1, criteres=["dg-h03"]),
        "modifier les constats de la fiche action",
    ),
    (AddEtape(fiche_id=1, libelle="Former"), "ajouter une étape"),
    (UpdateEtape(id=1, fin=SIGNATURE), "modifier « Fin »"),
    (DeleteEtapes(ids=[1]), "supprimer une étape"),
    (AddMoyen(fiche_id=1, libelle="Rails"), "ajouter un moyen"),
    (UpdateMoyen(id=1, montant_centimes=1_606_000), "modifier « Montant »"),
    (DeleteMoyens(ids=[1]), "supprimer un moyen"),
    (AddFinancement(fiche_id=1, source=SourceFinancement.OPCO), "ajouter un financement"),
    (UpdateFinancement(id=1, precision="2028"), "modifier « Précision »"),
    (DeleteFinancements(ids=[1]), "supprimer un financement"),
    (AddIndicateur(fiche_id=1, libelle="Chutes"), "ajouter un indicateur"),
    (UpdateIndicateur(id=1, valeur_initiale=Decimal("6.49")), "modifier « Valeur initiale »"),
    (DeleteIndicateurs(ids=[1]), "supprimer un indicateur"),
    (
        SetFicheOrigines(fiche_id=1, origines=[OrigineSaisie(Origine.DUERP, "Chutes")]),
        "modifier les origines de la fiche action",
    ),
    (
        AddFicheVersion(
            fiche_id=1, version="1.0", jour=SIGNATURE, statut=StatutFiche.VALIDEE_COPIL
        ),
        "noter une version de la fiche action",
    ),
    (UpdateFicheVersion(id=1, par="COPIL"), "modifier « Par »"),
    (DeleteFicheVersions(ids=[1]), "supprimer une version de fiche"),
    (
        LinkIndicateur(fiche_id=1, indicateur_id=1),
        "attacher un indicateur à la fiche action",
    ),
    (
        UnlinkIndicateur(fiche_id=1, indicateur_id=1),
        "détacher un indicateur de la fiche action",
    ),
    (SetCibles(indicateur_id=1, valeurs={2030: Decimal("5.7")}), "modifier les cibles"),
    (
        SetRealisation(indicateur_id=1, annee=2026, valeur=Decimal("6.31")),
        "modifier « Valeur réalisée »",
    ),
    (
        AddDossierNomme(nom="COPIL n° 1", parties=["retroplanning", "raci"]),
        "composer un dossier de documents",
    ),
    (UpdateDossierNomme(id=1, noms=False), "modifier « Noms des personnes »"),
    (
        SetDossierParties(dossier_id=1, parties=["raci", "retroplanning"]),
        "modifier les documents du dossier",
    ),
    (DeleteDossiersNommes(ids=[1]), "supprimer un dossier de documents"),
    (MoveAxe(id=1, rang=1), "déplacer un axe"),
    (MoveEtapes(ids=[1], mois=3), "déplacer une étape"),
    (TakeObjectifs(modeles=["ob-201"]), "prendre un objectif de la bibliothèque"),
    (MoveObjectif(id=1, axe_id=1, rang=0), "déplacer un objectif"),
    (
        SetObjectifConstats(objectif_id=1, criteres=["dg-e08"]),
        "modifier les constats de l’objectif",
    ),
    (SetCible(indicateur_id=1, annee=2032, valeur=Decimal("5.2")), "modifier la cible 2032"),
]
