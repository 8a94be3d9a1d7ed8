"""What a workbook is made of, before any format: sheets of columns, values of plain types.

A value is a text, a number, a day, or nothing. No value is ever a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "long", "day", "number", "gap", "figure", "code"]
"""How a column shows its values: words, wrapped sentences, dates, numbers, signed numbers,
numbers with all their decimals and their thousands apart, marks for the program (discreet)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as it is printed: with so many decimals, and its unit.

    `number` is as read: 12.5 for « 12,5 % ».
    """

    number: Decimal
    places: int
    unit: Literal["", "%", "‰", "€"] = ""


Value = str | int | Decimal | Measure | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its header, how it shows its values, its width in characters."""

    header: str
    kind: Kind = "text"
    width: float = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, columns, and rows of as many values.

    Its last `totals` rows are stressed, and filters leave them out.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole workbook.

    Attributes:
        title: its name, in the properties of the file and at the head of printed pages.
        running_head: name of the dossier, at the head of printed pages.
        edition: at their foot.
        author: who answers for it.
    """

    title: str
    running_head: str
    edition: str
    author: str
    sheets: tuple[Sheet, ...]
