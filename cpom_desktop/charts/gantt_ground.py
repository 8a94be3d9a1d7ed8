"""What lies under the bars of the Gantt: breaks, closed periods, units of time, holidays."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_units import mondays_shown, months_shown, quarters_shown
from cpom_desktop.charts.scene import Polyline, Primitive, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttLayout, GanttPlan

_JANUARY = 1
_NARROW_MM = 0.8
"""Under this width a closed period is left out: it would only be a smear."""


def ground_items(plan: GanttPlan, layout: GanttLayout, height: float) -> tuple[Primitive, ...]:
    """Return what lies under `height` millimetres of bars."""
    return tuple(
        chain(
            _headings(plan, layout),
            _periods(plan, layout, height),
            unit_lines(layout, height),
            _days(plan, layout, height),
        )
    )


def _headings(plan: GanttPlan, layout: GanttLayout) -> Iterator[Primitive]:
    for row, bar in enumerate(plan.bars):
        if bar.heading:
            top = row * layout.row_height_mm
            yield Rect(0, top, layout.width_mm, layout.row_height_mm, "entete")


def unit_lines(layout: GanttLayout, height: float) -> Iterator[Primitive]:
    """Draw a line at the start of each unit of time."""
    for day, style in _starts(layout):
        if day > layout.first:
            yield vertical(layout.x(day), height, style)


def vertical(x: float, height: float, style: str) -> Polyline:
    """Return a line from top to bottom."""
    return Polyline(((x, 0), (x, height)), style)


def _starts(layout: GanttLayout) -> Iterator[tuple[date, str]]:
    match layout.unit:
        case "semaines":
            months = set(months_shown(layout))
            for day in sorted(months | set(mondays_shown(layout))):
                yield day, "mois" if day in months else "ligne"
        case "mois":
            for day in months_shown(layout):
                yield day, "mois"
        case "trimestres":
            for day in quarters_shown(layout):
                yield day, "mois"
        case "cinq_ans":
            yield from _years(layout)


def _years(layout: GanttLayout) -> Iterator[tuple[date, str]]:
    """Give the years, and the quarters where they are asked for."""
    for day in quarters_shown(layout):
        if day.month == _JANUARY:
            yield day, "cadre-annee" if layout.quarters else "mois"
        elif layout.quarters:
            yield day, "ligne"


def _periods(plan: GanttPlan, layout: GanttLayout, height: float) -> Iterator[Primitive]:
    for found in plan.breaks:
        left, right = layout.span(found.first, found.last)
        if right > left:
            yield Rect(left, 0, right - left, height, "vacances")
    for left, right in closed_shown(plan, layout):
        yield Rect(left, 0, right - left, height, "ferme")


def closed_shown(plan: GanttPlan, layout: GanttLayout) -> Iterator[tuple[float, float]]:
    """Give the abscissas of the periods closed to meetings that are wide enough to be seen."""
    for found in plan.closed:
        left, right = layout.span(found.first, found.last)
        if right - left >= _NARROW_MM:
            yield left, right


def _days(plan: GanttPlan, layout: GanttLayout, height: float) -> Iterator[Primitive]:
    for day in plan.holidays if layout.fine else ():
        if layout.shows(day):
            yield vertical(layout.middle(day), height, "ferie")
    if plan.horizon is not None and layout.first < plan.horizon < layout.last:
        yield vertical(layout.after(plan.horizon), height, "horizon")
