"""Letters of our face as small masks: outlines read from its file, filled by Pillow.

Pillow's own letters (FreeType and what it asks for) would weigh 4 MB in the program alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from struct import unpack_from
from typing import TYPE_CHECKING, Final, NamedTuple

from cpom_desktop.reports.fonts import font_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image
    from reportlab.pdfbase.ttfonts import TTFontFile

    from cpom_desktop.reports.fonts import Face

Point = tuple[float, float]
Contour = list[Point]

FINER: Final = 4
"""How many times larger a letter is drawn, then made smaller."""
STEPS: Final = 5
"""Segments that stand for a curve."""
_ON, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
_WORDS, _SCALED, _MORE, _XY_SCALED, _MATRIX = 1, 8, 32, 64, 128


class Mark(NamedTuple):
    """A letter drawn: its mask, where its corner stands from the pen, and how far the pen goes."""

    mask: Image
    left: int
    top: int
    advance: float


@lru_cache(maxsize=1024)
def mark_of(face: Face, character: str, size: int) -> Mark:
    """Return a letter at a size, in pixels; a blank for one that the face lacks."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - at first use

    outlines = _outlines(face)
    scale = size * FINER / outlines.units
    contours = [
        [(x * scale, -y * scale) for x, y in contour] for contour in outlines.contours(character)
    ]
    xs = [x for contour in contours for x, _y in contour] or [0.0]
    ys = [y for contour in contours for _x, y in contour] or [0.0]
    left, top = int(min(xs) // FINER) - 1, int(min(ys) // FINER) - 1
    width, height = int(max(xs) // FINER) + 2 - left, int(max(ys) // FINER) + 2 - top
    large = Image.new("L", (width * FINER, height * FINER), 0)
    draw = ImageDraw.Draw(large)
    contours.sort(key=lambda contour: -abs(_area(contour)))
    outside = _area(contours[0]) > 0 if contours else True
    for contour in contours:
        moved = [(x - left * FINER, y - top * FINER) for x, y in contour]
        draw.polygon(moved, fill=255 if (_area(contour) > 0) == outside else 0)
    small = large.resize((width, height), Image.Resampling.BOX)
    return Mark(small, left, top, outlines.advance(character) * size)


def width_of(face: Face, text: str, size: int) -> float:
    """Return the width of a text, in pixels."""
    outlines = _outlines(face)
    return sum(outlines.advance(character) for character in text) * size


def _area(contour: Sequence[Point]) -> float:
    """Return the area of a contour, its sign told by its direction."""
    turned = zip(contour, [*contour[1:], *contour[:1]], strict=True)
    return sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in turned) / 2


@lru_cache(maxsize=4)
def _outlines(face: Face) -> _Outlines:
    from reportlab.pdfbase.ttfonts import TTFontFile  # noqa: PLC0415 - heavy, at first use

    font = TTFontFile(str(font_path(face)))
    data = font.get_table("glyf")  # type: ignore[no-untyped-call] # its stub types most, not it
    return _Outlines(font, data)


@dataclass(frozen=True, slots=True)
class _Outlines:
    """The outlines of a face (table `glyf` of OpenType)."""

    font: TTFontFile
    data: bytes

    @property
    def units(self) -> int:
        """Return how many units the size of a letter counts."""
        return int(self.font.unitsPerEm)

    def advance(self, character: str) -> float:
        """Return how far a letter moves the pen, at size one."""
        widths = self.font.charWidths
        return float(widths.get(ord(character), self.font.defaultWidth)) / 1000

    def contours(self, character: str) -> list[Contour]:
        """Return the contours of a letter, curves made segments."""
        return list(self._glyph(self.font.charToGlyph.get(ord(character), 0)))

    def _glyph(self, index: int) -> Iterator[Contour]:
        start, end = self.font.glyphPos[index : index + 2]
        if start == end:
            return
        count = unpack_from(">h", self.data, start)[0]
        if count < 0:
            yield from self._composed(start + 10)
        else:
            yield from self._simple(start + 10, count)

    def _simple(self, at: int, count: int) -> Iterator[Contour]:
        """Yield the contours of a glyph that has its own."""
        ends = unpack_from(f">{count}H", self.data, at)
        at += 2 * count
        at += 2 + int(unpack_from(">H", self.data, at)[0])
        flags: list[int] = []
        while len(flags) <= ends[-1]:
            flag = self.data[at]
            times = 1 + (self.data[at + 1] if flag & _REPEAT else 0)
            at += 2 if flag & _REPEAT else 1
            flags += [flag] * times
        xs, at = self._coordinates(at, flags, _X_SHORT, _X_SAME)
        ys, at = self._coordinates(at, flags, _Y_SHORT, _Y_SAME)
        start = 0
        for end in ends:
            part = range(start, end + 1)
            yield _flattened([(xs[n], ys[n], bool(flags[n] & _ON)) for n in part])
            start = end + 1

    def _coordinates(
        self, at: int, flags: Sequence[int], short: int, same: int
    ) -> tuple[list[int], int]:
        """Return the coordinates of one direction, and where the next begin."""
        values, value = list[int](), 0
        for flag in flags:
            if flag & short:
                value += self.data[at] if flag & same else -self.data[at]
                at += 1
            elif not flag & same:
                value += int(unpack_from(">h", self.data, at)[0])
                at += 2
            values.append(value)
        return values, at

    def _composed(self, at: int) -> Iterator[Contour]:
        """Yield the contours of a glyph made of others: a letter and its accent."""
        flags = _MORE
        while flags & _MORE:
            flags, index = unpack_from(">HH", self.data, at)
            at += 4
            moved = unpack_from(">hh" if flags & _WORDS else ">bb", self.data, at)
            at += 4 if flags & _WORDS else 2
            (a, b, c, d), at = self._matrix(at, flags)
            for contour in self._glyph(index):
                yield [(a * x + c * y + moved[0], b * x + d * y + moved[1]) for x, y in contour]

    def _matrix(self, at: int, flags: int) -> tuple[tuple[float, ...], int]:
        """Return how a part of a glyph is scaled, and where what follows stands."""
        if flags & _SCALED:
            scale = unpack_from(">h", self.data, at)[0] / 16384
            return (scale, 0.0, 0.0, scale), at + 2
        if flags & _XY_SCALED:
            across, up = unpack_from(">hh", self.data, at)
            return (across / 16384, 0.0, 0.0, up / 16384), at + 4
        if flags & _MATRIX:
            return tuple(part / 16384 for part in unpack_from(">hhhh", self.data, at)), at + 8
        return (1.0, 0.0, 0.0, 1.0), at


def _flattened(points: list[tuple[int, int, bool]]) -> Contour:
    """Return a contour whose quadratic curves are made segments."""
    whole: list[tuple[float, float, bool]] = []
    for (x, y, on), (next_x, next_y, next_on) in zip(points, points[1:] + points[:1], strict=True):
        whole.append((x, y, on))
        if not on and not next_on:
            whole.append(((x + next_x) / 2, (y + next_y) / 2, True))
    first = next((rank for rank, point in enumerate(whole) if point[2]), 0)
    turned = [*whole[first:], *whole[: first + 1]]
    contour: Contour = [turned[0][:2]]
    for before, point in pairwise(turned):
        if point[2] and before[2]:
            contour.append(point[:2])
        elif point[2]:
            contour += _curve(contour[-1], before[:2], point[:2])
    return contour


def _curve(start: Point, control: Point, end: Point) -> Iterator[Point]:
    """Yield the points of a quadratic curve, its start left out."""
    for step in range(1, STEPS + 1):
        t = step / STEPS
        u = 1 - t
        yield (
            u * u * start[0] + 2 * u * t * control[0] + t * t * end[0],
            u * u * start[1] + 2 * u * t * control[1] + t * t * end[1],
        )
