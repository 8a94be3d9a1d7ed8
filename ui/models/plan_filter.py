"""What she asks of the plan: a phase, somebody, a state, some words; before or after signing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import CLOSED, EtatTache
from ui.models.sorting import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.queries.planning import PlanRow, PlanView
    from cpom_desktop.services.snapshot import DossierSnapshot


class Portee(StrEnum):
    """Which part of the plan is looked at."""

    SIGNATURE = "signature"
    VIE = "vie"
    TOUT = "tout"


class Vue(StrEnum):
    """What is asked of the state of a task, beyond the states themselves."""

    RETARD = "retard"
    SEMAINE = "semaine"
    CRITIQUE = "critique"


NOBODY = -1
"""Asked of the responsible: tasks that have none."""


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What a line must be to be shown; nothing asked keeps all of them.

    Attributes:
        words: each must be in the title, the responsible or the phase.
        phase: slug; empty for all.
        acteur_id: None for everybody, `NOBODY` for the tasks without responsible.
        etat: a state, or what is computed (`Vue`); None for all.
    """

    words: str = ""
    phase: str = ""
    acteur_id: int | None = None
    etat: EtatTache | Vue | None = None
    portee: Portee = Portee.SIGNATURE

    @property
    def asks(self) -> bool:
        """Whether something is asked beside the part of the plan looked at."""
        return replace(self, portee=Portee.TOUT) != PlanFilter(portee=Portee.TOUT)


def kept_rows(
    view: PlanView, snapshot: DossierSnapshot, wanted: PlanFilter
) -> tuple[PlanRow, ...]:
    """Return the lines of the plan that are what is asked, in its order."""
    tasks = {task.id: task for task in snapshot.tasks}
    words = fold(wanted.words).split()
    return tuple(
        row
        for row in view.rows
        if (task := tasks.get(row.task_id)) is not None
        and _in_scope(task, wanted.portee)
        and _of(task, row, wanted, view.today)
        and _says(row, words)
    )


def lives_after(tasks: Iterable[Task]) -> bool:
    """Tell whether some task belongs to the life of the contract."""
    return any(task.ancre is not None for task in tasks)


def _in_scope(task: Task, portee: Portee) -> bool:
    return portee is Portee.TOUT or (task.ancre is not None) == (portee is Portee.VIE)


def _of(task: Task, row: PlanRow, wanted: PlanFilter, today: date) -> bool:
    if wanted.phase and task.phase != wanted.phase:
        return False
    if wanted.acteur_id is not None and (task.acteur_id or NOBODY) != wanted.acteur_id:
        return False
    return wanted.etat is None or _is(task, row, wanted.etat, today)


def _is(task: Task, row: PlanRow, etat: EtatTache | Vue, today: date) -> bool:
    match etat:
        case Vue.RETARD:
            return bool(row.retard_jours)
        case Vue.SEMAINE:
            return task.etat not in CLOSED and (bool(row.retard_jours) or _this_week(row, today))
        case Vue.CRITIQUE:
            return row.scheduled is not None and row.scheduled.critical
        case _:
            return task.etat is etat


def _this_week(row: PlanRow, today: date) -> bool:
    """Tell whether a task is dated within the week of a day, Monday to Sunday."""
    if row.scheduled is None:
        return False
    monday = today - timedelta(days=today.weekday())
    return row.scheduled.debut < monday + timedelta(days=7) and row.scheduled.fin >= monday


def _says(row: PlanRow, words: list[str]) -> bool:
    text = fold(f"{row.titre} {row.responsable} {row.phase}") if words else ""
    return all(word in text for word in words)
