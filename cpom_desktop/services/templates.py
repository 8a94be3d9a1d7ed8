"""What a pack proposes, as records of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import Task, TaskLink

if TYPE_CHECKING:
    from cpom_desktop.content.schema import Plan


def tasks_of(plan: Plan) -> tuple[tuple[Task, ...], tuple[TaskLink, ...]]:
    """Return the tasks and links of a template, numbered from 1."""
    ids = {model.slug: number for number, model in enumerate(plan.taches, start=1)}
    tasks = tuple(
        Task(
            id=ids[model.slug],
            slug=model.slug,
            ordre=ids[model.slug],
            phase=model.phase,
            titre=model.titre,
            duree_jours=model.duree_jours,
            mode=model.mode,
            jalon=model.jalon,
            limite_jours=model.limite_jours,
            livrable=model.livrable,
        )
        for model in plan.taches
    )
    pairs = [(ids[model.slug], ids[before]) for model in plan.taches for before in model.apres]
    links = tuple(
        TaskLink(id=number, task_id=task, predecessor_id=before)
        for number, (task, before) in enumerate(pairs, start=1)
    )
    return tasks, links
