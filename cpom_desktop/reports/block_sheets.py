"""The tables of a document as sheets: one a table, named after its caption or its heading.

Labels and their values are a table too, as they are on paper. Of what is told in two ways, the
sheets hold the one at ease.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import (
    Badge,
    Fitted,
    Heading,
    KeyValues,
    Table,
)
from cpom_desktop.reports.cell_values import column_values, value_of
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.reports.xlsx import sheet_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cpom_desktop.reports.blocks import Block, Cell, Column, Document, Row
    from cpom_desktop.reports.sheets import Value

NARROWEST, WIDEST = 9, 60
"""Widths of columns, in characters."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table where it stands.

    Attributes:
        path: the headings above its own, « Recueil des fiches actions, Fiche action FA-01 ».
        heading: its own.
        caption: what it is called; nothing for most.
    """

    path: str
    heading: str
    caption: str
    block: Table | KeyValues

    @property
    def name(self) -> str:
        """Its caption, or its heading where that is a sentence."""
        return self.heading if self.caption.endswith(".") else self.caption or self.heading


def placed_tables(document: Document) -> tuple[PlacedTable, ...]:
    """Return the tables of a document, in reading order."""
    found: list[PlacedTable] = []
    above: dict[int, str] = {}
    for block in _at_ease(document.blocks):
        match block:
            case Heading(text, level):
                above = {rank: told for rank, told in above.items() if rank < level}
                above[level] = _line(text)
            case Table() if block.columns:
                found.append(_placed(document, above, _line(block.caption), block))
            case KeyValues() if block.rows:
                found.append(_placed(document, above, "", block))
    return tuple(found)


def _placed(
    document: Document, above: Mapping[int, str], caption: str, block: Table | KeyValues
) -> PlacedTable:
    *path, heading = above.values() or (document.title,)
    return PlacedTable(", ".join(path) or heading, heading, caption, block)


def document_sheets(document: Document) -> tuple[Sheet, ...]:
    """Return one sheet a table; before several, one that tells which is where."""
    tables = placed_tables(document)
    if len(tables) < 2:
        return tuple(_sheet(table) for table in tables)
    contents = _("Sommaire")
    names = sheet_names((contents, *(table.name for table in tables)))[1:]
    sheets = tuple(
        replace(_sheet(table), name=name) for table, name in zip(tables, names, strict=True)
    )
    return _contents(contents, tables, sheets), *sheets


def only_sheet(document: Document) -> Sheet | None:
    """Return the table of a document that has one; labels and their values apart."""
    tables = [table for table in placed_tables(document) if isinstance(table.block, Table)]
    return _sheet(tables[0]) if len(tables) == 1 else None


def _at_ease(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Fitted):
            yield from block.at_ease
        else:
            yield block


def _line(text: str) -> str:
    return " – ".join(text.splitlines())


def _contents(name: str, tables: tuple[PlacedTable, ...], sheets: tuple[Sheet, ...]) -> Sheet:
    rows = tuple(
        (sheet.name, table.path, table.caption or table.heading, len(sheet.rows))
        for table, sheet in zip(tables, sheets, strict=True)
    )
    columns = (
        SheetColumn(_("Feuille"), width=34),
        SheetColumn(_("Partie"), width=40),
        SheetColumn(_("Tableau"), width=50),
        SheetColumn(_("Lignes"), "number", 9),
    )
    return Sheet(name, columns, rows)


def _sheet(table: PlacedTable) -> Sheet:
    if isinstance(table.block, KeyValues):
        return _pairs(table.name, table.block)
    return _grid(table.name, table.block)


def _pairs(name: str, values: KeyValues) -> Sheet:
    """Return labels and their values; each value is by itself, one that misses says so."""
    rows = tuple(
        (label, value_of(value) if value.strip() else _("à compléter"))
        for label, value in values.rows
    )
    columns = SheetColumn(_("Rubrique"), width=34), SheetColumn(_("Valeur"), width=60)
    return Sheet(name, columns, rows)


def _grid(name: str, table: Table) -> Sheet:
    """Return a table; a line that opens a group becomes a first column, so that it sorts."""
    grouped = any(row.kind == "group" for row in table.rows)
    lines = [
        (group, *cells) if grouped else cells
        for group, cells in _lines(table.rows, len(table.columns))
    ]
    headers = (*((_("Groupe"),) if grouped else ()), *(c.header for c in table.columns))
    kinds = (*((None,) if grouped else ()), *table.columns)
    read = [column_values(tuple(texts)) for texts in zip(*lines, strict=True)]
    columns = tuple(
        _column(header, shown, [line[rank] for line in lines])
        for rank, (header, shown) in enumerate(zip(headers, kinds, strict=True))
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(zip(*read, strict=True))
    return Sheet(name, columns, rows, _totals(table.rows))


def _lines(rows: Iterable[Row], count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts of each line with its group; a group that holds no line has one, empty."""
    group, alone = "", False
    for row in rows:
        if row.kind != "group":
            texts = [cell_text(cell) for cell in row.cells]
            yield group if row.kind == "body" else "", (*texts, *[""] * (count - len(texts)))
            alone = False
            continue
        if alone:
            yield group, ("",) * count
        group, alone = " ".join(cell_text(cell) for cell in row.cells), True
    if alone:
        yield group, ("",) * count


def cell_text(cell: Cell) -> str:
    """Return what a cell says; the marks of RACI as letters."""
    content = cell.content
    if isinstance(content, Badge):
        return f"{content.letters} {content.beside}".strip()
    return content


def _totals(rows: tuple[Row, ...]) -> int:
    """Return how many of the last lines are totals."""
    kept = len(rows)
    while kept and rows[kept - 1].kind == "total":
        kept -= 1
    return len(rows) - kept


def _column(header: str, column: Column | None, texts: list[str]) -> SheetColumn:
    """Return a column as wide as what it holds, within reason."""
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    words = max((len(word) for word in header.split()), default=0)
    width = min(max(longest + 2, words + 4, NARROWEST), WIDEST)
    right = column is not None and column.align == "right"
    return SheetColumn(header, "figure" if right else "text", width)
