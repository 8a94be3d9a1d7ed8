"""The Gantt as printed: the table at its left, its legend, several figures when it is long.

Sizes suit a landscape A4 page with margins of 15 mm (267 mm wide, see picture D4): a figure
of 18 rows leaves room for a heading and a paragraph above it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from cpom_desktop.charts.gantt import PlanLike, RowLike, days_shown, gantt_parts, plan_of, shifted
from cpom_desktop.charts.gantt_legend import legend_marks
from cpom_desktop.charts.gantt_scale import GAP_MM, GanttLayout, text_width
from cpom_desktop.charts.scene import Anchor, Polyline, Primitive, Rect, Scene, Text
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import EMPTY, _, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttLayers, GanttPlan

PAGE_MM = 267.0
ROWS = 18
TABLE_MM = 128.5
ROW_MM = 7.5
TALLEST_ROW_MM = 8.7
HEADER_MM = 11.4
LEGEND_MM = 9.0
TEXT_MM = 2.9
"""8.25 points."""


class PrintedRow(RowLike, Protocol):
    """A line of the plan with the words of its columns."""

    @property
    def rank(self) -> int:
        """Number of its phase."""

    @property
    def responsable(self) -> str:
        """Who answers for it."""

    @property
    def etat(self) -> str:
        """Word of its state."""


class PrintedPlan(PlanLike, Protocol):
    """The plan with the words of its columns."""

    @property
    def rows(self) -> Sequence[PrintedRow]:
        """Its lines."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the printed table: its title, where its words start or end, and their room."""

    title: str
    x: float
    room: float
    anchor: Anchor = "start"


def gantt_pages(
    view: PrintedPlan,
    *,
    width_mm: float = PAGE_MM,
    rows_per_page: int = ROWS,
    layers: GanttLayers | None = None,
) -> tuple[Scene, ...]:
    """Return the plan as one figure a page, each with its header and legend.

    Nothing is drawn while no task has a date. A link shows when both its tasks are on the page.

    Args:
        view: the plan as read (`services.queries.planning.plan_view`).
        width_mm: of each figure, the columns of the table included.
        rows_per_page: at most; rows are shared evenly between the pages.
        layers: what is laid over the plan (`services.queries.gantt.gantt_layers`).
    """
    plan = plan_of(view, layers)
    shown = days_shown(plan)
    if shown is None:
        return ()
    pages = -(-len(view.rows) // rows_per_page)
    size = -(-len(view.rows) // pages)
    layout = _layout(shown, view.today, width_mm, size)
    return tuple(
        _page(replace(plan, bars=plan.bars[i : i + size]), view.rows[i : i + size], layout)
        for i in range(0, len(view.rows), size)
    )


def _layout(shown: tuple[date, date], today: date, width_mm: float, rows: int) -> GanttLayout:
    room = ROWS * ROW_MM / max(rows, 1)
    return GanttLayout(
        width_mm=width_mm - TABLE_MM,
        row_height_mm=min(max(room, ROW_MM), TALLEST_ROW_MM),
        header_mm=HEADER_MM,
        first=shown[0],
        last=shown[1],
        text_mm=TEXT_MM,
        today_label=format_date(today, "short"),
    )


def _page(plan: GanttPlan, rows: Sequence[PrintedRow], layout: GanttLayout) -> Scene:
    parts = gantt_parts(plan, layout)
    width, bottom = TABLE_MM + layout.width_mm, HEADER_MM + parts.body.height
    items: list[Primitive] = [Rect(0, 0, TABLE_MM, HEADER_MM, "entete")]
    items += [shifted(item, TABLE_MM, 0) for item in parts.header.items]
    below = (*parts.ground.items, *parts.body.items)
    items += [shifted(item, TABLE_MM, HEADER_MM) for item in below]
    items += _table(rows, layout)
    items.append(Polyline(((TABLE_MM, 0), (TABLE_MM, bottom)), "cadre"))
    items.append(Polyline(((0, 0), (width, 0), (width, bottom), (0, bottom), (0, 0)), "cadre"))
    items += [shifted(item, 0, bottom) for item in _legend(plan, layout)]
    return Scene(width, bottom + LEGEND_MM, tuple(items))


def _columns() -> tuple[_Column, ...]:
    return (
        _Column(_("Ét."), 4.6, 8, "middle"),
        _Column(_("Tâche ou jalon"), 9.8, 56),
        _Column(_("Responsable"), 67.6, 22),
        _Column(_("Échéance"), 105.4, 15.5, "end"),
        _Column(_("État"), 107.8, 20),
    )


def _table(rows: Sequence[PrintedRow], layout: GanttLayout) -> Iterator[Primitive]:
    for column in _columns():
        y = HEADER_MM * 0.68
        yield Text(column.x, y, column.title, "texte", TEXT_MM, column.anchor, bold=True)
    for index, row in enumerate(rows):
        top = HEADER_MM + index * layout.row_height_mm
        yield Polyline(((0, top), (TABLE_MM, top)), "ligne")
        for column, text, bold in zip(_columns(), _cells(row), _weights(row), strict=True):
            yield from _cell(column, text, top + layout.row_height_mm / 2, bold=bold)


def _cells(row: PrintedRow) -> tuple[str, ...]:
    end = format_date(row.scheduled.fin, "short") if row.scheduled else EMPTY
    return str(row.rank), row.titre, row.responsable, end, f"{_mark(row)} {row.etat}".strip()


def _weights(row: PrintedRow) -> tuple[bool, ...]:
    return False, row.jalon, False, True, True


def _mark(row: PrintedRow) -> str:
    """Return the sign before the state, so that it is seen before it is read."""
    if row.scheduled is None:
        return ""
    if row.retard_jours:
        return "▲"
    marks = {EtatTache.FAIT: "✓", EtatTache.EN_COURS: "●", EtatTache.SANS_OBJET: "–"}
    return marks.get(row.scheduled.task.etat, "○")


def _cell(column: _Column, text: str, y: float, *, bold: bool) -> Iterator[Primitive]:
    lines = wrapped(text, column.room, TEXT_MM, bold=bold)
    step = TEXT_MM * 1.12
    for rank, line in enumerate(lines):
        middle = y + (rank - (len(lines) - 1) / 2) * step
        yield Text(column.x, middle, line, "texte", TEXT_MM, column.anchor, bold=bold)


def wrapped(
    text: str, room: float, size: float, *, bold: bool = False, most: int = 2
) -> list[str]:
    """Return a text in lines of `room` millimetres, `most` of them, the rest told by « … »."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_shortened(line, room, size, bold=bold) for line in lines]


def _shortened(text: str, room: float, size: float, *, bold: bool) -> str:
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _legend(plan: GanttPlan, layout: GanttLayout) -> tuple[Primitive, ...]:
    """Return the legend of a page, its top left corner at the origin."""
    y, x = LEGEND_MM * 0.62, 0.0
    items: list[Primitive] = []
    for mark, words in legend_marks(plan, layout, today_words=_("Date d'édition")):
        items.append(shifted(mark, x, y - 2))
        items.append(Text(x + 6.4 + 2 * GAP_MM, y, words, "texte", TEXT_MM))
        x += 6.4 + 2 * GAP_MM + text_width(words, TEXT_MM) + 6
    return tuple(items)
