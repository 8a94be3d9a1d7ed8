"""A matrix of two degrees, one upwards, one to the right, a number each.

Nothing relies on a tint: the cells dealt with first have a stronger outline too. What does not
fit in a cell is counted in its last place, « +4 ».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.charts.scene import Rect, Scene, Text
from cpom_desktop.domain.synthese import DEGREES, HIGH
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.charts.scene import Primitive

SMALL = 0.85
"""Size of the discs of a crowded cell, in parts of the usual one."""
WORDS: Mapping[int, str] = {1: "faible", 2: "moyenne", 3: "forte"}


class Pastille(NamedTuple):
    """Something placed: its number, and what it is known by."""

    numero: int
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatriceLayout:
    """Sizes in millimetres; `left_mm` and `below_mm` are the room of the words.

    Attributes:
        haut, bas: words of the highest row, and of the line under the columns; importance and
            feasibility when empty.
        premieres: (degree upwards, degree to the right) of the cells dealt with first; those
            whose product is high when left out.
        mots: the word of each degree, when it is not that of an importance.
    """

    width_mm: float = 92.0
    height_mm: float = 34.0
    text_mm: float = 3.3
    left_mm: float = 28.0
    gap_mm: float = 0.5
    haut: str = ""
    bas: str = ""
    premieres: frozenset[tuple[int, int]] | None = None
    mots: Mapping[int, str] | None = None

    @property
    def below_mm(self) -> float:
        """Room of the words under the cells."""
        return 2.0 * self.text_mm

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell."""
        count = len(DEGREES)
        width = (self.width_mm - self.left_mm) / count
        return width, (self.height_mm - self.below_mm) / count

    def is_first(self, up: int, right: int) -> bool:
        """Tell whether a cell is dealt with first."""
        if self.premieres is None:
            return up * right >= HIGH
        return (up, right) in self.premieres

    def corner(self, importance: int, faisabilite: int) -> tuple[float, float]:
        """Return the top left corner of a cell."""
        width, height = self.cell
        across, down = faisabilite - DEGREES[0], DEGREES[-1] - importance
        return self.left_mm + across * width, down * height


def matrice_scene(
    placed: Mapping[tuple[int, int], Sequence[Pastille]], layout: MatriceLayout | None = None
) -> Scene:
    """Return the picture of the matrix.

    Args:
        placed: (degree upwards, degree to the right) → what is there.
        layout: sizes.
    """
    sizes = layout or MatriceLayout()
    places = [(i, f) for i in reversed(DEGREES) for f in DEGREES]
    cells = tuple(_cell(*place, sizes) for place in places)
    dots = (item for place in places for item in _dots(place, placed.get(place, ()), sizes))
    return Scene(sizes.width_mm, sizes.height_mm, (*cells, *_words(sizes), *dots))


def _cell(importance: int, faisabilite: int, layout: MatriceLayout) -> Rect:
    first = layout.is_first(importance, faisabilite)
    (x, y), (width, height), gap = (
        layout.corner(importance, faisabilite),
        layout.cell,
        layout.gap_mm,
    )
    style = "matrice-prioritaire" if first else "matrice-case"
    return Rect(x + gap, y + gap, width - 2 * gap, height - 2 * gap, style, 0.8)


def _words(layout: MatriceLayout) -> Iterator[Text]:
    """Yield the words at the left of the rows and under the columns."""
    width, height = layout.cell
    right, size = layout.left_mm - layout.text_mm * 0.6, layout.text_mm
    for degree in DEGREES:
        _x, y = layout.corner(degree, DEGREES[0])
        highest = layout.haut or _("Importance forte")
        told = highest if degree == DEGREES[-1] else _((layout.mots or WORDS)[degree])
        yield Text(right, y + height / 2, told, "texte", size, "end")
    bottom = layout.height_mm - layout.below_mm / 2
    yield Text(right, bottom, layout.bas or _("Faisabilité"), "texte", size, "end")
    for degree in DEGREES:
        x, _y = layout.corner(DEGREES[0], degree)
        told = _((layout.mots or WORDS)[degree])
        yield Text(x + width / 2, bottom, told, "texte", size, "middle")


def _dots(
    place: tuple[int, int], found: Sequence[Pastille], layout: MatriceLayout
) -> Iterator[Primitive]:
    """Yield the discs of a cell, side by side in its middle, smaller when they are many."""
    usual, small = (_grid(layout, size) for size in (layout.text_mm, layout.text_mm * SMALL))
    grid = usual if len(found) <= usual.most * usual.lines else small
    room = grid.most * grid.lines
    shown = found if len(found) <= room else found[: room - 1]
    count = len(shown) + (len(found) > len(shown))
    for rank in range(count):
        cx, cy = grid.centre(layout.corner(*place), layout.cell, rank, count)
        if rank < len(shown):
            yield from _dot(shown[rank], cx, cy, grid)
        else:
            more = f"+{len(found) - len(shown)}"
            yield Text(cx, cy, more, "texte", grid.text_mm, "middle", bold=True)


class _Grid(NamedTuple):
    """Where discs stand in a cell: their side, how many on a line, how many lines."""

    text_mm: float
    side: float
    most: int
    lines: int

    def centre(
        self, corner: tuple[float, float], cell: tuple[float, float], rank: int, count: int
    ) -> tuple[float, float]:
        """Return the centre of a disc among `count`, in a cell."""
        line, column = divmod(rank, self.most)
        on_line, rows = min(count - line * self.most, self.most), -(-count // self.most)
        x = corner[0] + cell[0] / 2 + (column - (on_line - 1) / 2) * self.side
        y = corner[1] + cell[1] / 2 + (line - (rows - 1) / 2) * self.side
        return x, y


def _grid(layout: MatriceLayout, text_mm: float) -> _Grid:
    (width, height), side = layout.cell, text_mm * 1.9
    most = max(int((width - 2 * layout.gap_mm) / side), 1)
    lines = max(int((height - 2 * layout.gap_mm) / side), 1)
    return _Grid(text_mm, side, most, lines)


def _dot(pastille: Pastille, cx: float, cy: float, grid: _Grid) -> Iterator[Primitive]:
    """Yield a disc and its number."""
    around, ref = grid.side * 0.92, pastille.ref
    box = (cx - around / 2, cy - around / 2, around, around)
    number = str(pastille.numero)
    yield Rect(*box, "matrice-pastille", around / 2, ref)
    yield Text(cx, cy, number, "texte-inverse", grid.text_mm, "middle", bold=True, ref=ref)
