"""What a gesture on the picture of the plan asks of the dossier: one operation, or nothing.

What she sees when she lets go is what she gets: where the links alone would bring the end
elsewhere, the end is fixed too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import CLOSED, EtatTache, UniteDuree
from cpom_desktop.services.operations import SetPredecessors, UpdateTask
from cpom_desktop.services.queries.plan_calendrier import plan_calendar
from cpom_desktop.services.queries.planning import dated_tasks

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.calendrier_du_plan import WorkCalendar
    from cpom_desktop.domain.planning import ScheduledTask
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.snapshot import DossierSnapshot

__all__ = ["days_between", "link", "move_end", "resize", "unpin", "waits_for"]


def move_end(
    snapshot: DossierSnapshot, content: Content, task_id: int, fin: date
) -> UpdateTask | None:
    """Return what fixes the end of a task; None when it is that one already, or is over.

    One that is under way keeps its start: it lasts longer, or less.

    Raises:
        RegleInvalide: `plan-trop-long`.
    """
    dated = _open(snapshot, content, task_id)
    if dated is None or dated.fin == fin:
        return None
    if dated.task.etat is EtatTache.EN_COURS and not dated.task.jalon:
        return resize(snapshot, content, task_id, dated.debut, fin)
    return UpdateTask(id=task_id, date_epinglee=fin)


def resize(
    snapshot: DossierSnapshot, content: Content, task_id: int, debut: date, fin: date
) -> UpdateTask | None:
    """Return what makes a task go from `debut` to `fin`; None when it does, or is over.

    Its duration changes; when it has really begun, the day it began does. The end is fixed if
    the plan would not put it there.

    Raises:
        RegleInvalide: `plan-trop-long`.
    """
    dated = _open(snapshot, content, task_id)
    if dated is None or (dated.debut, dated.fin) == (debut, fin):
        return None
    task = dated.task
    days = days_between(task, debut, fin, plan_calendar(snapshot, content))
    wanted = replace(task, duree_jours=days)
    if task.debut_reel is not None:
        wanted = replace(wanted, debut_reel=debut)
    if _end_of(snapshot, content, wanted) != fin:
        wanted = replace(wanted, date_epinglee=fin)
    names = ("duree_jours", "debut_reel", "date_epinglee")
    changed = {n: getattr(wanted, n) for n in names if getattr(wanted, n) != getattr(task, n)}
    return UpdateTask(id=task_id, **changed) if changed else None


def unpin(snapshot: DossierSnapshot, task_id: int) -> UpdateTask | None:
    """Return what lets the links decide again of the end of a task; None when they do."""
    task = _task(snapshot, task_id)
    if task is None or task.date_epinglee is None:
        return None
    return UpdateTask(id=task_id, date_epinglee=None)


def link(snapshot: DossierSnapshot, before: int, after: int) -> SetPredecessors | None:
    """Return what makes a task wait for another; None when it does already."""
    waited = [li.predecessor_id for li in snapshot.task_links if li.task_id == after]
    if before in waited or _task(snapshot, after) is None:
        return None
    return SetPredecessors(task_id=after, predecesseurs=[*waited, before])


def waits_for(snapshot: DossierSnapshot, task_id: int) -> frozenset[int]:
    """Return the tasks that a task waits for, near or far, itself included."""
    before: dict[int, list[int]] = {}
    for li in snapshot.task_links:
        before.setdefault(li.task_id, []).append(li.predecessor_id)
    found, stack = {task_id}, [task_id]
    while stack:
        fresh = [i for i in before.get(stack.pop(), ()) if i not in found]
        found.update(fresh)
        stack += fresh
    return frozenset(found)


def days_between(task: Task, debut: date, fin: date, calendar: WorkCalendar) -> int:
    """Return the duration of a task between two days, in its own unit; one day at least."""
    if task.unite is UniteDuree.OUVRES:
        return max(calendar.worked_days(debut, fin), 1)
    return max((fin - debut).days, 1)


def _task(snapshot: DossierSnapshot, task_id: int) -> Task | None:
    return next((task for task in snapshot.tasks if task.id == task_id), None)


def _open(snapshot: DossierSnapshot, content: Content, task_id: int) -> ScheduledTask | None:
    dated = dated_tasks(snapshot, content).get(task_id)
    return None if dated is None or dated.task.etat in CLOSED else dated


def _end_of(snapshot: DossierSnapshot, content: Content, task: Task) -> date:
    """Return when a task would end if it were as given."""
    tasks = tuple(task if other.id == task.id else other for other in snapshot.tasks)
    return dated_tasks(replace(snapshot, tasks=tasks), content)[task.id].fin
