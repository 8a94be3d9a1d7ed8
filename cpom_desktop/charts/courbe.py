"""The course of an indicator and its targets: values solid, targets dashed with square marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.charts.scene import Polyline, Rect, Scene, Text
from cpom_desktop.i18n import _, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.charts.scene import Primitive

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourbeLayout:
    """Sizes in millimetres.

    Attributes:
        text_mm: height of the words.
        every: whether each target has its number; else the last one alone.
    """

    width_mm: float = 172.0
    height_mm: float = 62.0
    text_mm: float = 3.0
    every: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Courbe:
    """What is drawn: a value and a target by year.

    Attributes:
        depart: the year it starts from: the dashed line begins at its value.
        decimales: of the numbers shown.
    """

    valeurs: Mapping[int, Decimal] = field(default_factory=dict)
    cibles: Mapping[int, Decimal] = field(default_factory=dict)
    depart: int | None = None
    decimales: int = 0

    @property
    def is_vide(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.valeurs and not self.cibles


class _Scale:
    """Where a year and a value stand."""

    def __init__(self, courbe: Courbe, layout: CourbeLayout) -> None:
        self.courbe, self.layout = courbe, layout
        known = [*courbe.valeurs.values(), *courbe.cibles.values()]
        low, high = min(known), max(known)
        self.ticks = _ticks(low, high)
        self.low, self.high = min(low, self.ticks[0]), max(high, self.ticks[-1])
        years = sorted({*courbe.valeurs, *courbe.cibles})
        self.first, self.last = years[0], years[-1]
        size = layout.text_mm
        widest = max(text_width(told, size) for told in self.labels())
        self.left, self.right = widest + 2.4 * size, layout.width_mm - 3 * size
        self.top, self.foot = 2.2 * size, layout.height_mm - 4.6 * size

    def labels(self) -> list[str]:
        """Return the round values in words, with as many decimals as they need."""
        exponents = (tick.normalize().as_tuple().exponent for tick in self.ticks)
        places = max(-exponent for exponent in exponents if isinstance(exponent, int))
        return [format_number(tick, max(places, 0)) for tick in self.ticks]

    def x(self, year: int) -> float:
        """Return where a year stands."""
        span = self.last - self.first
        share = (year - self.first) / span if span else 0.5
        return self.left + share * (self.right - self.left)

    def y(self, value: Decimal) -> float:
        """Return where a value stands."""
        span = self.high - self.low
        share = float((value - self.low) / span) if span else 0.5
        return self.foot - share * (self.foot - self.top)

    def point(self, year: int, value: Decimal) -> Point:
        """Return where a value of a year stands."""
        return self.x(year), self.y(value)


def courbe_scene(courbe: Courbe, layout: CourbeLayout | None = None) -> Scene:
    """Return the picture; empty while there is nothing to draw."""
    sizes = layout or CourbeLayout()
    if courbe.is_vide:
        return Scene(sizes.width_mm, sizes.height_mm)
    scale = _Scale(courbe, sizes)
    items = (*_ground(scale), *_targets(scale), *_values(scale), *_legend(scale))
    return Scene(sizes.width_mm, sizes.height_mm, items)


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return three to six round values from under the least to over the greatest."""
    span = high - low
    if not span:
        return [low]
    power = Decimal(10) ** (span.adjusted() - 1)
    steps = (power * n for n in (1, 2, 5, 10, 20, 50))
    step = next((s for s in steps if span / s <= 4), power * 50)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    found = [first]
    while found[-1] < high:
        found.append(found[-1] + step)
    return found


def _ground(scale: _Scale) -> Iterator[Primitive]:
    size = scale.layout.text_mm
    for tick, told in zip(scale.ticks, scale.labels(), strict=True):
        y = scale.y(tick)
        yield Polyline(((scale.left, y), (scale.right, y)), "ligne")
        yield Text(scale.left - size, y, told, "texte-2", size, "end")
    for year in _years(scale):
        y = scale.foot + 1.6 * size
        yield Text(scale.x(year), y, str(year), "texte-2", size, "middle")


def _years(scale: _Scale) -> list[int]:
    """Return the years that are named: the first, the last, and those between that have room."""
    least = 3.0 * scale.layout.text_mm
    known = sorted({*scale.courbe.valeurs, *scale.courbe.cibles})
    named = [known[-1]]
    for year in known[-2::-1]:
        apart = scale.x(named[-1]) - scale.x(year)
        if apart >= least and (year == known[0] or scale.x(year) - scale.x(known[0]) >= least):
            named.append(year)
    return named[::-1]


def _values(scale: _Scale) -> Iterator[Primitive]:
    rows = sorted(scale.courbe.valeurs.items())
    points = [scale.point(*row) for row in rows]
    if len(points) > 1:
        yield Polyline(tuple(points), "courbe-trait")
    radius = 0.32 * scale.layout.text_mm
    for x, y in points:
        yield Rect(x - radius, y - radius, 2 * radius, 2 * radius, "courbe-point", radius)
    if rows:
        year, value = rows[-1]
        under = value <= scale.courbe.cibles.get(year, value)
        yield _number(scale, year, value, under=under, bold=True)


def _targets(scale: _Scale) -> Iterator[Primitive]:
    rows = sorted(scale.courbe.cibles.items())
    points = [scale.point(*row) for row in rows]
    start = scale.courbe.depart
    if start is not None and start in scale.courbe.valeurs and rows and start < rows[0][0]:
        points.insert(0, scale.point(start, scale.courbe.valeurs[start]))
    if len(points) > 1:
        yield Polyline(tuple(points), "cible-trait")
    half = 0.34 * scale.layout.text_mm
    for year, value in rows:
        x, y = scale.point(year, value)
        yield Rect(x - half, y - half, 2 * half, 2 * half, "cible-point")
    named = rows if scale.layout.every else rows[-1:]
    for year, value in named:
        known = scale.courbe.valeurs.get(year)
        under = known is not None and known > value
        yield _number(scale, year, value, under=under, bold=year == rows[-1][0])


def _number(scale: _Scale, year: int, value: Decimal, *, under: bool, bold: bool) -> Text:
    size = scale.layout.text_mm
    x, y = scale.point(year, value)
    told = format_number(value, scale.courbe.decimales)
    down = (1.3 if under else -1.3) * size
    if x - scale.left < size:  # the round values stand at its left
        return Text(x + 0.6 * size, y + down, told, "texte", size, bold=bold)
    return Text(x, y + down, told, "texte", size, "middle", bold=bold)


def _legend(scale: _Scale) -> Iterator[Primitive]:
    size = scale.layout.text_mm
    y = scale.layout.height_mm - 1.1 * size
    for rank, (style, words) in enumerate(
        (("courbe-trait", _("Valeur")), ("cible-trait", _("Cible")))
    ):
        x = scale.left + rank * 9 * size
        yield Polyline(((x, y), (x + 2.6 * size, y)), style)
        yield Text(x + 3.2 * size, y, words, "texte", size)
