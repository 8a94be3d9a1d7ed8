"""The first filled sheet of a workbook, as texts; a hostile file is refused before it is opened.

Source: reliability §3.2, T4.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.imports.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def read_sheet(data: bytes, name: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return the number and the cells of each line of the first sheet that has any.

    Raises:
        ImportImpossible: it is no workbook, or one that is not safe to open.
    """
    _check_archive(data, name)
    from openpyxl import load_workbook  # noqa: PLC0415 - 80 ms, with the first file

    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(
                io.BytesIO(data), read_only=True, keep_links=False, data_only=True
            )
            filled = (rows for sheet in book.worksheets[:20] if (rows := list(_rows(sheet))))
            return next(filled, [])
    except UNREADABLE as error:
        raise refused(name, _("ce n'est pas un classeur XLSX lisible"), error) from error


def _check_archive(data: bytes, name: str) -> None:
    """Refuse an archive whose directory tells of a bomb, of a macro, or of a way out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except UNREADABLE as error:
        raise refused(name, _("ce n'est pas un classeur XLSX lisible"), error) from error
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


def _rows(sheet: Worksheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        cells = tuple(_text(value) for value in row)
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(value: object) -> str:
    """Return a cell as it would be typed: no « .0 » after a number, days in our order."""
    match value:
        case None | bool():
            return ""
        case datetime() | date():
            return f"{value:%d/%m/%Y}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
