"""What may be taken hold of in the Gantt, and what a drag means if it is let go now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from cpom_desktop.domain.saisie.dates import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from cpom_desktop.charts.gantt_scale import GanttBar, GanttLayout, GanttPlan

Hold = Literal["deplacer", "debut", "fin", "lien"]
"""The whole bar, its left end, its right end, the handle from which a link starts."""

EDGE_MM, OUTSIDE_MM = 1.4, 0.5
"""How far inside, and outside, an end may be taken."""
HANDLE_MM, REACH_MM = 1.3, 2.2
"""Radius of the handle of a link as drawn, and as taken."""
_FIRST, _LAST = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Grip:
    """Something to take hold of, on a row."""

    hold: Hold
    row: int


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a drag means.

    Attributes:
        task_id: the task taken.
        debut, fin: its dates if it is let go here.
        onto: for a link, the task that would wait; 0 for none.
    """

    hold: Hold
    task_id: int
    debut: date
    fin: date
    onto: int = 0


def grip_at(plan: GanttPlan, layout: GanttLayout, x: float, y: float) -> Grip | None:
    """Return what may be taken hold of at a point of the body, in millimetres."""
    row = int(y // layout.row_height_mm)
    if not 0 <= row < len(plan.bars):
        return None
    bar = plan.bars[row]
    if bar.fin is None or abs(y - layout.centre(row)) > layout.bar_mm / 2 + OUTSIDE_MM:
        return None
    hold = _hold_at(bar, layout, x, plan.today)
    possible = hold is not None and (plan.linkable or hold != "lien")
    return Grip(hold, row) if hold and possible else None


def _hold_at(bar: GanttBar, layout: GanttLayout, x: float, today: date | None) -> Hold | None:
    left, right = reach_of(bar, layout)
    if left - OUTSIDE_MM <= x <= right + OUTSIDE_MM:
        return None if bar.closed else _part_at(bar, x, left, right)
    return "lien" if abs(x - handle_x(bar, layout, today)) <= REACH_MM else None


def _part_at(bar: GanttBar, x: float, left: float, right: float) -> Hold:
    edge = min(EDGE_MM, (right - left) / 4)
    if bar.milestone or bar.parts or left + edge < x < right - edge:
        return "deplacer"
    return "debut" if x <= left + edge else "fin"


def reach_of(bar: GanttBar, layout: GanttLayout) -> tuple[float, float]:
    """Return the abscissas between which a bar, or a milestone, is drawn."""
    if bar.milestone and bar.fin is not None:
        half, middle = layout.bar_mm * 0.55, layout.middle(bar.fin)
        return middle - half, middle + half
    left, width = layout.bar_span(bar)
    return left, left + width


def handle_x(bar: GanttBar, layout: GanttLayout, today: date | None) -> float:
    """Return where the handle of a link stands, past the end of a bar and what is late of it."""
    right = reach_of(bar, layout)[1]
    if bar.late_days and today is not None:
        right = max(right, layout.middle(today))
    return right + OUTSIDE_MM + REACH_MM


def dragged(bar: GanttBar, hold: Hold, days: int) -> Gesture | None:
    """Return what a drag of some days means; None for a bar without dates.

    A task that has really begun keeps its start when it is moved.
    """
    if bar.debut is None or bar.fin is None:
        return None
    debut, fin, one = bar.debut, bar.fin, timedelta(days=1)
    moved = timedelta(days=_within(debut, fin, days))
    match hold:
        case "deplacer" if bar.started:
            fin = max(fin + moved, debut + one)
        case "deplacer":
            debut, fin = debut + moved, fin + moved
        case "debut":
            debut = min(debut + moved, fin - one)
        case "fin":
            fin = max(fin + moved, debut + one)
        case "lien":
            pass
    return Gesture(hold, bar.task_id, debut, fin)


def _within(bar_start: date, bar_end: date, days: int) -> int:
    """Return a number of days that keeps both ends in the years that may be typed."""
    least, most = _FIRST - bar_start.toordinal(), _LAST - bar_end.toordinal()
    return max(min(days, max(most, 0)), min(least, 0))
