"""A workbook as a file (Office Open XML): one sheet a table, real dates, no formula.

Each sheet has one line of headers, kept in sight, with filters; it prints on A4 landscape, as wide
as the page. Same workbook and same moment: same bytes. Nothing is written outside memory.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.saisie.textes import clean_text
from cpom_desktop.i18n import _, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook as OpenpyxlWorkbook
    from openpyxl.worksheet.worksheet import Worksheet
    from openpyxl.writer.excel import ExcelWriter

    from cpom_desktop.reports.sheets import Kind, Sheet, SheetColumn, Value, Workbook

LONGEST = 32_767
"""Most characters that a cell holds, as Excel counts them (UTF-16)."""
LONGEST_NAME = 31
FORMATS: Mapping[Kind, str] = {
    "text": "General",
    "long": "General",
    "day": "dd/mm/yyyy",
    "number": "0",
    "gap": "+0;\N{MINUS SIGN}0;0",
    "figure": "#,##0",
    "code": "General",
}
RIGHT: frozenset[Kind] = frozenset({"number", "gap", "figure"})
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are not the same in every spreadsheet: they are written as words."""
_ACTIVE = re.compile(r"[=+\-@\t\r]")
"""What may begin a formula."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would read as the code of a character."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class RenderedWorkbook(NamedTuple):
    """A workbook made.

    Attributes:
        rows: lines of each sheet by its name, headers apart.
        avertissements: one sentence for each text that had to be cut.
    """

    data: bytes
    rows: Mapping[str, int]
    avertissements: tuple[str, ...]


def render_xlsx(workbook: Workbook, now: datetime) -> RenderedWorkbook:
    """Return a workbook as a file."""
    from openpyxl import Workbook as OpenpyxlWorkbook  # noqa: PLC0415 - 80 ms, at first use

    moment = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    made = OpenpyxlWorkbook()
    made.remove(made.worksheets[0])
    told: list[str] = []
    names = _names(workbook.sheets)
    for name, sheet in zip(names, workbook.sheets, strict=True):
        told += _fill(made.create_sheet(name), sheet, workbook)
    rows = {n: len(s.rows) for n, s in zip(names, workbook.sheets, strict=True)}
    made.properties.title = _clean(workbook.title)
    made.properties.creator = _clean(workbook.author)
    made.properties.language = "fr-FR"
    made.properties.created = made.properties.modified = moment
    return RenderedWorkbook(_saved(made, moment), rows, tuple(told))


def count_rows(data: bytes) -> dict[str, int]:
    """Return how many lines each sheet of a workbook has, its header apart.

    Raises:
        ValueError: it is no workbook.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - at first use

    try:
        read = load_workbook(io.BytesIO(data), read_only=True)
        return {sheet.title: sum(1 for _row in sheet.rows) - 1 for sheet in read.worksheets}
    except (zipfile.BadZipFile, KeyError, OSError, SyntaxError) as error:
        raise ValueError(str(error)) from error


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Return the names of sheets as a spreadsheet takes them, all different."""
    names: list[str] = []
    for sheet in sheets:
        plain = _NOT_IN_NAMES.sub("-", _clean(sheet.name)).strip("'")[:LONGEST_NAME]
        name, rank = plain or _("Feuille"), 2
        while name.lower() in {known.lower() for known in names}:
            name, rank = f"{plain[: LONGEST_NAME - 4]} {rank}", rank + 1
        names.append(name)
    return names


def _fill(made: Worksheet, sheet: Sheet, workbook: Workbook) -> Iterator[str]:
    """Write a sheet; give one sentence for each text that does not fit."""
    _write_headers(made, sheet.columns)
    for line, row in enumerate(sheet.rows, start=2):
        for rank, (column, value) in enumerate(zip(sheet.columns, row, strict=True), start=1):
            if value is None or value == "":
                continue
            cell = made.cell(line, rank)
            if column.kind == "code":
                _grey(cell)
            if _write(cell, column.kind, value):
                yield _(
                    "Feuille « {feuille} », cellule {cellule} ({colonne}) : texte trop long pour "
                    "un tableur, sa fin manque au-delà de {n} caractères.",
                    feuille=made.title,
                    cellule=cell.coordinate,
                    colonne=column.header,
                    n=format_number(LONGEST),
                )
    _set_page(made, workbook)


def _write_headers(made: Worksheet, columns: Sequence[SheetColumn]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    fill, under = PatternFill("solid", fgColor="E6E6E6"), Border(bottom=Side("thin", "777777"))
    for rank, column in enumerate(columns, start=1):
        cell = made.cell(1, rank)
        _write(cell, "text", column.header)
        cell.font, cell.fill, cell.border = Font(bold=True), fill, under
        side = "right" if column.kind in RIGHT else "left"
        cell.alignment = Alignment(side, "center", wrap_text=True)
        made.column_dimensions[get_column_letter(rank)].width = column.width


def _write(cell: Cell | MergedCell, kind: Kind, value: Value) -> bool:
    """Write one value; tell whether its end had to be cut."""
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell.alignment = Alignment(vertical="top", wrap_text=kind in {"long", "text"})
    if isinstance(value, date) and value < _FIRST_DAY:
        value = value.isoformat()
    if not isinstance(value, str):
        cell.value, cell.number_format = value, _format(kind, value)
        return False
    if kind in RIGHT:
        cell.alignment = Alignment("right", "top")
    text = _ESCAPED.sub("_x005F_", _clean(value))
    kept = _shortened(text)
    if not kept:
        return False
    cell.value = kept
    cell.data_type = "s"
    cell.quotePrefix = _ACTIVE.match(kept) is not None
    return kept != text


def _format(kind: Kind, value: Value) -> str:
    """Return the format of a number: a figure shows all its decimals."""
    if not isinstance(value, Decimal):
        return FORMATS[kind]
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{FORMATS['figure']}.{'0' * places}" if places else FORMATS["figure"]


def _grey(cell: Cell | MergedCell) -> None:
    """Set back what is written for the program, not for people."""
    from openpyxl.styles import Font  # noqa: PLC0415

    cell.font = Font(size=8, color="777777")


def _shortened(text: str) -> str:
    """Return as much of a text as a cell holds, « … » telling that its end is missing."""
    data = text.encode("utf-16-le")
    if len(data) <= 2 * LONGEST:
        return text
    return data[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _clean(text: str) -> str:
    return clean_text(text, sys.maxsize)


def _set_page(made: Worksheet, workbook: Workbook) -> None:
    """Keep headers and first column in sight, filter, and print as wide as an A4 landscape."""
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    made.freeze_panes = "B2"
    made.auto_filter.ref = made.dimensions
    made.page_setup.orientation, made.page_setup.paperSize = "landscape", 9
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.print_title_rows = "1:1"
    above, below = made.oddHeader, made.oddFooter
    assert above is not None
    assert below is not None
    above.left.text = _in_margin(workbook.running_head)
    above.right.text = _in_margin(f"{workbook.title} – {made.title}")
    below.left.text = _in_margin(workbook.edition)
    below.right.text = _("Page {n} sur {total}", n="&P", total="&N")


def _in_margin(text: str) -> str:
    """Return a text for the margin of printed pages, where « & » begins a code."""
    return _clean(text).replace("&", "&&")[:80]


def _saved(made: OpenpyxlWorkbook, moment: datetime) -> bytes:
    """Return the bytes of a workbook, every part dated of the same moment."""
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    class Writer(ExcelWriter):
        write_worksheet = _write_in_memory

    first = io.BytesIO()
    with zipfile.ZipFile(first, "w") as archive:
        Writer(made, archive).write_data()
    return _dated(first, moment)


def _write_in_memory(writer: ExcelWriter, ws: Worksheet) -> None:
    """Write a sheet; openpyxl's own way goes through the folder of temporary files."""
    from openpyxl.worksheet._writer import WorksheetWriter  # noqa: PLC0415

    out = io.BytesIO()
    sheet_writer = WorksheetWriter(ws, out)
    sheet_writer.write()
    vars(ws)["_rels"] = vars(sheet_writer)["_rels"]
    vars(writer)["_archive"].writestr(ws.path[1:], out.getvalue())
    writer.manifest.append(ws)


def _dated(archive: io.BytesIO, moment: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as parts, zipfile.ZipFile(out, "w") as dated:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            dated.writestr(info, parts.read(name))
    return out.getvalue()
