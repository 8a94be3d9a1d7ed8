"""The map of influence and interest: four quadrants, a disc with its letters for each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.charts.scene import Rect, Scene, Text
from cpom_desktop.domain.acteurs import Strategie
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.charts.scene import Primitive

STEPS = 4
LEFT, TOP, BOTTOM = 14.0, 1.0, 12.0
CELL_WIDTH, CELL_HEIGHT = 37.0, 19.0
NAME = 6.0
"""Room of the name of a quadrant, over its two rows."""
RADIUS = 3.1
ACROSS, DOWN = 5, 2
QUADRANTS = (
    (Strategie.SATISFAIRE, 0, 0),
    (Strategie.ASSOCIER, 1, 0),
    (Strategie.SURVEILLER, 0, 1),
    (Strategie.INFORMER, 1, 1),
)
"""Which strategy, in which column and row."""


class MapMark(NamedTuple):
    """Someone on the map: letters, influence and interest from 1 to 4."""

    initials: str
    influence: int
    interet: int


def influence_scene(marks: Sequence[MapMark], names: Mapping[Strategie, str]) -> Scene:
    """Return the map; people of one place stand side by side, those in excess are counted."""
    width = LEFT + STEPS * CELL_WIDTH + 1
    height = TOP + 2 * (NAME + 2 * CELL_HEIGHT) + BOTTOM
    items = (*_quadrants(names), *_axes(), *_discs(marks))
    return Scene(width, height, items)


def _quadrants(names: Mapping[Strategie, str]) -> Iterator[Primitive]:
    half_width, half_height = 2 * CELL_WIDTH, NAME + 2 * CELL_HEIGHT
    for each, column, row in QUADRANTS:
        x, y = LEFT + column * half_width, TOP + row * half_height
        fill = "vacances" if each is Strategie.ASSOCIER else "cadre"
        yield Rect(x, y, half_width, half_height, fill)
        yield Rect(x, y, half_width, half_height, "cadre")
        yield Text(x + 2, y + NAME / 2 + 0.4, names[each], "texte", 3.2, bold=True)


def _top(influence: int) -> float:
    """Return the top of the row of an influence."""
    row = STEPS - influence
    return TOP + NAME * (1 if influence >= 3 else 2) + row * CELL_HEIGHT


def _axes() -> Iterator[Primitive]:
    foot = TOP + 2 * (NAME + 2 * CELL_HEIGHT)
    for step in range(1, STEPS + 1):
        x = LEFT + (step - 0.5) * CELL_WIDTH
        yield Text(x, foot + 3, str(step), "texte-2", 3.0, "middle")
        yield Text(LEFT - 3, _top(step) + CELL_HEIGHT / 2, str(step), "texte-2", 3.0, "middle")
    middle = LEFT + STEPS * CELL_WIDTH / 2
    yield Text(middle, foot + 8, _("Intérêt"), "texte", 3.2, "middle", bold=True)
    yield Text(0.0, TOP + NAME / 2 + 0.4, _("Influence"), "texte", 2.6, bold=True)


def _discs(marks: Sequence[MapMark]) -> Iterator[Primitive]:
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mark in marks:
        groups[mark.interet, mark.influence].append(mark.initials)
    for (interet, influence), letters in groups.items():
        x, y = LEFT + (interet - 1) * CELL_WIDTH, _top(influence)
        shown = _shown(letters)
        rows = -(-len(shown) // ACROSS)
        for rank, text in enumerate(shown):
            row, column = divmod(rank, ACROSS)
            beside = min(len(shown) - row * ACROSS, ACROSS)
            cx = x + CELL_WIDTH / 2 + (column - (beside - 1) / 2) * (2 * RADIUS + 0.8)
            cy = y + CELL_HEIGHT / 2 + (row - (rows - 1) / 2) * (2 * RADIUS + 1.2)
            yield from _disc(cx, cy, text)


def _shown(letters: list[str]) -> list[str]:
    room = ACROSS * DOWN
    if len(letters) <= room:
        return letters
    return [*letters[: room - 1], f"+{len(letters) - room + 1}"]


def _disc(cx: float, cy: float, text: str) -> Iterator[Primitive]:
    if not text.startswith("+"):
        side = 2 * RADIUS
        yield Rect(cx - RADIUS, cy - RADIUS, side, side, "jalon", RADIUS)
    size = 2.7 if len(text) < 3 else 2.2
    yield Text(cx, cy, text, "texte", size, "middle", bold=True)
