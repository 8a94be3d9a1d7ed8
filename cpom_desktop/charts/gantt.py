"""The Gantt of the rétroplanning: bars, milestones, links, school breaks, today.

The picture comes in three parts, so that a screen may keep the header in place and light a
row between the ground and the bars; `gantt_scene` puts them together. Words beside a mark
never leave the picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from cpom_desktop.charts.gantt_body import body_items
from cpom_desktop.charts.gantt_ground import ground_items
from cpom_desktop.charts.gantt_header import header_items
from cpom_desktop.charts.gantt_scale import (
    GanttBar,
    GanttBreak,
    GanttLayers,
    GanttLayout,
    GanttPlan,
)
from cpom_desktop.charts.gantt_units import next_month
from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Scene, Text
from cpom_desktop.domain.tasks import EtatTache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cpom_desktop.charts.scene import Primitive
    from cpom_desktop.domain.planning import ScheduledTask

__all__ = [
    "GanttBar",
    "GanttBreak",
    "GanttLayout",
    "GanttParts",
    "GanttPlan",
    "days_shown",
    "gantt_parts",
    "gantt_scene",
    "plan_of",
    "shifted",
]

_YEARS = r"[ \u00a0]+[0-9]{4}(?:[-–/][0-9]{2,4})?$"
"""The head of the picture tells the year already."""

_FAR = timedelta(days=62)
"""Today is shown when it is no farther than this from the plan."""


class BreakLike(Protocol):
    """A school break, as the read model gives it."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def first(self) -> date:
        """Its first day."""

    @property
    def last(self) -> date:
        """Its last day, included."""


class ClosedLike(Protocol):
    """A period closed to meetings, as the read model gives it."""

    @property
    def premier(self) -> date:
        """Its first day."""

    @property
    def dernier(self) -> date:
        """Its last day, included."""

    @property
    def libelle(self) -> str:
        """Why it is closed."""


class RowLike(Protocol):
    """A line of the plan, as the read model gives it."""

    @property
    def task_id(self) -> int:
        """Id of the task."""

    @property
    def titre(self) -> str:
        """Its title."""

    @property
    def jalon(self) -> bool:
        """Whether it is a milestone."""

    @property
    def scheduled(self) -> ScheduledTask | None:
        """Its dates; None without a target."""

    @property
    def retard_jours(self) -> int:
        """Days past its end."""


class PlanLike(Protocol):
    """The plan, as the read model gives it (`services.queries.planning.PlanView`)."""

    @property
    def rows(self) -> Sequence[RowLike]:
        """Its lines."""

    @property
    def links(self) -> tuple[tuple[int, int], ...]:
        """(Awaited task, task that waits)."""

    @property
    def breaks(self) -> Sequence[BreakLike]:
        """School breaks."""

    @property
    def holidays(self) -> Mapping[date, str]:
        """Public holidays by day."""

    @property
    def closed(self) -> Sequence[ClosedLike]:
        """Periods closed to meetings."""

    @property
    def today(self) -> date:
        """The day on which it is read."""

    @property
    def target(self) -> date | None:
        """What it is computed back from."""


@dataclass(frozen=True, slots=True)
class GanttParts:
    """Header, ground (breaks, months, holidays) and body (bars), each with its own origin."""

    header: Scene
    ground: Scene
    body: Scene


def plan_of(view: PlanLike, layers: GanttLayers | None = None) -> GanttPlan:
    """Return what the picture needs of the plan that screens and documents read.

    Args:
        view: the plan.
        layers: what is laid over it; nothing when left out.
    """
    over = layers or GanttLayers()
    return GanttPlan(
        bars=tuple(_bar_of(row, over) for row in view.rows),
        links=view.links,
        breaks=tuple(
            GanttBreak(re.sub(_YEARS, "", b.label), b.first, b.last) for b in view.breaks
        ),
        holidays=tuple(view.holidays),
        closed=tuple(GanttBreak(c.libelle, c.premier, c.dernier) for c in view.closed),
        horizon=over.horizon if view.breaks else None,
        today=view.today,
        target=view.target,
        life_end=over.life_end,
    )


def _bar_of(row: RowLike, over: GanttLayers) -> GanttBar:
    dated = row.scheduled
    if dated is None or dated.task.etat is EtatTache.SANS_OBJET:
        out = dated is not None
        return GanttBar(task_id=row.task_id, label=row.titre, milestone=row.jalon, closed=out)
    done = dated.task.etat is EtatTache.FAIT
    late = not done and dated.fin_prevue is not None and dated.fin_prevue > dated.fin
    return GanttBar(
        task_id=row.task_id,
        label=row.titre,
        debut=dated.debut,
        fin=dated.fin,
        done_share=1.0 if done else dated.task.avancement / 100,
        critical=dated.critical,
        late_days=row.retard_jours,
        milestone=row.jalon,
        closed=done,
        started=dated.task.debut_reel is not None or dated.task.etat is EtatTache.EN_COURS,
        forecast=dated.fin_prevue if late else None,
        reference=over.references.get(row.task_id),
        leads=over.leads.get(row.task_id, ()),
    )


def days_shown(plan: GanttPlan) -> tuple[date, date] | None:
    """Return the first and last day to show, whole months; None when nothing is dated."""
    starts = [bar.debut for bar in plan.bars if bar.debut]
    ends = [bar.fin + timedelta(days=bar.late_days) for bar in plan.bars if bar.fin]
    if not starts or not ends:
        return None
    first, last, today = min(starts), max(ends), plan.today
    if today is not None and first - _FAR <= today <= last + _FAR:
        first, last = min(first, today), max(last, today)
    return first.replace(day=1), next_month(last) - timedelta(days=1)


def gantt_parts(plan: GanttPlan, layout: GanttLayout) -> GanttParts:
    """Return the picture in three parts."""
    height = layout.row_height_mm * len(plan.bars)
    return GanttParts(
        Scene(layout.width_mm, layout.header_mm, header_items(plan, layout)),
        Scene(layout.width_mm, height, ground_items(plan, layout, height)),
        Scene(layout.width_mm, height, body_items(plan, layout)),
    )


def gantt_scene(plan: GanttPlan, layout: GanttLayout) -> Scene:
    """Return the whole picture, header above, without the columns of the table."""
    parts = gantt_parts(plan, layout)
    below = (*parts.ground.items, *parts.body.items)
    items = (*parts.header.items, *(shifted(item, 0, layout.header_mm) for item in below))
    return Scene(layout.width_mm, layout.header_mm + parts.body.height, items)


def shifted(item: Primitive, dx: float, dy: float) -> Primitive:
    """Return a primitive moved by (`dx`, `dy`)."""
    match item:
        case Polyline():
            return replace(item, points=tuple((x + dx, y + dy) for x, y in item.points))
        case Diamond():
            return replace(item, cx=item.cx + dx, cy=item.cy + dy)
        case Rect() | Text():
            return replace(item, x=item.x + dx, y=item.y + dy)
