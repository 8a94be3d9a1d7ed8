"""The pieces of a letter (design D10): head, stressed words, closing, slip to send back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.fonts import printable
from cpom_desktop.reports.pdf.logos import ON_LETTERS, logo_plate
from cpom_desktop.reports.pdf.palette import LINE_STRONG, SECONDARY, TextStyle
from cpom_desktop.reports.pdf.pieces import Columns, Piece, Stack, Strip, Text
from cpom_desktop.reports.pdf.text import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.reports.blocks import Blank, Closing, Letterhead, Slip, Stressed
    from cpom_desktop.reports.pdf.pen import Pen
    from cpom_desktop.reports.pdf.setting import Setting
    from cpom_desktop.reports.pdf.structure import Element

SENDER_LINES: Final = 3
"""Lines of the sender that stand above the first of the recipient."""
CLOSING_ROOM: Final = 34.0
BOX: Final = 8.0
"""Side of a box to tick."""
FIELD_GAP: Final = 12.0
LONGEST_WORD: Final = 60
"""Letters of a word that surely holds on a line."""
Word = tuple[tuple[str, bool], ...]
"""A word that a line does not part: its fragments, each stressed or not."""


def letterhead_pieces(head: Letterhead, parent: Element, setting: Setting) -> list[Piece]:
    """Return logo and sender at the left, the recipient lower at the right, then the dateline."""
    body = setting.body
    strong = replace(body, face="Semibold")
    logo = (logo_plate(head.logo, parent, ON_LETTERS, after=6.0),) if head.logo else ()
    sender = (
        *logo,
        *(
            Text(line, strong if rank == 0 else body, parent.add("P"))
            for rank, line in enumerate(head.sender)
        ),
    )
    lowered = 0.0 if setting.close else SENDER_LINES * body.leading
    room = Strip(lowered, "")
    recipient = tuple(Text(line, body, parent.add("P")) for line in head.recipient)
    gap = 6.0 if setting.close else 24.0
    return [
        Columns((Stack(sender), Stack((room, *recipient))), slots=2, gutter=24.0, after=gap),
        Text(head.dateline, body, parent.add("P"), after=gap, align="right"),
    ]


def closing_pieces(closing: Closing, parent: Element, setting: Setting) -> list[Piece]:
    """Return who signs, at the right, with room for the hand."""
    strong = replace(setting.body, face="Semibold")
    quality = Text(closing.quality, setting.body, parent.add("P"))
    room = Strip(12.0 if setting.close else CLOSING_ROOM, "")
    name = Text(closing.name, strong, parent.add("P"))
    signed = Stack((quality, room, name))
    return [Columns((Stack(()), signed), slots=2, gutter=24.0, before=8.0, after=10.0)]


@dataclass(frozen=True, slots=True)
class StressedText:
    """A paragraph with stressed words.

    Attributes:
        words: its words, each in fragments.
        rest: what is left to draw after a cut; nothing for the whole.
    """

    words: tuple[Word, ...]
    style: TextStyle
    element: Element
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    rest: tuple[tuple[Word, ...], ...] = ()

    def _face(self, *, stressed: bool) -> TextStyle:
        return replace(self.style, face="Semibold") if stressed else self.style

    def _width(self, word: Word) -> float:
        return sum(text_width(text, self._face(stressed=strong)) for text, strong in word)

    def _lines(self, width: float) -> tuple[tuple[Word, ...], ...]:
        if self.rest:
            return self.rest
        space, lines, used = text_width(" ", self.style), [], 0.0
        line: list[Word] = []
        for word in self.words:
            size = self._width(word)
            if line and used + space + size > width:
                lines.append(tuple(line))
                line, used = [], 0.0
            used += size + (space if line else 0.0)
            line.append(word)
        return (*lines, tuple(line))

    def height(self, width: float) -> float:
        """Return the height of the lines."""
        return len(self._lines(width)) * self.style.leading

    def least(self, width: float) -> float:
        """Return two lines, or one if it is alone."""
        return min(len(self._lines(width)), 2) * self.style.leading

    def split(
        self,
        width: float,
        room: float,
        *,
        force: bool,
    ) -> tuple[StressedText, StressedText | None] | None:
        """Cut between lines."""
        lines = self._lines(width)
        kept = min(int(room / self.style.leading + 1e-6), len(lines) - 1)
        if kept < 1:
            return None if not force else (self, None)
        return (
            replace(self, rest=lines[:kept], after=0.0),
            replace(self, rest=lines[kept:], before=0.0),
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Write the lines, each run in its own weight."""
        with pen.tagged(self.element):
            for rank, line in enumerate(self._lines(width)):
                baseline = y + rank * self.style.leading + self.style.rise
                left = x
                for text, strong in _runs(line):
                    style = self._face(stressed=strong)
                    pen.word(left, baseline, text, style)
                    left += text_width(printable(text), style)


def _runs(line: tuple[Word, ...]) -> Iterable[tuple[str, bool]]:
    """Yield the runs of a line, one weight each; a space ends every line."""
    fragments = [
        fragment for word in line for fragment in (*word[:-1], (f"{word[-1][0]} ", word[-1][1]))
    ]
    for strong, group in groupby(fragments, key=lambda fragment: fragment[1]):
        yield "".join(text for text, _strong in group), strong


def stressed_piece(block: Stressed, parent: Element, setting: Setting) -> StressedText | Text:
    """Return a paragraph with stressed words; one with a word wider than a line is plain."""
    words: list[Word] = []
    open_word: Word = ()
    for text, strong in block.parts:
        for rank, part in enumerate(printable(text).replace("\n", " ").split(" ")):
            if rank:
                words += [open_word] if open_word else []
                open_word = ()
            open_word = (*open_word, (part, strong)) if part else open_word
    words += [open_word] if open_word else []
    element = parent.add("P")
    longest = max((len(text) for word in words for text, _strong in word), default=0)
    if not words or longest > LONGEST_WORD:
        whole = "".join(text for text, _strong in block.parts)
        return Text(whole, setting.body, element, after=setting.text_room)
    after, keeps = setting.text_room, block.keeps
    return StressedText(tuple(words), setting.body, element, after=after, keeps=keeps)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """Words of a slip side by side, with their boxes and the lines to write on."""

    blanks: tuple[tuple[Blank, Element], ...]
    style: TextStyle
    before: float = 0.0
    after: float = 0.0
    keeps: bool = True

    def height(self, width: float) -> float:  # noqa: ARG002 - same shape as every piece
        """Return the height of a line to write on."""
        return self.style.leading * 1.5

    def least(self, width: float) -> float:
        """Return the whole height."""
        return self.height(width)

    def split(self, width: float, room: float, *, force: bool) -> None:
        """Refuse: a line is not cut."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw each blank in its share of the width."""
        left, baseline = x, y + self.height(width) - 5.0
        for blank, element in self.blanks:
            self._draw(pen, (left, baseline, blank.share * width - FIELD_GAP), blank, element)
            left += blank.share * width

    def _draw(
        self, pen: Pen, at: tuple[float, float, float], blank: Blank, element: Element
    ) -> None:
        x, baseline, width = at
        text = x
        if blank.box:
            with pen.artifact():
                pen.box((x, baseline - BOX + 0.5, BOX, BOX), LINE_STRONG, 0.75, radius=1.0)
            text += BOX + 4.0
        with pen.tagged(element):
            pen.word(text, baseline, blank.text, self.style)
        start = text + text_width(printable(blank.text), self.style) + 4.0
        if blank.line and start < x + width:
            with pen.artifact():
                points = ((start, baseline + 1.0), (x + width, baseline + 1.0))
                pen.path(points, SECONDARY, 0.7, dash=(0.7, 1.6))


@dataclass(frozen=True, slots=True)
class CutLine:
    """The dashed line along which a slip is cut."""

    before: float = 0.0
    after: float = 0.0
    keeps: bool = True

    def height(self, width: float) -> float:  # noqa: ARG002 - same shape as every piece
        """Return the thickness of the line."""
        return 0.75

    def least(self, width: float) -> float:
        """Return the thickness of the line."""
        return self.height(width)

    def split(self, width: float, room: float, *, force: bool) -> None:
        """Refuse: a line is not cut."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the dashes."""
        with pen.artifact():
            pen.path(((x, y), (x + width, y)), SECONDARY, 0.75, dash=(2.2, 1.8))


def slip_pieces(slip: Slip, parent: Element, setting: Setting) -> list[Piece]:
    """Return the line to cut along, the title with its note, and the blanks to fill."""
    strong = replace(setting.body, face="Semibold")
    title = Text(slip.title, strong, parent.add("P"))
    note = replace(setting.body, color=SECONDARY)
    aside = Text(slip.note, note, parent.add("P"), align="right")
    rows: list[Piece] = [
        SlipLine(tuple((blank, parent.add("P")) for blank in row), setting.body)
        for row in slip.rows
    ]
    last = rows[-1:]
    rows[-1:] = [replace(piece, keeps=False) for piece in last if isinstance(piece, SlipLine)]
    return [
        CutLine(before=14.0, after=8.0),
        Columns((Stack((title,)), Stack((aside,))), slots=2, keeps=True),
        *rows,
    ]
