"""The backward plan: tasks, links, and the dates computed back from the target.

A duration is in calendar days and a finish is exclusive of the next start: a task of five
days that must end on J−306 starts on J−311 (kit §1.3, proposed). A milestone (meeting) that
falls on a closed day moves to the last working day before, and what it waits for with it; held
as early as it can be, it moves to the next one. It never goes past its deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import CLOSED, EtatTache, ModePlanification, Task, TaskLink
from cpom_desktop.errors import RegleInvalide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """Dates of one task: the chosen ones, the bounds around them, and how they came.

    `marge_jours` is in calendar days; 0 means critical, negative means the plan does not fit.
    """

    task: Task
    debut: date
    fin: date
    debut_au_plus_tot: date
    debut_au_plus_tard: date
    fin_au_plus_tard: date
    marge_jours: int
    shifted_from: date | None = None

    @property
    def critical(self) -> bool:
        """Tell whether one day of delay moves the target."""
        return self.marge_jours <= 0 and self.task.etat not in CLOSED


def order_tasks(tasks: Sequence[Task], links: Iterable[TaskLink]) -> list[int]:
    """Return the task ids, each after those it waits for.

    Raises:
        RegleInvalide: `cycle` when tasks wait for each other; `titres` names them in order.
    """
    waits: dict[int, set[int]] = {task.id: set() for task in tasks}
    for link in links:
        if link.task_id in waits and link.predecessor_id in waits:
            waits[link.task_id].add(link.predecessor_id)
    try:
        return list(TopologicalSorter(waits).static_order())
    except CycleError as error:
        titles = {task.id: task.titre for task in tasks}
        names = [titles[i] for i in reversed(error.args[1])]
        raise RegleInvalide("cycle", titres=" → ".join(names)) from error


def schedule_retroplanning(
    tasks: Sequence[Task],
    links: Sequence[TaskLink],
    target: date,
    *,
    is_working_day: Callable[[date], bool],
    start: date | None = None,
) -> tuple[ScheduledTask, ...]:
    """Return every task with its dates, in the order of `tasks`, computed back from `target`.

    Args:
        tasks: the plan; a task out of scope (`sans_objet`) takes no time.
        links: which waits for which.
        target: the signature, or the meeting of a management dialogue.
        is_working_day: answers whether a meeting may be held that day.
        start: first day of the work; None lets the longest chain decide (no negative slack).
    Raises:
        RegleInvalide: `cycle`.
    Source: kit §1.3, rule for the code (proposed).
    """
    order = order_tasks(tasks, links)
    by_id = {task.id: task for task in tasks}
    before, after = _neighbours(links, by_id)
    due = _due_dates(order, by_id, after, target, is_working_day)
    latest = {i: _held(by_id[i], due[i], is_working_day) - _days(by_id[i]) for i in order}
    first_day = start or min(latest.values(), default=target)
    early = _early_starts(order, by_id, before, first_day, is_working_day)
    dated: dict[int, ScheduledTask] = {}
    for i in order:
        ready = max((dated[p].fin for p in before[i]), default=first_day)
        dated[i] = _scheduled(by_id[i], due[i], early[i], ready, is_working_day)
    return tuple(dated[task.id] for task in tasks)


def _neighbours(
    links: Iterable[TaskLink], by_id: Mapping[int, Task]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    before: dict[int, list[int]] = {i: [] for i in by_id}
    after: dict[int, list[int]] = {i: [] for i in by_id}
    for link in links:
        if link.task_id in by_id and link.predecessor_id in by_id:
            before[link.task_id].append(link.predecessor_id)
            after[link.predecessor_id].append(link.task_id)
    return before, after


def _days(task: Task) -> timedelta:
    return timedelta(days=0 if task.etat is EtatTache.SANS_OBJET else task.duree_jours)


def _due_dates(
    order: Sequence[int],
    by_id: Mapping[int, Task],
    after: Mapping[int, Sequence[int]],
    target: date,
    is_working_day: Callable[[date], bool],
) -> dict[int, date]:
    """Return when each task must be over; a meeting that moves takes along what it waits for."""
    due: dict[int, date] = {}
    for i in reversed(order):
        bounds = [_must_start(by_id[s], due[s], is_working_day) for s in after[i]] or [target]
        if (limit := by_id[i].limite_jours) is not None:
            bounds.append(target - timedelta(days=limit))
        due[i] = min(bounds)
    return due


def _must_start(task: Task, due: date, is_working_day: Callable[[date], bool]) -> date:
    latest = _held(task, due, is_working_day)
    if task.date_epinglee is not None and task.etat not in CLOSED:
        latest = min(latest, task.date_epinglee)
    return latest - _days(task)


def _held(task: Task, finish: date, is_open: Callable[[date], bool], step: int = -1) -> date:
    """Return the day of a meeting still to come: a working one; any other end as it is."""
    while task.jalon and task.etat not in CLOSED and not is_open(finish):
        finish += timedelta(days=step)
    return finish


def _early_starts(
    order: Sequence[int],
    by_id: Mapping[int, Task],
    before: Mapping[int, Sequence[int]],
    first_day: date,
    is_working_day: Callable[[date], bool],
) -> dict[int, date]:
    early: dict[int, date] = {}
    for i in order:
        ends = [_known_finish(by_id[p]) or early[p] + _days(by_id[p]) for p in before[i]]
        length = _days(by_id[i])
        finish = max(ends, default=first_day) + length
        early[i] = _held(by_id[i], finish, is_working_day, step=1) - length
    return early


def _known_finish(task: Task) -> date | None:
    """Return the end that links do not move: done that day, or fixed by hand."""
    if task.etat is EtatTache.SANS_OBJET:
        return None
    return task.fin_reelle if task.etat is EtatTache.FAIT else task.date_epinglee


def _scheduled(
    task: Task, due: date, early: date, ready: date, is_working_day: Callable[[date], bool]
) -> ScheduledTask:
    """Return a task dated; `ready` is when all that it waits for ends, in this very plan."""
    latest = _held(task, due, is_working_day)
    as_early = task.mode is ModePlanification.AU_PLUS_TOT or task.etat is EtatTache.SANS_OBJET
    soonest = _held(task, ready + _days(task), is_working_day, step=1)
    aimed = min(soonest, latest) if as_early else due
    known = _known_finish(task)
    finish = known or _held(task, aimed, is_working_day)
    return ScheduledTask(
        task=task,
        debut=finish - _days(task),
        fin=finish,
        debut_au_plus_tot=early,
        debut_au_plus_tard=latest - _days(task),
        fin_au_plus_tard=latest,
        marge_jours=(latest - _days(task) - early).days,
        shifted_from=aimed if known is None and finish != aimed else None,
    )


def is_late(scheduled: ScheduledTask, today: date) -> bool:
    """Tell whether a task should be over and is not."""
    return scheduled.task.etat not in CLOSED and scheduled.fin < today
