"""Texts and cells of a file whose encoding and separator nobody says."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATORS = ";\t,"
"""Those of a French spreadsheet first."""
SAMPLE_LINES, SAMPLE_LENGTH, SAMPLE_TEXT = 20, 2_000, 40_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = re.compile(r"^sep=([;,\t|])\r?\n")


def decode(data: bytes) -> str:
    """Return a text: UTF-8 or UTF-16 if it says so or reads so, else that of a French Windows."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_cells(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return the number and the cells of each line that is not empty, numbers from 1.

    Raises:
        ValueError: a cell has no end.
    """
    said = _SAID.match(text)
    separator = said[1] if said else separator_of(text)
    body = text[said.end() :] if said else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    first = 2 if said else 1
    lines = enumerate(reader, start=first)
    try:
        return [(n, tuple(cells)) for n, cells in lines if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise ValueError(str(error)) from error


def separator_of(text: str) -> str:
    """Return the separator that cuts the first lines most evenly."""
    sample = [line[:SAMPLE_LENGTH] for line in text[:SAMPLE_TEXT].splitlines()[:SAMPLE_LINES]]
    return max(SEPARATORS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: Sequence[str], sign: str) -> tuple[bool, int]:
    """Return whether every line is cut alike, and in how many cells the first one is."""
    widths = [len(cells) for cells in csv.reader(sample, delimiter=sign) if cells]
    even = len(set(widths)) == 1 and max(widths, default=1) > 1
    return even, min(widths, default=1) if not even else max(widths)
