"""The planned dates, chosen between the bounds, and the longest chain among the tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.planning_bornes import fixed_finish
from cpom_desktop.domain.planning_types import MotifDate
from cpom_desktop.domain.tasks import CLOSED, EtatTache, ModePlanification

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.domain.planning_bornes import Early, Late, Network, Pace
    from cpom_desktop.domain.tasks import Task


class Planned(NamedTuple):
    """The planned days of a task, as ordinals, and why: see `Raison`."""

    start: int
    finish: int
    moved_from: int | None
    motif: MotifDate
    autre_id: int | None
    base: int | None
    origine_id: int | None

    def origin(self, task_id: int) -> int | None:
        """Return the task whose move this one passes on: itself when it moved."""
        return task_id if self.moved_from is not None else self.origine_id


def is_under_way(task: Task) -> bool:
    """Tell whether its start is no longer to be chosen: begun, over, or fixed by hand."""
    begun = task.debut_reel is not None or task.etat in {EtatTache.EN_COURS, EtatTache.FAIT}
    return task.etat is not EtatTache.SANS_OBJET and (begun or fixed_finish(task) is not None)


def plan_pass(
    net: Network, first: int, anchors: Mapping[int, int], late: Late, pace: Pace
) -> dict[int, Planned]:
    """Return the planned dates: as late as the bounds let, or as early as the plan itself lets."""
    planned: dict[int, Planned] = {}
    for i in net.order:
        task = net.tasks[i]
        ready, driver = first, None
        for before in net.before[i]:
            if driver is None or planned[before].finish > ready:
                ready, driver = planned[before].finish, before
        aimed, motif, other = _aimed(task, late, pace, ready, driver)
        fixed = fixed_finish(task)
        if fixed is not None:
            done = task.etat is EtatTache.FAIT
            motif, other = (MotifDate.TERMINEE if done else MotifDate.EPINGLEE), None
        elif i in anchors:
            aimed, motif, other = anchors[i], MotifDate.ANCREE, None
        finish = pace.held(task, aimed) if fixed is None else fixed
        planned[i] = Planned(
            start=_start(task, finish, pace),
            finish=finish,
            moved_from=aimed if fixed is None and finish != aimed else None,
            motif=motif,
            autre_id=other,
            base=_base(net, motif, other, late, planned),
            origine_id=_origin(motif, other, late, planned),
        )
    return planned


def _aimed(
    task: Task, late: Late, pace: Pace, ready: int, driver: int | None
) -> tuple[int, MotifDate, int | None]:
    """Return the end aimed at, and what decides it."""
    latest = late.finish[task.id]
    if task.mode is ModePlanification.AU_PLUS_TOT or task.etat is EtatTache.SANS_OBJET:
        soonest = pace.held(task, pace.finish_of(task, ready), step=1)
        if soonest <= latest:
            motif = MotifDate.PREMIER_JOUR if driver is None else MotifDate.AU_PLUS_TOT
            return soonest, motif, driver
        return latest, *late.bound[task.id]
    return late.due[task.id], *late.bound[task.id]


def _base(
    net: Network,
    motif: MotifDate,
    other: int | None,
    late: Late,
    planned: Mapping[int, Planned],
) -> int | None:
    """Return the end of the task that decides: its latest one when it waits for this one."""
    if other is None:
        return None
    if motif is MotifDate.AU_PLUS_TOT:
        return planned[other].finish
    task = net.tasks[other]
    if task.date_epinglee is not None and task.etat not in CLOSED:
        return min(late.finish[other], task.date_epinglee.toordinal())
    return late.finish[other]


def _origin(
    motif: MotifDate, other: int | None, late: Late, planned: Mapping[int, Planned]
) -> int | None:
    """Return the task whose move off a closed day is passed on by the one that decides."""
    if other is None:
        return None
    if motif is MotifDate.AU_PLUS_TOT:
        return planned[other].origin(other)
    return late.origin[other]


def _start(task: Task, finish: int, pace: Pace) -> int:
    """Return when it began, if she told and it makes sense; else the start that its end needs."""
    begun = task.debut_reel
    if begun is None or task.etat is EtatTache.SANS_OBJET or begun.toordinal() > finish:
        return pace.start_of(task, finish)
    return begun.toordinal()


def front_tasks(tasks: Mapping[int, Task], after: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the open tasks that wait for nothing still to begin, or that are under way.

    What is out of scope passes on what it waits for. Those behind fit if these do: late and
    early dates mirror each other. The life of the contract is left out.
    """
    opened = [i for i, t in tasks.items() if t.etat not in CLOSED and t.ancre is None]
    behind: set[int] = set()
    stack = [i for i in opened if not is_under_way(tasks[i])]
    while stack:
        for follower in after[stack.pop()]:
            if follower not in behind:
                behind.add(follower)
                if tasks[follower].etat is EtatTache.SANS_OBJET:
                    stack.append(follower)
    return [i for i in opened if i not in behind or is_under_way(tasks[i])]


def tight_tasks(net: Network, late: Late, early: Early) -> frozenset[int]:
    """Return the longest chain: what follows from the work that comes next and may least wait.

    A link is tight when it decides both the early start of the one and the late end of the
    other. Margins are not compared along a chain: meetings that move make them differ.
    """
    slack = front_slack(net, late, early)
    least = min(slack.values(), default=0)
    found = {i for i, margin in slack.items() if margin == least}
    stack = list(found)
    while stack:
        i = stack.pop()
        fresh = [j for j in net.after[i] if j not in found and _is_tight(i, j, late, early)]
        found.update(fresh)
        stack += fresh
    return frozenset(found)


def front_slack(net: Network, late: Late, early: Early) -> dict[int, int]:
    """Return the margin of each task on the front of the work, in calendar days."""
    return {i: _slack(net.tasks[i], late, early) for i in front_tasks(net.tasks, net.after)}


def _slack(task: Task, late: Late, early: Early) -> int:
    if is_under_way(task):
        return late.finish[task.id] - early.finish[task.id]
    return late.start[task.id] - early.start[task.id]


def _is_tight(before: int, after: int, late: Late, early: Early) -> bool:
    return (
        early.finish[before] == early.ready[after] and late.due[before] == late.must_start[after]
    )
