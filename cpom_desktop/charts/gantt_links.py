"""The links of the Gantt: from the end of a task to the start of the one that waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import GAP_MM
from cpom_desktop.charts.scene import Polyline, Primitive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.charts.gantt_scale import GanttBar, GanttLayout, GanttPlan


def link_items(plan: GanttPlan, layout: GanttLayout, shown: range) -> Iterator[Primitive]:
    """Draw the links that pass by the rows shown."""
    rows = {bar.task_id: row for row, bar in enumerate(plan.bars) if bar.fin is not None}
    for before, after in plan.links:
        if before not in rows or after not in rows:
            continue
        top, bottom = sorted((rows[before], rows[after]))
        if bottom < shown.start or top >= shown.stop:
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
    x1, y1 = _end(first, layout), layout.centre(rows[0])
    x2, y2 = _start(second, layout), layout.centre(rows[1]) - down * half
    if x2 >= x1 + GAP_MM and not first.milestone and not first.late_days:
        return (x1, y1), (x2, y1), (x2, y2)
    turn = layout.centre(rows[1]) - down * layout.row_height_mm / 2
    leaving = x1 if first.milestone else x1 - min(0.6, layout.bar_span(first)[1] / 2)
    return (leaving, y1 + down * half), (leaving, turn), (x2, turn), (x2, y2)


def _end(bar: GanttBar, layout: GanttLayout) -> float:
    if bar.milestone and bar.fin is not None:
        return layout.middle(bar.fin)
    return sum(layout.bar_span(bar))


def _start(bar: GanttBar, layout: GanttLayout) -> float:
    if bar.milestone and bar.fin is not None:
        return layout.middle(bar.fin)
    left, width = layout.bar_span(bar)
    return left + min(0.9, width / 2)
