"""The first filled sheet of a workbook, as texts; a hostile file is refused before it is opened.

Source: reliability §3.2, T4.
"""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_number
from cpom_desktop.imports.archives import (
    CONTENT_TYPES,
    UNREADABLE,
    Parts,
    check_archive,
)
from cpom_desktop.imports.limits import (
    LOOKED_AT,
    MOST_CELL,
    MOST_COLUMNS,
    MOST_CONTACTS,
)
from cpom_desktop.imports.refusals import refused
from cpom_desktop.services.documents import no_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

CHECK_EVERY = 500
"""Lines between two looks at whether she still wants it."""
MOST_PLACES = 5
"""Cells that are named."""
_UNSOLVED = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]*><f(?: [^<>]*)?>[^<]*</f>(?:<v ?/>|<v></v>)?</c>'
)
"""A formula whose result was not kept: another program than a spreadsheet wrote it."""
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]{2,20})"')


def read_sheet(data: bytes, name: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return the number and the cells of each line of the first sheet that has any.

    Raises:
        ImportImpossible: it is no workbook, or one that is not safe to open.
    """
    return read_book(data, name, MOST_CONTACTS)[0]


def read_book(
    data: bytes,
    name: str,
    most_rows: int,
    checkpoint: Callable[[], None] = no_checkpoint,
) -> tuple[list[tuple[int, tuple[str, ...]]], tuple[str, ...]]:
    """Return the lines of the first sheet that has any, and what is to be known of them.

    Raises:
        ImportImpossible: it is no workbook, or one that is not safe to open.
    """
    check_archive(data, name)
    try:
        with warnings.catch_warnings(action="ignore"), Parts(data, name) as parts:
            if b"macroenabled" in parts.beginning(CONTENT_TYPES).lower():
                raise refused(name, _("c'est un classeur à macros : enregistrez-le en .xlsx"))
            book = _opened(parts)
            for sheet in book.worksheets[:LOOKED_AT]:
                if lines := list(_rows(sheet, name, most_rows, checkpoint)):
                    return lines, tuple(_notes(book, sheet, parts))
    except UNREADABLE as error:
        raise refused(name, _("ce n'est pas un classeur XLSX lisible"), error) from error
    return [], ()


def _opened(parts: Parts) -> Workbook:
    """Return a workbook whose parts are read through our bounds."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - 80 ms, with the first file

    reader = ExcelReader(parts.source, read_only=True, keep_links=False, data_only=True)
    reader.archive = parts
    vars(reader)["read_chartsheet"] = _left_out
    reader.read()
    return reader.wb


def _left_out(*_chart: object) -> None:
    """Read no sheet that is a chart: it has no cells, and may have pictures."""


def _notes(book: Workbook, sheet: Worksheet, parts: Parts) -> Iterator[str]:
    """Yield what is to be known of a sheet before its cells are believed."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    if book.epoch == CALENDAR_MAC_1904:
        yield _("Classeur au calendrier 1904 : vérifiez les dates dans l'aperçu.")
    part = parts.beginning(vars(sheet)["_worksheet_path"])
    if unsolved := _places(_UNSOLVED, part):
        yield _(
            "Des formules n'ont pas de résultat ({places}) : ouvrez le fichier dans Excel et "
            "enregistrez-le, sinon elles comptent pour vides.",
            places=unsolved,
        )
    if merged := _places(_MERGED, part):
        yield _(
            "Cellules fusionnées ({places}) : seule la première de chacune a une valeur.",
            places=merged,
        )


def _places(pattern: re.Pattern[bytes], part: bytes) -> str:
    """Return the first places that a pattern finds in a sheet, in words."""
    found = (match[1] for match in pattern.finditer(part))
    return ", ".join(place.decode("ascii", "replace") for place in islice(found, MOST_PLACES))


def _rows(
    sheet: Worksheet, name: str, most_rows: int, checkpoint: Callable[[], None]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    rows = sheet.iter_rows(max_row=most_rows + 1, max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, start=1):
        if number % CHECK_EVERY == 0:
            checkpoint()
        if all(cell.value is None for cell in row):
            continue
        cells = tuple(_text(cell)[:MOST_CELL] for cell in row)
        if not any(cell.strip() for cell in cells):
            continue
        if number > most_rows:
            raise refused(name, _("il a plus de {n} lignes", n=format_number(most_rows)))
        yield number, cells


def _text(cell: Cell | MergedCell) -> str:
    """Return a cell as it would be typed: a French comma, « 11 % », days in our order."""
    match cell.value:
        case None | bool():
            return ""
        case datetime() | date() as day:
            return f"{day:%d/%m/%Y}"
        case int() | float() as number:
            return _number(number, str(cell.number_format))
        case value:
            return str(value)


def _number(number: float, number_format: str) -> str:
    """Return a number with the digits that a spreadsheet keeps, fifteen."""
    exact = Decimal(number) if isinstance(number, int) else Decimal(f"{number:.15g}")
    if exact.is_finite() and "%" in number_format:
        return f"{_plain(exact * 100)}\u00a0%"
    return _plain(exact)


def _plain(exact: Decimal) -> str:
    text = f"{exact:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
