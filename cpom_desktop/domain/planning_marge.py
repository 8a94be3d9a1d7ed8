"""How long the work may still wait, or by how much the plan does not fit, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.domain.planning_bornes import network
from cpom_desktop.domain.planning_choix import front_tasks, is_under_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cpom_desktop.domain.planning_types import ScheduledTask
    from cpom_desktop.domain.tasks import TaskLink


@dataclass(frozen=True, slots=True)
class Manque:
    """By how much a plan does not fit.

    Attributes:
        jours: calendar days that lack.
        task_id: the task on the front of the work that lacks most.
        depuis: the day it should have begun (ended, if it is under way) at the latest.
        possible: the day it can begin (end) as things stand.
        commence: it is under way already.
    """

    jours: int
    task_id: int
    depuis: date
    possible: date
    commence: bool


@dataclass(frozen=True, slots=True)
class Marge:
    """What is left before the work that comes next must begin.

    Attributes:
        jours, ouvres: calendar and worked days; negative when the plan does not fit.
        fin_prevue: when all that prepares the target will be over as things stand.
    """

    jours: int
    ouvres: int
    fin_prevue: date
    manque: Manque | None = None


def plan_margin(dated: Mapping[int, ScheduledTask], links: Iterable[TaskLink]) -> Marge | None:
    """Return the margin of the plan; None when nothing that prepares the target is open."""
    tasks = {i: s.task for i, s in dated.items()}
    front = [dated[i] for i in front_tasks(tasks, network((), tasks, links).after)]
    if not front:
        return None
    worst = min(front, key=_slack)
    ends = [s.fin_prevue or s.fin for s in dated.values() if s.task.ancre is None]
    return Marge(
        jours=worst.marge_jours,
        ouvres=worst.marge_ouvres,
        fin_prevue=max(ends),
        manque=_lack(worst) if worst.marge_jours < 0 else None,
    )


def _slack(dated: ScheduledTask) -> tuple[int, date]:
    return dated.marge_jours, dated.debut_au_plus_tard


def _lack(worst: ScheduledTask) -> Manque:
    begun = is_under_way(worst.task)
    early_finish = worst.fin_au_plus_tot or worst.fin
    return Manque(
        jours=-worst.marge_jours,
        task_id=worst.task.id,
        depuis=worst.fin_au_plus_tard if begun else worst.debut_au_plus_tard,
        possible=early_finish if begun else worst.debut_au_plus_tot,
        commence=begun,
    )
