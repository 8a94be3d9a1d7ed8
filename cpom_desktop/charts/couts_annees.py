"""What each year costs, as bars under the years of the Gantt, the amount over each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import GAP_MM, text_width
from cpom_desktop.charts.scene import Polyline, Primitive, Rect, Scene, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.charts.gantt_scale import GanttLayout

_SHARE = 0.6
"""Width of a bar in its year."""
_LINE = 1.5
"""Height of the amount, in parts of its text."""


def couts_scene(
    par_annee: Mapping[int, tuple[int, tuple[str, ...]]], layout: GanttLayout, height_mm: float
) -> Scene:
    """Return the bars of the years that a Gantt shows.

    Args:
        par_annee: year → its amount, and how it may be written, the longest first.
        layout: that of the Gantt above, whose years these are.
        height_mm: of the whole.
    """
    items = tuple(_items(par_annee, layout, height_mm))
    return Scene(layout.width_mm, height_mm, items)


def _items(
    par_annee: Mapping[int, tuple[int, tuple[str, ...]]], layout: GanttLayout, height: float
) -> Iterator[Primitive]:
    most = max((amount for amount, _forms in par_annee.values()), default=0)
    room = height - _LINE * layout.text_mm - 2 * GAP_MM
    for year in range(layout.first.year, layout.last.year + 1):
        amount, forms = par_annee.get(year, (0, ()))
        left, right = layout.span(date(year, 1, 1), date(year, 12, 31))
        if year > layout.first.year:
            yield Polyline(((left, 0), (left, height)), "mois")
        tall = max(room, 0) * amount / most if most else 0.0
        wide = (right - left) * _SHARE
        top = height - GAP_MM - tall
        if tall:
            yield Rect((left + right - wide) / 2, top, wide, tall, "barre-cout", 0.3)
        yield from _amount((left + right) / 2, top, forms, right - left, layout)


def _amount(
    x: float, top: float, forms: tuple[str, ...], room: float, layout: GanttLayout
) -> Iterator[Text]:
    size = layout.text_mm
    for text in forms:
        if text_width(text, size, bold=True) <= room - GAP_MM / 2:
            y = top - _LINE * size / 2
            yield Text(x, y, text, "texte", size, "middle", bold=True)
            return
