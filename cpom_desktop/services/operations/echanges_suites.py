"""What the journal and the rest of the dossier do to each other: follow-ups, documents sent."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from cpom_desktop.domain.echanges import Echange, Envoi, NatureEchange
from cpom_desktop.domain.pieces import Fichier
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import (
    Context,
    Operation,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.echanges import AddEchange, AddEnvoi, NumberBordereau
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
        """List the files that are not on it yet, by their imprint, then number it."""
        listed = {e.empreinte for e in records.all(Envoi) if e.echange_id == self.echange_id}
        for fichier in records.all(Fichier):
            if fichier.echange_id == self.echange_id and fichier.empreinte not in listed:
                AddEnvoi(
                    echange_id=self.echange_id, titre=fichier.nom, empreinte=fichier.empreinte
                ).apply(records, context)
        return NumberBordereau(echange_id=self.echange_id).apply(records, context)


class TransmitDocument(Operation, frozen=True):
    """Write in the journal that a document was sent, with its slip if wanted; answers its id.

    Attributes:
        personnes, noms: to whom, as in `AddEchange`.
        nature: by which way; a document handed over is `document`.
        empreinte: SHA-256 of the file that was exported, empty for paper.
        bordereau: give it the next number of sending slip.
    """

    jour: date
    titre: str
    personnes: list[int] = []  # noqa: RUF012 - msgspec copies an empty default
    noms: list[str] = []  # noqa: RUF012 - as above
    nature: NatureEchange = NatureEchange.DOCUMENT
    version: str = ""
    exemplaires: int = 1
    empreinte: str = ""
    bordereau: bool = True
    reunion_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("noter l'envoi d'un document")

    def apply(self, records: Records, context: Context) -> int:
        """Write the exchange, what went with it, and the number of its slip.

        Raises:
            RegleInvalide: `envoi-sans-destinataire`.
        """
        require_text(self.titre)
        if not self.personnes and not any(nom.strip() for nom in self.noms):
            raise RegleInvalide("envoi-sans-destinataire")
        told = ", ".join(filter(None, (self.titre.strip(), self.version.strip())))
        echange_id = AddEchange(
            jour=self.jour,
            objet=told,
            nature=self.nature,
            personnes=self.personnes,
            noms=self.noms,
            reunion_id=self.reunion_id,
        ).apply(records, context)
        AddEnvoi(
            echange_id=echange_id,
            titre=self.titre,
            version=self.version,
            exemplaires=self.exemplaires,
            empreinte=self.empreinte,
        ).apply(records, context)
        if self.bordereau:
            NumberBordereau(echange_id=echange_id).apply(records, context)
        return echange_id
