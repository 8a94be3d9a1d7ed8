"""What is drawn over the Gantt during a drag: the bar as it would be, its dates, a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_drag import HANDLE_MM, handle_x, reach_of
from cpom_desktop.charts.gantt_scale import GAP_MM, text_width
from cpom_desktop.charts.scene import Diamond, Polyline, Primitive, Rect, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cpom_desktop.charts.gantt_drag import Gesture
    from cpom_desktop.charts.gantt_scale import GanttBar, GanttLayout, GanttPlan

LINE_MM = 1.35
"""Height of a line of the label, in parts of its text."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the body that is seen, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float


def handle_items(plan: GanttPlan, layout: GanttLayout, row: int) -> tuple[Primitive, ...]:
    """Return the handle from which a link of a row may be drawn, if any may."""
    if not plan.linkable:
        return ()
    x = handle_x(plan.bars[row], layout, plan.today)
    side = 2 * HANDLE_MM
    top = layout.centre(row) - HANDLE_MM
    return (Rect(x - HANDLE_MM, top, side, side, "poignee", HANDLE_MM),)


def ghost_items(
    plan: GanttPlan,
    layout: GanttLayout,
    row: int,
    gesture: Gesture,
    *,
    pointer: tuple[float, float],
) -> tuple[Primitive, ...]:
    """Return the bar of a row as a drag would leave it, or the link that is being drawn.

    Args:
        plan: what is pictured.
        layout: its sizes.
        row: of the task taken.
        gesture: what the drag means now.
        pointer: where the mouse is, in the body.
    """
    bar, y = plan.bars[row], layout.centre(row)
    if gesture.hold == "lien":
        start = (reach_of(bar, layout)[1], y)
        return (*_onto(plan, layout, gesture.onto), Polyline((start, pointer), "fantome-lien"))
    half = layout.bar_mm / 2
    if bar.milestone:
        return (Diamond(layout.middle(gesture.fin), y, half * 1.1, "fantome"),)
    left = layout.x(gesture.debut)
    width = max(layout.x(gesture.fin) - left, 0.6)
    return (Rect(left, y - half, width, 2 * half, "fantome", 0.5),)


def _onto(plan: GanttPlan, layout: GanttLayout, task_id: int) -> Iterator[Primitive]:
    """Ring the bar that a link would reach."""
    rows = (row for row, bar in enumerate(plan.bars) if bar.task_id == task_id)
    row = next(rows, None) if task_id else None
    if row is not None:
        left, right = reach_of(plan.bars[row], layout)
        half = layout.bar_mm / 2 + 0.7
        top = layout.centre(row) - half
        yield Rect(left - 0.7, top, right - left + 1.4, 2 * half, "fantome-cible", 0.8)


def label_items(
    layout: GanttLayout,
    lines: Sequence[str],
    *,
    at: tuple[float, float],
    window: Window,
    refused: bool = False,
) -> tuple[Primitive, ...]:
    """Return a label that stands above a point, below it when there is no room, always seen.

    Args:
        layout: sizes.
        lines: what it says, the first in bold.
        at: the middle of what it tells about.
        window: where it must stay.
        refused: whether it tells why something cannot be.
    """
    if not lines:
        return ()
    size = layout.text_mm
    width = max(text_width(line, size, bold=not rank) for rank, line in enumerate(lines))
    width += 4 * GAP_MM
    height = (len(lines) + 0.5) * LINE_MM * size
    left = min(max(at[0] - width / 2, window.left), max(window.right - width, window.left))
    away = layout.bar_mm / 2 + GAP_MM
    top = at[1] - away - height
    if top < window.top:
        top = max(min(at[1] + away, window.bottom - height), window.top)
    style = "etiquette-refus" if refused else "etiquette-fantome"
    first = top + 0.75 * LINE_MM * size
    return (
        Rect(left, top, width, height, style, 0.8),
        *(
            Text(left + 2 * GAP_MM, first + rank * LINE_MM * size, line, "texte-inverse", size,
                 bold=not rank)
            for rank, line in enumerate(lines)
        ),
    )  # fmt: skip


def ghost_anchor(
    bar: GanttBar, layout: GanttLayout, gesture: Gesture, y: float
) -> tuple[float, float]:
    """Return the point that the label of a drag tells about."""
    day: date = gesture.debut if gesture.hold == "debut" else gesture.fin
    if bar.milestone:
        return layout.middle(day), y
    if gesture.hold == "deplacer":
        return (layout.x(gesture.debut) + layout.x(gesture.fin)) / 2, y
    return layout.x(day), y
