"""Pieces of a page: things with a height that may be cut where a page ends.

A piece is made for one pass and one width at a time; it knows its element of the logical tree.
Cutting never changes a piece: it makes two that share the same element.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from cpom_desktop.reports.pdf.links import Words, write_words
from cpom_desktop.reports.pdf.palette import LINE_STRONG, TextStyle
from cpom_desktop.reports.pdf.text import Line, break_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.reports.pdf.pen import Align, Pen
    from cpom_desktop.reports.pdf.structure import Element


class Piece(Protocol):
    """What the flow puts on pages, from top to bottom; rooms and heights are in points."""

    @property
    def before(self) -> float:
        """Room above; the greater of this and of the room under the piece before counts."""

    @property
    def after(self) -> float:
        """Room below."""

    @property
    def keeps(self) -> bool:
        """True to stand on the page where the next piece begins."""

    def height(self, width: float) -> float:
        """Return the height of the whole piece."""

    def least(self, width: float) -> float:
        """Return the height that a page must still have for the piece to begin on it."""

    def split(
        self, width: float, room: float, *, force: bool
    ) -> tuple[Piece, Piece | None] | None:
        """Return what fits in `room` and the rest, or nothing when the piece must move.

        Args:
            width: width of the frame.
            room: height left, smaller than the piece.
            force: True on an empty page: cut even where it is not good to.
        """

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the piece, its top left corner at (x, y)."""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text in one style.

    Attributes:
        element: where its content stands in the tree.
        indent: room left of the text, where `label` stands.
        label: mark of a list item, with its element.
        anchor: rank of the heading that this is, or -1.
        rule: colour of a line drawn under the text, or nothing.
        lines: what is left to draw after a cut; nothing for the whole.
    """

    text: str
    style: TextStyle
    element: Element
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    indent: float = 0.0
    align: Align = "left"
    label: tuple[str, Element] | None = None
    anchor: int = -1
    rule: str = ""
    rest: tuple[Line, ...] = ()

    def _lines(self, width: float) -> tuple[Line, ...]:
        return self.rest or break_lines(self.text, self.style, width - self.indent)

    def height(self, width: float) -> float:
        """Return the height of the lines, and of the rule."""
        return len(self._lines(width)) * self.style.leading + (4.0 if self.rule else 0.0)

    def least(self, width: float) -> float:
        """Return two lines, or one if it is alone; three lines are not cut."""
        count = len(self._lines(width))
        return (count if count <= 3 else 2) * self.style.leading + (4.0 if self.rule else 0.0)

    def split(self, width: float, room: float, *, force: bool) -> tuple[Text, Text | None] | None:
        """Cut between lines, two at least on each side."""
        lines = self._lines(width)
        fits = int(room / self.style.leading + 1e-6)
        kept = min(fits, len(lines) - 2)
        if force:
            kept = max(min(fits, len(lines) - 1), 1)
        if kept < (1 if force else 2):
            return None
        return (
            replace(self, rest=lines[:kept], after=0.0, rule=""),
            replace(self, rest=lines[kept:], before=0.0, label=None, anchor=-1),
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Write the lines, the label before them, the rule under them."""
        lines = self._lines(width)
        if self.anchor >= 0:
            pen.anchor(self.anchor, y)
        if self.label:
            mark, element = self.label
            with pen.tagged(element):
                pen.word(x + self.indent - 12, y + self.style.rise, mark, self.style)
        at = (x + self.indent, y, width - self.indent)
        if self.anchor >= 0:
            with pen.tagged(self.element):
                pen.lines(at, lines, self.style, self.align)
        else:
            write_words(pen, Words(at, lines, self.style, self.align, self.element))
        if self.rule:
            bottom = y + len(lines) * self.style.leading + 3
            with pen.artifact():
                pen.rule((x, bottom), (x + width, bottom), self.rule, 1.0)


@dataclass(frozen=True, slots=True)
class Stack:
    """Pieces one under the other, in a frame or without."""

    pieces: tuple[Piece, ...]
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    padding: float = 0.0
    frame: str = ""
    weight: float = 0.75
    floor: float = 0.0

    def height(self, width: float) -> float:
        """Return the height of the pieces and of the frame, `floor` at least."""
        inner = width - 2 * self.padding
        return max(stack_height(self.pieces, inner) + 2 * self.padding, self.floor)

    def least(self, width: float) -> float:
        """Return the whole height of a short stack, the beginning of a long one."""
        return min(self.height(width), 120.0)

    def split(
        self, width: float, room: float, *, force: bool
    ) -> tuple[Stack, Stack | None] | None:
        """Cut between two pieces, or in one."""
        head, tail = cut_stack(
            self.pieces, width - 2 * self.padding, room - 2 * self.padding, force=force
        )
        if not head or not tail:
            return None
        return (
            replace(self, pieces=head, after=0.0, floor=0.0),
            replace(self, pieces=tail, before=0.0, floor=0.0),
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the frame, then the pieces."""
        if self.frame:
            with pen.artifact():
                pen.box((x, y, width, self.height(width)), self.frame, self.weight)
        top = y + self.padding
        inner = width - 2 * self.padding
        for rank, piece in enumerate(self.pieces):
            top += _gap(self.pieces, rank)
            piece.draw(pen, x + self.padding, top, inner)
            top += piece.height(inner)


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacks side by side, of the same width: parties of a cover, boxes to sign.

    Attributes:
        slots: number of columns, as many as stacks or more.
        head: room between the top and the stacks.
    """

    stacks: tuple[Stack, ...]
    slots: int
    gutter: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    frame: str = ""
    top_line: str = ""
    head: float = 0.0

    def _column(self, width: float) -> float:
        return (width - self.gutter * (self.slots - 1)) / self.slots

    def height(self, width: float) -> float:
        """Return the height of the tallest stack."""
        column = self._column(width)
        return self.head + max(stack.height(column) for stack in self.stacks)

    def least(self, width: float) -> float:
        """Return the whole height: columns are cut only when taller than a page."""
        return self.height(width)

    def split(
        self, width: float, room: float, *, force: bool
    ) -> tuple[Columns, Columns | None] | None:
        """Cut every stack at the same height, on an empty page only."""
        if not force:
            return None
        column, room = self._column(width), room - self.head
        heads, tails = [], []
        for stack in self.stacks:
            parts = (
                (stack, None)
                if stack.height(column) <= room
                else stack.split(column, room, force=True) or (stack, None)
            )
            heads.append(parts[0])
            tails.append(parts[1] or replace(stack, pieces=()))
        return replace(self, stacks=tuple(heads)), replace(self, stacks=tuple(tails))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the stacks and their frames, all of the same height."""
        column, height = self._column(width), self.height(width)
        for rank, stack in enumerate(self.stacks):
            left = x + rank * (column + self.gutter)
            with pen.artifact():
                if self.frame:
                    pen.box((left, y, column, height), self.frame, 0.75)
                if self.top_line:
                    pen.rule((left, y), (left + column, y), self.top_line, 0.75)
            stack.draw(pen, left, y + self.head, column)


@dataclass(frozen=True, slots=True)
class Strip:
    """A horizontal line as wide as the frame; without a colour, as much empty room."""

    weight: float
    color: str = LINE_STRONG
    before: float = 0.0
    after: float = 0.0
    keeps: bool = True

    def height(self, width: float) -> float:  # noqa: ARG002 - same shape as every piece
        """Return the thickness of the line."""
        return self.weight

    def least(self, width: float) -> float:
        """Return the thickness of the line."""
        return self.height(width)

    def split(self, width: float, room: float, *, force: bool) -> None:
        """Refuse: a line is not cut."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the line."""
        if self.color:
            with pen.artifact():
                pen.box((x, y, width, self.weight), fill=self.color)


@dataclass(frozen=True, slots=True)
class Turn:
    """Go to a new page of another kind, if anything follows.

    Attributes:
        form: name of the form that begins there, told again on the pages that continue it.
    """

    sheet: str = field(default="portrait")
    form: str = ""


def cut_stack(
    pieces: Sequence[Piece], width: float, room: float, *, force: bool
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces that fit in `room`, and those that follow; one may be cut in two."""
    head: list[Piece] = []
    for rank, piece in enumerate(pieces):
        room -= _gap(pieces, rank)
        height = piece.height(width)
        if height <= room:
            head.append(piece)
            room -= height
            continue
        parts = piece.split(width, room, force=force and not head)
        if parts is None:
            return tuple(head), tuple(pieces[rank:])
        rest = () if parts[1] is None else (parts[1],)
        return (*head, parts[0]), (*rest, *pieces[rank + 1 :])
    return tuple(head), ()


def stack_height(pieces: Sequence[Piece], width: float) -> float:
    """Return the height of pieces one under the other, from the top of a page."""
    return _gaps(pieces) + sum(piece.height(width) for piece in pieces)


def _gap(pieces: Sequence[Piece], rank: int) -> float:
    """Return the room above a piece of a stack."""
    return max(pieces[rank - 1].after, pieces[rank].before) if rank else 0.0


def _gaps(pieces: Sequence[Piece]) -> float:
    """Return the room between the pieces of a stack."""
    return sum(_gap(pieces, rank) for rank in range(len(pieces)))
