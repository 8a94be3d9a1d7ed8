"""The contents (design D2): titles, dotted leaders, page numbers at right, jumps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import _
from cpom_desktop.reports.pdf.palette import CONTENTS, SECONDARY, TextStyle
from cpom_desktop.reports.pdf.text import Line, break_lines, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.reports.blocks import Pages
    from cpom_desktop.reports.pdf.pen import Pen
    from cpom_desktop.reports.pdf.structure import Element, Place, Title

INDENT: Final = 28.0
NUMBER_ROOM: Final = 34.0
_NUMBER: Final = re.compile(r"(\d{1,2}\.|[IVX]{1,5}\.|[A-Z]\.)[ \u00a0\u202f]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents; `page` is the number printed, 0 while it is unknown."""

    title: Title
    page: int
    element: Element
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False

    @property
    def _style(self) -> TextStyle:
        return CONTENTS[self.title.level]

    def _parts(self) -> tuple[str, str]:
        """Return the number that opens a chapter's title, and the rest."""
        found = _NUMBER.match(self.title.text) if self.title.level == 1 else None
        return (found[1], self.title.text[found.end() :]) if found else ("", self.title.text)

    def _indent(self) -> float:
        return INDENT if self.title.level > 1 or self._parts()[0] else 0.0

    def _lines(self, width: float) -> tuple[Line, ...]:
        return break_lines(self._parts()[1], self._style, width - self._indent() - NUMBER_ROOM)

    def height(self, width: float) -> float:
        """Return the height of the title's lines."""
        return len(self._lines(width)) * self._style.leading

    def least(self, width: float) -> float:
        """Return the whole height: titles are cut short before they come here."""
        return self.height(width)

    def split(self, width: float, room: float, *, force: bool) -> None:
        """Refuse: an entry is not cut."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Write number, title, leader and page, and make them one jump."""
        lines, style = self._lines(width), self._style
        height = len(lines) * style.leading
        left = x + self._indent()
        baseline = y + height - style.leading + style.rise
        page = str(self.page) if self.page else ""
        with pen.tagged(self.element):
            if number := self._parts()[0]:
                pen.word(x, y + style.rise, f"{number} ", style)
            pen.lines(
                (left, y, width), [*lines[:-1], Line(lines[-1].text, 0.0, joined=True)], style
            )
            pen.word(x + width, baseline, page, style, "right")
        start = left + text_width(lines[-1].text, style) + 6
        end = x + width - text_width(page, style) - 6
        if end > start:
            with pen.artifact():
                points = ((start, baseline - 1), (end, baseline - 1))
                pen.path(points, SECONDARY, 0.7, dash=(0.7, 1.6))
        pen.jump((x, y, width, height), self.title.index, self.element)


def contents_entries(
    titles: tuple[Title, ...], places: Mapping[int, Place], parent: Element
) -> list[Entry]:
    """Return an entry for each heading of levels 1 and 2."""
    table = parent.add("TOC")
    entries: list[Entry] = []
    for title in titles:
        if not title.listed:
            continue
        link = table.add("TOCI").add("Reference").add("Link")
        place = places.get(title.index)
        before = (15.0 if title.level == 1 else 4.5) if entries else 12.0
        keeps = title.level == 1
        entries.append(Entry(title, place.page + 1 if place else 0, link, before, 4.0, keeps))
    return [*entries[:-1], *(replace(last, after=16.0) for last in entries[-1:])]


def pages_told(pages: Pages, titles: tuple[Title, ...], places: Mapping[int, Place]) -> str:
    """Return on what page each part begins, in one sentence; the numbers lack in a first pass."""
    found = {title.text: places.get(title.index) for title in reversed(titles)}
    told = [
        _("{partie} (p. {page})", partie=words, page=place.page + 1 if place else 0)
        for words, heading in pages.parts
        if heading in found
        for place in (found[heading],)
    ]
    if not told:
        return pages.otherwise
    return _("{debut} : {suite}.", debut=pages.lead, suite=", ".join(told))
