"""Make a plan fit by beginning a phase before the one before it ends.

What opens the phase no longer waits for the meeting that closes the one before, but for what
that meeting itself waits for, and so on back, as little as it takes. The first meetings of the
phase wait for it instead: the work overlaps, the agreements keep their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.faisabilite import (
    Changes,
    GenreProposition,
    hopeless_limits,
    phases_in_order,
    proposed,
)
from cpom_desktop.domain.planning_bornes import network
from cpom_desktop.domain.planning_choix import is_under_way
from cpom_desktop.domain.planning_marge import plan_margin
from cpom_desktop.domain.tasks import CLOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.faisabilite import Pair, Proposition, Situation
    from cpom_desktop.domain.planning_bornes import Network
    from cpom_desktop.domain.planning_types import ScheduledTask

MOST_STEPS = 60
"""Tasks left out of what the phase waits for, at most."""

FAVOURITE = "negociation"
"""Phase that product A4 begins early; another when the plan has no such phase, or it is begun."""


def overlap(plan: Situation) -> Proposition | None:
    """Return the plan with a phase begun early, the overlap as short as it takes.

    None when no phase waits for another where something lacks.
    """
    dated = plan.dated()
    margin = plan_margin(dated, plan.links)
    lack = -margin.jours if margin else 0
    phases = phases_in_order(plan.tasks)
    for phase in sorted(phases, key=_favourite):
        crossing = _crossing(plan, dated, phases, phase)
        if not crossing:
            continue
        earlier = phases[: phases.index(phase)]
        found = _least(plan, dated, crossing, frozenset(earlier[1:] or earlier))
        if found is not None and found.reste_jours < lack:
            return found
    return None


def _favourite(phase: str) -> bool:
    return phase != FAVOURITE


def _crossing(
    plan: Situation, dated: Mapping[int, ScheduledTask], phases: Sequence[str], phase: str
) -> list[Pair]:
    """Return the links by which a phase waits for an earlier one, where most lacks."""
    found = []
    for link in plan.links:
        if link.task_id not in dated or link.predecessor_id not in dated:
            continue
        after, before = dated[link.task_id], dated[link.predecessor_id]
        earlier = before.task.phase in phases[: phases.index(phase)]
        if after.task.phase == phase and earlier and _may_open(after) and _lacks(before):
            found.append((link.task_id, link.predecessor_id))
    worst = min((dated[after].marge_jours for after, _p in found), default=0)
    return [(after, p) for after, p in found if dated[after].marge_jours == worst]


def _may_open(scheduled: ScheduledTask) -> bool:
    """Tell whether a task may begin early: work still to begin, not a meeting."""
    task = scheduled.task
    is_open = task.etat not in CLOSED and not is_under_way(task)
    return is_open and task.ancre is None and not (task.jalon or task.reunion)


def _lacks(scheduled: ScheduledTask) -> bool:
    return scheduled.task.etat not in CLOSED and scheduled.marge_jours < 0


def _least(
    plan: Situation,
    dated: Mapping[int, ScheduledTask],
    crossing: Sequence[Pair],
    inside: frozenset[str],
) -> Proposition | None:
    """Return the shortest overlap that makes the plan fit, or the one that lacks least.

    What ends last is left out first, and what it waits for taken in its place.
    """
    net = network((), {task.id: task for task in plan.tasks}, plan.links)
    frontier = {p for _t, p in crossing}
    best: Changes | None = None
    least = 0
    for _step in range(MOST_STEPS):
        last = max(frontier, key=lambda i: dated[i].fin_prevue or dated[i].fin)
        if net.tasks[last].phase not in inside or not net.before[last]:
            break
        frontier = _nearest(net, (frontier - {last}) | set(net.before[last]))
        changes = _changes(plan, net, crossing, frontier)
        slack = changes.applied(plan).slack() or 0
        if best is None or slack > least:
            best, least = changes, slack
        if slack >= 0:
            break
    return proposed(GenreProposition.CHEVAUCHER, plan, best) if best else None


def _nearest(net: Network, tasks: set[int]) -> set[int]:
    """Return the tasks that no other of them waits for, directly or not."""
    waited: set[int] = set()
    stack = [p for i in tasks for p in net.before[i]]
    while stack:
        i = stack.pop()
        if i not in waited:
            waited.add(i)
            stack += net.before[i]
    return tasks - waited


def _changes(
    plan: Situation, net: Network, crossing: Sequence[Pair], frontier: Iterable[int]
) -> Changes:
    known = {(li.task_id, li.predecessor_id) for li in plan.links}
    opened = sorted({after for after, _p in crossing})
    added = [(t, p) for t in opened for p in sorted(frontier)]
    added += [(m, p) for t, p in crossing for m in _first_meetings(net, t)]
    fresh = tuple(pair for pair in dict.fromkeys(added) if pair not in known)
    changes = Changes(retires=tuple(crossing), ajoutes=fresh)
    limits = hopeless_limits(changes.applied(plan))
    # the meeting that closes the earlier phase follows the new links, no longer its own limit
    limits |= {p: None for _t, p in crossing if net.tasks[p].limite_jours is not None}
    return Changes(limites=limits, retires=tuple(crossing), ajoutes=fresh)


def _first_meetings(net: Network, task_id: int) -> list[int]:
    """Return the milestones that follow a task, but those that follow one of them."""
    found: set[int] = set()
    seen: set[int] = set()
    stack = list(net.after[task_id])
    while stack:
        i = stack.pop()
        if i in seen:
            continue
        seen.add(i)
        if net.tasks[i].jalon or net.tasks[i].reunion:
            found.add(i)
        else:
            stack += net.after[i]
    return sorted(_first_only(net, found))


def _first_only(net: Network, tasks: set[int]) -> set[int]:
    follows: set[int] = set()
    stack = [s for i in tasks for s in net.after[i]]
    while stack:
        i = stack.pop()
        if i not in follows:
            follows.add(i)
            stack += net.after[i]
    return tasks - follows
