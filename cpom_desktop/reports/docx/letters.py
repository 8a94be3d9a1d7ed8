"""What letters and forms have of their own: head, closing, slip, boxes to sign, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import NBSP, _
from cpom_desktop.reports.docx.looks import NORMAL
from cpom_desktop.reports.docx.markup import (
    BOLD,
    NOTHING,
    TAB,
    TWIPS,
    Paragraph,
    Xml,
    border,
    colored,
    joined,
    run,
)
from cpom_desktop.reports.docx.styles import BOXES
from cpom_desktop.reports.docx.tables import badge_runs, cell, grid, line, paragraphs
from cpom_desktop.reports.pdf.logos import ON_LETTERS
from cpom_desktop.reports.pdf.palette import LINE_STRONG, MM, SECONDARY
from cpom_desktop.reports.pdf.text import line_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cpom_desktop.reports.blocks import (
        Blank,
        Callout,
        Closing,
        Legend,
        Letterhead,
        Signatures,
        Slip,
        Stressed,
    )
    from cpom_desktop.reports.docx.drawings import Drawings
    from cpom_desktop.reports.docx.links import Linker
    from cpom_desktop.reports.docx.looks import Setting

SIGNATURES_A_ROW: Final = 3
BOX: Final = "☐"
APART: Final = 12.0
"""Room between the blanks of a slip, in points."""
CLOSING_ROOM: Final = 40.0


def text_paragraphs(
    text: str, linker: Linker, *, style: str = "", item: str = "ListBullet"
) -> Iterator[Paragraph]:
    """Yield paragraphs and items: an empty line ends a paragraph, « - » opens an item."""
    body: list[str] = []
    for told in (part.strip() for part in text.splitlines()):
        kind = line_kind(told)
        if kind != "text" and body:
            yield Paragraph(linker.runs("\n".join(body)), style=style)
            body = []
        if kind == "item":
            yield Paragraph(linker.runs(told[2:].strip()), style=item)
        elif kind == "text":
            body.append(told)
    if body:
        yield Paragraph(linker.runs("\n".join(body)), style=style)


def stressed(block: Stressed, style: str) -> Paragraph:
    """Return a paragraph with stressed words."""
    parts = (run(text, BOLD if strong else NOTHING) for text, strong in block.parts)
    return Paragraph(joined(parts), style=style, keeps=block.keeps)


def letterhead(head: Letterhead, width: float, drawings: Drawings) -> Iterator[Paragraph]:
    """Yield logo and sender at the left, the recipient lower at the right, then the dateline."""
    if head.logo:
        yield Paragraph(drawings.logo(head.logo, ON_LETTERS), style="Image", keeps=True)
    for rank, told in enumerate(head.sender):
        yield Paragraph(run(told, NOTHING if rank else BOLD), style="Adresse", keeps=True)
    last = len(head.recipient) - 1
    for rank, told in enumerate(head.recipient):
        before, after = 0.0 if rank else 10.0, 24.0 if rank == last else 0.0
        yield Paragraph(
            run(told), style="Adresse", left=width / 2, before=before, after=after, keeps=True
        )
    yield Paragraph(run(head.dateline), style="Adresse", after=24.0, align="right")


def closing(block: Closing, width: float) -> Iterator[Paragraph]:
    """Yield who signs, at the right, with room for the hand."""
    left = width / 2
    yield Paragraph(run(block.quality), style="Adresse", left=left, before=10.0, keeps=True)
    yield Paragraph(run(block.name, BOLD), style="Adresse", left=left, before=CLOSING_ROOM)


def slip(block: Slip, width: float) -> Iterator[Paragraph]:
    """Yield the line to cut along, the title with its note, and the blanks to fill."""
    title = joined((run(block.title, BOLD), TAB, run(block.note, colored(SECONDARY))))
    cut = border("top", 0.75, SECONDARY, "dashed", 8)
    yield Paragraph(title, keeps=True, before=16.0, borders=cut, tabs=((width, "right", "none"),))
    for rank, row in enumerate(block.rows):
        yield _blanks(row, width, keeps=rank < len(block.rows) - 1)


def _blanks(row: Sequence[Blank], width: float, *, keeps: bool) -> Paragraph:
    """Return words side by side, dotted where one writes, each in its share of the width."""
    content, stops, left = list[Xml](), list[tuple[float, str, str]](), 0.0
    for blank in row:
        if left:
            content.append(TAB)
            stops.append((left, "left", "none"))
        left += blank.share * width
        content.append(run(f"{BOX}{NBSP}{blank.text}" if blank.box else blank.text))
        if blank.line:
            content += [run(" "), TAB]
            stops.append((left - APART, "left", "dot"))
    return Paragraph(joined(content), keeps=keeps, tabs=tuple(stops), before=4.0)


def callout(block: Callout, width: float, linker: Linker) -> Xml:
    """Return a boxed remark; the frame of a warning is thicker."""
    weight = 1.6 if block.tone == "attention" else 0.75
    frame = joined(border(side, weight, LINE_STRONG) for side in BOXES)
    parts = list(text_paragraphs(block.text, linker, style="TexteEncadre"))
    if block.title:
        parts.insert(0, Paragraph(run(block.title, BOLD), style="TexteEncadre", keeps=True))
    inside = joined(part.xml() for part in parts or [Paragraph()])
    twips = round(width * TWIPS)
    row = line((cell(inside, twips, borders=frame),), whole=len(block.text) < 1500)
    return grid("Cadres", (twips,), (row,), NORMAL)


def signatures(block: Signatures, width: float, setting: Setting) -> Xml:
    """Return boxes to sign, three a row: name, quality, and room for the hand."""
    slots = min(len(block.people), SIGNATURES_A_ROW)
    twips = round(width * TWIPS / slots)
    frame = joined(border(side, 0.75, LINE_STRONG) for side in BOXES)
    rows = []
    for start in range(0, len(block.people), SIGNATURES_A_ROW):
        people = block.people[start : start + SIGNATURES_A_ROW]
        cells = [cell(_signature(*person), twips, borders=frame) for person in people]
        cells += [cell(Paragraph(style="Cellule").xml(), twips)] * (slots - len(people))
        rows.append(line(cells, floor=setting.box_mm * MM))
    return grid("Cadres", (twips,) * slots, rows, NORMAL)


def _signature(name: str, quality: str) -> Xml:
    shown = name if name.strip() else _("à compléter")
    texts = [paragraphs(shown, "Cellule", look=BOLD)]
    if quality:
        texts.append(paragraphs(quality, "Cellule"))
    texts.append(paragraphs(_("Date et signature :"), "Petit"))
    return joined(texts)


def legend(block: Legend) -> Paragraph:
    """Return marks and what each means, one after the other."""
    return Paragraph(joined(_meanings(block)), style="Petit")


def _meanings(block: Legend) -> Iterable[Xml]:
    for rank, (badge, text) in enumerate(block.entries):
        if rank:
            yield run(f" {NBSP}{NBSP} ")
        yield badge_runs(badge)
        yield run(f"{NBSP}{text}")
