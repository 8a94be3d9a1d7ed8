"""Paint a scene on paper: the print look of its style names, in black, white and grey."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, assert_never

from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Scene, Text
from cpom_desktop.reports.pdf.palette import (
    BLACK,
    HEADER_FILL,
    INK,
    LINE,
    LINE_STRONG,
    MM,
    SECONDARY,
    TOTAL_FILL,
    WHITE,
    TextStyle,
)

if TYPE_CHECKING:
    from cpom_desktop.charts.scene import Primitive
    from cpom_desktop.reports.fonts import Face
    from cpom_desktop.reports.pdf.pen import Align, Pen
    from cpom_desktop.reports.pdf.structure import Element

SMALLEST: Final = 0.8
"""How far a picture may shrink to stay on the page rather than go to the next."""

_ANCHORS: Final[dict[str, Align]] = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class Ink:
    """How a style name looks on paper; a weight of 0 draws no line."""

    fill: str = ""
    stroke: str = BLACK
    weight: float = 0.0
    dash: tuple[float, ...] = ()
    hatched: bool = False
    texture: float = 0.0
    """Points between thin strokes that fill it, of the colour of its line; no outline then."""


INKS: Final = {
    "barre-faite": Ink("#333333", BLACK, 0.6),
    "barre-a-faire": Ink(WHITE, BLACK, 0.6),
    "barre-critique": Ink(WHITE, BLACK, 1.8),
    "barre-courante": Ink(WHITE, BLACK, 0.6, (2.0, 1.4)),
    "barre-cout": Ink("#333333"),
    "barre-retard": Ink(WHITE, BLACK, 0.6, hatched=True),
    "jalon": Ink(WHITE, BLACK, 1.0),
    "jalon-fait": Ink(BLACK, BLACK, 1.0),
    "jalon-critique": Ink(WHITE, BLACK, 1.8),
    "trait-aujourdhui": Ink("", BLACK, 2.0),
    "etiquette-aujourdhui": Ink(BLACK),
    "barre-prevue": Ink("", BLACK, 0.6, (2.0, 1.4)),
    "reference": Ink(LINE_STRONG),
    "reference-jalon": Ink("", LINE_STRONG, 0.8),
    "delai": Ink(SECONDARY),
    "vacances": Ink("#EBEBEB"),
    "ferme": Ink("", LINE, 0.35, texture=3.6),
    "horizon": Ink("", SECONDARY, 0.9, (3.0, 2.2)),
    "ferie": Ink("", LINE_STRONG, 0.6, (0.6, 2.4)),
    "mois": Ink("", "#BBBBBB", 0.6),
    "ligne": Ink("", "#BBBBBB", 0.6),
    "cadre": Ink("", LINE_STRONG, 0.75),
    "cadre-annee": Ink("", LINE_STRONG, 0.6),
    "entete": Ink(TOTAL_FILL),
    "lien": Ink("", SECONDARY, 0.6),
    "lien-critique": Ink("", BLACK, 1.1),
    "radar-surface": Ink(HEADER_FILL),
    "radar-anneau": Ink("", LINE, 0.6),
    "radar-trait": Ink("", BLACK, 1.8),
    "radar-point": Ink(BLACK),
    "matrice-case": Ink(WHITE, LINE, 0.6),
    "matrice-prioritaire": Ink(HEADER_FILL, BLACK, 1.4),
    "matrice-pastille": Ink(BLACK),
    "courbe-trait": Ink("", BLACK, 1.4),
    "courbe-point": Ink(BLACK),
    "fil-cadre": Ink("", LINE_STRONG, 0.75),
    "fil-manque": Ink("", BLACK, 1.5, (3.2, 2.0)),
    "fil-lien": Ink("", BLACK, 1.3),
    "fil-a-faire": Ink("", SECONDARY, 1.1, (1.0, 2.0)),
    "cible-trait": Ink("", BLACK, 1.1, (3.0, 2.2)),
    "cible-point": Ink(WHITE, BLACK, 1.0),
    "texte": Ink(INK),
    "texte-2": Ink(SECONDARY),
    "texte-inverse": Ink(WHITE),
}


def check_styles(scene: Scene) -> None:
    """Refuse a scene that asks for a look that paper does not know.

    Raises:
        KeyError: with the names unknown.
    """
    unknown = sorted({item.style for item in scene.items} - INKS.keys())
    if unknown:
        raise KeyError(", ".join(unknown))


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene, as wide as the frame at most; `limit` is the greatest height it may take."""

    scene: Scene
    element: Element
    before: float = 6.0
    after: float = 8.0
    keeps: bool = False
    limit: float = 0.0

    def _scale(self, width: float) -> float:
        """Return points for one millimetre of the scene."""
        scale = min(MM, width / max(self.scene.width, 0.01))
        if self.limit:
            scale = min(scale, self.limit / max(self.scene.height, 0.01))
        return scale

    def height(self, width: float) -> float:
        """Return the height at the scale that fits."""
        return self.scene.height * self._scale(width)

    def least(self, width: float) -> float:
        """Return the height under which the picture goes to the next page."""
        return self.height(width) * SMALLEST

    def split(self, width: float, room: float, *, force: bool) -> tuple[Picture, None] | None:
        """Shrink rather than cut; on an empty page, as much as it takes."""
        if room < self.least(width) and not force:
            return None
        return replace(self, limit=room), None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Paint the items in order, as one figure."""
        scale = self._scale(width)
        box = (x, y, self.scene.width * scale, self.scene.height * scale)
        self.element.bbox = pen.bounds(box)
        with pen.tagged(self.element):
            painter = _Painter(pen, x, y, scale)
            for item in self.scene.items:
                painter.paint(item)


class _Painter:
    """Turn millimetres of a scene into points of a page."""

    def __init__(self, pen: Pen, x: float, y: float, scale: float) -> None:
        self._pen = pen
        self._x = x
        self._y = y
        self._scale = scale

    def paint(self, item: Primitive) -> None:
        """Draw one primitive."""
        match item:
            case Rect():
                self._rect(item)
            case Polyline():
                self._polyline(item)
            case Diamond():
                self._diamond(item)
            case Text():
                self._text(item)
            case _:
                assert_never(item)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._x + x * self._scale, self._y + y * self._scale

    def _rect(self, item: Rect) -> None:
        ink = INKS[item.style]
        box = (*self._at(item.x, item.y), item.width * self._scale, item.height * self._scale)
        radius = item.radius * self._scale
        if ink.texture:
            self._pen.hatch(box, ink.texture, ink.stroke, ink.weight)
        elif ink.hatched:
            self._pen.box(box, fill=ink.fill, radius=radius)
            self._pen.hatch(box)
            self._pen.box(box, ink.stroke, ink.weight, radius=radius)
        else:
            self._pen.box(box, ink.stroke, ink.weight, fill=ink.fill, radius=radius, dash=ink.dash)

    def _polyline(self, item: Polyline) -> None:
        ink = INKS[item.style]
        points = [self._at(*point) for point in item.points]
        closed = len(points) > 2 and points[0] == points[-1]
        if closed and ink.fill:
            self._pen.path(points, ink.stroke, ink.weight, fill=ink.fill, closed=True)
        elif len(points) > 1:
            self._pen.path(points, ink.stroke, ink.weight or 0.6, dash=ink.dash, closed=closed)

    def _diamond(self, item: Diamond) -> None:
        ink = INKS[item.style]
        steps = ((0, -item.radius), (item.radius, 0), (0, item.radius), (-item.radius, 0))
        points = [self._at(item.cx + dx, item.cy + dy) for dx, dy in steps]
        self._pen.path(points, ink.stroke, ink.weight, fill=ink.fill, closed=True)

    def _text(self, item: Text) -> None:
        size = item.size * self._scale
        face: Face = "Semibold" if item.bold else "Regular"
        style = TextStyle(size, size, face, INKS[item.style].fill or INK)
        x, y = self._at(item.x, item.y)
        self._pen.word(x, y + 0.33 * size, item.text, style, _ANCHORS[item.anchor])
