"""What a printed text holds for a spreadsheet: a day, a number, an amount, or itself.

A text is a value only when our own formatter would write that value the same, sign for sign: an
identifier, a telephone number, a code that begins with zero stay texts, as all that is in doubt.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.domain.saisie.dates import parse_date
from cpom_desktop.domain.saisie.nombres import parse_decimal
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import NBSP, format_date, format_number
from cpom_desktop.reports.sheets import Measure

if TYPE_CHECKING:
    from cpom_desktop.reports.sheets import Value

LONGEST_VALUE = 40
"""No date and no number is longer."""
_STYLES = ("medium", "long", "full", "field")
"""How documents write a whole day (`format_date`)."""
_NUMBER = re.compile(f"([\N{MINUS SIGN}]?[0-9{NBSP}]+(?:,([0-9]+))?)(?:{NBSP}([%‰€]))?")
_DIGIT = re.compile(r"\d")
_WHOLE = re.compile(r"[0-9]+")
_NOWHERE = date(2000, 1, 1)
"""What « + 10 j » would be counted from: such a text is never a day."""


def value_of(text: str) -> Value:
    """Return the day, number, percentage or amount that a text is; itself otherwise."""
    if len(text) > LONGEST_VALUE or not _DIGIT.search(text):
        return text
    with suppress(RegleInvalide):
        if found := _NUMBER.fullmatch(text):
            return _number(found) or text
        return _day(text)
    return text


def column_values(texts: tuple[str, ...]) -> tuple[Value, ...]:
    """Return what the texts of a column are; among identifiers, a whole number is one too.

    « 2 » between « 1.1 » and « FA-03 » is no quantity.
    """
    values = tuple(value_of(text) for text in texts)
    if not any(isinstance(value, str) and _DIGIT.search(value) for value in values):
        return values
    return tuple(
        text if _WHOLE.fullmatch(text) else value
        for text, value in zip(texts, values, strict=True)
    )


def _number(found: re.Match[str]) -> Measure | None:
    """Return the number written, if our formatter writes it so."""
    written, decimals, unit = found.groups()
    places = len(decimals or "")
    number = parse_decimal(written)
    if format_number(number, places) != written:
        return None
    match unit:
        case "%" | "‰" | "€":
            return Measure(number, places, unit)
        case _:
            return Measure(number, places)


def _day(text: str) -> date | str:
    day = parse_date(text, _NOWHERE)
    return day if text in {format_date(day, style) for style in _STYLES} else text
