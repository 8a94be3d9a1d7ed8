"""The print palette and the type scale: sizes in points, colours as « #RRGGBB ».

Source: design §1.3 and §6. Nothing on paper relies on a tint.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cpom_desktop.reports.fonts import Face

MM: Final = 72 / 25.4

INK: Final = "#111111"
SECONDARY: Final = "#444444"
LINE_STRONG: Final = "#777777"
LINE: Final = "#999999"
HEADER_FILL: Final = "#E6E6E6"
TOTAL_FILL: Final = "#F2F2F2"
WATERMARK: Final = "#F0F0F0"
WHITE: Final = "#FFFFFF"
PETROL_DARK: Final = "#0D3E45"
PETROL: Final = "#17616B"
BLACK: Final = "#000000"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: face, size and line height in points, colour."""

    size: float
    leading: float
    face: Face = "Regular"
    color: str = INK

    @property
    def rise(self) -> float:
        """Return the distance from the top of a line down to its baseline."""
        return self.leading / 2 + 0.33 * self.size


@dataclass(frozen=True, slots=True)
class Colors:
    """The two colours of a document, for headings and rules only."""

    heading: str = PETROL_DARK
    rule: str = PETROL


def colors(*, grey: bool) -> Colors:
    """Return the colours of a document; black when it is printed in black and white."""
    return Colors(BLACK, BLACK) if grey else Colors()


BODY: Final = TextStyle(10, 14)
SMALL: Final = TextStyle(8, 10.5, color=SECONDARY)
CELL: Final = TextStyle(9, 12)
CELL_STRONG: Final = replace(CELL, face="Semibold")
DENSE: Final = TextStyle(8.5, 10)
DENSE_STRONG: Final = replace(DENSE, face="Semibold")
DENSE_HEADER: Final = TextStyle(8, 9.5, "Semibold")
CAPTION: Final = TextStyle(9, 12, "Semibold", SECONDARY)
HEADINGS: Final = {
    1: TextStyle(19.5, 24, "Semibold"),
    2: TextStyle(13, 18, "Semibold"),
    3: TextStyle(11, 15, "Semibold"),
}
CONTINUED: Final = TextStyle(10, 14, "Semibold", SECONDARY)
CONTENTS: Final = {1: TextStyle(12, 17, "Semibold"), 2: TextStyle(10.5, 14)}
COVER_SENDER: Final = TextStyle(11, 16)
COVER_SURTITLE: Final = TextStyle(15, 20, color=SECONDARY)
COVER_TITLES: Final = tuple(TextStyle(size, size * 7 / 6, "Semibold") for size in (36, 30, 24, 18))
COVER_SUBTITLE: Final = TextStyle(17, 22.5, "Semibold")
COVER_DETAIL: Final = TextStyle(12, 16)
COVER_PARTY: Final = TextStyle(10, 14.5)
COVER_FOOTER: Final = TextStyle(9, 12, color=SECONDARY)
BADGE: Final = TextStyle(8, 10, "Bold")
WATERMARK_STYLE: Final = TextStyle(112, 112, "Bold", WATERMARK)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size, its margins and where its header and footer stand, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    header_text: float
    header_line: float
    footer_line: float
    footer_text: float

    @property
    def frame_width(self) -> float:
        """Return the width between the side margins."""
        return self.width - self.left - self.right

    @property
    def frame_height(self) -> float:
        """Return the height between the margins."""
        return self.height - self.top - self.bottom

    @property
    def frame_end(self) -> float:
        """Return the distance from the top of the page to the bottom margin."""
        return self.height - self.bottom


def _sheet(size: tuple[float, float], sides: tuple[float, ...], lines: tuple[float, ...]) -> Sheet:
    """Make a sheet from millimetres: sides are left, right, top, bottom."""
    return Sheet(*(value * MM for value in (*size, *sides, *lines)))


PORTRAIT: Final = _sheet((210, 297), (20, 18, 18, 20), (9.8, 13.4, 284.3, 287.8))
LANDSCAPE: Final = _sheet((297, 210), (15, 15, 15, 15), (8.6, 12.3, 198.9, 202.3))
A3: Final = _sheet((420, 297), (15, 15, 15, 15), (8.6, 12.3, 285.9, 289.3))
COVER: Final = _sheet((210, 297), (20, 18, 20, 25), (0, 0, 278.6, 283.2))
