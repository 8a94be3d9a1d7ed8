"""The cover (design D1): sender, rule, titles, parties, and a line at the foot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.pdf.logos import ON_COVERS, logo_plate
from cpom_desktop.reports.pdf.palette import (
    COVER,
    COVER_DETAIL,
    COVER_FOOTER,
    COVER_PARTY,
    COVER_SENDER,
    COVER_SUBTITLE,
    COVER_SURTITLE,
    COVER_TITLES,
    LINE,
    LINE_STRONG,
    MM,
    Colors,
    TextStyle,
)
from cpom_desktop.reports.pdf.pieces import Columns, Piece, Stack, Strip, Text
from cpom_desktop.reports.pdf.text import break_lines

if TYPE_CHECKING:
    from cpom_desktop.reports.blocks import Cover, Party
    from cpom_desktop.reports.pdf.pen import Pen
    from cpom_desktop.reports.pdf.structure import Element

RULE_AT: Final = 87.2 * MM
PARTIES_AT: Final = 182.5 * MM
PARTIES_A_ROW: Final = 3


@dataclass(frozen=True, slots=True)
class Footer:
    """The line at the foot of the cover, at a fixed place; takes no room in the flow."""

    text: str
    element: Element
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002 - same shape as every piece
        """Return nothing: it stands outside the frame."""
        return 0.0

    def least(self, width: float) -> float:
        """Return nothing."""
        return self.height(width)

    def split(self, width: float, room: float, *, force: bool) -> None:
        """Refuse: it is not cut."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:  # noqa: ARG002 - fixed
        """Draw the line, and the text under it, two lines at most."""
        with pen.artifact():
            pen.rule((x, COVER.footer_line), (x + width, COVER.footer_line), LINE, 0.75)
        lines = break_lines(self.text, COVER_FOOTER, width)
        top = COVER.footer_text - COVER_FOOTER.leading / 2
        with pen.tagged(self.element):
            pen.lines((x, top, width), lines, COVER_FOOTER)


def cover_pieces(cover: Cover, root: Element, colors: Colors) -> list[Piece]:
    """Return the pieces of the cover, put where the design asks or lower when texts are long."""
    width = COVER.frame_width
    pieces: list[Piece] = _sender(cover, root)
    used = COVER.top + _height(pieces, width)
    pieces.append(Strip(3.0, colors.rule, before=max(RULE_AT - used, 24.0), after=24.0))
    pieces += _titles(cover, root, colors)
    parties = _parties(cover.parties, root)
    used = COVER.top + _height(pieces, width)
    pieces += [
        replace(row, before=max(PARTIES_AT - used, 24.0)) if rank == 0 else row
        for rank, row in enumerate(parties)
    ]
    return _with_footer(cover, root, pieces)


def _height(pieces: list[Piece], width: float) -> float:
    return Stack(tuple(pieces)).height(width)


def _sender(cover: Cover, root: Element) -> list[Piece]:
    """Return the logo, then the address block; its first line is the name."""
    name = replace(COVER_SENDER, face="Semibold")
    head: list[Piece] = [logo_plate(cover.logo, root, ON_COVERS)] if cover.logo else []
    return head + [
        Text(line, COVER_SENDER if rank else name, root.add("P"))
        for rank, line in enumerate(cover.sender)
    ]


def _titles(cover: Cover, root: Element, colors: Colors) -> list[Piece]:
    """Return surtitle, title, then subtitles: two in large type, the others in detail."""
    pieces: list[Piece] = []
    if cover.surtitle:
        pieces.append(Text(cover.surtitle, COVER_SURTITLE, root.add("P"), after=6.0))
    style = replace(_title_style(cover.title), color=colors.heading)
    pieces.append(Text(cover.title, style, root.add("H1"), after=9.0))
    for rank, subtitle in enumerate(cover.subtitles):
        large = rank < 2
        style = COVER_SUBTITLE if large else COVER_DETAIL
        before = 12.0 if rank == 2 else 0.0
        pieces.append(Text(subtitle, style, root.add("P"), before=before))
    return pieces


def _title_style(title: str) -> TextStyle:
    """Return the largest size at which the title takes three lines at most."""
    for style in COVER_TITLES:
        if len(break_lines(title, style, COVER.frame_width)) <= 3:
            return style
    return COVER_TITLES[-1]


def _parties(parties: tuple[Party, ...], root: Element) -> list[Columns]:
    """Return the parties, three a row, each under a line."""
    rows = [
        parties[start : start + PARTIES_A_ROW] for start in range(0, len(parties), PARTIES_A_ROW)
    ]
    return [
        Columns(
            tuple(_party(party, root.add("Div")) for party in row),
            slots=min(len(parties), PARTIES_A_ROW),
            gutter=15.0,
            head=8.0,
            before=16.0,
            top_line=LINE_STRONG,
        )
        for row in rows
    ]


def _party(party: Party, parent: Element) -> Stack:
    heading = replace(COVER_PARTY, face="Semibold")
    texts = [Text(party.heading, heading, parent.add("P"))]
    texts += [Text(line, COVER_PARTY, parent.add("P")) for line in party.lines]
    return Stack(tuple(texts))


def _with_footer(cover: Cover, root: Element, pieces: list[Piece]) -> list[Piece]:
    """Add the foot of the cover; a long one joins the flow instead of leaving the page."""
    if not cover.footer:
        return pieces
    lines = break_lines(cover.footer, COVER_FOOTER, COVER.frame_width)
    if len(lines) > 2 or _height(pieces, COVER.frame_width) > COVER.frame_height:
        return [*pieces, Text(cover.footer, COVER_FOOTER, root.add("P"), before=24.0)]
    return [*pieces, Footer(cover.footer, root.add("P"))]
