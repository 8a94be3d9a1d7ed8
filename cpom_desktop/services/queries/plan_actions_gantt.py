"""The plan d'actions as a Gantt: dated bars, running bars, milestones, one line a fiche."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import GanttBar, GanttPart, GanttPlan
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.plan_actions import EtatAction, is_late

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.charts.gantt_scale import Sort
    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.services.queries.plan_actions import PlanActions
    from cpom_desktop.services.queries.plan_actions_lignes import Rang

RUNNING = timedelta(days=731)
"""A step that lasts longer is an action that runs every year."""
_BILANS = re.compile(r"\b(bilan|évaluation|rapport)", re.IGNORECASE)
"""Deliverables that make of the end of a step a milestone."""
_ALONE = 5
"""Years shown when the contract has no date yet."""


def plan_gantt(rows: Sequence[Rang], today: date) -> GanttPlan:
    """Return what the picture shows of some lines, a bar a line."""
    return GanttPlan(bars=tuple(_bar(row, today) for row in rows), today=today, linkable=False)


def years_shown_of(plan: PlanActions, today: date) -> tuple[date, date]:
    """Return the first and the last day of the picture: the years of the contract, whole.

    The year before, or after, is there too when a step is dated in it. Without
    them, those of the steps; else five years from the next one.
    """
    dated = [d.year for li in plan.lignes for d in (li.debut, li.fin) if d is not None]
    years = plan.annees or (min(dated), max(dated)) if plan.annees or dated else ()
    if not years:
        return date(today.year + 1, 1, 1), date(today.year + _ALONE, 12, 31)
    first, last = years[0], years[-1]
    first -= int(first - 1 in dated)
    last += int(last + 1 in dated)
    return date(first, 1, 1), date(last, 12, 31)


def sort_of(etape: Etape) -> str:
    """Return how a step is drawn: « courante », « jalon », « datee », empty without a date."""
    first, last = etape.debut or etape.fin, etape.fin or etape.debut
    if first is None or last is None:
        return ""
    if first >= last:
        return "jalon"
    return "courante" if last - first > RUNNING else "datee"


def _bar(row: Rang, today: date) -> GanttBar:
    if row.ligne is None:
        return GanttBar(task_id=0, label=row.titre, heading=True)
    if row.etape is not None:
        return _step_bar(row.etape, today)
    etapes = [etape for etape in row.ligne.view.parts.etapes if sort_of(etape)]
    label = row.ligne.view.fiche.titre
    parts = tuple(_parts(etapes, today)) if row.ligne.etat is not EtatAction.ABANDONNEE else ()
    if not parts:
        return GanttBar(task_id=row.bar_id, label=label)
    return GanttBar(
        task_id=row.bar_id,
        label=label,
        debut=min(part.debut for part in parts),
        fin=max(part.fin for part in parts),
        parts=parts,
    )


def _step_bar(etape: Etape, today: date) -> GanttBar:
    sort = sort_of(etape)
    if not sort:
        return GanttBar(task_id=etape.id, label=etape.libelle)
    first, last = _ends(etape)
    done = etape.avancement / 100
    late = (today - last).days if is_late(etape, today) else 0
    if sort == "courante":
        parts = (_part("courante", etape, today), *_milestones([etape]))
        return GanttBar(task_id=etape.id, label=etape.libelle, debut=first, fin=last, parts=parts)
    return GanttBar(
        task_id=etape.id,
        label=etape.libelle,
        debut=first,
        fin=last,
        done_share=done,
        closed=False,
        late_days=late,
        milestone=sort == "jalon",
    )


def _ends(etape: Etape) -> tuple[date, date]:
    first, last = etape.debut or etape.fin, etape.fin or etape.debut
    assert first is not None
    assert last is not None
    return min(first, last), max(first, last)


def _parts(etapes: Sequence[Etape], today: date) -> Iterable[GanttPart]:
    """Yield the steps of a fiche on one line: dated ones end to end, then what runs on."""
    reached = date.min
    for etape in sorted((e for e in etapes if sort_of(e) == "datee"), key=_ends):
        part = _part("datee", etape, today, reached)
        if part.debut < part.fin:
            reached = part.fin
            yield part
    running = [_ends(e) for e in etapes if sort_of(e) == "courante"]
    if running:
        first = max(min(debut for debut, _fin in running), reached)
        last = max(fin for _debut, fin in running)
        if first < last:
            yield GanttPart("courante", first, last)
    yield from _milestones(etapes)


def _part(sort: str, etape: Etape, today: date, reached: date = date.min) -> GanttPart:
    first, last = _ends(etape)
    kind: Sort = "courante" if sort == "courante" else "datee"
    late = is_late(etape, today)
    return GanttPart(kind, max(first, reached), last, etape.avancement / 100, late)


def _milestones(etapes: Iterable[Etape]) -> Iterable[GanttPart]:
    """Yield the steps of one day, and the ends that a report or a review marks."""
    for etape in etapes:
        first, last = _ends(etape)
        done = etape.avancement / 100
        if sort_of(etape) == "jalon":
            yield GanttPart("jalon", first, last, done)
        elif found := _BILANS.search(etape.livrable):
            yield GanttPart("jalon", last, last, done, word=_(found.group().lower()))
