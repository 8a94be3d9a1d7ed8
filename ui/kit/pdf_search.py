"""Looking for words in the pages of a PDF: accents, case and breaks of lines told apart no more.

Each page is read once; what was folded of it is kept, so that typing one letter more is quick.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from ui.kit.pdf_pages import PdfPages


class Spot(NamedTuple):
    """Where words were found: a page, their rank on it, and rectangles in points."""

    page: int
    rank: int
    rects: tuple[QRectF, ...]


class _Folded(NamedTuple):
    """The text of a page as it is searched, and the place of each letter in what it prints."""

    text: str
    places: array[int]


def folded_query(query: str) -> str:
    """Return words as they are looked for."""
    return " ".join(fold(query).split())


class PdfSearch:
    """Finds words in the pages of one file."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._read: dict[int, _Folded] = {}

    def find(self, page: int, query: str) -> tuple[Spot, ...]:
        """Return where a page holds words, in order; `query` is folded and not empty."""
        if page not in self._read:
            self._read[page] = _folded(self._pages.text(page))
        folded = self._read[page]
        ranges, start = [], folded.text.find(query)
        while start >= 0:
            end = start + len(query) - 1
            ranges.append((folded.places[start], folded.places[end] + 1))
            start = folded.text.find(query, end + 1)
        if not ranges:
            return ()
        rects = self._pages.rects(page, ranges)
        return tuple(Spot(page, rank, each) for rank, each in enumerate(rects))


def _folded(text: str) -> _Folded:
    letters: list[str] = []
    places = array("I")
    for place, character in enumerate(text):
        for letter in fold(character) or ("" if character.isprintable() else " "):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            places.append(place)
    return _Folded("".join(letters), places)
