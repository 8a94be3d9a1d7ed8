"""The head of the Gantt: units of time, names of the breaks, flag of today."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_ground import unit_lines
from cpom_desktop.charts.gantt_scale import GAP_MM, text_width
from cpom_desktop.charts.gantt_units import (
    mondays_shown,
    months_shown,
    next_month,
    next_quarter,
    quarters_shown,
    years_shown,
)
from cpom_desktop.charts.scene import Polyline, Primitive, Rect, Text
from cpom_desktop.i18n import SHORT_MONTHS, _, capitalise, format_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, timedelta

    from cpom_desktop.charts.gantt_scale import GanttBreak, GanttLayout, GanttPlan

_JANUARY = 1


@dataclass(slots=True)
class _Line:
    """One line of words: each takes its room, the next that would touch it is left out."""

    y: float
    width: float
    taken: list[tuple[float, float]] = field(default_factory=list)

    def place(self, text: Text, room: float) -> list[Primitive]:
        """Return the text alone, or nothing when there is no room for it."""
        left = text.x - room / 2 if text.anchor == "middle" else text.x
        fits = left >= 0 and left + room <= self.width
        return [text] if text.text and fits and self.take(left, room, GAP_MM / 2) else []

    def take(self, left: float, room: float, margin: float) -> bool:
        """Keep some room, with a margin on either side; tell whether nothing had it."""
        right = left + room
        rank = bisect_left(self.taken, (left, right))
        if any(left < e and s < right for s, e in self.taken[max(rank - 1, 0) : rank + 1]):
            return False
        self.taken.insert(rank, (left - margin, right + margin))
        return True


def header_items(plan: GanttPlan, layout: GanttLayout) -> tuple[Primitive, ...]:
    """Return what stands above the bars, its origin at its own top left."""
    upper = _Line(layout.header_mm * 0.33, layout.width_mm)
    lower = _Line(layout.header_mm * 0.74, layout.width_mm)
    base = layout.header_mm
    flag = _flag(plan.today, layout, lower)
    return (
        Rect(0, 0, layout.width_mm, base, "entete"),
        *unit_lines(layout, base),
        *_units(layout, upper, lower),
        *_breaks(plan, layout, upper if layout.unit == "semaines" else lower),
        *_horizon(plan, layout, lower),
        Polyline(((0, base), (layout.width_mm, base)), "ligne"),
        *flag,
    )


def _units(layout: GanttLayout, upper: _Line, lower: _Line) -> list[Primitive]:
    match layout.unit:
        case "semaines":
            return [*_months(layout, upper), *_mondays(layout, lower)]
        case "mois":
            return [*_months(layout, upper), *_januaries(layout, lower)]
        case "trimestres":
            return [*_quarters(layout, upper, bold=True), *_januaries(layout, lower)]
        case "cinq_ans":
            return [*_years(layout, upper), *_quarters(layout, lower, bold=False)]


def _months(layout: GanttLayout, line: _Line) -> list[Primitive]:
    items: list[Primitive] = []
    weeks = layout.unit == "semaines"
    for month in months_shown(layout):
        left, right = _room(layout, month, next_month(month))
        name = capitalise(SHORT_MONTHS[month.month - 1])
        forms = ([f"{name} {month.year}"] if weeks else []) + [name, name[:1]]
        text = _longest(forms, right - left, layout.text_mm, bold=True)
        anchor = ("start", left + GAP_MM) if weeks else ("middle", (left + right) / 2)
        items += _put(text, anchor, line, layout.text_mm, bold=True)
    return items


def _quarters(layout: GanttLayout, line: _Line, *, bold: bool) -> list[Primitive]:
    items: list[Primitive] = []
    for quarter in quarters_shown(layout):
        left, right = _room(layout, quarter, next_quarter(quarter))
        rank = (quarter.month + 2) // 3
        forms = [_("T{n}", n=rank), str(rank)]
        text = _longest(forms, right - left - GAP_MM, layout.text_mm, bold=bold)
        items += _put(text, ("middle", (left + right) / 2), line, layout.text_mm, bold=bold)
    return items


def _years(layout: GanttLayout, line: _Line) -> list[Primitive]:
    """Name each year in the middle of what is shown of it."""
    items: list[Primitive] = []
    for year in years_shown(layout):
        left, right = _room(layout, year, year.replace(year=year.year + 1))
        forms = [str(year.year), f"{year:%y}"]
        text = _longest(forms, right - left - GAP_MM, layout.text_mm, bold=True)
        items += _put(text, ("middle", (left + right) / 2), line, layout.text_mm, bold=True)
    return items


def _januaries(layout: GanttLayout, line: _Line) -> list[Primitive]:
    """Mark each January, and the first month, with the year."""
    starts = [m for m in months_shown(layout) if m.month == _JANUARY]
    return _numbered(layout, line, [(day, str(day.year)) for day in [*starts, layout.first]])


def _mondays(layout: GanttLayout, line: _Line) -> list[Primitive]:
    return _numbered(layout, line, [(day, str(day.day)) for day in mondays_shown(layout)])


def _numbered(
    layout: GanttLayout, line: _Line, words: Iterable[tuple[date, str]]
) -> list[Primitive]:
    items: list[Primitive] = []
    for day, text in words:
        x = layout.inside(layout.x(day)) + GAP_MM / 2
        items += _put(text, ("start", x), line, layout.text_mm * 0.95)
    return items


def _room(layout: GanttLayout, first: date, after: date) -> tuple[float, float]:
    return layout.inside(layout.x(first)), layout.inside(layout.x(after))


def _longest(forms: Iterable[str], room: float, size: float, *, bold: bool) -> str:
    """Return the first of the forms that fits, from the longest; nothing when none does."""
    return next((text for text in forms if text_width(text, size, bold=bold) <= room), "")


def _put(
    text: str, where: tuple[str, float], line: _Line, size: float, *, bold: bool = False
) -> list[Primitive]:
    anchor, x = where
    word = Text(
        x, line.y, text, "texte-2", size, "middle" if anchor == "middle" else "start", bold=bold
    )
    return line.place(word, text_width(text, size, bold=bold))


def _breaks(plan: GanttPlan, layout: GanttLayout, line: _Line) -> list[Primitive]:
    size = layout.text_mm * 0.95
    base = layout.header_mm - 0.25
    items: list[Primitive] = []
    for found in sorted(plan.breaks, key=_shortness):
        left, right = layout.span(found.first, found.last)
        if right <= left:
            continue
        items.append(Polyline(((left, base), (right, base)), "cadre"))
        items += _put(found.label, ("middle", (left + right) / 2), line, size)
    return items


def _horizon(plan: GanttPlan, layout: GanttLayout, line: _Line) -> list[Primitive]:
    """Tell where the official school calendar ends, when there is room for the words."""
    if plan.horizon is None or not layout.first < plan.horizon < layout.last:
        return []
    x = layout.after(plan.horizon)
    words = _("calendrier officiel jusqu'au {jour}", jour=format_date(plan.horizon, "medium"))
    return [
        Polyline(((x, 0), (x, layout.header_mm)), "horizon"),
        *_put(words, ("start", x + GAP_MM / 2), line, layout.text_mm * 0.95),
    ]


def _shortness(found: GanttBreak) -> timedelta:
    """Sort the longest first: it names itself where two names would touch."""
    return found.first - found.last


def _flag(today: date | None, layout: GanttLayout, line: _Line) -> list[Primitive]:
    if today is None or not layout.shows(today):
        return []
    size, words = layout.text_mm, layout.flag
    width = text_width(words, size, bold=True) + 2 * GAP_MM
    height = layout.header_mm * 0.42
    left = min(max(layout.middle(today) - width / 2, 0), max(layout.width_mm - width, 0))
    line.take(left, width, GAP_MM / 2)
    top = line.y - height / 2
    centre = left + width / 2
    return [
        Rect(left, top, width, height, "etiquette-aujourdhui", radius=height / 6),
        Text(centre, line.y, words, "texte-inverse", size, "middle", bold=True),
        Polyline(
            ((layout.middle(today), top + height), (layout.middle(today), layout.header_mm)),
            "trait-aujourdhui",
        ),
    ]
