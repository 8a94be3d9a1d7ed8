"""Plans of a few tasks, for the tests of the rétroplanning."""

from __future__ import annotations

from dataclasses import replace
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


def sized(count):
    """Return the edition of a demonstration of so many tasks, in its five phases."""
    from tests.outils.editions import demonstration, with_snapshot

    known = demonstration().snapshot.tasks
    phases = list(dict.fromkeys(task.phase for task in known))
    tasks = tuple(
        replace(
            known[rank % len(known)],
            id=rank + 1,
            slug="",
            ordre=rank,
            phase=phases[rank * len(phases) // count],
            titre=f"{known[rank % len(known)].titre} {rank + 1}",
            limite_jours=max(1, 300 - 300 * rank // count),
        )
        for rank in range(count)
    )
    links = linked(*((after, after - 1) for after in range(2, count, 7)))
    return with_snapshot(demonstration(), tasks=tasks, task_links=tuple(links))
