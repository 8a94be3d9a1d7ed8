"""What meetings and the rest of the dossier do to each other: drafts of the plan, decisions."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from cpom_desktop.domain.instances import Instance
from cpom_desktop.domain.reunions import Decision, Reunion
from cpom_desktop.domain.tasks import CLOSED, Task
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation, update_given
from cpom_desktop.services.operations.fiches_action import (
    AddEtape,
    AddFicheAction,
    UpdateFicheAction,
)
from cpom_desktop.services.operations.planning import AddTask, UpdateTask
from cpom_desktop.services.operations.reunions import AddReunion, UpdateReunion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.schema_relations import ComitologieFile, OrdreDuJourModele
    from cpom_desktop.services.ports import Records

COPIL = "copil"
"""Slug of the instance whose meetings the plan holds as milestones."""
LONGEST_TITLE = 180
"""Characters of a decision that name its task, its step or its fiche."""
FIRST_PHASE = "cadrage"


class PrepareReunions(Operation, frozen=True):
    """Draft a meeting of the COPIL for each milestone of the plan that has none; answers ids.

    They have no date of their own: each follows its milestone until it is convened.
    """

    def title(self) -> str:
        """Return its title."""
        return _("préparer les COPIL du rétroplanning")

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert the drafts, in the order of the plan."""
        agendas = context.content.comitologie
        copil = next((i.id for i in records.all(Instance) if i.slug == COPIL), None)
        made = []
        for task, model in meetings_lacking(records.all(Task), records.all(Reunion), agendas):
            draft = AddReunion(
                titre=task.titre,
                instance_id=copil,
                task_id=task.id,
                numero=_number(model, copil, records.all(Reunion)),
                modele=model.slug,
            )
            made.append(draft.apply(records, context))
        return made


def _number(
    model: OrdreDuJourModele, instance_id: int | None, reunions: tuple[Reunion, ...]
) -> int | None:
    """Return the number of a model, None when a meeting of the instance has it already."""
    taken = {r.numero for r in reunions if r.instance_id == instance_id}
    return None if model.numero in taken else model.numero


def meetings_lacking(
    tasks: tuple[Task, ...], reunions: tuple[Reunion, ...], agendas: ComitologieFile
) -> Iterator[tuple[Task, OrdreDuJourModele]]:
    """Yield the milestones of the COPIL that are still to come and have no meeting."""
    held = {reunion.task_id for reunion in reunions}
    for task in sorted(tasks, key=_place):
        model = agendas.agenda_for(task.slug) if task.slug else None
        wanted = model is not None and model.instance == COPIL
        if model is not None and wanted and task.id not in held and task.etat not in CLOSED:
            yield task, model


def _place(task: Task) -> int:
    return task.ordre


class SetDateReunion(Operation, frozen=True):
    """Give a meeting its day, and fix its milestone there: one step with both."""

    id: int
    jour: date
    jalon: bool = True

    def title(self) -> str:
        """Return its title."""
        if self.jalon:
            return _("fixer la réunion et son jalon")
        return _("fixer la date de la réunion")

    def apply(self, records: Records, context: Context) -> None:
        """Write both."""
        UpdateReunion(id=self.id, jour=self.jour).apply(records, context)
        task_id = records.get(Reunion, self.id).task_id
        if self.jalon and task_id is not None:
            UpdateTask(id=task_id, date_epinglee=self.jour).apply(records, context)


class MakeTaskOfDecision(Operation, frozen=True):
    """Make a task of the plan of a decision, who carries it and for when; answers its id."""

    id: int

    def title(self) -> str:
        """Return its title."""
        return _("faire une tâche d'une décision")

    def apply(self, records: Records, context: Context) -> int:
        """Add the task and tie the decision to it.

        Raises:
            RegleInvalide: `decision-deja-suivie`.
        """
        decision = _untied(records, self.id)
        task_id = AddTask(
            phase=_phase_of(records, decision),
            titre=_name_of(decision),
            duree_jours=1,
            acteur_id=decision.responsable_id,
        ).apply(records, context)
        if decision.echeance is not None:
            UpdateTask(id=task_id, date_epinglee=decision.echeance).apply(records, context)
        update_given(records, "decisions", self.id, {"task_id": task_id})
        return task_id


class MakeActionOfDecision(Operation, frozen=True):
    """Make a step of a fiche of a decision, or a new fiche without `fiche_id`; answers the fiche.

    Its name is that of the decision, with who carries it and for when.
    """

    id: int
    fiche_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        if self.fiche_id is None:
            return _("faire une fiche action d'une décision")
        return _("faire une étape d'une décision")

    def apply(self, records: Records, context: Context) -> int:
        """Add the step, or the fiche, and tie the decision to it.

        Raises:
            RegleInvalide: `decision-deja-suivie`.
        """
        decision, fiche_id = _untied(records, self.id), self.fiche_id
        if fiche_id is None:
            fiche_id = AddFicheAction(titre=_name_of(decision)).apply(records, context)
            held = UpdateFicheAction(id=fiche_id, responsable_id=decision.responsable_id)
            held.apply(records, context)
        else:
            AddEtape(
                fiche_id=fiche_id,
                libelle=_name_of(decision),
                responsable_id=decision.responsable_id,
                fin=decision.echeance,
            ).apply(records, context)
        update_given(records, "decisions", self.id, {"fiche_id": fiche_id})
        return fiche_id


def _untied(records: Records, decision_id: int) -> Decision:
    """Return a decision that nothing carries out yet."""
    decision = records.get(Decision, decision_id)
    if decision.task_id is not None or decision.fiche_id is not None:
        raise RegleInvalide("decision-deja-suivie")
    return decision


def _name_of(decision: Decision) -> str:
    words = " ".join(decision.texte.split()).rstrip(".")
    if len(words) <= LONGEST_TITLE:
        return words
    return f"{words[:LONGEST_TITLE].rpartition(' ')[0] or words[:LONGEST_TITLE]}…"


def _phase_of(records: Records, decision: Decision) -> str:
    """Return the phase of the milestone of its meeting, else the one under way."""
    tasks = records.all(Task)
    task_id = records.get(Reunion, decision.reunion_id).task_id
    own = next((task.phase for task in tasks if task.id == task_id), "")
    under_way = (task.phase for task in sorted(tasks, key=_place) if task.etat not in CLOSED)
    return own or next(under_way, FIRST_PHASE)
