"""Plans of a few tasks, for the tests of the rétroplanning."""

from __future__ import annotations

from datetime import date, timedelta

from cpom_desktop.domain.calendrier_du_plan import CalendarRules, calendar_of
from cpom_desktop.domain.planning import schedule_retroplanning
from cpom_desktop.domain.tasks import Task, TaskLink

TARGET = date(2027, 12, 15)
STILL = calendar_of(CalendarRules(reporter=False))
"""Milestones stay where they fall."""
OPEN = calendar_of(CalendarRules())
"""Milestones keep off week-ends and holidays."""
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


def plan(tasks, *pairs, target=TARGET, calendar=STILL, **dates):
    """Return id → the task dated; `dates` are those of the engine (start, today, contrat)."""
    dated = schedule_retroplanning(tasks, linked(*pairs), target, calendar=calendar, **dates)
    return {s.task.id: s for s in dated}
