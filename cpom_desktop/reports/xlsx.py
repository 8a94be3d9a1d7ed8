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
from cpom_desktop.reports.sheets import Measure
from cpom_desktop.services.tableaux import shielded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.styles import Alignment
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
DAY = FORMATS["day"]
UNITS: Mapping[str, str] = {"": "", "%": "\\ %", "‰": '\\ "‰"', "€": '\\ "€"'}
"""What follows a number in its format; « % » has the spreadsheet multiply by a hundred."""
RIGHT: frozenset[Kind] = frozenset({"number", "gap", "figure"})
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are not the same in every spreadsheet: they are written as words."""
"""What may begin a formula."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would read as the code of a character."""
_RESERVED = ("history", "historique")
"""Names that Excel keeps for itself."""
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
    names = sheet_names(tuple(sheet.name for sheet in workbook.sheets))
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


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Return names of sheets as a spreadsheet takes them: short, all different, none reserved."""
    names: list[str] = []
    taken = set(_RESERVED)
    for text in wanted:
        plain = " ".join(_NOT_IN_NAMES.sub("-", _clean(text)).split())
        name, rank = _named(plain), 2
        while name.casefold() in taken:
            name, rank = _named(plain, f" {rank}"), rank + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _named(text: str, end: str = "") -> str:
    """Return the start of a name and its end, as long as a spreadsheet takes (in UTF-16)."""
    room = 2 * (LONGEST_NAME - len(end))
    kept = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore")
    if text[len(kept) : len(kept) + 1].strip():
        words = kept.rpartition(" ")[0]
        kept = words if len(words) > LONGEST_NAME / 2 else kept
    return (kept.strip(" '(–,") or _("Feuille")) + end


def _fill(made: Worksheet, sheet: Sheet, workbook: Workbook) -> Iterator[str]:
    """Write a sheet; give one sentence for each text that does not fit."""
    _write_headers(made, sheet.columns)
    for line, row in enumerate(sheet.rows, start=2):
        made.cell(line, 1).alignment = _top()
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
    _stress(made, sheet)
    _set_page(made, sheet, workbook)


def _stress(made: Worksheet, sheet: Sheet) -> None:
    """Write the totals in bold."""
    from openpyxl.styles import Font  # noqa: PLC0415

    last = len(sheet.rows) + 1
    for line in range(last - sheet.totals + 1, last + 1):
        for rank in range(1, len(sheet.columns) + 1):
            made.cell(line, rank).font = Font(bold=True)


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

    cell.alignment = _top(wrapped=kind in {"long", "text"})
    if isinstance(value, date) and value < _FIRST_DAY:
        value = value.isoformat()
    if not isinstance(value, str):
        cell.value, cell.number_format = _plain(value), _format(kind, value)
        return False
    if kind in RIGHT:
        cell.alignment = Alignment("right", "top")
    text = _ESCAPED.sub("_x005F_", _clean(value))
    kept = _shortened(text)
    if not kept:
        return False
    cell.value = kept
    cell.data_type = "s"
    cell.quotePrefix = shielded(kept) != kept
    return kept != text


def _top(*, wrapped: bool = True) -> Alignment:
    """Return how a cell stands; a line that holds nothing is written by it all the same."""
    from openpyxl.styles import Alignment  # noqa: PLC0415

    return Alignment(vertical="top", wrap_text=wrapped)


def _plain(value: int | Decimal | Measure | date | None) -> int | Decimal | date | None:
    """Return a value as a cell holds it: a percentage is a part of one."""
    if not isinstance(value, Measure):
        return value
    return value.number.scaleb(-2) if value.unit == "%" else value.number


def _format(kind: Kind, value: Value) -> str:
    """Return the format of a value: a figure shows all its decimals, a measure its unit."""
    if isinstance(value, date):
        return DAY
    if isinstance(value, Measure):
        return _decimals(value.places) + UNITS[value.unit]
    if not isinstance(value, Decimal):
        return FORMATS[kind]
    exponent = value.normalize().as_tuple().exponent
    return _decimals(-exponent if isinstance(exponent, int) and exponent < 0 else 0)


def _decimals(places: int) -> str:
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


def _set_page(made: Worksheet, sheet: Sheet, workbook: Workbook) -> None:
    """Keep headers and first column in sight, filter, and print as wide as an A4 landscape."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    made.freeze_panes = "B2"
    filtered = len(sheet.rows) + 1 - sheet.totals
    made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{filtered}"
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
