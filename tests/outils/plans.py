"""Plans of a few tasks, for the tests of the rétroplanning."""

from __future__ import annotations

from datetime import date, timedelta

from cpom_desktop.domain.calendrier import working_day_predicate
from cpom_desktop.domain.planning import schedule_retroplanning
from cpom_desktop.domain.tasks import Task, TaskLink

TARGET = date(2027, 12, 15)
OPEN = working_day_predicate()
DAY = timedelta(days=1)


def task(number, days=5, **values):
    """Return a task of five days, of a number and a title that go together."""
    return Task(id=number, phase="cadrage", titre=f"T{number}", duree_jours=days, **values)


def linked(*pairs):
    """Return links from « after, before » pairs."""
    return [
        TaskLink(id=rank, task_id=after, predecessor_id=before)
        for rank, (after, before) in enumerate(pairs, start=1)
    ]


def plan(tasks, *pairs, target=TARGET, is_open=lambda _day: True, start=None):
    """Return id → the task dated."""
    dated = schedule_retroplanning(
        tasks, linked(*pairs), target, is_working_day=is_open, start=start
    )
    return {s.task.id: s for s in dated}
