"""Draw on a page from its top left corner, in points, each mark in a tag or an artifact.

The only place that talks to ReportLab's canvas. Texts go through `printable` here whatever was
done before, and never through mini-markup.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from cpom_desktop.reports.fonts import printable
from cpom_desktop.reports.pdf.links import Links
from cpom_desktop.reports.pdf.palette import BLACK, LINE, Sheet, TextStyle
from cpom_desktop.reports.pdf.structure import Element, Jump, Mark, Place
from cpom_desktop.reports.pdf.text import Line, font_name, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

Role = Literal["Layout", "Header", "Footer", "Watermark"]
Align = Literal["left", "right", "center"]

_ARTIFACTS: dict[Role, str] = {
    "Layout": "/Artifact <</Type /Layout>> BDC",
    "Header": "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    "Footer": "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    "Watermark": "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC",
}


class Pen:
    """A canvas with a page, its marks, and the places of headings and jumps.

    Attributes:
        page: index of the current page, from 0; -1 before the first.
        places: where each heading stands, by rank.
        jumps: rectangles that lead to a heading.
        links: where each thing that a text may cite is.
    """

    def __init__(self, stream: BytesIO, links: Links | None = None) -> None:
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - heavy, at first use

        self._canvas: Canvas = Canvas(
            stream,
            pageCompression=0,
            invariant=1,
            initialFontName=font_name("Regular"),  # type: ignore[arg-type] # stub says a number
        )
        self._height = 0.0
        self._marks = 0
        self.page = -1
        self.places: dict[int, Place] = {}
        self.jumps: list[Jump] = []
        self.links = links or Links()

    def open_page(self, sheet: Sheet) -> None:
        """Begin a page, after ending the one before."""
        if self.page >= 0:
            self._canvas.showPage()
        self._canvas.setPageSize((sheet.width, sheet.height))
        self._height = sheet.height
        self._marks = 0
        self.page += 1

    def save(self) -> None:
        """End the last page and write the file."""
        self._canvas.showPage()
        self._canvas.save()

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Put what is drawn inside under `element`."""
        self._canvas.addLiteral(f"/{element.kind} <</MCID {self._marks}>> BDC")
        element.kids.append(Mark(self.page, self._marks))
        self._marks += 1
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self, role: Role = "Layout") -> Iterator[None]:
        """Mark what is drawn inside as decoration."""
        self._canvas.addLiteral(_ARTIFACTS[role])
        yield
        self._canvas.addLiteral("EMC")

    def anchor(self, index: int, y: float) -> None:
        """Remember that heading `index` stands at height `y` of this page."""
        self.places.setdefault(index, Place(self.page, self._height - y))

    def jump(self, box: tuple[float, float, float, float], target: int, element: Element) -> None:
        """Make the rectangle (x, y, width, height) lead to heading `target`."""
        self.jumps.append(Jump(self.page, self.bounds(box), target, element))

    def bounds(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return (x, y, width, height) as left, bottom, right, top from the bottom of the page."""
        x, y, width, height = box
        return x, self._height - y - height, x + width, self._height - y

    def lines(
        self,
        at: tuple[float, float, float],
        lines: Sequence[Line],
        style: TextStyle,
        align: Align = "left",
    ) -> None:
        """Write lines in the column (x, y of its top, width)."""
        x, y, width = at
        run = self._canvas.beginText()
        run.setFont(font_name(style.face), style.size)
        run.setFillColor(_ink(style.color))
        for rank, line in enumerate(lines):
            left = x + _shift(align, width - line.width)
            run.setTextOrigin(left, self._height - y - rank * style.leading - style.rise)
            run.textOut(printable(line.text) + (" " if line.joined else ""))
        self._canvas.drawText(run)

    def word(
        self, x: float, baseline: float, text: str, style: TextStyle, align: Align = "left"
    ) -> None:
        """Write one short text; `x` is its left, middle or right after `align`."""
        shown = printable(text).replace("\n", " ")
        left = x + _shift(align, -text_width(shown, style))
        run = self._canvas.beginText()
        run.setFont(font_name(style.face), style.size)
        run.setFillColor(_ink(style.color))
        run.setTextOrigin(left, self._height - baseline)
        run.textOut(shown)
        self._canvas.drawText(run)

    def slanted(self, text: str, style: TextStyle, degrees: float, center: float) -> None:
        """Write one text across the page, rising to the right; `center` is the middle's x."""
        self._canvas.saveState()
        self._canvas.translate(center, self._height / 2)
        self._canvas.rotate(degrees)
        self._canvas.setFont(font_name(style.face), style.size)
        self._canvas.setFillColor(_ink(style.color))
        self._canvas.drawCentredString(0, -0.33 * style.size, printable(text))
        self._canvas.restoreState()

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        color: str = LINE,
        weight: float = 0.5,
    ) -> None:
        """Draw a straight line."""
        self.path((start, end), color, weight)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        color: str,
        weight: float,
        *,
        dash: tuple[float, ...] = (),
        fill: str = "",
        closed: bool = False,
    ) -> None:
        """Draw straight segments through `points`; a weight of 0 draws no line."""
        outline = self._canvas.beginPath()
        outline.moveTo(points[0][0], self._height - points[0][1])
        for x, y in points[1:]:
            outline.lineTo(x, self._height - y)
        if closed:
            outline.close()
        self._ink(color, weight, fill, dash)
        self._canvas.drawPath(outline, stroke=int(weight > 0), fill=int(bool(fill)))
        self._unink(dash)

    def box(
        self,
        box: tuple[float, float, float, float],
        color: str = LINE,
        weight: float = 0.0,
        *,
        fill: str = "",
        radius: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw the rectangle (x, y, width, height); a weight of 0 draws no line."""
        x, y, width, height = box
        bottom = self._height - y - height
        stroke, filled = int(weight > 0), int(bool(fill))
        self._ink(color, weight, fill, dash)
        if radius:
            rounded = min(radius, width / 2, height / 2)
            self._canvas.roundRect(x, bottom, width, height, rounded, stroke, filled)
        else:
            self._canvas.rect(x, bottom, width, height, stroke, filled)
        self._unink(dash)

    def picture(self, box: tuple[float, float, float, float], data: bytes) -> None:
        """Draw a picture in the rectangle (x, y, width, height)."""
        from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - heavy, at first use

        x, y, width, height = box
        source = ImageReader(BytesIO(data))
        self._canvas.drawImage(source, x, self._height - y - height, width, height)

    def hatch(
        self,
        box: tuple[float, float, float, float],
        step: float = 3.0,
        stroke: str = BLACK,
        weight: float = 1.0,
    ) -> None:
        """Fill the rectangle with rising strokes."""
        x, y, width, height = box
        bottom = self._height - y - height
        self._canvas.saveState()
        clip = self._canvas.beginPath()
        clip.rect(x, bottom, width, height)
        self._canvas.clipPath(clip, stroke=0, fill=0)
        self._ink(stroke, weight, "", ())
        for rank in range(int((width + height) / step) + 1):
            left = x - height + rank * step
            self._canvas.line(left, bottom, left + height, bottom + height)
        self._canvas.restoreState()

    def _ink(self, color: str, weight: float, fill: str, dash: tuple[float, ...]) -> None:
        if weight > 0:
            self._canvas.setStrokeColor(_ink(color))
            self._canvas.setLineWidth(weight)
        if fill:
            self._canvas.setFillColor(_ink(fill))
        if dash:
            self._canvas.setDash(list(dash))

    def _unink(self, dash: tuple[float, ...]) -> None:
        if dash:
            self._canvas.setDash()


@lru_cache(maxsize=64)
def _ink(color: str) -> Color:
    """Return « #RRGGBB » as ReportLab wants it, read here: its own reader evaluates strings."""
    from reportlab.lib.colors import Color  # noqa: PLC0415 - heavy, at first use

    return Color(*(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)))


def _shift(align: Align, room: float) -> float:
    """Return how far a text moves right in the room that it leaves."""
    return {"left": 0.0, "center": room / 2, "right": room}[align]
