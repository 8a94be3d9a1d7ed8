"""Everything that changes a dossier, as values that JSON can carry."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from cpom_desktop.services.operations.acteurs import AddActeur, DeleteActeurs, UpdateActeur
from cpom_desktop.services.operations.base import Context, Operation, operation_name
from cpom_desktop.services.operations.creation import PrepareDossier, StartDossier
from cpom_desktop.services.operations.diagnostic import UpdateConstat
from cpom_desktop.services.operations.dossier import (
    AssumeAnomalie,
    UpdateCapacite,
    UpdateDossier,
    UpdateEtablissement,
)
from cpom_desktop.services.operations.echeances import (
    AddEcheance,
    DeleteEcheances,
    SetEcheance,
    UpdateEcheance,
)
from cpom_desktop.services.operations.fiches_action import (
    AddEtape,
    AddFicheAction,
    AddFinancement,
    AddMoyen,
    DeleteEtapes,
    DeleteFichesAction,
    DeleteFinancements,
    DeleteMoyens,
    SetFicheConstats,
    UpdateEtape,
    UpdateFicheAction,
    UpdateFinancement,
    UpdateMoyen,
)
from cpom_desktop.services.operations.objectifs import (
    AddAxe,
    AddIndicateur,
    AddObjectif,
    DeleteAxes,
    DeleteIndicateurs,
    DeleteObjectifs,
    SetCible,
    UpdateAxe,
    UpdateIndicateur,
    UpdateObjectif,
)
from cpom_desktop.services.operations.plan_ajuste import AdjustPlan, Lien
from cpom_desktop.services.operations.plan_lots import (
    AddContractLife,
    AddTasks,
    DuplicateTasks,
    LigneTache,
    MoveTasks,
)
from cpom_desktop.services.operations.planification import (
    AddDelaiReunion,
    AddFermeture,
    DeleteDelaisReunion,
    DeleteFermetures,
    UpdateDelaiReunion,
    UpdateFermeture,
)
from cpom_desktop.services.operations.planning import (
    AddTask,
    DeleteTasks,
    SetPredecessors,
    UpdateTask,
)
from cpom_desktop.services.operations.plans_reference import (
    DeletePlansReference,
    TakePlanReference,
    UpdatePlanReference,
)
from cpom_desktop.services.operations.raci import (
    AddRaciActivite,
    CellValue,
    DeleteRaciActivites,
    SetRaciCells,
    UpdateRaciActivite,
    UpdateRaciRole,
)

AnyOperation = (
    StartDossier
    | PrepareDossier
    | UpdateDossier
    | UpdateEtablissement
    | UpdateCapacite
    | AssumeAnomalie
    | AddActeur
    | UpdateActeur
    | DeleteActeurs
    | AddTask
    | UpdateTask
    | DeleteTasks
    | SetPredecessors
    | AddTasks
    | DuplicateTasks
    | MoveTasks
    | AddContractLife
    | AdjustPlan
    | AddFermeture
    | UpdateFermeture
    | DeleteFermetures
    | AddDelaiReunion
    | UpdateDelaiReunion
    | DeleteDelaisReunion
    | TakePlanReference
    | UpdatePlanReference
    | DeletePlansReference
    | AddEcheance
    | UpdateEcheance
    | SetEcheance
    | DeleteEcheances
    | AddRaciActivite
    | UpdateRaciActivite
    | DeleteRaciActivites
    | SetRaciCells
    | UpdateRaciRole
    | UpdateConstat
    | AddAxe
    | AddIndicateur
    | AddObjectif
    | DeleteAxes
    | DeleteIndicateurs
    | DeleteObjectifs
    | SetCible
    | UpdateAxe
    | UpdateIndicateur
    | UpdateObjectif
    | AddEtape
    | AddFicheAction
    | AddFinancement
    | AddMoyen
    | DeleteEtapes
    | DeleteFichesAction
    | DeleteFinancements
    | DeleteMoyens
    | SetFicheConstats
    | UpdateEtape
    | UpdateFicheAction
    | UpdateFinancement
    | UpdateMoyen
)

__all__ = [
    "AddActeur",
    "AddAxe",
    "AddContractLife",
    "AddDelaiReunion",
    "AddEcheance",
    "AddEtape",
    "AddFermeture",
    "AddFicheAction",
    "AddFinancement",
    "AddIndicateur",
    "AddMoyen",
    "AddObjectif",
    "AddRaciActivite",
    "AddTask",
    "AddTasks",
    "AdjustPlan",
    "AnyOperation",
    "AssumeAnomalie",
    "CellValue",
    "Context",
    "DeleteActeurs",
    "DeleteAxes",
    "DeleteDelaisReunion",
    "DeleteEcheances",
    "DeleteEtapes",
    "DeleteFermetures",
    "DeleteFichesAction",
    "DeleteFinancements",
    "DeleteIndicateurs",
    "DeleteMoyens",
    "DeleteObjectifs",
    "DeletePlansReference",
    "DeleteRaciActivites",
    "DeleteTasks",
    "DuplicateTasks",
    "Lien",
    "LigneTache",
    "MoveTasks",
    "Operation",
    "PrepareDossier",
    "SetCible",
    "SetEcheance",
    "SetFicheConstats",
    "SetPredecessors",
    "SetRaciCells",
    "StartDossier",
    "TakePlanReference",
    "UpdateActeur",
    "UpdateAxe",
    "UpdateCapacite",
    "UpdateConstat",
    "UpdateDelaiReunion",
    "UpdateDossier",
    "UpdateEcheance",
    "UpdateEtablissement",
    "UpdateEtape",
    "UpdateFermeture",
    "UpdateFicheAction",
    "UpdateFinancement",
    "UpdateIndicateur",
    "UpdateMoyen",
    "UpdateObjectif",
    "UpdatePlanReference",
    "UpdateRaciActivite",
    "UpdateRaciRole",
    "UpdateTask",
    "decode_operation",
    "operation_name",
    "operation_schema",
]


@lru_cache(maxsize=1)
def _decoder() -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(AnyOperation)


def decode_operation(line: bytes) -> Operation:
    """Return the operation that a JSON object describes.

    Raises:
        msgspec.ValidationError, msgspec.DecodeError: with the place of the fault.
    """
    operation: Operation = _decoder().decode(line)
    return operation


def operation_schema() -> dict[str, Any]:
    """Return the operations and their fields, as a JSON Schema."""
    return msgspec.json.schema(AnyOperation)
