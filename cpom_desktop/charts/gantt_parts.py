"""A line of the Gantt that holds several bars and milestones: the steps of a fiche action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import GAP_MM, text_width
from cpom_desktop.charts.scene import Diamond, Primitive, Rect, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.charts.gantt_scale import GanttBar, GanttLayout, GanttPart

_EDGE_MM = 0.3
"""Between the outline of a bar and the part that is done."""
_DIAMOND = 1.1
"""Radius of a milestone, in parts of half a bar."""


def part_items(bar: GanttBar, y: float, layout: GanttLayout) -> Iterator[Primitive]:
    """Draw the parts of a line, the milestones over the bars."""
    ref = f"task:{bar.task_id}"
    for part in bar.parts:
        if part.sort != "jalon":
            yield from _bar(part, y, layout, ref)
    half = layout.bar_mm / 2
    for part in bar.parts:
        if part.sort == "jalon" and layout.shows(part.fin):
            style = "jalon-fait" if part.done_share >= 1 else "jalon"
            yield Diamond(_centre(part, layout), y, half * _DIAMOND, style, ref)


def _centre(part: GanttPart, layout: GanttLayout) -> float:
    """Return where a milestone stands: whole, on the last day of the picture too."""
    half, middle = layout.bar_mm / 2 * _DIAMOND, layout.middle(part.fin)
    return min(max(middle, half), layout.width_mm - half)


def _bar(part: GanttPart, y: float, layout: GanttLayout, ref: str) -> Iterator[Primitive]:
    left, width = layout.bar_span(part)
    right = layout.inside(left + width)
    left = layout.inside(left)
    width, half = right - left, layout.bar_mm / 2
    if width <= 0:
        return
    if part.sort == "courante":
        yield Rect(left, y - half, width, 2 * half, "barre-courante", 0.5, ref)
        return
    style = "barre-retard" if part.late else "barre-a-faire"
    yield Rect(left, y - half, width, 2 * half, style, 0.5, ref)
    if part.done_share > 0:
        done = max((width - 2 * _EDGE_MM) * min(part.done_share, 1.0), 0.2)
        high = 2 * (half - _EDGE_MM)
        yield Rect(left + _EDGE_MM, y - half + _EDGE_MM, done, high, "barre-faite", 0.3, ref)


def part_words(bar: GanttBar, y: float, layout: GanttLayout) -> Iterator[Text]:
    """Write the word of each milestone at its right, where nothing else stands."""
    half = layout.bar_mm / 2 * _DIAMOND
    marks = [layout.middle(part.fin) for part in bar.parts if part.sort == "jalon"]
    marks += [layout.x(part.debut) + half for part in bar.parts if part.sort == "datee"]
    for part in bar.parts:
        if not part.word or part.sort != "jalon" or not layout.shows(part.fin):
            continue
        left = layout.middle(part.fin) + half + GAP_MM
        right = left + text_width(part.word, layout.text_mm, bold=True)
        taken = any(left - half < mark and mark - half < right for mark in marks)
        if right <= layout.width_mm and not taken:
            yield Text(left, y, part.word, "texte", layout.text_mm, bold=True)
