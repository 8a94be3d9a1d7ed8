"""What a pack proposes, as records of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import Task, TaskLink

if TYPE_CHECKING:
    from cpom_desktop.content.schema import Plan, TachePlan


def tasks_of(plan: Plan) -> tuple[tuple[Task, ...], tuple[TaskLink, ...]]:
    """Return the tasks and links of a template, numbered from 1."""
    return _made(plan.taches)


def life_tasks_of(plan: Plan) -> tuple[tuple[Task, ...], tuple[TaskLink, ...]]:
    """Return the tasks of the life of the contract and their links, numbered from 1."""
    return _made(plan.vie_du_contrat)


def _made(models: tuple[TachePlan, ...]) -> tuple[tuple[Task, ...], tuple[TaskLink, ...]]:
    ids = {model.slug: number for number, model in enumerate(models, start=1)}
    tasks = tuple(_task(model, ids[model.slug]) for model in models)
    pairs = [(ids[model.slug], ids[before]) for model in models for before in model.apres]
    links = tuple(
        TaskLink(id=number, task_id=task, predecessor_id=before)
        for number, (task, before) in enumerate(pairs, start=1)
    )
    return tasks, links


def _task(model: TachePlan, number: int) -> Task:
    return Task(
        id=number,
        slug=model.slug,
        ordre=number,
        phase=model.phase,
        titre=model.titre,
        duree_jours=model.duree_jours,
        mode=model.mode,
        jalon=model.jalon,
        reunion=model.is_meeting,
        limite_jours=model.limite_jours,
        ancre=model.ancre,
        decalage_mois=model.decalage_mois,
        decalage_jours=model.decalage_jours,
        livrable=model.livrable,
    )
