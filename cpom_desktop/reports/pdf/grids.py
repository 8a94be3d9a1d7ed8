"""Lay a table block out: cells in their columns, elements in their rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Badge, Cell, KeyValues, Row, Table
from cpom_desktop.reports.fonts import printable
from cpom_desktop.reports.pdf import badges
from cpom_desktop.reports.pdf.palette import MM, SECONDARY, Sheet, TextStyle
from cpom_desktop.reports.pdf.setting import BY_HAND, PACKED, PAGE
from cpom_desktop.reports.pdf.tables import (
    NEAR,
    TALLEST_REPEATED_HEADER,
    CellBox,
    Grid,
    RowBox,
    column_widths,
    fitted_widths,
)
from cpom_desktop.reports.pdf.text import break_lines, running, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.reports.pdf.pen import Align
    from cpom_desktop.reports.pdf.setting import Look, Setting
    from cpom_desktop.reports.pdf.structure import Element

WIDEST_WORD: Final = 110.0
"""A longer word may be cut: it must not starve the other columns."""

WIDEST_LINE: Final = 400.0
"""A longer line wraps whatever the table."""

BOXED: Final = 1.5
"""By how much the lines of a frame of labels are more open."""

BADGE_SIDE: Final = 3.0
"""Room left and right of the marks of a cell."""


def table_grid(table: Table, parent: Element, sheet: Sheet, setting: Setting) -> Grid:
    """Return the table laid out on `sheet`; its rows are added to `parent`, its element.

    Raises:
        ValueError: when a row has more cells than the table has columns.
    """
    look = _look(table, setting)
    widths = _widths(table, look, sheet.frame_width, fitted=setting.fitted)
    head = _head(table, look, widths, parent)
    rows = [_row(table, row, look, widths, parent) for row in table.rows]
    if table.packed:
        rows = [replace(row, floor=table.row_mm * MM) for row in rows]
    above, below = setting.table_room
    grid = Grid(
        head, tuple(rows), widths, look.side, sheet.frame_height, before=above, after=below
    )
    if head.height > TALLEST_REPEATED_HEADER:
        return replace(grid, head=None, rows=(head, *rows))
    return grid


def _look(table: Table, setting: Setting) -> Look:
    if table.packed:
        return PACKED
    if table.by_hand:
        return BY_HAND
    return setting.dense if table.dense else setting.table


def table_widths(table: Table, width: float, *, fitted: bool) -> tuple[float, ...]:
    """Return the widths of the columns of a table as wide as asked, in points."""
    return _widths(table, _look(table, PAGE), width, fitted=fitted)


def values_grid(values: KeyValues, parent: Element, sheet: Sheet, setting: Setting) -> Grid:
    """Return labels and values as a table of two columns without header."""
    look = setting.table
    padding = look.padding * (BOXED if values.boxed else 1.0)
    labels = sheet.frame_width * setting.label_share
    widths = (labels, sheet.frame_width - labels)
    rows = []
    for label, value in values.rows:
        line = parent.add("TR")
        heading = line.add("TH")
        heading.scope = "Row"
        told = running(value) if setting.close else value
        cells = (
            _text_box((label, look.strong), "left", heading, widths[0] - 2 * look.side),
            _text_box(_value(told, look), "left", line.add("TD"), widths[1] - 2 * look.side),
        )
        rows.append(RowBox(cells, "labelled" if values.boxed else "body", padding))
    above, below = setting.table_room
    return Grid(
        None,
        tuple(rows),
        widths,
        look.side,
        sheet.frame_height,
        lined=values.boxed,
        before=above,
        after=below,
    )


def _value(value: str, look: Look) -> tuple[str, TextStyle]:
    """Return what stands for a value, and its style: a missing one says so."""
    if value.strip():
        return value, look.plain
    return _("à compléter"), replace(look.plain, color=SECONDARY)


def _widths(table: Table, look: Look, width: float, *, fitted: bool) -> tuple[float, ...]:
    """Share the width between the columns, after their longest words, or lines if `fitted`."""
    needs = _most(table, look, _need)
    if fitted:
        return fitted_widths(_most(table, look, _natural), needs, width)
    return column_widths(tuple(column.width for column in table.columns), needs, width)


def _most(
    table: Table, look: Look, measure: Callable[[str, TextStyle, Look], float]
) -> tuple[float, ...]:
    """Return the greatest measure of the cells of each column, its header included."""
    most = [measure(column.header, look.header, look) for column in table.columns]
    for row in table.rows:
        if row.kind == "group":
            continue
        for rank, cell in enumerate(row.cells[: len(most)]):
            content = cell.content
            if isinstance(content, Badge):
                found = badges.badge_width(content) + 2 * BADGE_SIDE
                if content.beside:
                    words = text_width(printable(content.beside), look.plain)
                    found += words + NEAR + 2 * (look.side - BADGE_SIDE) + 0.1
            else:
                found = measure(content, look.strong, look)
            most[rank] = max(most[rank], found)
    return tuple(most)


def _natural(text: str, style: TextStyle, look: Look) -> float:
    """Return the width that the longest line needs, padding included."""
    longest = max(text_width(line, style) for line in printable(text).split("\n"))
    return min(longest, WIDEST_LINE) + 2 * look.side + 0.1


def _need(text: str, style: TextStyle, look: Look) -> float:
    """Return the width that the longest word needs, padding included."""
    words = printable(text).replace("\n", " ").split(" ")
    longest = max(text_width(word, style) for word in words)
    return min(longest, WIDEST_WORD) + 2 * look.side + 0.1


def _head(table: Table, look: Look, widths: tuple[float, ...], parent: Element) -> RowBox:
    """Return the row of column headers."""
    line = parent.add("TR")
    boxes = []
    for column, width in zip(table.columns, widths, strict=True):
        heading = line.add("TH")
        heading.scope = "Column"
        text = (column.header, look.header)
        boxes.append(_text_box(text, column.align, heading, width - 2 * look.side))
    return RowBox(tuple(boxes), "header", look.head_padding)


def _row(table: Table, row: Row, look: Look, widths: tuple[float, ...], parent: Element) -> RowBox:
    """Return one row laid out; cells that miss are empty."""
    if len(row.cells) > len(widths):
        detail = f"{len(row.cells)} cells for {len(widths)} columns"
        raise ValueError(detail)
    line = parent.add("TR")
    if row.kind == "group":
        return _group(row, look, sum(widths), line, len(widths))
    boxes = []
    for rank, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        cell = row.cells[rank] if rank < len(row.cells) else Cell("")
        element = line.add("TH" if table.row_header and rank == 0 else "TD")
        if element.kind == "TH":
            element.scope = "Row"
        style = look.strong if cell.bold or row.kind == "total" else look.plain
        inner = width - 2 * look.side
        boxes.append(_cell_box(cell, style, column.align, element, inner))
    floor = table.row_mm * MM if row.kind == "body" else 0.0
    return RowBox(tuple(boxes), row.kind, look.padding, floor)


def _group(row: Row, look: Look, width: float, line: Element, span: int) -> RowBox:
    """Return a row of one heading cell that spans every column."""
    heading = line.add("TH")
    heading.scope, heading.span = "Row", span
    text = " ".join(c.content for c in row.cells if isinstance(c.content, str))
    box = _text_box((text, look.strong), "left", heading, width - 2 * look.side)
    return RowBox((box,), "group", look.padding)


def _cell_box(
    cell: Cell, style: TextStyle, align: Align, element: Element, inner: float
) -> CellBox:
    if isinstance(cell.content, Badge):
        return CellBox(cell.content, style, align, element, inner)
    box = _text_box((cell.content, style), align, element, inner)
    return replace(box, anchor=cell.anchor, target=cell.target)


def _text_box(
    text: tuple[str, TextStyle], align: Align, element: Element, inner: float
) -> CellBox:
    """Return a cell of text in a style, laid out in its inner width."""
    lines = break_lines(*text, max(inner, 1.0))
    return CellBox(lines, text[1], align, element, inner)
