"""The plan d'actions as printed: its columns at the left, its Gantt, the costs of years under it.

Sizes suit a landscape A4 page; nothing is set smaller than eight points, titles go to a second
line, then are cut: the table of steps that follows has them whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpom_desktop.charts.couts_annees import couts_scene
from cpom_desktop.charts.gantt import gantt_parts, shifted
from cpom_desktop.charts.gantt_columns import wrapped
from cpom_desktop.charts.gantt_legend import legend_marks
from cpom_desktop.charts.gantt_scale import GAP_MM, GanttLayout, text_width
from cpom_desktop.charts.scene import Polyline, Primitive, Rect, Scene, Text
from cpom_desktop.i18n import _, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttPlan
    from cpom_desktop.charts.scene import Anchor

TEXT_MM = 2.9
ROW_MM, HEADER_MM, FOOT_MM, LEGEND_MM = 8.4, 9.6, 17.0, 6.0
_LEADING = 1.15
_MARK_MM = 6.4


@dataclass(frozen=True, slots=True)
class ActionRow:
    """The words of a line: a heading alone, or the cells of a fiche."""

    titre: str
    responsable: str = ""
    origine: str = ""
    cout: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Couts:
    """What stands under the picture: the total, and each year with how it may be written."""

    total: str
    note: str
    par_annee: Mapping[int, tuple[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """One page: its picture, and the places of the lines that it shows."""

    scene: Scene
    rows: range


@dataclass(frozen=True, slots=True)
class _Column:
    titre: str
    x: float
    room: float
    anchor: Anchor = "start"


def actions_pages(
    rows: Sequence[ActionRow],
    plan: GanttPlan,
    shown: tuple[date, date],
    couts: Couts,
    room_mm: tuple[float, float],
) -> tuple[ActionsPage, ...]:
    """Return the plan in pages, the costs of the years at the foot of the last one.

    Args:
        rows: the words of each line.
        plan: its bars, one a line.
        shown: first and last day.
        couts: the foot.
        room_mm: width and height of a page.
    """
    width, height = room_mm
    most = max(int((height - HEADER_MM - FOOT_MM - LEGEND_MM) // ROW_MM), 1)
    columns = _columns(width)
    left = columns[-1].x + GAP_MM
    layout = GanttLayout(
        width_mm=width - left,
        row_height_mm=ROW_MM,
        header_mm=HEADER_MM,
        first=shown[0],
        last=shown[1],
        unit="cinq_ans",
        quarters=True,
        text_mm=TEXT_MM,
        today_label=format_date(plan.today, "short"),
    )
    cuts = _cuts(rows, most)
    return tuple(
        ActionsPage(
            _page([rows[i] for i in cut], replace(plan, bars=plan.bars[cut.start : cut.stop]),
                  layout, columns, couts if cut is cuts[-1] else None),
            cut,
        )
        for cut in cuts
    )  # fmt: skip


def _cuts(rows: Sequence[ActionRow], most: int) -> list[range]:
    """Cut the lines in pages; no heading ends one."""
    cuts: list[range] = []
    start = 0
    while start < len(rows):
        stop = min(start + most, len(rows))
        if stop < len(rows) and rows[stop - 1].heading and stop - start > 1:
            stop -= 1
        cuts.append(range(start, stop))
        start = stop
    return cuts


def _columns(width: float) -> tuple[_Column, ...]:
    title, who, origin, cost = (width * share for share in (0.28, 0.1, 0.12, 0.09))
    return (
        _Column(_("Fiche action"), GAP_MM, title - 2 * GAP_MM),
        _Column(_("Pilote"), title, who - GAP_MM),
        _Column(_("Origine"), title + who, origin - GAP_MM),
        _Column(_("Coût"), title + who + origin + cost, cost, "end"),
    )


def _page(
    rows: Sequence[ActionRow],
    plan: GanttPlan,
    layout: GanttLayout,
    columns: tuple[_Column, ...],
    couts: Couts | None,
) -> Scene:
    left = columns[-1].x + GAP_MM
    width, head = left + layout.width_mm, layout.header_mm
    parts = gantt_parts(plan, layout)
    bottom = head + parts.body.height
    items: list[Primitive] = [Rect(0, 0, left, head, "entete")]
    items += [shifted(item, left, 0) for item in parts.header.items]
    items += [
        shifted(item, left, head)
        for item in (*_bands(rows, layout, -left), *parts.ground.items, *parts.body.items)
    ]
    items += _cells(rows, columns, layout)
    if couts is not None:
        items += _foot(couts, layout, left, bottom)
        bottom += FOOT_MM
    items.append(Polyline(((left, 0), (left, bottom)), "cadre"))
    items.append(Polyline(((0, 0), (width, 0), (width, bottom), (0, bottom), (0, 0)), "cadre"))
    items += _legend(plan, layout, bottom + LEGEND_MM / 2)
    return Scene(width, bottom + LEGEND_MM, tuple(items))


def _bands(rows: Sequence[ActionRow], layout: GanttLayout, left: float) -> Iterator[Primitive]:
    for index, row in enumerate(rows):
        if row.heading:
            top = index * layout.row_height_mm
            yield Rect(left, top, -left, layout.row_height_mm, "entete")


def _cells(
    rows: Sequence[ActionRow], columns: tuple[_Column, ...], layout: GanttLayout
) -> Iterator[Primitive]:
    size = layout.text_mm
    for column in columns:
        y = layout.header_mm * 0.55
        yield Text(column.x, y, column.titre, "texte", size, column.anchor, bold=True)
    for index, row in enumerate(rows):
        top = layout.header_mm + index * layout.row_height_mm
        middle = top + layout.row_height_mm / 2
        yield Polyline(((0, top), (columns[-1].x + GAP_MM, top)), "ligne")
        if row.heading:
            room = columns[-1].x - GAP_MM
            (words,) = wrapped(row.titre, room, size, bold=True, most=1)
            yield Text(GAP_MM, middle, words, "texte", size, bold=True)
            continue
        cells = (row.titre, row.responsable, row.origine, row.cout)
        for column, text in zip(columns, cells, strict=True):
            yield from _cell(text, column, middle, size)


def _cell(text: str, column: _Column, middle: float, size: float) -> Iterator[Primitive]:
    lines = wrapped(text, column.room, size, most=2)
    for rank, line in enumerate(lines):
        y = middle + (rank - (len(lines) - 1) / 2) * size * _LEADING
        yield Text(column.x, y, line, "texte", size, column.anchor)


def _foot(couts: Couts, layout: GanttLayout, left: float, top: float) -> Iterator[Primitive]:
    size, middle = layout.text_mm, top + FOOT_MM / 2
    yield Rect(0, top, left + layout.width_mm, FOOT_MM, "entete")
    yield Polyline(((0, top), (left + layout.width_mm, top)), "cadre")
    yield Text(GAP_MM, middle - size * 0.6, _("Coût par année"), "texte", size, bold=True)
    yield Text(GAP_MM, middle + size * 0.8, couts.note, "texte-2", size)
    yield Text(left - GAP_MM, middle, couts.total, "texte", size * 1.15, "end", bold=True)
    bars = couts_scene(couts.par_annee, layout, FOOT_MM)
    yield from (shifted(item, left, top) for item in bars.items)


def _legend(plan: GanttPlan, layout: GanttLayout, y: float) -> Iterator[Primitive]:
    x = 0.0
    for mark, words in legend_marks(plan, layout, today_words=_("Jour de l'édition")):
        yield shifted(mark, x, y - 2)
        x += _MARK_MM + GAP_MM
        yield Text(x, y, words, "texte", layout.text_mm)
        x += text_width(words, layout.text_mm) + 4 * GAP_MM
