"""The radar of a diagnosis: one spoke a theme, its mean from the centre outwards.

Nothing relies on a tint: the outline and its dots carry the values, which are printed at the
spokes too. A theme without a mark leaves a gap in the outline and says so at its spoke.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, pi, sin
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.charts.scene import Polyline, Rect, Scene, Text
from cpom_desktop.i18n import EMPTY, _, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from cpom_desktop.charts.scene import Primitive

MISSING = "à compléter"
_SPACES = (0.22, 0.2, 0.0)
"""After each word of a label, in parts of the size: widths of long words are rounded up."""

MINIMUM_MM = 12.0
"""Radius under which the rings do not shrink: beyond, labels may be cut."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RadarSpoke:
    """A theme: its letter, its short name, its mean or None."""

    lettre: str
    nom: str
    valeur: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarLayout:
    """Sizes in millimetres; `highest` is the greatest value, on the outer ring.

    `brief` marks a theme without a mean by a dash alone, where words would take the room.
    """

    width_mm: float = 172.0
    radius_mm: float = 29.0
    text_mm: float = 3.3
    highest: int = 4
    brief: bool = False

    @property
    def margin_mm(self) -> float:
        """Room above and below the outer ring, for the labels."""
        return self.text_mm * 2.2

    @property
    def height_mm(self) -> float:
        """Height of the picture."""
        return 2 * (self.radius_mm + self.margin_mm)

    @property
    def centre(self) -> Point:
        """The centre of the rings."""
        return self.width_mm / 2, self.height_mm / 2

    def at(self, rank: int, count: int, value: float) -> Point:
        """Return where `value` stands on a spoke; the first one points up, then clockwise."""
        angle = 2 * pi * rank / count
        length = self.radius_mm * value / self.highest
        x, y = self.centre
        return x + length * sin(angle), y - length * cos(angle)


def radar_scene(spokes: Sequence[RadarSpoke], layout: RadarLayout | None = None) -> Scene:
    """Return the picture of a radar; rings alone when nothing is marked."""
    sizes = layout or RadarLayout()
    return Scene(
        sizes.width_mm,
        sizes.height_mm,
        (
            *_areas(spokes, sizes),
            *_rings(len(spokes), sizes),
            *_outlines(spokes, sizes),
            *_dots(spokes, sizes),
            *_figures(sizes),
            *_labels(spokes, sizes),
        ),
    )


def fitted_layout(
    spokes: Sequence[RadarSpoke], width_mm: float, height_mm: float, text_mm: float
) -> RadarLayout:
    """Return the brief layout whose rings are as large as a room allows, labels inside it."""
    sizes = RadarLayout(width_mm=width_mm, radius_mm=1.0, text_mm=text_mm, brief=True)
    radius = max(height_mm / 2 - sizes.margin_mm, MINIMUM_MM)
    for rank, spoke in enumerate(spokes):
        across = abs(sin(2 * pi * rank / len(spokes)))
        if across > 0.1:
            left = width_mm / 2 - _label_width(spoke, text_mm) - 0.75 * text_mm
            radius = min(radius, left / across)
    return replace(sizes, radius_mm=max(radius, MINIMUM_MM))


def _label_width(spoke: RadarSpoke, size: float) -> float:
    words = zip(_words(spoke, brief=True), _SPACES, strict=False)
    return sum(text_width(t, size, bold=bold) + space * size for (t, bold), space in words)


def _rings(count: int, layout: RadarLayout) -> Iterator[Primitive]:
    for value in range(1, layout.highest + 1):
        ring = [layout.at(rank, count, value) for rank in range(count)]
        yield Polyline((*ring, *ring[:1]), "radar-anneau")
    for rank in range(count):
        yield Polyline((layout.centre, layout.at(rank, count, layout.highest)), "radar-anneau")


def _figures(layout: RadarLayout) -> Iterator[Primitive]:
    """Yield the figures of the scale, beside the spoke that points up."""
    for value in range(1, layout.highest + 1):
        x, y = layout.at(0, 1, value)
        size = layout.text_mm * 0.86
        yield Text(x + 1.1, y + size * 0.75, str(value), "texte-2", size)


def _runs(spokes: Sequence[RadarSpoke]) -> list[list[int]]:
    """Return the ranks of the marked spokes that follow one another, around the circle."""
    known = [rank for rank, spoke in enumerate(spokes) if spoke.valeur is not None]
    runs: list[list[int]] = []
    for rank in known:
        if runs and runs[-1][-1] == rank - 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    if len(runs) > 1 and known[0] == 0 and known[-1] == len(spokes) - 1:
        runs[0] = runs.pop() + runs[0]
    return runs


def _points(spokes: Sequence[RadarSpoke], ranks: list[int], layout: RadarLayout) -> list[Point]:
    return [layout.at(rank, len(spokes), float(spokes[rank].valeur or 0)) for rank in ranks]


def _areas(spokes: Sequence[RadarSpoke], layout: RadarLayout) -> Iterator[Primitive]:
    """Yield what stands between the centre and the outline."""
    for run in _runs(spokes):
        points = _points(spokes, run, layout)
        whole = len(run) == len(spokes)
        ring = points if whole else [layout.centre, *points]
        if len(ring) > 2:
            yield Polyline((*ring, ring[0]), "radar-surface")


def _outlines(spokes: Sequence[RadarSpoke], layout: RadarLayout) -> Iterator[Primitive]:
    for run in _runs(spokes):
        points = _points(spokes, run, layout)
        if len(run) == len(spokes):
            points.append(points[0])
        if len(points) > 1:
            yield Polyline(tuple(points), "radar-trait")


def _dots(spokes: Sequence[RadarSpoke], layout: RadarLayout) -> Iterator[Primitive]:
    radius = layout.text_mm * 0.27
    marked = [rank for run in _runs(spokes) for rank in run]
    for x, y in _points(spokes, marked, layout):
        yield Rect(x - radius, y - radius, 2 * radius, 2 * radius, "radar-point", radius)


def _labels(spokes: Sequence[RadarSpoke], layout: RadarLayout) -> Iterator[Primitive]:
    """Yield letter, short name and value at the end of each spoke."""
    for rank, spoke in enumerate(spokes):
        x, y = layout.at(rank, len(spokes), layout.highest)
        across, down = x - layout.centre[0], y - layout.centre[1]
        middle = abs(across) < layout.radius_mm * 0.1
        gap = layout.text_mm * (1.2 if middle else 0.75)
        x += gap * across / layout.radius_mm
        y += gap * down / layout.radius_mm
        words = _words(spoke, brief=layout.brief)
        widths = [
            text_width(text, layout.text_mm, bold=bold) + space * layout.text_mm
            for (text, bold), space in zip(words, _SPACES, strict=False)
        ]
        whole = sum(widths)
        left = x - whole / 2 if middle else x if across > 0 else x - whole
        for (text, bold), width in zip(words, widths, strict=True):
            yield Text(left, y, text, "texte", layout.text_mm, bold=bold)
            left += width


def _words(spoke: RadarSpoke, *, brief: bool) -> list[tuple[str, bool]]:
    """Return the words of a label, and which are bold."""
    if spoke.valeur is None and brief:
        return [(spoke.lettre, True), (spoke.nom, False), (EMPTY, True)]
    if spoke.valeur is None:
        return [(spoke.lettre, True), (f"{spoke.nom}, {_(MISSING)}", False)]
    return [(spoke.lettre, True), (spoke.nom, False), (format_number(spoke.valeur, 1), True)]
