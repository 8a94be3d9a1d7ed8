"""Tables: repeated headers, rows never cut unless taller than a page, widths that spare words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.blocks import Badge
from cpom_desktop.reports.pdf import badges
from cpom_desktop.reports.pdf.links import Words, write_words
from cpom_desktop.reports.pdf.palette import HEADER_FILL, LINE, LINE_STRONG, TOTAL_FILL, TextStyle
from cpom_desktop.reports.pdf.text import break_lines, text_width

if TYPE_CHECKING:
    from cpom_desktop.reports.pdf.pen import Align, Pen
    from cpom_desktop.reports.pdf.structure import Element
    from cpom_desktop.reports.pdf.text import Line

NEAR: Final = 4.0
"""Room between the marks of a cell and the words beside them."""
TALLEST_REPEATED_HEADER: Final = 200.0
SHORT: Final = 120.0
LEAST_CUT: Final = 60.0
_FILLS: Final = {
    "header": HEADER_FILL,
    "labelled": HEADER_FILL,
    "group": TOTAL_FILL,
    "total": TOTAL_FILL,
    "body": "",
}
"""What is behind the lines of each kind; behind the label alone of one that is labelled."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell laid out in its width: lines, or marks."""

    content: tuple[Line, ...] | Badge
    style: TextStyle
    align: Align
    element: Element
    width: float
    anchor: str = ""
    target: str = ""

    def height(self) -> float:
        """Return the height of the content, without the padding."""
        if isinstance(self.content, Badge):
            marks = badges.badge_height(self.style.leading)
            return max(marks, self.style.leading) if self.content.beside else marks
        return len(self.content) * self.style.leading

    def cut(self, room: float) -> tuple[CellBox, CellBox]:
        """Return what fits in `room`, one line at least, and the rest; marks stay above."""
        if isinstance(self.content, Badge):
            return self, replace(self, content=())
        kept = max(int(room / self.style.leading + 1e-6), 1)
        return replace(self, content=self.content[:kept]), replace(
            self, content=self.content[kept:]
        )

    def draw(self, pen: Pen, x: float, y: float, height: float) -> None:
        """Draw the content; marks alone stand in the middle of the row, texts at its top."""
        if (rank := pen.links.cell(self.anchor)) >= 0:
            pen.anchor(rank, y)
        if isinstance(self.content, Badge):
            room = self.style.leading if self.content.beside else height
            marks = badges.badge_height(self.style.leading)
            self._draw_badge(pen, self.content, x, y + (room - marks) / 2)
        elif any(line.text for line in self.content):
            at = (x, y, self.width)
            lines, style, align = self.content, self.style, self.align
            write_words(
                pen, Words(at, lines, style, align, self.element, self.anchor, self.target)
            )

    def _draw_badge(self, pen: Pen, badge: Badge, x: float, y: float) -> None:
        if not badge.letters:
            return
        words = f" {badge.beside}" if badge.beside else ""
        width = min(badges.badge_width(badge), self.width)
        room = self.width - width - text_width(words, self.style)
        left = x + {"left": 0.0, "center": room / 2, "right": room}[self.align]
        span = self.element.add("Span")
        span.actual_text = badge.spoken
        with pen.tagged(span):
            height = badges.badge_height(self.style.leading)
            badges.draw_badge(pen, badge, left, y, width, height)
        if words:
            middle = y + (height - self.style.leading) / 2
            lines = break_lines(words.strip(), self.style, self.width)
            with pen.tagged(self.element):
                at = (left + width + NEAR, middle, self.width - width - NEAR)
                pen.lines(at, lines, self.style, "left")


@dataclass(frozen=True, slots=True)
class RowBox:
    """A row laid out: one cell a column, or one alone for all.

    In a row that has a `floor`, its least height, texts stand in the middle.
    """

    cells: tuple[CellBox, ...]
    kind: str
    padding: float
    floor: float = 0.0
    height: float = field(init=False)
    """Height of the tallest cell, with the padding; `floor` at least."""

    def __post_init__(self) -> None:
        """Measure the row once: a long table asks for it again and again."""
        tallest = max((cell.height() for cell in self.cells), default=0.0)
        object.__setattr__(self, "height", max(tallest + 2 * self.padding, self.floor))

    def cut(self, room: float) -> tuple[RowBox, RowBox]:
        """Cut every cell at the same height."""
        parts = [cell.cut(room - 2 * self.padding) for cell in self.cells]
        return (
            replace(self, cells=tuple(part[0] for part in parts), floor=0.0),
            replace(self, cells=tuple(part[1] for part in parts), floor=0.0),
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on its pages.

    Attributes:
        head: the row of headers, drawn again on each page; nothing when there is none.
        rows: the other rows.
        widths: widths of the columns, padding included.
        side: room left and right of the contents of a cell.
        page: height of a whole page; a row that it cannot hold is cut where it stands.
        lined: True to draw vertical lines too.
        continued: True when the head has been read already: its repetition is decoration.
        group: the line of the group that goes on from the page before, drawn again under the
            head as decoration too: a row never stands without what it belongs to.
    """

    head: RowBox | None
    rows: tuple[RowBox, ...]
    widths: tuple[float, ...]
    side: float
    page: float
    lined: bool = True
    before: float = 6.0
    after: float = 10.0
    keeps: bool = False
    continued: bool = False
    group: RowBox | None = None

    @property
    def _above(self) -> tuple[RowBox, ...]:
        return tuple(row for row in (self.head, self.group) if row is not None)

    def _head_height(self) -> float:
        return sum(row.height for row in self._above)

    def _overflows(self, row: RowBox) -> bool:
        """Return whether no page can hold a row under the head."""
        return self._head_height() + row.height > self.page

    def height(self, width: float) -> float:  # noqa: ARG002 - laid out already
        """Return the height of the head and of the rows."""
        return self._head_height() + sum(row.height for row in self.rows)

    def least(self, width: float) -> float:
        """Return the height of the head and of two rows; a short table is not cut."""
        whole = self.height(width)
        if whole <= SHORT:
            return whole
        return self._head_height() + sum(
            LEAST_CUT if self._overflows(row) else row.height for row in self.rows[:2]
        )

    def split(self, width: float, room: float, *, force: bool) -> tuple[Grid, Grid | None] | None:  # noqa: ARG002
        """Cut between two rows, one never left alone; a row is cut only when no page holds it."""
        room -= self._head_height()
        count = 0
        while count < len(self.rows) and self.rows[count].height <= room + 0.01:
            room -= self.rows[count].height
            count += 1
        if count > 2 and len(self.rows) == count + 1:
            count -= 1
        while count > 1 and self.rows[count - 1].kind == "group":
            count -= 1
        if count:
            return self._part(self.rows[:count]), self._rest(self.rows[count:])
        if not force and (not self._overflows(self.rows[0]) or room < LEAST_CUT):
            return None
        head, tail = self.rows[0].cut(room)
        return self._part((head,)), self._rest((tail, *self.rows[1:]))

    def _part(self, rows: tuple[RowBox, ...]) -> Grid:
        return replace(self, rows=rows, after=0.0)

    def _rest(self, rows: tuple[RowBox, ...]) -> Grid | None:
        if not rows:
            return None
        gone = self.rows[: len(self.rows) - len(rows)]
        opened = next((row for row in reversed(gone) if row.kind == "group"), self.group)
        group = opened if rows[0].kind == "body" else None
        return replace(self, rows=rows, before=0.0, continued=True, group=group)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:  # noqa: ARG002 - idem
        """Draw the fills, then the lines, then the contents."""
        rows = (*self._above, *self.rows)
        tops = [y]
        for row in rows:
            tops.append(tops[-1] + row.height)
        with pen.artifact():
            self._draw_fills(pen, x, rows, tops)
            self._draw_lines(pen, x, rows, tops)
        for row, top in zip(rows, tops, strict=False):
            if row is self.group or (row is self.head and self.continued):
                with pen.artifact():
                    self._draw_repeated(pen, row, x, top)
            else:
                self._draw_row(pen, row, x, top)

    def _draw_fills(self, pen: Pen, x: float, rows: tuple[RowBox, ...], tops: list[float]) -> None:
        for row, top in zip(rows, tops, strict=False):
            width = self.widths[0] if row.kind == "labelled" else sum(self.widths)
            if fill := _FILLS[row.kind]:
                pen.box((x, top, width, row.height), fill=fill)

    def _draw_lines(self, pen: Pen, x: float, rows: tuple[RowBox, ...], tops: list[float]) -> None:
        end = x + sum(self.widths)
        for top in tops[1:-1]:
            pen.rule((x, top), (end, top), LINE, 0.5)
        if self.lined:
            for row, top in zip(rows, tops, strict=False):
                self._draw_verticals(pen, row, x, top)
            pen.box((x, tops[0], end - x, tops[-1] - tops[0]), LINE_STRONG, 0.75)
        else:
            pen.rule((x, tops[-1]), (end, tops[-1]), LINE_STRONG, 0.75)

    def _draw_verticals(self, pen: Pen, row: RowBox, x: float, top: float) -> None:
        if len(row.cells) > 1:
            for width in self.widths[:-1]:
                x += width
                pen.rule((x, top), (x, top + row.height), LINE, 0.5)

    def _draw_row(self, pen: Pen, row: RowBox, x: float, top: float) -> None:
        inner = row.height - 2 * row.padding
        for cell, width in zip(row.cells, self.widths, strict=False):
            centred = row.kind == "header" or row.floor > 0.0
            centred = centred and not isinstance(cell.content, Badge)
            lift = (inner - cell.height()) / 2 if centred else 0.0
            cell.draw(pen, x + self.side, top + row.padding + lift, inner)
            x += width

    def _draw_repeated(self, pen: Pen, row: RowBox, x: float, top: float) -> None:
        """Write the head or the group again, without its tags."""
        inner = row.height - 2 * row.padding
        for cell, width in zip(row.cells, self.widths, strict=False):
            lines = cell.content if isinstance(cell.content, tuple) else ()
            lift = (inner - cell.height()) / 2
            at = (x + self.side, top + row.padding + lift, cell.width)
            pen.lines(at, lines, cell.style, cell.align)
            x += width


def column_widths(
    shares: tuple[float, ...], needs: tuple[float, ...], total: float
) -> tuple[float, ...]:
    """Share `total` between columns, giving each the width that its longest word needs.

    Args:
        shares: relative widths asked for.
        needs: widths under which a word would be cut, padding included.
        total: the width of the table, in points.
    """
    whole = sum(shares) or 1.0
    wanted = [share / whole * total for share in shares]
    if sum(needs) >= total:
        spare = sum(min(need, ask) for need, ask in zip(needs, wanted, strict=True)) or 1.0
        return tuple(
            min(need, ask) / spare * total for need, ask in zip(needs, wanted, strict=True)
        )
    widths = [max(ask, need) for ask, need in zip(wanted, needs, strict=True)]
    excess = sum(widths) - total
    slack = sum(width - need for width, need in zip(widths, needs, strict=True))
    return tuple(
        width - (excess * (width - need) / slack if slack else 0.0)
        for width, need in zip(widths, needs, strict=True)
    )


def fitted_widths(
    naturals: tuple[float, ...], needs: tuple[float, ...], total: float
) -> tuple[float, ...]:
    """Share `total` after what the columns hold, so that as few cells as possible wrap.

    Narrow columns take what their longest line needs; the widest share what is left.

    Args:
        naturals: widths at which no cell wraps, padding included.
        needs: widths under which a word would be cut, padding included.
        total: the width of the table, in points.
    """
    if sum(naturals) <= total:
        spare = (total - sum(naturals)) / len(naturals)
        return tuple(natural + spare for natural in naturals)
    open_columns, room = set(range(len(naturals))), total
    while narrow := {rank for rank in open_columns if naturals[rank] <= room / len(open_columns)}:
        open_columns -= narrow
        room -= sum(naturals[rank] for rank in narrow)
    wide = sum(naturals[rank] for rank in open_columns) or 1.0
    shares = tuple(
        natural / wide * room if rank in open_columns else natural
        for rank, natural in enumerate(naturals)
    )
    return column_widths(shares, needs, total)
