"""The Gantt as printed: its columns at the left, its legend, on one page if it is legible.

A plan that would be set smaller than eight points is cut by phase, several phases a page where
they hold, a long phase in even parts: each page has its headers, its legend, its calendar.
Sizes suit a landscape A4 page with margins of 15 mm, or an A3 (design §6, picture D4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from cpom_desktop.charts.gantt import PlanLike, days_shown, gantt_parts, plan_of, shifted
from cpom_desktop.charts.gantt_columns import Columns, PrintedRow, columns_of
from cpom_desktop.charts.gantt_legend import legend_marks
from cpom_desktop.charts.gantt_scale import GAP_MM, GanttLayout, text_width
from cpom_desktop.charts.scene import Polyline, Primitive, Scene, Text
from cpom_desktop.i18n import _, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttLayers, GanttPlan, Zoom

LEAST_TEXT_MM = 2.823
"""Eight points: nothing printed is smaller."""
LEAST_ROW_MM = 3.2
EASY_ROW_MM = 4.6
"""Height of a row where the plan takes several pages anyway."""
TALLEST_ROW_MM = 8.7
HEADER_MM = 8.8
"""Least height of the head; it grows with its words."""
_HEAD_LINES = 3.1
LEGEND_LINE_MM = 4.6
SMALLER = 0.95
"""Part of the size that the head gives to the names of breaks and to years."""
_MARK_MM = 6.4
_UNDER = 0.1
"""Room under the legend, in lines."""
_MONTH_MM, _QUARTER_MM = 4.2, 3.2
"""Least width of a month, and of a quarter, for them to be named."""
_YEAR = 366


class PrintedPlan(PlanLike, Protocol):
    """The plan with the words of its columns."""

    @property
    def rows(self) -> Sequence[PrintedRow]:
        """Its lines."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a page gives to the picture, in millimetres.

    Attributes:
        text_mm: greatest size of the words, where rows are high enough.
    """

    width_mm: float = 267.0
    height_mm: float = 155.0
    text_mm: float = 3.0


@dataclass(frozen=True, slots=True)
class GanttPage:
    """One page: its picture, the tasks that it shows, the names of their phases."""

    scene: Scene
    rows: tuple[PrintedRow, ...]
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Design:
    """What every page of a plan shares."""

    columns: Columns
    layout: GanttLayout
    room: Room


def gantt_pages(
    view: PrintedPlan,
    room: Room | None = None,
    *,
    layers: GanttLayers | None = None,
    until: date | None = None,
) -> tuple[GanttPage, ...]:
    """Return the plan as one page if it is legible, else cut by phase; nothing without dates.

    A link shows when both its tasks are on the page.

    Args:
        view: the plan as read (`services.queries.planning.plan_view`).
        room: what a page gives; an A4 by default.
        layers: what is laid over the plan (`services.queries.gantt.gantt_layers`).
        until: last day shown at least.
    """
    room = room or Room()
    plan = plan_of(view, layers)
    shown = days_shown(plan)
    if shown is None:
        return ()
    shown = (shown[0], max(shown[1], until or shown[1]))
    layout = _layout(shown, plan.today, room.width_mm / 2, LEAST_ROW_MM)
    lines = len(_legend_lines(plan, view.rows, layout, room.width_mm))
    left = room.height_mm - HEADER_MM - (lines + _UNDER) * LEGEND_LINE_MM
    parts = _parts(view.rows, left)
    design = _design(view, shown, room, left, max(len(rows) for rows in parts))
    by_id = {bar.task_id: bar for bar in plan.bars}
    return tuple(
        _page(replace(plan, bars=tuple(by_id[row.task_id] for row in rows)), rows, design)
        for rows in parts
    )


def _parts(rows: Sequence[PrintedRow], left: float) -> list[Sequence[PrintedRow]]:
    """Cut the rows in pages of `left` millimetres: one if it is legible."""
    if len(rows) <= left // LEAST_ROW_MM:
        return [rows]
    return cut_by_phase(rows, easy=int(left // EASY_ROW_MM), most=int(left // LEAST_ROW_MM))


def cut_by_phase(
    rows: Sequence[PrintedRow], *, easy: int, most: int
) -> list[Sequence[PrintedRow]]:
    """Cut rows between phases: several a page up to `easy` rows, one alone up to `most`.

    A phase longer than that is cut in even parts.
    """
    pages: list[list[PrintedRow]] = []
    for _phase, found in groupby(rows, key=lambda row: row.rank):
        phase = list(found)
        if len(phase) > most:
            count = -(-len(phase) // most)
            size = -(-len(phase) // count)
            pages += [phase[i : i + size] for i in range(0, len(phase), size)]
        elif pages and pages[-1][-1].rank != phase[0].rank and len(pages[-1]) + len(phase) <= easy:
            pages[-1] = pages[-1] + phase
        else:
            pages.append(phase)
    return list(pages)


def _design(
    view: PrintedPlan, shown: tuple[date, date], room: Room, left: float, most: int
) -> _Design:
    """Return the sizes that let `most` rows stand in `left` millimetres."""
    text_mm = min(max(left / most / 1.5, LEAST_TEXT_MM), room.text_mm)
    head_mm = max(HEADER_MM, _HEAD_LINES * text_mm)
    row_mm = (left + HEADER_MM - head_mm) / most
    row_mm = min(max(row_mm, LEAST_ROW_MM), TALLEST_ROW_MM)
    lines = 2 if row_mm >= 2.3 * text_mm else 1
    years = (shown[1] - shown[0]).days > _YEAR
    columns = columns_of(view.rows, room.width_mm, text_mm, lines=lines, years=years)
    layout = _layout(shown, view.today, room.width_mm - columns.width_mm, row_mm)
    return _Design(columns, replace(layout, text_mm=text_mm, header_mm=head_mm), room)


def _layout(
    shown: tuple[date, date], today: date | None, width_mm: float, row_mm: float
) -> GanttLayout:
    days = (shown[1] - shown[0]).days + 1
    return GanttLayout(
        width_mm=width_mm,
        row_height_mm=row_mm,
        header_mm=HEADER_MM,
        first=shown[0],
        last=shown[1],
        unit=_unit(width_mm / days),
        text_mm=LEAST_TEXT_MM,
        today_label=format_date(today, "short"),
    )


def _unit(day_mm: float) -> Zoom:
    """Return what the head counts when a day is so wide."""
    if day_mm * 30 >= _MONTH_MM:
        return "mois"
    return "trimestres" if day_mm * 91 >= _QUARTER_MM else "cinq_ans"


def _page(plan: GanttPlan, rows: Sequence[PrintedRow], design: _Design) -> GanttPage:
    layout, columns = design.layout, design.columns
    parts = gantt_parts(plan, layout)
    left, head = columns.width_mm, layout.header_mm
    width, bottom = left + layout.width_mm, head + parts.body.height
    header = gantt_parts(plan, replace(layout, text_mm=layout.text_mm / SMALLER)).header
    items = [shifted(item, left, 0) for item in header.items]
    below = (*parts.ground.items, *parts.body.items)
    items += [shifted(item, left, head) for item in below]
    items += columns.items(rows, layout)
    items += _phase_lines(rows, layout, width)
    items.append(Polyline(((left, 0), (left, bottom)), "cadre"))
    items.append(Polyline(((0, 0), (width, 0), (width, bottom), (0, bottom), (0, 0)), "cadre"))
    legend = _legend_lines(plan, rows, layout, width)
    for rank, line in enumerate(legend):
        items += [shifted(item, 0, bottom + (rank + 0.6) * LEGEND_LINE_MM) for item in line]
    height = bottom + (len(legend) + _UNDER) * LEGEND_LINE_MM
    phases = tuple(dict.fromkeys(row.phase for row in rows))
    return GanttPage(Scene(width, height, tuple(items)), tuple(rows), phases)


def _phase_lines(
    rows: Sequence[PrintedRow], layout: GanttLayout, width: float
) -> Iterator[Primitive]:
    """Draw a stronger line between two phases."""
    for index in range(1, len(rows)):
        if rows[index].rank != rows[index - 1].rank:
            y = layout.header_mm + index * layout.row_height_mm
            yield Polyline(((0, y), (width, y)), "cadre")


def _legend_lines(
    plan: GanttPlan, rows: Sequence[PrintedRow], layout: GanttLayout, width: float
) -> list[list[Primitive]]:
    """Return the legend, one list a line, each on its own middle: marks, then phases."""
    words = _("Date d'édition")
    size = layout.text_mm
    marks: list[tuple[Primitive | None, str]] = [
        (mark, text) for mark, text in legend_marks(plan, layout, today_words=words)
    ]
    phases = {row.rank: row.phase for row in rows}
    marks += [
        (None, _("Ét. {n} : {phase}", n=rank, phase=phase)) for rank, phase in phases.items()
    ]
    lines: list[list[Primitive]] = [[]]
    x = 0.0
    for mark, text in marks:
        lead = 0.0 if mark is None else _MARK_MM + 2 * GAP_MM
        wide = lead + text_width(text, size) + 4
        if x and x + wide > width:
            lines.append([])
            x = 0.0
        if mark is not None:
            lines[-1].append(shifted(mark, x, -2))
        lines[-1].append(Text(x + lead, 0, text, "texte", size))
        x += wide
    return lines
