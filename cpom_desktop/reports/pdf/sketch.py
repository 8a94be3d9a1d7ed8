"""A pen that draws nothing: where pages end and headings stand, before the pages are drawn.

The number of pages is printed on each of them: they are laid out once to know it, once to draw.
"""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from cpom_desktop.reports.pdf.pen import Pen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.pdf.links import Links
    from cpom_desktop.reports.pdf.palette import Sheet
    from cpom_desktop.reports.pdf.structure import Element


class Sketch(Pen):
    """The same pages as `Pen`, with the places of their headings, and nothing on them."""

    def __init__(self, links: Links) -> None:
        super().__init__(BytesIO(), links)

    def open_page(self, sheet: Sheet) -> None:
        """Begin a page."""
        self._height = sheet.height
        self.page += 1

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:  # noqa: ARG002 - nothing is tagged
        """Let what is drawn inside go."""
        yield

    @contextmanager
    def artifact(self, role: object = "Layout") -> Iterator[None]:  # noqa: ARG002 - idem
        """Let what is drawn inside go."""
        yield

    def _nothing(self, *_what: object, **_how: object) -> None:
        """Draw nothing."""

    save = lines = word = slanted = path = box = picture = hatch = _nothing
