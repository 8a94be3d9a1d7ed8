"""A scene as a picture in a file that others edit: a PNG in greys, its sentence beside it.

Painted with Pillow, with the inks and the face of our pages: PDFium knows one thread, the
window's, and documents are made in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from math import ceil, hypot
from typing import TYPE_CHECKING, Final, assert_never

from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Text
from cpom_desktop.reports.docx.glyphs import mark_of, width_of
from cpom_desktop.reports.fonts import printable
from cpom_desktop.reports.pdf.figures import INKS, Ink, check_styles
from cpom_desktop.reports.pdf.palette import INK, MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from cpom_desktop.charts.scene import Primitive, Scene
    from cpom_desktop.reports.fonts import Face

    Point = tuple[float, float]

DPI: Final = 240
FINER: Final = 2
"""How many times larger it is painted, then made smaller: lines are smooth."""
MOST_PIXELS: Final = 7_000
GREYS: Final = 17
"""Steps between two greys kept: a picture of fifteen greys takes little room."""
EDGE: Final = 0.5
"""Room around a scene, in millimetres, for the lines that stand on its very edge."""
_BEFORE: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Part of a text that stands before its place."""


def png_of(scene: Scene) -> bytes:
    """Return a scene as a PNG; same scene, same bytes.

    Raises:
        KeyError: when it asks for a look that paper does not know.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - at first use

    check_styles(scene)
    sides = framed(scene)
    scale = min(DPI / 25.4, MOST_PIXELS / FINER / max(sides))
    size = (ceil(sides[0] * scale), ceil(sides[1] * scale))
    large = Image.new("L", (size[0] * FINER, size[1] * FINER), 255)
    brush = _Brush(ImageDraw.Draw(large), large, scale * FINER)
    for item in scene.items:
        brush.paint(item)
    small = large.resize(size, Image.Resampling.BOX)
    kept = small.point([round(grey / GREYS) * GREYS for grey in range(256)])
    out = BytesIO()
    kept.save(out, "PNG", dpi=(scale * 25.4, scale * 25.4))
    return out.getvalue()


def framed(scene: Scene) -> tuple[float, float]:
    """Return the width and the height of a picture, in millimetres, its edges included."""
    return scene.width + 2 * EDGE, scene.height + 2 * EDGE


def _grey(color: str) -> int:
    """Return how light « #RRGGBB » is: pictures have no colour."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


@dataclass(frozen=True, slots=True)
class _Brush:
    """Paint the primitives of a scene; `scale` is pixels for one millimetre."""

    draw: ImageDraw
    image: Image
    scale: float

    def paint(self, item: Primitive) -> None:
        """Paint one primitive."""
        ink = INKS[item.style]
        match item:
            case Rect():
                self._rect(item, ink)
            case Polyline():
                self._polyline(item, ink)
            case Diamond():
                self._diamond(item, ink)
            case Text():
                self._text(item, ink)
            case _:
                assert_never(item)

    def _weight(self, ink: Ink) -> int:
        return max(1, round(ink.weight / MM * self.scale))

    def _at(self, x: float, y: float) -> Point:
        return (x + EDGE) * self.scale, (y + EDGE) * self.scale

    def _rect(self, item: Rect, ink: Ink) -> None:
        corners = (*self._at(item.x, item.y), *self._at(item.x + item.width, item.y + item.height))
        if corners[2] - corners[0] < 1 or corners[3] - corners[1] < 1:
            corners = (*corners[:2], corners[0] + 1, corners[1] + 1)
        if ink.texture or ink.hatched:
            self._hatch(corners, ink)
        elif ink.fill:
            radius = item.radius * self.scale
            self.draw.rounded_rectangle(corners, radius, fill=_grey(ink.fill))
        if not ink.weight or ink.texture:
            return
        if ink.dash:
            left, top, right, bottom = corners
            around = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
            self._strokes(around, ink)
        else:
            width, radius = self._weight(ink), item.radius * self.scale
            self.draw.rounded_rectangle(corners, radius, outline=_grey(ink.stroke), width=width)

    def _hatch(self, corners: tuple[float, float, float, float], ink: Ink) -> None:
        """Fill a rectangle with rising strokes."""
        from PIL import Image, ImageDraw  # noqa: PLC0415

        left, top, right, bottom = (round(value) for value in corners)
        width, height = max(right - left, 1), max(bottom - top, 1)
        step = (ink.texture or 3.0) / MM * self.scale
        ground = _grey(ink.fill) if ink.fill else None
        box = (left, top, left + width, top + height)
        patch = self.image.crop(box) if ground is None else Image.new("L", (width, height), ground)
        strokes, weight = ImageDraw.Draw(patch), self._weight(ink) if ink.texture else 2
        for rank in range(int((width + height) / step) + 1):
            start = rank * step - height
            line = ((start, height), (start + height, 0))
            strokes.line(line, fill=_grey(ink.stroke), width=weight)
        self.image.paste(patch, (left, top))

    def _polyline(self, item: Polyline, ink: Ink) -> None:
        points = [self._at(*point) for point in item.points]
        closed = len(points) > 2 and points[0] == points[-1]
        if closed and ink.fill:
            self.draw.polygon(points, fill=_grey(ink.fill))
            if not ink.weight:
                return
        if len(points) > 1:
            self._strokes(points, ink)

    def _diamond(self, item: Diamond, ink: Ink) -> None:
        steps = ((0, -1), (1, 0), (0, 1), (-1, 0), (0, -1))
        radius = item.radius
        points = [self._at(item.cx + dx * radius, item.cy + dy * radius) for dx, dy in steps]
        if ink.fill:
            self.draw.polygon(points, fill=_grey(ink.fill))
        if ink.weight:
            self._strokes(points, ink)

    def _strokes(self, points: Sequence[Point], ink: Ink) -> None:
        """Draw segments, plain or dashed."""
        grey = _grey(ink.stroke)
        width = self._weight(ink) if ink.weight else max(1, round(0.6 / MM * self.scale))
        if not ink.dash:
            self.draw.line(list(points), fill=grey, width=width, joint="curve")
            return
        pattern = [length / MM * self.scale for length in ink.dash]
        for start, end in pairwise(points):
            for dash in _dashes(start, end, pattern):
                self.draw.line(dash, fill=grey, width=width)

    def _text(self, item: Text, ink: Ink) -> None:
        size = item.size * self.scale
        pixels = max(round(size), 1)
        face: Face = "Semibold" if item.bold else "Regular"
        shown = printable(item.text).replace("\n", " ")
        x, y = self._at(item.x, item.y)
        x -= width_of(face, shown, pixels) * _BEFORE[item.anchor]
        grey, baseline = _grey(ink.fill or INK), round(y + 0.33 * size)
        for character in shown:
            mark = mark_of(face, character, pixels)
            self.image.paste(grey, (round(x) + mark.left, baseline + mark.top), mark.mask)
            x += mark.advance


def _dashes(start: Point, end: Point, pattern: Sequence[float]) -> Iterator[tuple[Point, Point]]:
    """Yield the drawn parts of a segment."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if not length:
        return
    across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    at, rank = 0.0, 0
    while at < length:
        stop = min(at + pattern[rank % len(pattern)], length)
        if rank % 2 == 0:
            yield (
                (start[0] + at * across, start[1] + at * down),
                (start[0] + stop * across, start[1] + stop * down),
            )
        at, rank = stop, rank + 1
