"""When a plan does not fit: what may be changed so that it does, each way tried by the engine.

Three ways (product A4): the target moves; a phase begins before the one before it ends; tasks
take less time. Every proposal is scheduled again: what it leaves lacking is told, never hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.planning import least_slack, schedule_retroplanning
from cpom_desktop.domain.planning_marge import Marge, plan_margin
from cpom_desktop.domain.planning_types import Contrat
from cpom_desktop.domain.tasks import CLOSED, TaskLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.calendrier_du_plan import WorkCalendar
    from cpom_desktop.domain.planning_types import ScheduledTask
    from cpom_desktop.domain.tasks import Task

FARTHEST = 3653
"""Days: a target is looked for within ten years."""

Pair = tuple[int, int]
"""A task, and one that it waits for."""


class GenreProposition(StrEnum):
    """What a proposal changes."""

    DEPLACER = "deplacer"
    CHEVAUCHER = "chevaucher"
    RACCOURCIR = "raccourcir"


@dataclass(frozen=True)
class Situation:
    """All that the dates of a plan come from."""

    tasks: tuple[Task, ...]
    links: tuple[TaskLink, ...]
    target: date
    calendar: WorkCalendar
    start: date | None = None
    today: date | None = None
    contrat: Contrat = field(default_factory=Contrat)

    def dated(self) -> dict[int, ScheduledTask]:
        """Return every task dated, by id."""
        found = schedule_retroplanning(
            self.tasks,
            self.links,
            self.target,
            calendar=self.calendar,
            start=self.start,
            today=self.today,
            contrat=self.contrat,
        )
        return {s.task.id: s for s in found}

    def slack(self) -> int | None:
        """Return the days of that margin alone, quickly; None when nothing is open."""
        return least_slack(
            self.tasks,
            self.links,
            self.target,
            calendar=self.calendar,
            start=self.start,
            today=self.today,
            contrat=self.contrat,
        )

    def margin(self) -> Marge | None:
        """Return the margin of the plan; None when nothing is open."""
        return plan_margin(self.dated(), self.links)


@dataclass(frozen=True)
class Proposition:
    """A way to make the plan fit.

    Attributes:
        cible: the new date aimed at; None keeps it.
        durees: task → days; `limites`: task → days before the target, None frees it.
        retires, ajoutes: what no longer waits, and what now waits, for what.
        apres: the plan once changed; `marge`: its margin, negative when something still lacks.
    """

    genre: GenreProposition
    apres: Situation
    dated: Mapping[int, ScheduledTask]
    marge: Marge | None
    cible: date | None = None
    durees: Mapping[int, int] = field(default_factory=dict)
    limites: Mapping[int, int | None] = field(default_factory=dict)
    retires: tuple[Pair, ...] = ()
    ajoutes: tuple[Pair, ...] = ()

    @property
    def reste_jours(self) -> int:
        """Days that still lack once it is applied, 0 when the plan fits."""
        return max(0, -self.marge.jours) if self.marge else 0


@dataclass(frozen=True)
class Changes:
    """What a proposal changes in a plan, besides its target."""

    durees: Mapping[int, int] = field(default_factory=dict)
    limites: Mapping[int, int | None] = field(default_factory=dict)
    retires: tuple[Pair, ...] = ()
    ajoutes: tuple[Pair, ...] = ()

    def applied(self, plan: Situation) -> Situation:
        """Return the plan so changed."""
        tasks = tuple(self._task(task) for task in plan.tasks)
        links = [
            li for li in plan.links if (li.task_id, li.predecessor_id) not in set(self.retires)
        ]
        links += [TaskLink(id=0, task_id=t, predecessor_id=p) for t, p in self.ajoutes]
        return replace(plan, tasks=tasks, links=tuple(links))

    def _task(self, task: Task) -> Task:
        if task.id in self.durees:
            task = replace(task, duree_jours=self.durees[task.id])
        if task.id in self.limites:
            task = replace(task, limite_jours=self.limites[task.id])
        return task


def proposed(genre: GenreProposition, plan: Situation, changes: Changes) -> Proposition:
    """Return a proposal, its plan scheduled."""
    after = changes.applied(plan)
    dated = after.dated()
    return Proposition(
        genre,
        after,
        dated,
        plan_margin(dated, after.links),
        durees=changes.durees,
        limites=changes.limites,
        retires=changes.retires,
        ajoutes=changes.ajoutes,
    )


def fits(plan: Situation) -> bool:
    """Tell whether the work that comes next may still wait, or just begin."""
    slack = plan.slack()
    return slack is None or slack >= 0


def hopeless_limits(plan: Situation) -> dict[int, int | None]:
    """Return the limits that this plan cannot hold: they are freed, since their day will pass."""
    if all(task.limite_jours is None for task in plan.tasks):
        return {}
    return {
        i: None
        for i, s in plan.dated().items()
        if s.task.limite_jours is not None
        and s.task.etat not in CLOSED
        and (s.fin_au_plus_tot or s.fin) > plan.target - timedelta(days=s.task.limite_jours)
    }


def move_target(plan: Situation) -> Proposition | None:
    """Return the plan for the first target at which all fits; None within ten years.

    It falls on a day on which what ends on it may be held.
    """
    low, high = 0, 1
    while not fits(_aiming(plan, high)):
        low, high = high, high * 2
        if high > FARTHEST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(_aiming(plan, middle)) else (middle, high)
    target = _open_day(plan, plan.target + timedelta(days=high))
    after = replace(plan, target=target)
    dated = after.dated()
    return Proposition(
        GenreProposition.DEPLACER, after, dated, plan_margin(dated, after.links), cible=target
    )


def _aiming(plan: Situation, days: int) -> Situation:
    return replace(plan, target=plan.target + timedelta(days=days))


def _open_day(plan: Situation, day: date) -> date:
    """Return the first day from `day` on which the last milestone may be held."""
    waited = {li.predecessor_id for li in plan.links}
    last = [t for t in plan.tasks if t.id not in waited and t.ancre is None]
    meeting = any(t.reunion for t in last)
    return date.fromordinal(plan.calendar.nearest(day.toordinal(), step=1, meeting=meeting))


def phases_in_order(tasks: Iterable[Task]) -> list[str]:
    """Return the phases of what prepares the target, in the order of the plan."""
    return list(dict.fromkeys(task.phase for task in tasks if task.ancre is None))
