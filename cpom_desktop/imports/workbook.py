"""The first filled sheet of a workbook, as texts; a hostile file is refused before it is opened.

Source: reliability §3.2, T4.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.imports.refusals import refused
from cpom_desktop.services.documents import no_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ENTRIES = 2_000
MOST_BYTES = 200_000_000
MOST_RATIO = 100
SMALL_BYTES = 10_000_000
"""Under this size a file may be compressed as much as it likes."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What openpyxl and zipfile raise on a damaged or hostile file: openpyxl checks little of what it
reads; zipfile refuses by `NotImplementedError` a compression that it does not know."""
MOST_ROWS, MOST_COLUMNS = 10_000, 60
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
    return read_book(data, name, MOST_ROWS)[0]


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
    _check_archive(data, name)
    from openpyxl import load_workbook  # noqa: PLC0415 - 80 ms, with the first file
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(
                io.BytesIO(data), read_only=True, keep_links=False, data_only=True
            )
            for sheet in book.worksheets[:20]:
                if lines := list(_rows(sheet, most_rows, checkpoint)):
                    notes = _notes(sheet, data, mac=book.epoch == CALENDAR_MAC_1904)
                    return lines, tuple(notes)
    except UNREADABLE as error:
        raise refused(name, _("ce n'est pas un classeur XLSX lisible"), error) from error
    return [], ()


def _notes(sheet: Worksheet, data: bytes, *, mac: bool) -> Iterator[str]:
    """Yield what is to be known of a sheet before its cells are believed."""
    if mac:
        yield _("Classeur au calendrier 1904 : vérifiez les dates dans l'aperçu.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read(vars(sheet)["_worksheet_path"])
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


def _check_archive(data: bytes, name: str) -> None:
    """Refuse an archive whose directory tells of a bomb, of a macro, or of a way out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except UNREADABLE as error:
        raise refused(name, _("ce n'est pas un classeur XLSX lisible"), error) from error
    if any(entry.filename == "content.xml" for entry in entries):
        raise refused(name, _("c'est un classeur OpenDocument (.ods) : enregistrez-le en .xlsx"))
    total = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    swollen = total > SMALL_BYTES and total / packed > MOST_RATIO
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or swollen:
        raise refused(name, _("il est trop gros une fois déplié"))
    if any(_is_unsafe(entry) for entry in entries):
        raise refused(name, _("il contient des macros ou des parties protégées"))


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    path = entry.filename.replace("\\", "/")
    outside = path.startswith("/") or ".." in path.split("/") or ":" in path
    macro = path.lower().endswith(("vbaproject.bin", ".zip", ".xlsm", ".exe"))
    return outside or macro or bool(entry.flag_bits & 0x1)


def _rows(
    sheet: Worksheet, most_rows: int, checkpoint: Callable[[], None]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    rows = sheet.iter_rows(max_row=most_rows, max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, start=1):
        if number % CHECK_EVERY == 0:
            checkpoint()
        cells = tuple(_text(cell) for cell in row)
        if any(cell.strip() for cell in cells):
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
