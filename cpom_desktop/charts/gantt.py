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

from cpom_desktop.charts.gantt_header import header_items, mondays_shown, months_shown
from cpom_desktop.charts.gantt_scale import (
    GAP_MM,
    GanttBar,
    GanttBreak,
    GanttLayout,
    GanttPlan,
    next_month,
    text_width,
)
from cpom_desktop.charts.scene import Diamond, Polyline, Primitive, Rect, Scene, Text
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import NBSP, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

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
    def today(self) -> date:
        """The day on which it is read."""


@dataclass(frozen=True, slots=True)
class GanttParts:
    """Header, ground (breaks, months, holidays) and body (bars), each with its own origin."""

    header: Scene
    ground: Scene
    body: Scene


def plan_of(view: PlanLike) -> GanttPlan:
    """Return what the picture needs of the plan that screens and documents read."""
    return GanttPlan(
        bars=tuple(_bar_of(row) for row in view.rows),
        links=view.links,
        breaks=tuple(
            GanttBreak(re.sub(_YEARS, "", b.label), b.first, b.last) for b in view.breaks
        ),
        holidays=tuple(view.holidays),
        today=view.today,
    )


def _bar_of(row: RowLike) -> GanttBar:
    dated = row.scheduled
    if dated is None or dated.task.etat is EtatTache.SANS_OBJET:
        out = dated is not None
        return GanttBar(task_id=row.task_id, label=row.titre, milestone=row.jalon, closed=out)
    done = dated.task.etat is EtatTache.FAIT
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
        Scene(layout.width_mm, height, tuple(_ground(plan, layout, height))),
        Scene(layout.width_mm, height, tuple(_body(plan, layout, height))),
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


def _ground(plan: GanttPlan, layout: GanttLayout, height: float) -> Iterator[Primitive]:
    for found in plan.breaks:
        left, right = layout.inside(layout.x(found.first)), layout.inside(layout.after(found.last))
        if right > left:
            yield Rect(left, 0, right - left, height, "vacances")
    lines = set(months_shown(layout)) | set(mondays_shown(layout) if layout.weeks else ())
    for day in sorted(lines):
        if day > layout.first:
            style = "mois" if day.day == 1 or not layout.weeks else "ligne"
            yield _vertical(layout.x(day), height, style)
    for day in plan.holidays:
        if layout.shows(day):
            yield _vertical(layout.middle(day), height, "ferie")


def _vertical(x: float, height: float, style: str) -> Polyline:
    return Polyline(((x, 0), (x, height)), style)


def _body(plan: GanttPlan, layout: GanttLayout, height: float) -> Iterator[Primitive]:
    for row in range(1, len(plan.bars) + 1):
        y = row * layout.row_height_mm
        yield Polyline(((0, y), (layout.width_mm, y)), "ligne")
    yield from _links(plan, layout)
    for row, bar in enumerate(plan.bars):
        yield from _bar(bar, _centre(row, layout), plan.today, layout)
    if plan.today is not None and layout.shows(plan.today):
        yield _vertical(layout.middle(plan.today), height, "trait-aujourdhui")
    for row, bar in enumerate(plan.bars):
        yield from _words(bar, _centre(row, layout), plan.today, layout)


def _centre(row: int, layout: GanttLayout) -> float:
    return (row + 0.5) * layout.row_height_mm


def _bar(bar: GanttBar, y: float, today: date | None, layout: GanttLayout) -> Iterator[Primitive]:
    if bar.debut is None or bar.fin is None:
        return
    half, ref = layout.bar_mm / 2, f"task:{bar.task_id}"
    end = layout.x(bar.fin)
    if today is not None and bar.late_days:
        late_end = max(layout.middle(today), end)
        yield Rect(end, y - half, late_end - end, 2 * half, "barre-retard", 0.4, ref)
    if bar.milestone:
        yield Diamond(layout.middle(bar.fin), y, half * 1.1, _milestone_style(bar, layout), ref)
        return
    left, width = _span(bar, layout)
    yield Rect(left, y - half, width, 2 * half, _bar_style(bar, layout), 0.5, ref)
    if not bar.closed and bar.done_share > 0:
        edge = 0.3
        done = max((width - 2 * edge) * min(bar.done_share, 1.0), 0.2)
        yield Rect(left + edge, y - half + edge, done, 2 * (half - edge), "barre-faite", 0.3, ref)


def _span(bar: GanttBar, layout: GanttLayout) -> tuple[float, float]:
    """Return the left edge and the width of a bar, never too thin to be seen."""
    if bar.debut is None or bar.fin is None:
        return 0.0, 0.0
    left = layout.x(bar.debut)
    return left, max(layout.x(bar.fin) - left, 1.2)


def _bar_style(bar: GanttBar, layout: GanttLayout) -> str:
    if bar.closed:
        return "barre-faite"
    return "barre-critique" if bar.critical and layout.critical else "barre-a-faire"


def _milestone_style(bar: GanttBar, layout: GanttLayout) -> str:
    if bar.closed:
        return "jalon-fait"
    return "jalon-critique" if bar.critical and layout.critical else "jalon"


def _words(
    bar: GanttBar, y: float, today: date | None, layout: GanttLayout
) -> Iterator[Primitive]:
    """Write the date of a milestone and the lateness, beside, on the side where there is room."""
    if bar.fin is None:
        return
    late = f"+{NBSP}{bar.late_days}{NBSP}j" if bar.late_days else ""
    day = format_date(bar.fin, "short") if bar.milestone else ""
    text = ", ".join(word for word in (day, late) if word)
    if not text:
        return
    half = layout.bar_mm * 0.55 if bar.milestone else 0.0
    left = layout.middle(bar.fin) - half if bar.milestone else _span(bar, layout)[0]
    right = layout.middle(bar.fin) + half
    if late and today is not None:
        right = max(right, layout.middle(today))
    style = layout.late_style if late else "texte"
    yield _beside(text, (left, right), y, style, layout)


def _beside(
    text: str, around: tuple[float, float], y: float, style: str, layout: GanttLayout
) -> Text:
    room = text_width(text, layout.text_mm, bold=True) + GAP_MM
    left, right = around
    if right + room <= layout.width_mm:
        return Text(right + GAP_MM, y, text, style, layout.text_mm, bold=True)
    return Text(max(left, room) - GAP_MM, y, text, style, layout.text_mm, "end", bold=True)


def _links(plan: GanttPlan, layout: GanttLayout) -> Iterator[Primitive]:
    rows = {bar.task_id: row for row, bar in enumerate(plan.bars) if bar.fin is not None}
    for before, after in plan.links:
        if before not in rows or after not in rows:
            continue
        first, second = plan.bars[rows[before]], plan.bars[rows[after]]
        hot = layout.critical and second.critical and (first.critical or first.closed)
        points = _elbow(first, second, (rows[before], rows[after]), layout)
        yield Polyline(points, "lien-critique" if hot else "lien", f"task:{after}")


def _elbow(
    first: GanttBar, second: GanttBar, rows: tuple[int, int], layout: GanttLayout
) -> tuple[tuple[float, float], ...]:
    """Return the way from the end of a bar to the start of another, in right angles."""
    half = layout.bar_mm / 2
    down = 1 if rows[1] > rows[0] else -1
    x1, y1 = _end(first, layout), _centre(rows[0], layout)
    x2, y2 = _start(second, layout), _centre(rows[1], layout) - down * half
    if x2 >= x1 + GAP_MM and not first.milestone and not first.late_days:
        return (x1, y1), (x2, y1), (x2, y2)
    turn = _centre(rows[1], layout) - down * layout.row_height_mm / 2
    leaving = x1 if first.milestone else x1 - min(0.6, _span(first, layout)[1] / 2)
    return (leaving, y1 + down * half), (leaving, turn), (x2, turn), (x2, y2)


def _end(bar: GanttBar, layout: GanttLayout) -> float:
    if bar.milestone and bar.fin is not None:
        return layout.middle(bar.fin)
    return sum(_span(bar, layout))


def _start(bar: GanttBar, layout: GanttLayout) -> float:
    if bar.milestone and bar.fin is not None:
        return layout.middle(bar.fin)
    left, width = _span(bar, layout)
    return left + min(0.9, width / 2)
