"""Operations on the plans of reference: the plan as it was one day, kept to compare with."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.dossier import Dossier
from cpom_desktop.domain.planification import PlanReference, PlanReferenceTache, is_copil
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    cleaned,
    given,
    require_text,
    update_given,
)
from cpom_desktop.services.queries.planning import TABLES, dated_tasks
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class TakePlanReference(Operation, frozen=True):
    """Keep the plan as it is today under a name; answers its id."""

    nom: str

    def title(self) -> str:
        """Return its title."""
        return _("garder un plan de référence")

    def apply(self, records: Records, context: Context) -> int:
        """Write the dates of every task.

        Raises:
            RegleInvalide: `plan-sans-date`, nothing is dated yet.
        """
        require_text(self.nom)
        nom = str(cleaned("plans_reference", {"nom": self.nom})["nom"])
        return take_reference(records, context, PlanReference(id=0, nom=nom, quand=context.today))


class UpdatePlanReference(Operation, frozen=True):
    """Give a plan of reference another name."""

    id: int
    nom: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("plans_reference", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write it."""
        if self.nom is not UNSET:
            require_text(self.nom)
        update_given(records, "plans_reference", self.id, given(self, "id"))


class DeletePlansReference(Deletion, frozen=True):
    """Delete plans of reference, and the dates that they kept."""

    kind = PlanReference
    words = ("supprimer un plan de référence", "supprimer {n} plans de référence")


def keep_plan_of_copil(records: Records, context: Context, task_id: int) -> None:
    """Keep the plan as it is when a COPIL has been held, in place of one kept for it before.

    Another task, or a plan without dates, keeps nothing.
    """
    task = records.get(Task, task_id)
    if not is_copil(task) or records.get(Dossier, 1).date_signature is None:
        return
    earlier = [r.id for r in records.all(PlanReference) if r.automatique and r.task_id == task_id]
    records.delete(PlanReference, earlier)
    reference = PlanReference(
        id=0, nom=task.titre, quand=context.today, automatique=True, task_id=task_id
    )
    with suppress(RegleInvalide):  # a plan that cannot be dated is no reason to refuse the COPIL
        take_reference(records, context, reference)


def take_reference(records: Records, context: Context, reference: PlanReference) -> int:
    """Keep the dates of every task under `reference`; return its id.

    Raises:
        RegleInvalide: `plan-sans-date`, nothing is dated yet.
    """
    snapshot = DossierSnapshot().refreshed(TABLES, lambda table: records.all(RECORDS[table]))
    dated = dated_tasks(snapshot, context.content)
    if not dated:
        raise RegleInvalide("plan-sans-date")
    values = {
        name: getattr(reference, name) for name in ("nom", "quand", "automatique", "task_id")
    }
    cible = records.get(Dossier, 1).date_signature
    reference_id = records.insert(PlanReference(id=0, cible=cible, **values))
    for task_id, scheduled in dated.items():
        records.insert(
            PlanReferenceTache(
                id=0,
                reference_id=reference_id,
                task_id=task_id,
                titre=scheduled.task.titre,
                debut=scheduled.debut,
                fin=scheduled.fin,
            )
        )
    return reference_id
