"""The cover of an editable document (design D1): sender, rule, titles, parties, a line below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.docx.looks import NORMAL
from cpom_desktop.reports.docx.markup import (
    BOLD,
    NOTHING,
    TWIPS,
    Paragraph,
    Xml,
    border,
    joined,
    run,
    sized,
)
from cpom_desktop.reports.docx.tables import cell, grid, line, paragraphs
from cpom_desktop.reports.pdf.logos import ON_COVERS
from cpom_desktop.reports.pdf.palette import COVER, LINE_STRONG, MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.blocks import Cover, Party
    from cpom_desktop.reports.docx.drawings import Drawings

PARTIES_A_ROW: Final = 3
RULE_AT: Final = 67.0 * MM
"""From the top margin to the rule."""
PARTIES_AT: Final = 95.0 * MM
"""From the rule to the parties."""
LEAST: Final = 24.0
LETTER_PART: Final = 0.5
"""Mean width of a letter, in parts of the size of its type."""
SIZES: Final = ((36, 50), (30, 75), (24, 120))
"""Sizes of a title, in points, and the most letters for each; the smallest for the others."""
SMALLEST: Final = 18


def cover(block: Cover, drawings: Drawings) -> Iterator[Paragraph | Xml]:
    """Yield the paragraphs of a cover, and the table of its parties."""
    head = 16.0 * len(block.sender) + LEAST
    if block.logo:
        yield Paragraph(drawings.logo(block.logo, ON_COVERS), style="Image")
        head += ON_COVERS[1]
    for rank, told in enumerate(block.sender):
        yield Paragraph(run(told, NOTHING if rank else BOLD), style="Expediteur", after=0.0)
    yield Paragraph(style="Filet", before=max(RULE_AT - head, LEAST))
    if block.surtitle:
        yield Paragraph(run(block.surtitle), style="Surtitre")
    size = next((size for size, most in SIZES if len(block.title) <= most), SMALLEST)
    yield Paragraph(run(block.title, sized(size)), style="Title")
    for rank, told in enumerate(block.subtitles):
        before = 12.0 if rank == 2 else None
        style = "Subtitle" if rank < 2 else "Precision"
        yield Paragraph(run(told), style=style, before=before)
    if block.parties:
        yield Paragraph(style="Intervalle", before=max(PARTIES_AT - _height(block, size), LEAST))
        yield _parties(block.parties)


def _height(block: Cover, size: int) -> float:
    """Return about what the titles take, in points."""
    titles = [(block.surtitle, 15), (block.title, size)]
    titles += [(told, 17 if rank < 2 else 12) for rank, told in enumerate(block.subtitles)]
    letters = ((len(told) * each * LETTER_PART, each) for told, each in titles)
    return 24.0 + sum(1.3 * each * (1 + wide // COVER.frame_width) for wide, each in letters)


def _parties(parties: tuple[Party, ...]) -> Xml:
    """Return the parties, three a row, each under a line."""
    slots = min(len(parties), PARTIES_A_ROW)
    width = round(COVER.frame_width * TWIPS / slots)
    rows = []
    for start in range(0, len(parties), PARTIES_A_ROW):
        row = parties[start : start + PARTIES_A_ROW]
        rule = border("top", 0.75, LINE_STRONG)
        cells = [cell(_party(party), width, borders=rule) for party in row]
        cells += [cell(Paragraph(style="Adresse").xml(), width)] * (slots - len(row))
        rows.append(line(cells))
    return grid("Cadres", (width,) * slots, rows, NORMAL)


def _party(party: Party) -> Xml:
    lines = (paragraphs(told, "Adresse") for told in party.lines)
    return joined((paragraphs(party.heading, "Adresse", look=BOLD), *lines))
