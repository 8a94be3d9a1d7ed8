"""The whole dossier as one frozen value: what screens read and documents are made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.dossier import (
    AnomalieAssumee,
    Capacite,
    Dossier,
    Etablissement,
    PackIntegre,
)
from cpom_desktop.domain.planning import Task, TaskLink
from cpom_desktop.domain.raci import Cells, RaciActivite, RaciCase, RaciRole, cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

RECORDS: Mapping[str, type] = {
    "dossier": Dossier,
    "etablissement": Etablissement,
    "capacites": Capacite,
    "acteurs": Acteur,
    "tasks": Task,
    "task_links": TaskLink,
    "raci_roles": RaciRole,
    "raci_activites": RaciActivite,
    "raci_cases": RaciCase,
    "anomalies_assumees": AnomalieAssumee,
    "packs_integres": PackIntegre,
}
"""Table of the file → its record, parents before children. Names are public."""

SINGLE = frozenset({"dossier", "etablissement"})
"""Tables of one row, always id 1."""

Record = (
    Dossier
    | Etablissement
    | Capacite
    | Acteur
    | Task
    | TaskLink
    | RaciRole
    | RaciActivite
    | RaciCase
    | AnomalieAssumee
    | PackIntegre
)


@dataclass(frozen=True)
class DossierSnapshot:
    """Every record of a dossier at one moment, ordered by `ordre` then id."""

    dossier: Dossier = Dossier()
    etablissement: Etablissement = Etablissement()
    capacites: tuple[Capacite, ...] = ()
    acteurs: tuple[Acteur, ...] = ()
    tasks: tuple[Task, ...] = ()
    task_links: tuple[TaskLink, ...] = ()
    raci_roles: tuple[RaciRole, ...] = ()
    raci_activites: tuple[RaciActivite, ...] = ()
    raci_cases: tuple[RaciCase, ...] = ()
    anomalies_assumees: tuple[AnomalieAssumee, ...] = ()
    packs_integres: tuple[PackIntegre, ...] = ()

    @cached_property
    def acteurs_by_id(self) -> Mapping[int, Acteur]:
        """Stakeholders by id."""
        return {acteur.id: acteur for acteur in self.acteurs}

    @cached_property
    def cells(self) -> Cells:
        """The cells of the RACI matrix."""
        return cells_of(self.raci_cases)

    def refreshed(
        self, tables: Iterable[str], load: Callable[[str], tuple[Any, ...]]
    ) -> DossierSnapshot:
        """Return this snapshot with `tables` read again through `load`."""
        fresh: dict[str, Any] = {table: value_of(table, load(table)) for table in tables}
        return replace(self, **fresh)


def value_of(table: str, rows: tuple[Any, ...]) -> object:
    """Return what a snapshot keeps of a table: its rows, or its only row."""
    if table not in SINGLE:
        return rows
    return rows[0] if rows else RECORDS[table]()
