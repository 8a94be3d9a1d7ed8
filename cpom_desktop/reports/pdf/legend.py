"""Marks and their meanings, one after the other on lines that wrap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.pdf import badges
from cpom_desktop.reports.pdf.palette import CELL
from cpom_desktop.reports.pdf.text import Line, break_lines

if TYPE_CHECKING:
    from cpom_desktop.reports.blocks import Badge
    from cpom_desktop.reports.pdf.pen import Pen
    from cpom_desktop.reports.pdf.structure import Element

NEAR: Final = 6.0
APART: Final = 20.0
LINE_GAP: Final = 4.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """A mark, its words, and their elements; `rest` is what is left to write after a cut."""

    badge: Badge
    text: str
    label: Element
    body: Element
    rest: tuple[Line, ...] = ()

    def lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines of the words, in the width that the mark leaves."""
        return self.rest or break_lines(
            self.text, CELL, max(width - badges.badge_width(self.badge) - NEAR, 20)
        )

    def width(self, width: float) -> float:
        """Return the room that the entry takes, `width` at most."""
        longest = max(line.width for line in self.lines(width))
        return badges.badge_width(self.badge) + NEAR + longest

    def height(self, width: float) -> float:
        """Return the height of the entry."""
        return max(len(self.lines(width)) * CELL.leading, badges.HEIGHT)

    def cut(self, width: float, room: float) -> tuple[Meaning, Meaning]:
        """Return what fits in `room`, and the rest under the same mark."""
        lines = self.lines(width)
        kept = min(max(int(room / CELL.leading), 1), len(lines) - 1)
        return replace(self, rest=lines[:kept]), replace(self, rest=lines[kept:])

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the mark, then the words."""
        taken = badges.badge_width(self.badge)
        with pen.tagged(self.label):
            top = y + (CELL.leading - badges.HEIGHT) / 2
            badges.draw_badge(pen, self.badge, x, top, taken)
        with pen.tagged(self.body):
            at = (x + taken + NEAR, y, width - taken - NEAR)
            pen.lines(at, self.lines(width), CELL)


@dataclass(frozen=True, slots=True)
class LegendLines:
    """The entries of a legend."""

    entries: tuple[Meaning, ...]
    before: float = 6.0
    after: float = 8.0
    keeps: bool = False

    def _rows(self, width: float) -> list[tuple[Meaning, ...]]:
        """Return the entries of each line."""
        rows: list[tuple[Meaning, ...]] = []
        used = 0.0
        for entry in self.entries:
            needs = entry.width(width)
            if rows and used + APART + needs <= width:
                rows[-1] += (entry,)
                used += APART + needs
            else:
                rows.append((entry,))
                used = needs
        return rows

    def height(self, width: float) -> float:
        """Return the height of the lines."""
        rows = self._rows(width)
        return sum(_row_height(row, width) for row in rows) + LINE_GAP * max(len(rows) - 1, 0)

    def least(self, width: float) -> float:
        """Return the whole height: a legend is cut only when taller than a page."""
        return self.height(width)

    def split(
        self, width: float, room: float, *, force: bool
    ) -> tuple[LegendLines, LegendLines | None] | None:
        """Cut between two lines, on an empty page only."""
        if not force:
            return None
        kept, left = 0, room
        for row in self._rows(width):
            left -= _row_height(row, width) + LINE_GAP
            if left < 0:
                break
            kept += len(row)
        if kept:
            return self._parts(self.entries[:kept], self.entries[kept:])
        head, tail = self.entries[0].cut(width, room)
        return self._parts((head,), (tail, *self.entries[1:]))

    def _parts(
        self, head: tuple[Meaning, ...], tail: tuple[Meaning, ...]
    ) -> tuple[LegendLines, LegendLines | None]:
        return replace(self, entries=head, after=0.0), replace(self, entries=tail, before=0.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the entries, line after line."""
        for row in self._rows(width):
            left = x
            for entry in row:
                entry.draw(pen, left, y, width)
                left += entry.width(width) + APART
            y += _row_height(row, width) + LINE_GAP


def _row_height(row: tuple[Meaning, ...], width: float) -> float:
    return max(entry.height(width) for entry in row)
