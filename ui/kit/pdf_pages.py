"""The pages of a PDF as pictures, painted by PDFium (about 2 ms a page on a screen).

PDFium knows one thread at a time: each call takes its turn with the worker that reads again.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from cpom_desktop.services.pdfium import PDFIUM_TURN

if TYPE_CHECKING:
    from collections.abc import Iterable

POINTS_AN_INCH = 72


class PdfPages:
    """The pages of a file held in memory; `close` gives its memory back."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - no stubs; 60 ms, late

        with PDFIUM_TURN:
            self._pdf = pypdfium2.PdfDocument(data)
            self.count: int = len(self._pdf)

    def size(self, page: int) -> tuple[float, float]:
        """Return the width and the height of a page, in points."""
        with PDFIUM_TURN:
            width, height = self._pdf.get_page_size(page)
        return float(width), float(height)

    def picture(self, page: int, scale: float, *, grey: bool = False) -> QImage:
        """Return a page as a picture, `scale` pixels for a point."""
        with PDFIUM_TURN, closing(self._pdf[page]) as leaf:
            bitmap = leaf.render(scale=scale, grayscale=grey, rev_byteorder=False)
            kinds = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_BGR888}
            kind = kinds.get(bitmap.n_channels, QImage.Format.Format_RGB32)
            shown = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
            bitmap.close()
            return shown

    def text(self, page: int) -> str:
        """Return the words of a page, for who cannot see it."""
        with (
            PDFIUM_TURN,
            closing(self._pdf[page]) as leaf,
            closing(leaf.get_textpage()) as layer,
        ):
            words: str = layer.get_text_range()
        return words

    def rects(self, page: int, ranges: Iterable[tuple[int, int]]) -> list[tuple[QRectF, ...]]:
        """Return where ranges of characters of a page lie, in points from its top left corner."""
        with (
            PDFIUM_TURN,
            closing(self._pdf[page]) as leaf,
            closing(leaf.get_textpage()) as layer,
        ):
            height = float(leaf.get_height())
            return [_rects(layer, start, end, height) for start, end in ranges]

    def close(self) -> None:
        """Give the memory of the file back."""
        with PDFIUM_TURN:
            self._pdf.close()


def _rects(layer: Any, start: int, end: int, height: float) -> tuple[QRectF, ...]:  # noqa: ANN401 - pypdfium2 has no stubs
    """Return the rectangles of a range of characters, one a line."""
    found = []
    for rank in range(layer.count_rects(start, end - start)):
        left, bottom, right, top = layer.get_rect(rank)
        found.append(QRectF(left, height - top, right - left, top - bottom))
    return tuple(found)
