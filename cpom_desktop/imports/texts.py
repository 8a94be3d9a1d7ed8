"""Texts and cells of a file whose encoding and separator nobody says."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_number
from cpom_desktop.imports.limits import MOST_FIELDS
from cpom_desktop.imports.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEPARATORS = ";\t,"
"""Those of a French spreadsheet first."""
SAMPLE_LINES, SAMPLE_LENGTH, SAMPLE_TEXT = 20, 2_000, 40_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENDLESS = "unexpected end of data"
"""What the reader of the standard library says of a quote that is never closed."""
_SAID = re.compile(r"^sep=([;,\t|])\r?\n")


def decoded(data: bytes) -> tuple[str, bool]:
    """Return a text, and whether it was read as that of a French Windows for want of better.

    It is UTF-8 or UTF-16 if it says so, or reads so.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def read_cells(text: str, name: str, most: int) -> list[tuple[int, tuple[str, ...]]]:
    """Return the line and the cells of each record that is not empty, lines from 1.

    Raises:
        ImportImpossible: a quote is never closed, or there are more than `most` lines.
    """
    said = _SAID.match(text)
    separator = said[1] if said else separator_of(text)
    body = text[said.end() :] if said else text
    first = 2 if said else 1
    try:
        return _whole(_records(body, separator, first, name, strict=True), name, most)
    except csv.Error:
        return _whole(_records(body, separator, first, name, strict=False), name, most)


def _whole(
    records: Iterator[tuple[int, tuple[str, ...]]], name: str, most: int
) -> list[tuple[int, tuple[str, ...]]]:
    """Return records of which there are not too many, nor too wide ones."""
    lines: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in records:
        if len(cells) > MOST_FIELDS:
            raise refused(
                name,
                _("ligne {n}, plus de {most} colonnes", n=number, most=format_number(MOST_FIELDS)),
            )
        if len(lines) == most:
            raise refused(name, _("il a plus de {n} lignes", n=format_number(most)))
        lines.append((number, cells))
    return lines


def _records(
    body: str, separator: str, first: int, name: str, *, strict: bool
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the records; strict, a sign between a quote and a separator raises `csv.Error`."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=strict)
    start = first
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, tuple(cells)
            start = first + reader.line_num
    except csv.Error as error:
        if strict and _ENDLESS not in str(error) and "limit" not in str(error):
            raise
        told = _("ligne {n}, un guillemet n'est pas refermé", n=start)
        raise refused(name, told, error) from error


def separator_of(text: str) -> str:
    """Return the separator that cuts the first lines most evenly."""
    sample = [line[:SAMPLE_LENGTH] for line in text[:SAMPLE_TEXT].splitlines()[:SAMPLE_LINES]]
    return max(SEPARATORS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: Sequence[str], sign: str) -> tuple[bool, int]:
    """Return whether every line is cut alike, and in how many cells the first one is."""
    widths = [len(cells) for cells in csv.reader(sample, delimiter=sign) if cells]
    even = len(set(widths)) == 1 and max(widths, default=1) > 1
    return even, min(widths, default=1) if not even else max(widths)
