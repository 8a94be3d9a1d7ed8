"""What each mark of the Gantt means; only what the picture shows is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.scene import Diamond, Polyline, Primitive, Rect
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.charts.gantt_scale import GanttBar, GanttLayout, GanttPlan

WIDTH_MM, HEIGHT_MM = 6.4, 4.0
"""Box of each mark."""


def legend_marks(
    plan: GanttPlan, layout: GanttLayout, *, today_words: str = ""
) -> tuple[tuple[Primitive, str], ...]:
    """Return each mark of the picture, in a box of 6.4 × 4 mm, with what it means.

    Args:
        plan: what is pictured.
        layout: the days shown.
        today_words: what the line of the present day is called, where it has no flag.
    """
    shown = {*_bars(plan, layout), *_ground(plan, layout)}
    if today_words and layout.shows(plan.today):
        shown.add("trait-aujourdhui")
    marks = _marks(today_words)
    return tuple(marks[style] for style in marks if style in shown)


def _marks(today_words: str) -> Mapping[str, tuple[Primitive, str]]:
    upright = ((3.2, 0.0), (3.2, HEIGHT_MM))
    return {
        "barre-faite": (_bar("barre-faite"), _("Part réalisée")),
        "barre-a-faire": (_bar("barre-a-faire"), _("À faire")),
        "barre-critique": (_bar("barre-critique"), _("Chemin critique")),
        "barre-retard": (_bar("barre-retard"), _("Retard")),
        "jalon": (Diamond(3.2, 2, 2, "jalon"), _("Jalon")),
        "vacances": (Rect(0, 0, WIDTH_MM, HEIGHT_MM, "vacances"), _("Vacances scolaires")),
        "ferie": (Polyline(upright, "ferie"), _("Jour férié")),
        "trait-aujourdhui": (Polyline(upright, "trait-aujourdhui"), today_words),
    }


def _bar(style: str) -> Rect:
    return Rect(0, 0.4, WIDTH_MM, 3.2, style, 0.5)


def _bars(plan: GanttPlan, layout: GanttLayout) -> Iterator[str]:
    for bar in plan.bars:
        if bar.fin is not None:
            yield from _of_bar(bar, layout)


def _of_bar(bar: GanttBar, layout: GanttLayout) -> Iterator[str]:
    critical = bar.critical and layout.critical and not bar.closed
    if bar.milestone:
        yield "jalon"
    elif not bar.closed:
        yield "barre-critique" if critical else "barre-a-faire"
    if critical:
        yield "barre-critique"
    if bar.closed or bar.done_share > 0:
        yield "barre-faite"
    if bar.late_days:
        yield "barre-retard"


def _ground(plan: GanttPlan, layout: GanttLayout) -> Iterator[str]:
    if any(layout.first <= b.last and b.first <= layout.last for b in plan.breaks):
        yield "vacances"
    if layout.fine and any(layout.shows(day) for day in plan.holidays):
        yield "ferie"
