"""What each mark of the Gantt means; only what the picture shows is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_ground import closed_shown
from cpom_desktop.charts.scene import Diamond, Polyline, Primitive, Rect
from cpom_desktop.i18n import _, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttBar, GanttLayout, GanttPlan, Sort

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
    if "barre-datee" in shown:
        shown.discard("barre-a-faire")  # the same look, told by the word of its kind
    marks = _marks(today_words, plan.horizon)
    return tuple(marks[style] for style in marks if style in shown)


def _marks(today_words: str, horizon: date | None) -> Mapping[str, tuple[Primitive, str]]:
    upright = ((3.2, 0.0), (3.2, HEIGHT_MM))
    return {
        "barre-faite": (_bar("barre-faite"), _("Part réalisée")),
        "barre-a-faire": (_bar("barre-a-faire"), _("À faire")),
        "barre-critique": (_bar("barre-critique"), _("Chemin critique")),
        "barre-retard": (_bar("barre-retard"), _("Retard")),
        "barre-prevue": (Rect(0, 1.2, WIDTH_MM, 1.6, "barre-prevue", 0.3), _("Retard prévu")),
        "reference": (Rect(0, 1.6, WIDTH_MM, 0.9, "reference"), _("Plan de référence")),
        "barre-datee": (_bar("barre-a-faire"), _("Étape datée")),
        "barre-courante": (_bar("barre-courante"), _("Action courante, plus de deux ans")),
        "jalon": (Diamond(3.2, 2, 2, "jalon"), _("Jalon")),
        "delai": (Rect(2.9, 0.4, 0.6, 3.2, "delai"), _("Délai d'une réunion")),
        "vacances": (Rect(0, 0, WIDTH_MM, HEIGHT_MM, "vacances"), _("Vacances scolaires")),
        "ferme": (Rect(0, 0, WIDTH_MM, HEIGHT_MM, "ferme"), _("Fermé aux réunions")),
        "horizon": (
            Polyline(upright, "horizon"),
            _("Calendrier scolaire officiel jusqu'au {jour}", jour=format_date(horizon, "medium")),
        ),
        "ferie": (Polyline(upright, "ferie"), _("Jour férié")),
        "trait-aujourdhui": (Polyline(upright, "trait-aujourdhui"), today_words),
    }


def _bar(style: str) -> Rect:
    return Rect(0, 0.4, WIDTH_MM, 3.2, style, 0.5)


def _bars(plan: GanttPlan, layout: GanttLayout) -> Iterator[str]:
    for bar in plan.bars:
        if bar.fin is not None:
            yield from _of_bar(bar, layout)


_SORTS: Mapping[Sort, str] = {
    "datee": "barre-datee",
    "courante": "barre-courante",
    "jalon": "jalon",
}


def _of_parts(bar: GanttBar) -> Iterator[str]:
    for part in bar.parts:
        yield _SORTS[part.sort]
        if part.done_share > 0 and part.sort != "courante":
            yield "barre-faite"
        if part.late:
            yield "barre-retard"


def _of_bar(bar: GanttBar, layout: GanttLayout) -> Iterator[str]:
    if bar.parts:
        yield from _of_parts(bar)
        return
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
    if bar.forecast is not None:
        yield "barre-prevue"
    if bar.reference is not None:
        yield "reference"
    if layout.fine and any(layout.shows(lead.day) for lead in bar.leads):
        yield "delai"


def _ground(plan: GanttPlan, layout: GanttLayout) -> Iterator[str]:
    if any(layout.first <= b.last and b.first <= layout.last for b in plan.breaks):
        yield "vacances"
    if any(closed_shown(plan, layout)):
        yield "ferme"
    if plan.horizon is not None and layout.first < plan.horizon < layout.last:
        yield "horizon"
    if layout.fine and any(layout.shows(day) for day in plan.holidays):
        yield "ferie"
