"""What a text cites leads to where it is: « FA-03 », « DG-E05 », the name of an indicator.

A block says what it is by its `anchor`, a cell what it leads to by its `target`; a mark read in a
text leads there by itself. What is not in the document leads nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.blocks import Contents, Heading, Table
from cpom_desktop.reports.pdf.text import Line, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.reports.blocks import Document
    from cpom_desktop.reports.pdf.palette import TextStyle
    from cpom_desktop.reports.pdf.pen import Align, Pen
    from cpom_desktop.reports.pdf.structure import Element

MARK: Final = re.compile(r"(?<![\w-])[A-Z]{2,3}-[A-Z]?\d{2,4}(?![\w-])")
"""How a fiche and a criterion are cited."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where each thing cited is.

    Attributes:
        ranks: its rank among headings, or after them for a cell.
        headings: how many headings there are.
    """

    ranks: Mapping[str, int] = field(default_factory=dict)
    headings: int = 0

    def cell(self, anchor: str) -> int:
        """Return the rank of a cell, -1 when nothing leads to it."""
        rank = self.ranks.get(anchor, -1)
        return rank if rank >= self.headings else -1


def links_of(document: Document) -> Links:
    """Return where everything is in a document, headings first; the first of each counts."""
    titles = [block for block in document.blocks if isinstance(block, Heading | Contents)]
    ranks: dict[str, int] = {}
    for rank, title in enumerate(titles):
        if isinstance(title, Heading) and title.anchor:
            ranks.setdefault(title.anchor, rank)
    for anchor in _cells(document):
        ranks.setdefault(anchor, len(titles) + len(ranks))
    return Links(ranks, len(titles))


def _cells(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table) and block.columns:
            for row in block.rows:
                yield from (cell.anchor for cell in row.cells if cell.anchor)


@dataclass(frozen=True, slots=True)
class Words:
    """Lines to write in a column, under their element.

    Attributes:
        at: x, y of the top, width.
        own: what they are themselves, which leads nowhere.
        target: what they lead to as a whole.
    """

    at: tuple[float, float, float]
    lines: Sequence[Line]
    style: TextStyle
    align: Align
    element: Element
    own: str = ""
    target: str = ""


def write_words(pen: Pen, words: Words) -> None:
    """Write lines, each mark that they cite being a link."""
    ranks = pen.links.ranks
    if words.target in ranks:
        x, y, width = words.at
        link = words.element.add("Link")
        with pen.tagged(link):
            pen.lines(words.at, words.lines, words.style, words.align)
        box = (x, y, width, len(words.lines) * words.style.leading)
        pen.jump(box, ranks[words.target], link)
    elif any(_cited(line, pen, words.own) for line in words.lines):
        for rank, line in enumerate(words.lines):
            _write_line(pen, words, line, rank * words.style.leading)
    else:
        with pen.tagged(words.element):
            pen.lines(words.at, words.lines, words.style, words.align)


def _cited(line: Line, pen: Pen, own: str) -> list[re.Match[str]]:
    """Return the marks of a line that lead somewhere."""
    if not pen.links.ranks or "-" not in line.text:
        return []
    return [m for m in MARK.finditer(line.text) if m[0] != own and m[0] in pen.links.ranks]


def _write_line(pen: Pen, words: Words, line: Line, down: float) -> None:
    """Write a line in parts, in reading order: words, link, words."""
    x, y, width = words.at
    room = width - line.width
    left = x + {"left": 0.0, "center": room / 2, "right": room}[words.align]
    top, style, done = y + down, words.style, 0
    for found in _cited(line, pen, words.own):
        left = _write_part(pen, words, Line(line.text[done : found.start()], 0.0), (left, top))
        link = words.element.add("Link")
        size = text_width(found[0], style)
        with pen.tagged(link):
            pen.lines((left, top, size), [Line(found[0], size)], style)
        pen.jump((left, top, size, style.leading), pen.links.ranks[found[0]], link)
        left, done = left + size, found.end()
    _write_part(pen, words, Line(line.text[done:], 0.0, line.joined), (left, top))


def _write_part(pen: Pen, words: Words, part: Line, at: tuple[float, float]) -> float:
    """Write plain words, and return where they end."""
    size = text_width(part.text, words.style)
    if part.text or part.joined:
        with pen.tagged(words.element):
            pen.lines((*at, size), [part], words.style)
    return at[0] + size
