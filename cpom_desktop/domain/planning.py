"""The backward plan: tasks, links, and the dates computed back from the target.

A finish is exclusive of the next start: a task of five days that must end on J−306 starts on
J−311 (kit §1.3, proposed); worked days are counted the same way. A milestone that falls on a
closed day moves to the last open one before, and what it waits for with it; held as early as it
can be, it moves to the next one. It never goes past its deadline.

Planned dates come from the target alone. What is late is told by the early dates, which start
from today: they push those of what waits, up to the target.
"""

from __future__ import annotations

from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.calendrier_du_plan import FIRST_DAY, LAST_DAY
from cpom_desktop.domain.planning_bornes import (
    Early,
    Late,
    Network,
    Pace,
    anchor_day,
    early_pass,
    is_begun,
    late_pass,
    network,
)
from cpom_desktop.domain.planning_choix import (
    Planned,
    front_slack,
    is_under_way,
    plan_pass,
    tight_tasks,
)
from cpom_desktop.domain.planning_types import Contrat, Raison, ScheduledTask
from cpom_desktop.domain.tasks import CLOSED, EtatTache
from cpom_desktop.errors import RegleInvalide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.calendrier_du_plan import WorkCalendar
    from cpom_desktop.domain.tasks import Task, TaskLink

__all__ = [
    "Contrat",
    "Raison",
    "ScheduledTask",
    "is_late",
    "least_slack",
    "order_tasks",
    "schedule_retroplanning",
]


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


def schedule_retroplanning(  # noqa: PLR0913 - the plan, its calendar, the dates that hold it
    tasks: Sequence[Task],
    links: Sequence[TaskLink],
    target: date,
    *,
    calendar: WorkCalendar,
    start: date | None = None,
    today: date | None = None,
    contrat: Contrat = Contrat(),  # noqa: B008 - frozen
) -> tuple[ScheduledTask, ...]:
    """Return every task with its dates, in the order of `tasks`, computed back from `target`.

    Args:
        tasks: the plan; a task out of scope (`sans_objet`) takes no time.
        links: which waits for which.
        target: the signature, or the meeting of a management dialogue.
        calendar: worked days, days open to meetings, and whether milestones move off the others.
        start: first day of the work; None lets the longest chain decide.
        today: nothing that is not begun begins before; None leaves lateness out.
        contrat: from which the tasks of the life of the contract are counted.
    Raises:
        RegleInvalide: `cycle`; `plan-trop-long` when a date leaves our centuries.
    Source: kit §1.3, rule for the code (proposed).
    """
    if not tasks:
        return ()
    found = _passes(tasks, links, target, calendar, _When(start, today, contrat))
    planned = plan_pass(found.net, found.first, found.anchors, found.late, found.pace)
    tight = tight_tasks(found.net, found.limits, found.early)
    return tuple(
        _dated(t, planned[t.id], found.limits, found.early, found.pace, tight) for t in tasks
    )


def least_slack(  # noqa: PLR0913 - as the dates themselves
    tasks: Sequence[Task],
    links: Sequence[TaskLink],
    target: date,
    *,
    calendar: WorkCalendar,
    start: date | None = None,
    today: date | None = None,
    contrat: Contrat = Contrat(),  # noqa: B008 - frozen
) -> int | None:
    """Return the days by which the work that comes next may slip; None when nothing is open.

    It is what `plan_margin` says, in half the time, for who tries many plans.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long`.
    """
    if not tasks:
        return None
    found = _passes(tasks, links, target, calendar, _When(start, today, contrat))
    return min(front_slack(found.net, found.limits, found.early).values(), default=None)


class _When(NamedTuple):
    start: date | None
    today: date | None
    contrat: Contrat


class _Passes(NamedTuple):
    """Both passes; `limits` are the late dates by what is begun and over now."""

    net: Network
    anchors: Mapping[int, int]
    late: Late
    limits: Late
    early: Early
    first: int
    pace: Pace


def _passes(
    tasks: Sequence[Task],
    links: Sequence[TaskLink],
    target: date,
    calendar: WorkCalendar,
    when: _When,
) -> _Passes:
    net = network(order_tasks(tasks, links), {task.id: task for task in tasks}, links)
    anchors = {t.id: _ordinal(anchor_day(t, target, when.contrat)) for t in tasks if t.ancre}
    pace = Pace(calendar)
    late = late_pass(net, _ordinal(target), anchors, pace)
    moving = any(is_begun(t) or t.etat is EtatTache.FAIT for t in tasks)
    limits = late_pass(net, _ordinal(target), anchors, pace, real=True) if moving else late
    now = _ordinal(when.today) if when.today else None
    first = _ordinal(when.start) if when.start else min(late.start[i] for i in net.order)
    floor = first if now is None else max(now, first if when.start else now)
    early = early_pass(net, floor, now, late, anchors, pace)
    return _Passes(net, anchors, late, limits, early, first, pace)


def _ordinal(day: date) -> int:
    return day.toordinal()


def _dated(
    task: Task, chosen: Planned, late: Late, early: Early, pace: Pace, tight: frozenset[int]
) -> ScheduledTask:
    """Return a task with its dates as days."""
    i = task.id
    slips = (early.start[i], late.start[i])
    if is_under_way(task):
        slips = (early.finish[i], late.finish[i])
    forecast = chosen.start, chosen.finish
    if task.etat not in CLOSED and early.finish[i] > chosen.finish:
        forecast = early.start[i], early.finish[i]
    moved = _day(chosen.moved_from) if chosen.moved_from is not None else None
    return ScheduledTask(
        task=task,
        debut=_day(chosen.start),
        fin=_day(chosen.finish),
        debut_au_plus_tot=_day(early.start[i]),
        debut_au_plus_tard=_day(late.start[i]),
        fin_au_plus_tard=_day(late.finish[i]),
        marge_jours=slips[1] - slips[0],
        marge_ouvres=pace.calendar.count(*slips),
        shifted_from=moved,
        fin_au_plus_tot=_day(early.finish[i]),
        debut_prevu=_day(forecast[0]),
        fin_prevue=_day(forecast[1]),
        tendue=i in tight,
        raison=Raison(
            chosen.motif,
            chosen.autre_id,
            _day(chosen.base) if chosen.base is not None else None,
            pace.calendar.closed(moved) if moved else None,
            chosen.origine_id,
        ),
    )


def _day(ordinal: int) -> date:
    if not FIRST_DAY <= ordinal <= LAST_DAY:
        raise RegleInvalide("plan-trop-long")
    return date.fromordinal(ordinal)


def is_late(scheduled: ScheduledTask, today: date) -> bool:
    """Tell whether a task should be over and is not."""
    return scheduled.task.etat not in CLOSED and scheduled.fin < today
