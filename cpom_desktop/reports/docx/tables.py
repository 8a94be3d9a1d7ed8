"""Tables of an editable document: heads repeated, rows that do not split, widths of our pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import NBSP, _
from cpom_desktop.reports.blocks import Badge, Cell
from cpom_desktop.reports.docx.markup import (
    BOLD,
    NOTHING,
    TWIPS,
    Paragraph,
    Xml,
    border,
    colored,
    joined,
    run,
    sized,
    tag,
    value,
)
from cpom_desktop.reports.fonts import one_line, storable
from cpom_desktop.reports.pdf.grids import table_widths
from cpom_desktop.reports.pdf.palette import (
    HEADER_FILL,
    INK,
    LINE_STRONG,
    MM,
    SECONDARY,
    TOTAL_FILL,
    WHITE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cpom_desktop.reports.blocks import Align, Column, KeyValues, Row, Table
    from cpom_desktop.reports.docx.links import Linker
    from cpom_desktop.reports.docx.looks import Look, Setting

KEPT_WHOLE: Final = 4
"""Lines of a table that stands on one page."""
TALLEST_LINES: Final = 25
"""Lines of text of a row that may be cut where a page ends, since it is most of one."""
WIDER: Final = 1.07
"""How much wider than that of our pages the type of a cell may be."""
CLOSER: Final = 0.85
"""Part of the least height of the lines of a form: Word must find room for it on its page."""
MARK_SIZE: Final = 8
LETTER_PT: Final = 4.6
"""Mean width of a letter of a cell."""
_FILLS: Final = {"group": TOTAL_FILL, "total": TOTAL_FILL, "body": ""}


def table_xml(table: Table, width: float, setting: Setting, linker: Linker) -> Xml:
    """Return a table as wide as asked, in points.

    Raises:
        ValueError: when a row has more cells than the table has columns.
    """
    look = setting.look(table)
    measured = table_widths(table, width / WIDER, fitted=setting.fitted)
    widths = tuple(round(part * WIDER * TWIPS) for part in measured)
    last = len(table.rows) - 1
    whole = last < KEPT_WHOLE
    rows, writer = [_head(table.columns, widths, look)], _Writer(table, look, widths, linker)
    for rank, row in enumerate(table.rows):
        if len(row.cells) > len(widths):
            detail = f"{len(row.cells)} cells for {len(widths)} columns"
            raise ValueError(detail)
        keeps = rank < last and (whole or rank in {0, last - 1} or row.kind == "group")
        rows.append(writer.row(row, keeps=keeps))
    first = 1 if table.row_header else 0
    return grid("Tableau", widths, rows, look, told=table.caption, row_header=first)


def values_xml(values: KeyValues, width: float, setting: Setting, linker: Linker) -> Xml:
    """Return labels and values as a table of two columns."""
    labels = width * setting.label_share
    style = setting.table.plain
    widths = (round(labels * TWIPS), round((width - labels) * TWIPS))
    rows = []
    for label, told in values.rows:
        missing = not told.strip()
        shown = _("à compléter") if missing else told
        look = colored(SECONDARY) if missing else NOTHING
        cells = (
            cell(
                paragraphs(label, style, look=BOLD),
                widths[0],
                fill=HEADER_FILL if values.boxed else "",
            ),
            cell(paragraphs(shown, style, look=look, written=linker.runs), widths[1]),
        )
        rows.append(line(cells, whole=_lines(shown, widths[1]) <= TALLEST_LINES))
    table = "ValeursEncadrees" if values.boxed else "Valeurs"
    return grid(table, widths, rows, setting.table, row_header=1)


def grid(
    style: str,
    widths: Sequence[int],
    rows: Iterable[Xml],
    look: Look,
    *,
    told: str = "",
    row_header: int = 0,
) -> Xml:
    """Return a table of rows; `told` is its title for who cannot see it."""
    sides = {"top": look.padding, "left": look.side, "bottom": look.padding, "right": look.side}
    margins = (tag(f"w:{k}", w=round(v * TWIPS), type="dxa") for k, v in sides.items())
    heads = int(style == "Tableau")
    properties = tag(
        "w:tblPr",
        value("w:tblStyle", style),
        tag("w:tblW", w=sum(widths), type="dxa"),
        tag("w:tblLayout", type="fixed"),
        tag("w:tblCellMar", *margins),
        tag(
            "w:tblLook",
            val=f"{heads * 0x20 + row_header * 0x80 + 0x600:04X}",
            firstRow=heads,
            lastRow=0,
            firstColumn=row_header,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        value("w:tblCaption", one_line(told, 200)) if told else NOTHING,
    )
    columns = tag("w:tblGrid", *(tag("w:gridCol", w=width) for width in widths))
    return tag("w:tbl", properties, columns, *rows)


def line(
    cells: Iterable[Xml], *, whole: bool = True, head: bool = False, floor: float = 0.0
) -> Xml:
    """Return a row: whole on its page, repeated on each as a head, at least so high (points)."""
    properties = joined(
        (
            tag("w:cantSplit") if whole else NOTHING,
            tag("w:trHeight", val=round(floor * TWIPS), hRule="atLeast") if floor else NOTHING,
            tag("w:tblHeader") if head else NOTHING,
        )
    )
    return tag("w:tr", tag("w:trPr", properties) if properties else NOTHING, *cells)


def cell(
    content: Xml,
    width: int,
    *,
    fill: str = "",
    span: int = 1,
    borders: Xml = NOTHING,
    middle: bool = False,
) -> Xml:
    """Return a cell: its paragraphs in its width, in twentieths of a point."""
    shade = tag("w:shd", val="clear", color="auto", fill=fill[1:]) if fill else NOTHING
    properties = tag(
        "w:tcPr",
        tag("w:tcW", w=width, type="dxa"),
        value("w:gridSpan", span) if span > 1 else NOTHING,
        tag("w:tcBorders", borders) if borders else NOTHING,
        shade,
        value("w:vAlign", "center") if middle else NOTHING,
    )
    return tag("w:tc", properties, content)


def paragraphs(
    text: str,
    style: str,
    *,
    look: Xml = NOTHING,
    align: Align = "left",
    keeps: bool = False,
    written: Callable[[str, Xml], Xml] = run,
) -> Xml:
    """Return a text of several lines, one paragraph each; `written` makes runs of a line."""
    side = None if align == "left" else align
    return joined(
        Paragraph(written(part, look), style=style, align=side, keeps=keeps).xml()
        for part in storable(text).split("\n")
    )


def badge_runs(badge: Badge) -> Xml:
    """Return marks told by shape: white on black, thick frame, thin frame, bare letter."""
    small = sized(MARK_SIZE)
    black = tag("w:shd", val="clear", color="auto", fill=INK[1:])
    looks = {
        "solid": joined((BOLD, colored(WHITE), small, black)),
        "thick": joined((BOLD, small, border("bdr", 1.5, INK))),
        "thin": joined((BOLD, small, border("bdr", 0.5, LINE_STRONG))),
        "bare": joined((BOLD, small)),
    }
    letters = list(badge.letters)
    if letters:
        letters[0], letters[-1] = NBSP + letters[0], letters[-1] + NBSP
    marks = zip(letters, badge.shapes, strict=True)
    return joined(run(letter, looks[shape]) for letter, shape in marks)


def _head(columns: Sequence[Column], widths: Sequence[int], look: Look) -> Xml:
    cells = [
        cell(
            paragraphs(column.header, look.header, align=column.align),
            width,
            fill=HEADER_FILL,
            middle=True,
        )
        for column, width in zip(columns, widths, strict=True)
    ]
    tallest = max(_lines(c.header, w) for c, w in zip(columns, widths, strict=True))
    short = tallest <= TALLEST_LINES
    return line(cells, whole=short, head=short)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write the rows of a table."""

    table: Table
    look: Look
    widths: Sequence[int]
    linker: Linker

    def row(self, row: Row, *, keeps: bool) -> Xml:
        """Return a row, cells that miss being empty; `keeps` holds it with the next."""
        if row.kind == "group":
            return self._group(row)
        missing = len(self.widths) - len(row.cells)
        filled = (*row.cells, *(Cell("") for _rank in range(missing)))
        cells, tallest = [], 0
        for found, column, width in zip(filled, self.table.columns, self.widths, strict=True):
            shown = replace(found, bold=found.bold or row.kind == "total")
            alone = isinstance(found.content, Badge) and not found.content.beside
            middle = self.table.row_mm > 0.0 or alone
            made = self._content(shown, column.align, keeps=keeps)
            cells.append(cell(made, width, fill=_FILLS[row.kind], middle=middle))
            if isinstance(found.content, str):
                tallest = max(tallest, _lines(found.content, width))
        floor = self.table.row_mm * CLOSER * MM if row.kind == "body" else 0.0
        return line(cells, whole=tallest <= TALLEST_LINES, floor=floor)

    def _group(self, row: Row) -> Xml:
        """Return a row of one cell that spans every column."""
        text = " ".join(c.content for c in row.cells if isinstance(c.content, str))
        told = paragraphs(text, self.look.plain, look=BOLD, keeps=True)
        made = cell(told, sum(self.widths), fill=TOTAL_FILL, span=len(self.widths))
        return line((made,), whole=_lines(text, sum(self.widths)) <= TALLEST_LINES)

    def _content(self, found: Cell, align: Align, *, keeps: bool) -> Xml:
        """Return what a cell holds: a text with its links, or marks and words beside them."""
        style, place = self.look.plain, self.linker.place(found.anchor)
        if isinstance(found.content, Badge):
            beside = run(f" {found.content.beside}") if found.content.beside else NOTHING
            marks = joined((badge_runs(found.content), beside))
            shown = Paragraph(marks, style=style, align=align, keeps=keeps).xml()
            return joined((place, shown))
        told = partial(self.linker.runs, own=found.anchor)
        if found.target:
            told = partial(self.linker.whole, target=found.target)
        look = BOLD if found.bold else NOTHING
        text = paragraphs(found.content, style, look=look, align=align, keeps=keeps, written=told)
        return joined((place, text))


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a width, in twentieths of a point."""
    letters = max(int(width / TWIPS / LETTER_PT), 1)
    return sum(1 + len(part) // letters for part in text.split("\n"))
