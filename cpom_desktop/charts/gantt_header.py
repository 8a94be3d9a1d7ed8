"""The head of the Gantt: months with their years, weeks, names of the breaks, flag of today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import GAP_MM, next_month, text_width
from cpom_desktop.charts.scene import Polyline, Primitive, Rect, Text
from cpom_desktop.i18n import SHORT_MONTHS, capitalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.charts.gantt_scale import GanttBreak, GanttLayout, GanttPlan


@dataclass(slots=True)
class _Line:
    """One line of words: each takes its room, the next that would touch it is left out."""

    y: float
    width: float
    taken: list[tuple[float, float]] = field(default_factory=list)

    def place(self, text: Text, room: float) -> list[Primitive]:
        """Return the text alone, or nothing when there is no room for it."""
        left = text.x - room / 2 if text.anchor == "middle" else text.x
        if left < 0 or left + room > self.width:
            return []
        if any(left < end and start < left + room for start, end in self.taken):
            return []
        self.taken.append((left - GAP_MM / 2, left + room + GAP_MM / 2))
        return [text]


def header_items(plan: GanttPlan, layout: GanttLayout) -> tuple[Primitive, ...]:
    """Return what stands above the bars, its origin at its own top left."""
    upper = _Line(layout.header_mm * 0.33, layout.width_mm)
    lower = _Line(layout.header_mm * 0.74, layout.width_mm)
    items: list[Primitive] = [
        Rect(0, 0, layout.width_mm, layout.header_mm, "entete"),
        *_month_lines(layout),
    ]
    flag = _flag(plan.today, layout, lower)
    items += _months(layout, upper)
    items += _mondays(layout, lower) if layout.weeks else _years(layout, lower)
    items += _breaks(plan, layout, upper if layout.weeks else lower)
    base = layout.header_mm
    items.append(Polyline(((0, base), (layout.width_mm, base)), "ligne"))
    return (*items, *flag)


def months_shown(layout: GanttLayout) -> Iterator[date]:
    """Give the first day of each month shown, that of `layout.first` included."""
    month = layout.first.replace(day=1)
    while month <= layout.last:
        yield month
        month = next_month(month)


def mondays_shown(layout: GanttLayout) -> Iterator[date]:
    """Give each Monday shown."""
    monday = layout.first + timedelta(days=-layout.first.weekday() % 7)
    while monday <= layout.last:
        yield monday
        monday += timedelta(days=7)


def _month_lines(layout: GanttLayout) -> Iterator[Primitive]:
    for month in months_shown(layout):
        if month > layout.first:
            x = layout.x(month)
            yield Polyline(((x, 0), (x, layout.header_mm)), "mois")


def _months(layout: GanttLayout, line: _Line) -> list[Primitive]:
    items: list[Primitive] = []
    for month in months_shown(layout):
        left = layout.inside(layout.x(month))
        right = layout.inside(layout.x(next_month(month)))
        text = _month_text(month, right - left, layout)
        x = left + GAP_MM if layout.weeks else (left + right) / 2
        word = Text(
            x,
            line.y,
            text,
            "texte-2",
            layout.text_mm,
            "start" if layout.weeks else "middle",
            bold=True,
        )
        items += line.place(word, text_width(text, layout.text_mm, bold=True)) if text else []
    return items


def _month_text(month: date, room: float, layout: GanttLayout) -> str:
    """Return the longest name of a month that fits."""
    name = capitalise(SHORT_MONTHS[month.month - 1])
    forms = [f"{name} {month.year}"] if layout.weeks else []
    for text in (*forms, name, name[:1]):
        if text_width(text, layout.text_mm, bold=True) <= room:
            return text
    return ""


def _years(layout: GanttLayout, line: _Line) -> list[Primitive]:
    """Mark each January, and the first month, with the year."""
    size = layout.text_mm * 0.95
    items: list[Primitive] = []
    starts = [m for m in months_shown(layout) if m.month == 1]
    for month in [*starts, layout.first]:
        x = layout.inside(layout.x(month)) + GAP_MM / 2
        word = Text(x, line.y, str(month.year), "texte-2", size)
        items += line.place(word, text_width(word.text, size))
    return items


def _mondays(layout: GanttLayout, line: _Line) -> list[Primitive]:
    size = layout.text_mm * 0.95
    items: list[Primitive] = []
    for monday in mondays_shown(layout):
        word = Text(layout.x(monday) + GAP_MM / 2, line.y, str(monday.day), "texte-2", size)
        items += line.place(word, text_width(word.text, size))
    return items


def _breaks(plan: GanttPlan, layout: GanttLayout, line: _Line) -> list[Primitive]:
    size = layout.text_mm * 0.95
    base = layout.header_mm - 0.25
    items: list[Primitive] = []
    for found in sorted(plan.breaks, key=_shortness):
        left, right = layout.inside(layout.x(found.first)), layout.inside(layout.after(found.last))
        if right <= left:
            continue
        items.append(Polyline(((left, base), (right, base)), "cadre"))
        word = Text((left + right) / 2, line.y, found.label, "texte-2", size, "middle")
        items += line.place(word, text_width(found.label, size))
    return items


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
    line.taken.append((left - GAP_MM / 2, left + width + GAP_MM / 2))
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
