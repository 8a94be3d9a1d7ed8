"""The engine of the plan: 500 tasks and 700 links, beside a bare sort of the same graph.

Bars: 20 ms for the dates of the whole plan; the three proposals of the template in 200 ms. The
ratio to the sort says whether it is the machine or the engine that has slowed down. Times are
those of the processor: a busy machine does not blur them.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.content.loader import Content  # noqa: E402 - the checkout comes first
from cpom_desktop.domain.calendrier_du_plan import CalendarRules, calendar_of  # noqa: E402
from cpom_desktop.domain.dossier import Dossier, Piste  # noqa: E402
from cpom_desktop.domain.faisabilite import Situation, move_target  # noqa: E402
from cpom_desktop.domain.faisabilite_chevaucher import overlap  # noqa: E402
from cpom_desktop.domain.faisabilite_raccourcir import compress  # noqa: E402
from cpom_desktop.domain.planning import schedule_retroplanning  # noqa: E402
from cpom_desktop.domain.tasks import Task, TaskLink, UniteDuree  # noqa: E402
from cpom_desktop.services.queries.planning import plan_view  # noqa: E402
from cpom_desktop.services.snapshot import DossierSnapshot  # noqa: E402
from cpom_desktop.services.templates import tasks_of  # noqa: E402

TASKS, LINKS, ROUNDS = 500, 700, 40
TARGET, TODAY = date(2030, 12, 15), date(2027, 3, 12)
BAR_MS, PROPOSALS_BAR_MS = 20.0, 200.0
RULES = CalendarRules(ete=True, fin_annee=True, ponts=True)


def large_plan():
    """Return tasks of every kind, and links that never go back, always the same."""
    draw = random.Random(5)
    tasks = [
        Task(
            id=number,
            phase=f"phase-{number // 100}",
            titre=f"Tâche {number}",
            duree_jours=draw.randint(1, 15),
            unite=draw.choice(list(UniteDuree)),
            jalon=number % 12 == 0,
            reunion=number % 24 == 0,
        )
        for number in range(1, TASKS + 1)
    ]
    pairs = set()
    while len(pairs) < LINKS:
        after = draw.randint(2, TASKS)
        pairs.add((after, draw.randint(max(1, after - 30), after - 1)))
    links = [
        TaskLink(id=rank, task_id=after, predecessor_id=before)
        for rank, (after, before) in enumerate(sorted(pairs), start=1)
    ]
    return tasks, links


def bare_sort(tasks, links):
    """Return the tasks in order, and no more: what any scheduler must at least do."""
    waits = {task.id: set() for task in tasks}
    for link in links:
        waits[link.task_id].add(link.predecessor_id)
    return list(TopologicalSorter(waits).static_order())


def timed(*runs):
    """Return the times of each call, in milliseconds; calls alternate, to meet the same load."""
    times = tuple([] for _run in runs)
    for _round in range(ROUNDS):
        for run, found in zip(runs, times, strict=True):
            start = time.process_time()
            run()
            found.append((time.process_time() - start) * 1000)
    return times


def proposals():
    """Return the time that the three proposals take for the template, in milliseconds."""
    tasks, links = tasks_of(Content.bundled().plan_for(Piste.NOUVEAU_CPOM))
    plan = Situation(tasks, links, date(2027, 9, 30), calendar_of(RULES), today=date(2027, 1, 11))
    times = []
    for _round in range(5):
        start = time.process_time()
        found = (move_target(plan), overlap(plan), compress(plan))
        times.append((time.process_time() - start) * 1000)
    if not all(found):
        raise SystemExit("a proposal lacks")
    return median(times)


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def main():
    """Print both, and fail when a bar is missed."""
    tasks, links = large_plan()
    calendar = calendar_of(RULES)
    snapshot = DossierSnapshot(
        dossier=Dossier(piste=Piste.NOUVEAU_CPOM, date_signature=TARGET),
        tasks=tuple(tasks),
        task_links=tuple(links),
    )
    content = Content.bundled()
    sorts, plans, views = timed(
        lambda: bare_sort(tasks, links),
        lambda: schedule_retroplanning(tasks, links, TARGET, calendar=calendar, today=TODAY),
        lambda: plan_view(replace(snapshot), content, TODAY),
    )
    sort, ours = median(sorts), median(plans)
    three = proposals()
    say(
        f"plan: {TASKS} tasks, {LINKS} links: median {ours:.2f} ms, worst {max(plans):.2f} ms "
        f"(bar {BAR_MS:.0f} ms); bare sort {sort:.2f} ms, ratio {ours / sort:.1f}"
    )
    say(f"plan: as it is read, words included, {median(views):.2f} ms")
    say(f"plan: three proposals {three:.0f} ms (bar {PROPOSALS_BAR_MS:.0f} ms)")
    return int(ours > BAR_MS or three > PROPOSALS_BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
