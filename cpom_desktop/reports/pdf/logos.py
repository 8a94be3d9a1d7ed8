"""The sender's logo, at the head of a cover or of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.fonts import one_line
from cpom_desktop.reports.pdf.palette import MM

if TYPE_CHECKING:
    from cpom_desktop.reports.blocks import Logo
    from cpom_desktop.reports.pdf.pen import Pen
    from cpom_desktop.reports.pdf.structure import Element

ON_COVERS: Final = (60 * MM, 25 * MM)
ON_LETTERS: Final = (45 * MM, 18 * MM)
LONGEST_ALT: Final = 400


@dataclass(frozen=True, slots=True)
class Plate:
    """A logo in the largest rectangle of its proportions that `limits` holds."""

    data: bytes
    width: float
    tall: float
    element: Element
    before: float = 0.0
    after: float = 10.0
    keeps: bool = True

    def height(self, width: float) -> float:
        """Return its height where the room is `width`."""
        return self.tall * min(1.0, width / self.width)

    def least(self, width: float) -> float:
        """Return its whole height: it is not cut."""
        return self.height(width)

    def split(self, width: float, room: float, *, force: bool) -> None:
        """Refuse: a logo is not cut."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw it at the left, as one figure."""
        box = (x, y, min(self.width, width), self.height(width))
        self.element.bbox = pen.bounds(box)
        with pen.tagged(self.element):
            pen.picture(box, self.data)


def logo_plate(
    logo: Logo, parent: Element, limits: tuple[float, float], *, after: float = 10.0
) -> Plate:
    """Return the piece of a logo, within a width and a height."""
    wide, tall = logo.size
    scale = min(limits[0] / wide, limits[1] / tall)
    element = parent.add("Figure")
    element.alt = one_line(logo.alt, LONGEST_ALT)
    return Plate(logo.data, wide * scale, tall * scale, element, after=after)
