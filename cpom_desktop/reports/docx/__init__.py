"""Blocks to a document that word processors edit (Office Open XML): DOCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.reports.blocks import Contents, Pages

if TYPE_CHECKING:
    from datetime import datetime

    from cpom_desktop.reports.blocks import Document


def render_docx(document: Document, now: datetime) -> bytes:
    """Return a document as a DOCX file; the same document and moment, same bytes.

    Args:
        document: what to write.
        now: moment written in the file's properties.
    Raises:
        KeyError: when a figure uses a style that paper does not know.
        ValueError: when a row of a table has more cells than the table has columns.
    """
    from cpom_desktop.reports.docx.package import docx_bytes  # noqa: PLC0415 - at first use
    from cpom_desktop.reports.pdf import title_places  # noqa: PLC0415
    from cpom_desktop.reports.pdf.story import document_titles  # noqa: PLC0415

    told = any(isinstance(block, Contents | Pages) for block in document.blocks)
    places = title_places(document) if told else {}
    return docx_bytes(document, document_titles(document), places, now)
