"""What the journal and the rest of the dossier do to each other: follow-ups, sending slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.echanges import Echange, Envoi
from cpom_desktop.domain.pieces import TRANSMIS, Fichier
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import (
    Context,
    Operation,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.echanges import AddEnvoi, NumberBordereau
from cpom_desktop.services.operations.planning import AddTask, UpdateTask

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records

FIRST_PHASE = "cadrage"


class MakeTaskOfEchange(Operation, frozen=True):
    """Make a task of the plan of what is to be done after an exchange; answers its id."""

    id: int

    def title(self) -> str:
        """Return its title."""
        return _("faire une tâche de la suite d'un échange")

    def apply(self, records: Records, context: Context) -> int:
        """Add the task, due on the day of the follow-up, and tie the exchange to it.

        Raises:
            RegleInvalide: `echange-sans-suite`, nothing is to be done; `echange-deja-suivi`.
        """
        echange = records.get(Echange, self.id)
        require_text(echange.suite, "echange-sans-suite")
        if echange.task_id is not None:
            raise RegleInvalide("echange-deja-suivi")
        task_id = AddTask(phase=_phase(records), titre=echange.suite, duree_jours=1).apply(
            records, context
        )
        if echange.suite_le is not None:
            UpdateTask(id=task_id, date_epinglee=echange.suite_le).apply(records, context)
        update_given(records, "echanges", self.id, {"task_id": task_id})
        return task_id


def _phase(records: Records) -> str:
    """Return the phase of the first task of the plan that is not over, else the first one."""
    open_tasks = sorted((t for t in records.all(Task) if t.fin_reelle is None), key=_place)
    return open_tasks[0].phase if open_tasks else FIRST_PHASE


def _place(task: Task) -> int:
    return task.ordre


class PrepareBordereau(Operation, frozen=True):
    """Give an exchange its sending slip, its attached files on it; answers its number."""

    echange_id: int

    def title(self) -> str:
        """Return its title."""
        return _("préparer un bordereau d'envoi")

    def apply(self, records: Records, context: Context) -> int:
        """List the files that are not on it yet, by their imprint, then number it.

        What was kept of a document sent is no other file: the document is on it already.
        """
        listed = {e.empreinte for e in records.all(Envoi) if e.echange_id == self.echange_id}
        for fichier in records.all(Fichier):
            kept = fichier.usage == TRANSMIS or fichier.empreinte in listed
            if fichier.echange_id == self.echange_id and not kept:
                AddEnvoi(
                    echange_id=self.echange_id, titre=fichier.nom, empreinte=fichier.empreinte
                ).apply(records, context)
        return NumberBordereau(echange_id=self.echange_id).apply(records, context)
