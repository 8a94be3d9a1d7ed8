"""Whose turn it is to read a PDF: PDFium knows one thread at a time; and what its pages say.

The window paints pages while a worker reads again what it has just written. Each takes its turn
for a page, and closes itself whatever it opened: a collector that closed it would take no turn.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from cpom_desktop.services.documents import no_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable

PDFIUM_TURN = RLock()
"""Held around every call to PDFium, a page at most."""


def page_texts(data: bytes, checkpoint: Callable[[], None] = no_checkpoint) -> tuple[str, ...]:
    """Return the text of each page of a PDF, as any reader extracts it.

    Raises:
        ValueError: it cannot be read.
    """
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - no stubs; 60 ms, late

    try:
        with PDFIUM_TURN:
            pdf = pypdfium2.PdfDocument(data)
            count = len(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        return tuple(_page_text(pdf, rank, checkpoint) for rank in range(count))
    finally:
        with PDFIUM_TURN:
            pdf.close()


def _page_text(pdf: object, rank: int, checkpoint: Callable[[], None]) -> str:
    checkpoint()
    with PDFIUM_TURN:
        page = pdf[rank]  # type: ignore[index]  # pypdfium2 has no stubs
        layer = page.get_textpage()
        text: str = layer.get_text_range()
        layer.close()
        page.close()
    return text
