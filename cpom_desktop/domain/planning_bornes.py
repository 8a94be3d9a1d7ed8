"""The two passes over the plan: the latest dates, back from the target; the earliest, forwards.

Days are ordinals. Both passes only ever use functions that grow with the day, each the other's
inverse as far as closed days allow: early never passes late when the plan fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import add_months, add_years
from cpom_desktop.domain.planning_types import Contrat, MotifDate
from cpom_desktop.domain.tasks import CLOSED, Ancre, EtatTache, Task, UniteDuree
from cpom_desktop.errors import RegleInvalide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cpom_desktop.domain.calendrier_du_plan import WorkCalendar
    from cpom_desktop.domain.tasks import TaskLink


@dataclass(frozen=True, slots=True)
class Network:
    """The tasks in an order that respects the links, and their neighbours."""

    order: Sequence[int]
    tasks: Mapping[int, Task]
    before: Mapping[int, Sequence[int]]
    after: Mapping[int, Sequence[int]]


@dataclass(slots=True)
class Late:
    """The latest dates: when each must be over, the day it is held, its start, and why."""

    due: dict[int, int] = field(default_factory=dict)
    finish: dict[int, int] = field(default_factory=dict)
    start: dict[int, int] = field(default_factory=dict)
    must_start: dict[int, int] = field(default_factory=dict)
    bound: dict[int, tuple[MotifDate, int | None]] = field(default_factory=dict)
    origin: dict[int, int | None] = field(default_factory=dict)


@dataclass(slots=True)
class Early:
    """The earliest dates from a floor on: when all it waits for is over, its start, its end.

    `over` is when what waits may begin: a task of the life of the contract keeps to its day.
    """

    ready: dict[int, int] = field(default_factory=dict)
    over: dict[int, int] = field(default_factory=dict)
    start: dict[int, int] = field(default_factory=dict)
    finish: dict[int, int] = field(default_factory=dict)


def network(order: Sequence[int], tasks: Mapping[int, Task], links: Iterable[TaskLink]) -> Network:
    """Return the neighbours of each task; links to what is not there are left out."""
    before: dict[int, list[int]] = {i: [] for i in tasks}
    after: dict[int, list[int]] = {i: [] for i in tasks}
    for link in links:
        if link.task_id in tasks and link.predecessor_id in tasks:
            before[link.task_id].append(link.predecessor_id)
            after[link.predecessor_id].append(link.task_id)
    return Network(order, tasks, before, after)


def anchor_day(task: Task, target: date, contrat: Contrat) -> date:
    """Return when a task of the life of the contract is due, before any move.

    Without an effective date, the signature stands for it until she types one.

    Raises:
        RegleInvalide: `plan-trop-long` when no calendar goes that far.
    """
    match task.ancre:
        case Ancre.EFFET:
            base = contrat.effet or target
        case Ancre.FIN_CONTRAT:
            base = contrat.fin or add_years(contrat.effet or target, 5) - timedelta(days=1)
        case _:
            base = target
    try:
        return add_months(base, task.decalage_mois) + timedelta(days=task.decalage_jours)
    except (ValueError, OverflowError) as error:
        raise RegleInvalide("plan-trop-long") from error


class Pace:
    """How long tasks take on a calendar, and on which days they may end."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar

    def start_of(self, task: Task, finish: int) -> int:
        """Return the last start that still ends at `finish`."""
        if task.etat is EtatTache.SANS_OBJET:
            return finish
        if task.unite is UniteDuree.OUVRES:
            return self.calendar.start_of(finish, task.duree_jours)
        return finish - task.duree_jours

    def finish_of(self, task: Task, start: int) -> int:
        """Return the first end of a task that begins at `start`."""
        if task.etat is EtatTache.SANS_OBJET:
            return start
        if task.unite is UniteDuree.OUVRES:
            return self.calendar.finish_of(start, task.duree_jours)
        return start + task.duree_jours

    def left_from(self, task: Task, day: int) -> int:
        """Return when what is left of a task that is begun will be done, from a day on."""
        left = _left(task)
        if task.unite is UniteDuree.OUVRES and left:
            return self.calendar.finish_of(day, left)
        return day + left

    def left_before(self, task: Task, finish: int) -> int:
        """Return the last day on which what is left of a task that is begun may be taken up."""
        left = _left(task)
        if task.unite is UniteDuree.OUVRES and left:
            return self.calendar.start_of(finish, left)
        return finish - left

    def held(self, task: Task, finish: int, step: int = -1) -> int:
        """Return the day of a milestone still to come: an open one; any other end as it is."""
        moves = (task.jalon or task.reunion) and task.etat not in CLOSED
        if not moves or not self.calendar.rules.reporter:
            return finish
        return self.calendar.nearest(finish, step=step, meeting=task.reunion)


def _left(task: Task) -> int:
    """Return the days left of a task, by what she says is done of it."""
    return -(-task.duree_jours * (100 - task.avancement) // 100)


def is_begun(task: Task) -> bool:
    """Tell whether a task is under way: begun and not over."""
    begun = task.debut_reel is not None or task.etat is EtatTache.EN_COURS
    return begun and task.etat not in CLOSED


def fixed_finish(task: Task) -> int | None:
    """Return the end that links do not move: done that day, or fixed by hand."""
    if task.etat is EtatTache.SANS_OBJET:
        return None
    day = task.fin_reelle if task.etat is EtatTache.FAIT else task.date_epinglee
    return day.toordinal() if day else None


def late_pass(
    net: Network,
    target: int,
    anchors: Mapping[int, int],
    pace: Pace,
    *,
    real: bool = False,
) -> Late:
    """Return the latest dates; a meeting that moves takes along what it waits for.

    `real` tells what is so now: what is over no longer hurries what it waited for, and what is
    begun only needs the time that is left of it.
    """
    late = Late()
    for i in reversed(net.order):
        task = net.tasks[i]
        due, bound = _own_bound(task, target, anchors.get(i))
        for after in net.after[i]:
            over = real and net.tasks[after].etat is EtatTache.FAIT
            if late.must_start[after] < due and not over:
                due, bound = late.must_start[after], (MotifDate.SUIVANTE, after)
        finish = pace.held(task, due)
        late.due[i], late.finish[i], late.bound[i] = due, finish, bound
        late.start[i] = pace.start_of(task, finish)
        late.must_start[i] = _must_start(task, finish, pace, real=real)
        late.origin[i] = i if finish != due else late.origin.get(bound[1] or 0)
    return late


def _own_bound(
    task: Task, target: int, anchor: int | None
) -> tuple[int, tuple[MotifDate, int | None]]:
    if anchor is not None:
        return anchor, (MotifDate.ANCREE, None)
    if task.limite_jours is not None and task.etat is not EtatTache.SANS_OBJET:
        return target - task.limite_jours, (MotifDate.LIMITE, None)
    return target, (MotifDate.CIBLE, None)


def _must_start(task: Task, finish: int, pace: Pace, *, real: bool) -> int:
    if task.etat not in CLOSED and task.date_epinglee is not None:
        finish = min(finish, task.date_epinglee.toordinal())
    if real and is_begun(task):
        return pace.left_before(task, finish)
    return pace.start_of(task, finish)


def early_pass(
    net: Network,
    floor: int,
    today: int | None,
    late: Late,
    anchors: Mapping[int, int],
    pace: Pace,
) -> Early:
    """Return the earliest dates of what is not done: from `floor`, after what it waits for."""
    early = Early()
    for i in net.order:
        task = net.tasks[i]
        ready = max((early.over[before] for before in net.before[i]), default=floor)
        early.ready[i] = ready = ready if today is None else max(ready, floor)
        early.start[i], early.finish[i] = _earliest(task, ready, today, late.due[i], pace)
        waits = [early.over[b] for b in net.before[i] if net.tasks[b].etat not in CLOSED]
        if waits and is_begun(task):
            early.finish[i] = max(early.finish[i], pace.left_from(task, max(waits)))
        early.over[i] = max(early.finish[i], anchors.get(i, early.finish[i]))
    return early


def _earliest(task: Task, ready: int, today: int | None, due: int, pace: Pace) -> tuple[int, int]:
    """Return the earliest start and finish of one task, ready to begin on a day."""
    if task.etat is EtatTache.SANS_OBJET:
        return ready, ready
    begun = task.debut_reel.toordinal() if task.debut_reel else None
    fixed = fixed_finish(task)
    if task.etat is EtatTache.FAIT:
        finish = fixed if fixed is not None else min(due, today or due)
    elif fixed is not None:
        finish = max(fixed, today or fixed)
    elif begun is not None:
        finish = max(pace.finish_of(task, begun), today or begun)
    elif task.etat is EtatTache.EN_COURS and today is not None:
        finish = pace.left_from(task, today)
    else:
        finish = pace.held(task, pace.finish_of(task, ready), step=1)
    start = pace.start_of(task, finish)
    return (min(begun, finish) if begun is not None else start), finish
