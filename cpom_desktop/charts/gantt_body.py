"""The lines of the Gantt: bars, milestones, what is done, what is late, dates beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_ground import vertical
from cpom_desktop.charts.gantt_links import link_items
from cpom_desktop.charts.gantt_parts import part_items, part_words
from cpom_desktop.charts.gantt_scale import GAP_MM, text_width
from cpom_desktop.charts.scene import Diamond, Polyline, Primitive, Rect, Text
from cpom_desktop.i18n import NBSP, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttBar, GanttLayout, GanttPlan

_TICK_MM = 0.45
"""Thickness of the mark of something due around a meeting."""


def body_items(
    plan: GanttPlan, layout: GanttLayout, rows: range | None = None
) -> tuple[Primitive, ...]:
    """Return the lines of the picture, in the order of painting.

    Args:
        plan: what is pictured.
        layout: its sizes.
        rows: those to draw, with the links that pass them; all of them when left out.
    """
    return tuple(_body(plan, layout, range(len(plan.bars)) if rows is None else rows))


def _body(plan: GanttPlan, layout: GanttLayout, rows: range) -> Iterator[Primitive]:
    for row in rows:
        y = (row + 1) * layout.row_height_mm
        yield Polyline(((0, y), (layout.width_mm, y)), "ligne")
    yield from link_items(plan, layout, rows)
    for row in rows:
        yield from _bar(plan.bars[row], layout.centre(row), plan.today, layout)
    if plan.today is not None and layout.shows(plan.today):
        height = layout.row_height_mm * len(plan.bars)
        yield vertical(layout.middle(plan.today), height, "trait-aujourdhui")
    for row in rows:
        yield from _words(plan.bars[row], layout.centre(row), plan.today, layout)


def _bar(bar: GanttBar, y: float, today: date | None, layout: GanttLayout) -> Iterator[Primitive]:
    if bar.debut is None or bar.fin is None:
        return
    half, ref = layout.bar_mm / 2, f"task:{bar.task_id}"
    if bar.parts:
        yield from part_items(bar, y, layout)
        return
    end = layout.x(bar.fin)
    yield from _around(bar, y, layout)
    if today is not None and bar.late_days:
        late_end = max(layout.middle(today), end)
        yield Rect(end, y - half, late_end - end, 2 * half, "barre-retard", 0.4, ref)
    if bar.milestone:
        yield Diamond(layout.middle(bar.fin), y, half * 1.1, _milestone_style(bar, layout), ref)
        return
    left, width = layout.bar_span(bar)
    yield Rect(left, y - half, width, 2 * half, _bar_style(bar, layout), 0.5, ref)
    if not bar.closed and bar.done_share > 0:
        edge = 0.3
        done = max((width - 2 * edge) * min(bar.done_share, 1.0), 0.2)
        yield Rect(left + edge, y - half + edge, done, 2 * (half - edge), "barre-faite", 0.3, ref)


def _around(bar: GanttBar, y: float, layout: GanttLayout) -> Iterator[Primitive]:
    """Draw what is not the bar itself: how it should end, how it was planned, what is due."""
    half, ref = layout.bar_mm / 2, f"task:{bar.task_id}"
    if bar.forecast is not None and bar.fin is not None:
        left, right = layout.x(bar.fin), layout.inside(layout.x(bar.forecast))
        if right > left:
            yield Rect(left, y - half / 2, right - left, half, "barre-prevue", 0.3, ref)
    if bar.reference is not None:
        yield _reference(bar, bar.reference, y, layout)
    for rank, lead in enumerate(bar.leads if layout.fine else ()):
        if layout.shows(lead.day):
            x, ref = layout.middle(lead.day), f"delai:{bar.task_id}:{rank}"
            cap = min(1.8, layout.bar_mm * 0.55)
            yield Rect(x - cap / 2, y - half, cap, _TICK_MM, "delai", 0, ref)
            yield Rect(x - _TICK_MM / 2, y - half, _TICK_MM, 2 * half, "delai", 0, ref)


def _reference(
    bar: GanttBar, planned: tuple[date, date], y: float, layout: GanttLayout
) -> Primitive:
    """Draw the plan of reference: a thin bar under the bar, a hollow milestone."""
    half = layout.bar_mm / 2
    if bar.milestone:
        return Diamond(layout.middle(planned[1]), y, half * 0.8, "reference-jalon")
    room = layout.row_height_mm / 2 - half
    left = layout.inside(layout.x(planned[0]))
    right = max(layout.inside(layout.x(planned[1])), left + _TICK_MM)
    return Rect(left, y + half + room * 0.2, right - left, min(room * 0.5, 0.9), "reference")


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
    if bar.parts:
        yield from part_words(bar, y, layout)
        return
    late = f"+{NBSP}{bar.late_days}{NBSP}j" if bar.late_days else ""
    day = format_date(bar.fin, "short") if bar.milestone else ""
    text = ", ".join(word for word in (day, late) if word)
    if not text:
        return
    half = layout.bar_mm * 0.55 if bar.milestone else 0.0
    left = layout.middle(bar.fin) - half if bar.milestone else layout.bar_span(bar)[0]
    right = layout.middle(bar.fin) + half
    if late and today is not None:
        right = max(right, layout.middle(today))
    if bar.forecast is not None:
        right = max(right, layout.x(bar.forecast))
    room = text_width(text, layout.text_mm, bold=True) + 2 * GAP_MM
    marks = [layout.middle(lead.day) for lead in bar.leads] if layout.fine else []
    for x in sorted(marks):
        if right < x < right + room:
            right = x + _TICK_MM
    for x in sorted(marks, reverse=True):
        if left - room < x < left:
            left = x - _TICK_MM
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
