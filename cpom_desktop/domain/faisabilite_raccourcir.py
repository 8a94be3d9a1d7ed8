"""Make a plan fit by taking less time: which tasks, and how many days.

The longest first, all in the same proportion, never under what each one needs at least; then
what turns out not to be needed is given back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.faisabilite import (
    Changes,
    GenreProposition,
    fits,
    hopeless_limits,
    proposed,
)
from cpom_desktop.domain.planning_choix import is_under_way
from cpom_desktop.domain.tasks import CLOSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.domain.faisabilite import Proposition, Situation
    from cpom_desktop.domain.tasks import Task

OF_OTHERS = frozenset({"consulter-cvs", "consulter-personnel", "circuit-signature"})
"""Tasks whose time is mostly that of others: they keep three quarters of it (proposed)."""

STEPS = 20
"""Proportions tried between the whole time and the least."""


def compress(plan: Situation) -> Proposition | None:
    """Return the plan with tasks shortened, as few and as little as it takes; None when none may.

    When even the least times do not do, they are proposed and what lacks is told.
    """
    candidates = _candidates(plan)
    if not candidates:
        return None
    least = {task.id: least_days(task) for task in candidates}
    limits = hopeless_limits(Changes(durees=least).applied(plan))
    trial = _Trial(plan, limits)
    if not trial.fits(least):
        return proposed(GenreProposition.RACCOURCIR, plan, Changes(least, limits))
    chosen = _fewest(candidates, trial)
    durees = _given_back(_mildest(chosen, trial), chosen, trial)
    kept = {i: None for i in limits if i in hopeless_limits(Changes(durees).applied(plan))}
    return proposed(GenreProposition.RACCOURCIR, plan, Changes(durees, kept))


def least_days(task: Task) -> int:
    """Return the days that a task keeps at least: half, three quarters where others decide."""
    if task.slug in OF_OTHERS:
        return -(-task.duree_jours * 3 // 4)
    return -(-task.duree_jours // 2)


class _Trial:
    """Whether a plan fits with some durations, some limits being freed."""

    def __init__(self, plan: Situation, limits: Mapping[int, int | None]) -> None:
        self._plan, self._limits = plan, limits

    def fits(self, durees: Mapping[int, int]) -> bool:
        """Tell whether the plan fits."""
        return fits(Changes(durees, self._limits).applied(self._plan))


def _candidates(plan: Situation) -> list[Task]:
    """Return the tasks that may be shortened and stand where something lacks, longest first."""
    dated = plan.dated()
    found = [
        s.task
        for s in dated.values()
        if s.marge_jours < 0
        and s.task.etat not in CLOSED
        and not (s.task.jalon or s.task.reunion or s.task.ancre or is_under_way(s.task))
        and least_days(s.task) < s.task.duree_jours
    ]
    return sorted(found, key=_longest)


def _longest(task: Task) -> tuple[int, int]:
    return -task.duree_jours, task.ordre


def _fewest(candidates: Sequence[Task], trial: _Trial) -> list[Task]:
    """Return as few of the longest as make the plan fit, each at its least."""
    low, high = 0, len(candidates)
    while high - low > 1:
        middle = (low + high) // 2
        enough = trial.fits({t.id: least_days(t) for t in candidates[:middle]})
        low, high = (low, middle) if enough else (middle, high)
    return list(candidates[:high])


def _mildest(tasks: Sequence[Task], trial: _Trial) -> dict[int, int]:
    """Return the durations of the mildest common proportion that makes the plan fit."""
    low, high = 0, STEPS
    while high - low > 1:
        middle = (low + high) // 2
        enough = trial.fits(_shortened(tasks, middle))
        low, high = (low, middle) if enough else (middle, high)
    return _shortened(tasks, high)


def _shortened(tasks: Sequence[Task], step: int) -> dict[int, int]:
    """Return the durations `step` twentieths of the way from the whole to the least."""
    return {t.id: t.duree_jours - (t.duree_jours - least_days(t)) * step // STEPS for t in tasks}


def _given_back(durees: Mapping[int, int], tasks: Sequence[Task], trial: _Trial) -> dict[int, int]:
    """Return the durations without those that change nothing, the shortest tasks first.

    Tasks are given back by halves of what is left, then fewer at a time: of hundreds, most go
    at once.
    """
    kept = {t.id: durees[t.id] for t in tasks if durees[t.id] < t.duree_jours}
    stack = [list(kept)]
    while stack:
        group = [i for i in stack.pop() if i in kept]
        without = {i: days for i, days in kept.items() if i not in group}
        if group and trial.fits(without):
            kept = without
        elif len(group) > 1:
            half = len(group) // 2
            stack += [group[:half], group[half:]]
    return kept
