"""The threads of the fil d'or as printed: a frame a link, dashed where it lacks. Picture D12.

Nothing relies on a tint: a link that lacks has a thick dashed frame and bold words, a tie to be
made is dotted. A page that is full is followed by another, under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.charts.scene import Polyline, Rect, Scene, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.charts.scene import Primitive

COLUMNS = (48.0, 9.0, 47.0, 44.0, 48.0, 44.0)
GAP_MM = 5.4
WIDTH_MM = sum(COLUMNS) + GAP_MM * (len(COLUMNS) - 1)
TEXT_MM = 3.0
"""Eight points and a half: nothing printed here is smaller."""
LINE_MM = 3.6
INSIDE_MM, OVER_MM = 1.8, 1.1
"""At the sides of the words, and over them."""
BETWEEN_MM = 1.8
NAMES_MM = 6.0
SECTION_MM = 5.8
MOST_LINES = 9
"""Lines of a frame; a longer text ends with « … », its page has it whole."""


class Case(NamedTuple):
    """What a frame holds: (words, bold) paragraphs, and whether it lacks."""

    parts: tuple[tuple[str, bool], ...]
    manque: bool = False
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Rang:
    """A thread, or (`section`) what names those that follow."""

    cases: tuple[Case, ...] = ()
    section: str = ""

    @property
    def height(self) -> float:
        """Return the height that it takes, the room under it included."""
        if self.section:
            return SECTION_MM
        lines = (len(_lines(case, width)) for case, width in zip(self.cases, COLUMNS, strict=True))
        return max(lines) * LINE_MM + 2 * OVER_MM + BETWEEN_MM


class Feuille(NamedTuple):
    """A page: its picture, and the threads that it shows."""

    scene: Scene
    rangs: tuple[Rang, ...]


def fil_dor_pages(
    names: Sequence[str], rangs: Sequence[Rang], first_mm: float, others_mm: float
) -> tuple[Feuille, ...]:
    """Return the threads page by page.

    Args:
        names: of the six columns.
        rangs: sections and threads, in order.
        first_mm, others_mm: heights that the first page and the others leave to the picture.
    """
    pages, page, room = [], list[Rang](), first_mm - NAMES_MM
    section: Rang | None = None
    for rang in rangs:
        section = rang if rang.section else section
        wanted = rang.height + (first_height(rangs, rang) if rang.section else 0)
        if page and wanted > room:
            pages.append(page)
            again = section is not None and not rang.section
            page = [section] if again and section is not None else []
            room = others_mm - NAMES_MM - sum(held.height for held in page)
        page.append(rang)
        room -= rang.height
    if page:
        pages.append(page)
    return tuple(Feuille(_scene(names, held), tuple(held)) for held in pages)


def first_height(rangs: Sequence[Rang], section: Rang) -> float:
    """Return the height of what follows a section: it never ends a page."""
    after = (right for left, right in pairwise(rangs) if left is section)
    return next((rang.height for rang in after), 0.0)


def _scene(names: Sequence[str], rangs: Sequence[Rang]) -> Scene:
    items: list[Primitive] = list(_names(names))
    y = NAMES_MM
    for rang in rangs:
        items += _section(rang, y) if rang.section else _thread(rang, y)
        y += rang.height
    return Scene(WIDTH_MM, y, tuple(items))


def _lefts() -> Iterator[tuple[float, float]]:
    """Yield the left and the width of each column."""
    x = 0.0
    for width in COLUMNS:
        yield x, width
        x += width + GAP_MM


def _names(names: Sequence[str]) -> Iterator[Primitive]:
    for (x, width), name in zip(_lefts(), names, strict=True):
        yield Text(x, 2.0, name, "texte", TEXT_MM, bold=True)
        yield Polyline(((x, 4.6), (x + width, 4.6)), "fil-lien")


def _section(rang: Rang, y: float) -> Iterator[Primitive]:
    yield Text(0.0, y + SECTION_MM / 2 - 0.4, rang.section, "texte", TEXT_MM * 1.1, bold=True)


def _thread(rang: Rang, y: float) -> Iterator[Primitive]:
    height = rang.height - BETWEEN_MM
    places = tuple(_lefts())
    for (x, width), case in zip(places, rang.cases, strict=True):
        yield Rect(x, y, width, height, "fil-manque" if case.manque else "fil-cadre")
        yield from _case(case, x, y, width, height)
    for rank, (before, after) in enumerate(pairwise(rang.cases)):
        x, width = places[rank]
        style = "fil-a-faire" if before.manque or after.manque else "fil-lien"
        middle = y + height / 2
        yield Polyline(((x + width, middle), (x + width + GAP_MM, middle)), style)


def _case(case: Case, x: float, y: float, width: float, height: float) -> Iterator[Text]:
    lines = _lines(case, width)
    top = y + (height - len(lines) * LINE_MM) / 2 + LINE_MM / 2
    for rank, (words, bold) in enumerate(lines):
        at = (x + width / 2, "middle") if case.centre else (x + INSIDE_MM, "start")
        line = Text(at[0], top + rank * LINE_MM, words, "texte", TEXT_MM, bold=bold)
        yield replace(line, anchor="middle") if case.centre else line


def _lines(case: Case, width: float) -> list[tuple[str, bool]]:
    """Return the lines of a frame; what is beyond the last one is cut."""
    room = width - 2 * INSIDE_MM
    found = [
        (line, bold) for words, bold in case.parts for line in _wrapped(words, room, bold=bold)
    ]
    if len(found) <= MOST_LINES:
        return found
    words, bold = found[MOST_LINES - 1]
    return [*found[: MOST_LINES - 1], (f"{words[:-1]}…", bold)]


def _wrapped(text: str, room: float, *, bold: bool) -> Iterator[str]:
    """Yield the lines of a text; a word wider than the frame is cut where it must be."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, TEXT_MM, bold=bold) <= room:
            line = longer
            continue
        if line:
            yield line
        *cut, line = _pieces(word, room, bold=bold)
        yield from cut
    if line:
        yield line


def _pieces(word: str, room: float, *, bold: bool) -> list[str]:
    """Return a word in as many pieces as it takes."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, TEXT_MM, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
