"""The course of a figure over a few years, small enough to stand in a line of text.

A year that is not known leaves a gap; the last year known has a dot. It carries no number: the
values always stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.charts.scene import Polyline, Rect, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from cpom_desktop.charts.scene import Primitive

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SparklineLayout:
    """Sizes in millimetres; `dot_mm` is the radius of the dot."""

    width_mm: float = 18.0
    height_mm: float = 6.4
    dot_mm: float = 0.9

    @property
    def inset_mm(self) -> float:
        """Room kept around the line, for the dot and the weight of the line."""
        return self.dot_mm + 0.3


def sparkline_scene(
    values: Sequence[Decimal | None], layout: SparklineLayout | None = None
) -> Scene:
    """Return the course of a figure, the oldest year at the left; empty when nothing is known.

    Args:
        values: a value a year, None where there is none; the scale goes from the least to the
            greatest of them, and a figure that does not change is a level line.
        layout: sizes.
    """
    sizes = layout or SparklineLayout()
    points = _points(values, sizes)
    return Scene(sizes.width_mm, sizes.height_mm, (*_lines(points), *_dots(points, sizes)))


def _points(values: Sequence[Decimal | None], layout: SparklineLayout) -> list[Point | None]:
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, span = min(known), max(known) - min(known)
    step = (layout.width_mm - 2 * layout.inset_mm) / max(len(values) - 1, 1)
    room = layout.height_mm - 2 * layout.inset_mm
    found: list[Point | None] = []
    for rank, value in enumerate(values):
        if value is None:
            found.append(None)
            continue
        share = float((value - low) / span) if span else 0.5
        found.append((layout.inset_mm + rank * step, layout.inset_mm + room * (1 - share)))
    return found


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """Return the points that follow one another without a gap."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _lines(points: Sequence[Point | None]) -> Iterator[Primitive]:
    for run in _runs(points):
        if len(run) > 1:
            yield Polyline(tuple(run), "courbe-trait")


def _dots(points: Sequence[Point | None], layout: SparklineLayout) -> Iterator[Primitive]:
    """Yield the dot of the last value, and one for each value alone between two gaps."""
    runs = _runs(points)
    alone = [run[0] for run in runs[:-1] if len(run) == 1]
    radius = layout.dot_mm
    for x, y in (*alone, *(run[-1] for run in runs[-1:])):
        yield Rect(x - radius, y - radius, 2 * radius, 2 * radius, "courbe-point", radius)
