"""A sheet as a text for a French spreadsheet.

A text that a spreadsheet would take for a formula is shielded (reliability §3.2, T7).
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.reports.sheets import Measure
from cpom_desktop.services.tableaux import shielded

if TYPE_CHECKING:
    from cpom_desktop.reports.sheets import Sheet, Value

BOM = "\ufeff"


def sheet_csv(sheet: Sheet) -> bytes:
    """Return a sheet as a French Excel opens it: semicolons, commas, UTF-8 with its mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(column.header) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_written(value) for value in row])
    return (BOM + out.getvalue()).encode()


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case Measure(number, places, unit):
            return f"{number:.{places}f} {unit}".strip().replace(".", ",")
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return shielded(str(value))


def count_lines(data: bytes) -> int:
    """Return how many lines a text holds, its titles apart.

    Raises:
        ValueError: it does not read.
    """
    return sum(1 for _row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")) - 1
