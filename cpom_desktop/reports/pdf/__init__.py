"""Blocks to a tagged PDF (ReportLab for pages and fonts, pikepdf for the logical tree)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.fonts import missing_characters, one_line
from cpom_desktop.reports.printed import printed_texts
from cpom_desktop.services.documents import no_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from cpom_desktop.reports.blocks import Document
    from cpom_desktop.reports.pdf.attached import Attachment
    from cpom_desktop.reports.pdf.finish import Result
    from cpom_desktop.reports.pdf.pen import Pen
    from cpom_desktop.reports.pdf.structure import Place

_PASSES: Final = 6


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A PDF file.

    Attributes:
        data: the whole file.
        pages: number of pages.
        replaced: distinct characters that the fonts lack, printed as « □ ».
    """

    data: bytes
    pages: int
    replaced: tuple[str, ...]


def render_pdf(
    document: Document,
    *,
    now: datetime,
    checkpoint: Callable[[], None] = no_checkpoint,
    attached: tuple[Attachment, ...] = (),
) -> RenderedPdf:
    """Return `document` as a PDF/UA-1 and PDF/A-3a file; the same document and moment, same bytes.

    Args:
        document: what to print.
        now: moment written in the file's properties.
        checkpoint: called before each piece is placed; what it raises stops the work.
        attached: files to join to it.
    Raises:
        KeyError: when a figure uses a style that paper does not know.
        ValueError: when a row of a table has more cells than the table has columns.
    """
    from cpom_desktop.reports.pdf.finish import finish  # noqa: PLC0415 - heavy, at first use
    from cpom_desktop.reports.pdf.metadata import Properties  # noqa: PLC0415

    raw, result = _lay_out(document, checkpoint)
    heads = (one_line(document.title, 400), one_line(document.running_head, 400))
    title = " – ".join(head for head in heads if head)
    properties = Properties(title or document.slug, one_line(document.author, 400), now)
    checkpoint()
    data = finish(raw, result, properties, attached)
    return RenderedPdf(data, result.pages, missing_characters("\n".join(printed_texts(document))))


def title_places(
    document: Document, checkpoint: Callable[[], None] = no_checkpoint
) -> Mapping[int, Place]:
    """Return where each heading of a document stands, by rank."""
    return _sketched(document, checkpoint).places


def _lay_out(document: Document, checkpoint: Callable[[], None]) -> tuple[bytes, Result]:
    """Lay the pages out until the page numbers printed are those found; first without drawing."""
    from cpom_desktop.reports.pdf.links import links_of  # noqa: PLC0415
    from cpom_desktop.reports.pdf.pen import Pen  # noqa: PLC0415

    found, targets = _sketched(document, checkpoint), links_of(document)
    for _attempt in range(_PASSES):
        known, stream = found, BytesIO()
        found = _pass(document, Pen(stream, targets), known, checkpoint)
        if found.pages == known.pages and found.places == known.places:
            break
    return stream.getvalue(), found


def _sketched(document: Document, checkpoint: Callable[[], None]) -> Result:
    """Lay the pages out without drawing them nor knowing their number."""
    from cpom_desktop.reports.pdf.links import links_of  # noqa: PLC0415
    from cpom_desktop.reports.pdf.sketch import Sketch  # noqa: PLC0415

    return _pass(document, Sketch(links_of(document)), None, checkpoint)


def _pass(
    document: Document, pen: Pen, known: Result | None, checkpoint: Callable[[], None]
) -> Result:
    """Lay the pages out once, with what the pass before found."""
    from cpom_desktop.reports.pdf.finish import Result  # noqa: PLC0415
    from cpom_desktop.reports.pdf.flow import Chrome, Flow  # noqa: PLC0415
    from cpom_desktop.reports.pdf.palette import colors  # noqa: PLC0415
    from cpom_desktop.reports.pdf.story import Story, document_titles  # noqa: PLC0415

    places, fits = (known.places, known.fits) if known else ({}, {})
    story = Story(document_titles(document), places, colors(grey=document.grey), fits)
    story.add_all(document.blocks)
    around = Chrome(
        document.running_head,
        document.title,
        document.edition,
        document.watermark,
        known.pages if known else 0,
        document.diffusion,
    )
    Flow(pen, around, checkpoint).run(story.pieces)
    pen.save()
    jumps, pages = pen.jumps, pen.page + 1
    return Result(story.root, story.titles, pen.places, jumps, pages, story.fits)
