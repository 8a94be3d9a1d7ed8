"""How wide a day is on screen, and which days are shown, at each zoom.

« Mois » fits the preparation of the contract in the room there is, « Cinq ans » its whole life;
« Semaines » and « Trimestres » have a width of their own and scroll. The picture always fills
its room: past the last task, the calendar goes on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt import days_shown
from cpom_desktop.charts.gantt_units import next_month

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttPlan, Zoom

__all__ = ["Sight", "day_widths", "nearest_zoom", "sight_of"]

_WEEKS, _MONTHS, _QUARTERS, _YEARS = 6.0, 0.9, 0.45, 0.05
"""Pixels at 100 % for one day, at least; those of the weeks, exactly."""
_WIDEST = 24.0
_STEP = 1.4
"""Between two zooms at least, so that each choice shows something else."""
_LIFE_YEARS = 5


@dataclass(frozen=True, slots=True)
class Sight:
    """The days shown, both included, what the head counts, and the width of the picture."""

    first: date
    last: date
    unit: Zoom
    width: float


def day_widths(plan: GanttPlan, room: float, scale: float = 1.0) -> Mapping[Zoom, float]:
    """Return how wide a day is at each zoom, in pixels, for `room` pixels; empty without dates.

    Args:
        plan: what is pictured.
        room: width there is.
        scale: of the text.
    """
    prepared, life = _preparation(plan), _life(plan)
    if prepared is None or life is None:
        return {}
    weeks = _WEEKS * scale
    years = min(max(room / _days(life), _YEARS * scale), weeks / _STEP**3)
    quarters = min(max(_QUARTERS * scale, years * _STEP), weeks / _STEP**2)
    months = max(_MONTHS * scale, room / _days(prepared), quarters * _STEP)
    return {
        "semaines": weeks,
        "mois": min(months, weeks / _STEP),
        "trimestres": quarters,
        "cinq_ans": years,
    }


def nearest_zoom(width: float, widths: Mapping[Zoom, float]) -> Zoom:
    """Return the zoom whose days are about as wide."""
    return min(widths, key=lambda zoom: abs(math.log(width / widths[zoom])))


def sight_of(
    plan: GanttPlan, room: float, zoom: Zoom, *, day: float = 0.0, scale: float = 1.0
) -> Sight | None:
    """Return what a zoom shows in `room` pixels; None when nothing is dated.

    Args:
        plan: what is pictured.
        room: width there is.
        zoom: the one chosen.
        day: width of a day, in pixels, in place of that of `zoom`; kept within reason.
        scale: of the text.
    """
    shown, life = days_shown(plan), _life(plan)
    widths = day_widths(plan, room, scale)
    if shown is None or life is None or not widths:
        return None
    width = min(max(day or widths[zoom], widths["cinq_ans"]), _WIDEST * scale)
    unit = nearest_zoom(width, widths) if day else zoom
    last = max(shown[1], life[1] if unit == "cinq_ans" else shown[1])
    last = max(last, shown[0] + timedelta(days=math.ceil(room / width - 1e-6) - 1))
    taken = width * _days((shown[0], last))
    return Sight(shown[0], last, unit, room if taken < room + width else taken)


def _days(period: tuple[date, date]) -> int:
    return (period[1] - period[0]).days + 1


def _preparation(plan: GanttPlan) -> tuple[date, date] | None:
    """Return the days from the first task to the target; all of them without one."""
    shown = days_shown(plan)
    if shown is None or plan.target is None:
        return shown
    last = next_month(plan.target) - timedelta(days=1)
    return (shown[0], last) if shown[0] < last else shown


def _life(plan: GanttPlan) -> tuple[date, date] | None:
    """Return the days from the first task to the end of the contract, five years at least."""
    shown = days_shown(plan)
    if shown is None:
        return None
    five = next_month((plan.target or shown[1]) + timedelta(days=365.25 * _LIFE_YEARS))
    return shown[0], max(shown[1], plan.life_end or five - timedelta(days=1))
