"""Paint a scene on screen: each style name takes its colours from the roles of the theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Text
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme

if TYPE_CHECKING:
    from cpom_desktop.charts.scene import Primitive, Scene
    from ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Ink:
    """How a style name looks: roles of the theme, weight in pixels at 100 %."""

    fill: str = ""
    stroke: str = ""
    weight: float = 1.0
    dash: tuple[float, ...] = ()
    hatched: bool = False
    alpha: float = 1.0
    """Of the filling."""
    pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern
    """Of the filling; a pattern leaves what is under it to be seen."""


INKS: Final = {
    "barre-faite": Ink("primaire", "primaire"),
    "barre-a-faire": Ink("primaire-doux", "primaire"),
    "barre-critique": Ink("primaire-doux", "serie-4", 2),
    "barre-courante": Ink("surface", "primaire", 1, (3, 2)),
    "barre-cout": Ink("primaire"),
    "barre-retard": Ink("surface", "erreur", hatched=True),
    "jalon": Ink("serie-2", "texte", 1.5),
    "jalon-fait": Ink("primaire", "texte", 1.5),
    "jalon-critique": Ink("serie-2", "serie-4", 2),
    "trait-aujourdhui": Ink("", "texte", 2),
    "etiquette-aujourdhui": Ink("texte"),
    "barre-prevue": Ink("", "erreur", 1, (3, 2)),
    "reference": Ink("bordure-forte"),
    "reference-jalon": Ink("", "bordure-forte", 1.5),
    "delai": Ink("serie-3"),
    "vacances": Ink("vacances"),
    "ferme": Ink("texte-3", alpha=0.45, pattern=Qt.BrushStyle.FDiagPattern),
    "horizon": Ink("", "texte-2", 1.5, (4, 3)),
    "ferie": Ink("", "texte-3", 1, (1, 3)),
    "mois": Ink("", "bordure"),
    "ligne": Ink("", "bordure"),
    "cadre": Ink("", "bordure-forte", 2),
    "cadre-annee": Ink("", "bordure-forte"),
    "entete": Ink("surface-2"),
    "lien": Ink("", "bordure-forte"),
    "lien-critique": Ink("", "serie-4", 1.5),
    "fantome": Ink("selection", "focus", 2, alpha=0.75),
    "fantome-lien": Ink("", "focus", 2),
    "fantome-cible": Ink("", "focus", 2),
    "poignee": Ink("surface", "focus", 2),
    "etiquette-fantome": Ink("texte"),
    "etiquette-refus": Ink("erreur"),
    "radar-surface": Ink("primaire-doux", alpha=0.6),
    "radar-anneau": Ink("", "bordure"),
    "radar-trait": Ink("", "primaire", 2.5),
    "radar-point": Ink("primaire"),
    "matrice-case": Ink("surface-2", "bordure"),
    "matrice-prioritaire": Ink("selection", "bordure-forte"),
    "matrice-pastille": Ink("primaire"),
    "courbe-trait": Ink("", "primaire", 2),
    "courbe-point": Ink("primaire"),
    "cible-trait": Ink("", "serie-4", 1.5, (4, 3)),
    "cible-point": Ink("surface", "serie-4", 1.5),
    "texte": Ink("texte"),
    "texte-2": Ink("texte-2"),
    "texte-retard": Ink("erreur"),
    "texte-inverse": Ink("surface"),
}
_SLACK = 4.0
"""Pixels around a primitive that its outline may take."""


class _Placed(NamedTuple):
    box: QRectF
    item: Primitive


class PreparedScene:
    """A scene at a scale, ready to paint only what a clip shows.

    Args:
        scene: what to paint.
        scale: pixels for one millimetre.
    Raises:
        KeyError: when the scene asks for a look that the screen does not know.
    """

    def __init__(self, scene: Scene, scale: float) -> None:
        unknown = sorted({item.style for item in scene.items} - INKS.keys())
        if unknown:
            raise KeyError(", ".join(unknown))
        self.scale = scale
        self.width, self.height = scene.width * scale, scene.height * scale
        self._placed = [_Placed(_bounds(item, scale), item) for item in scene.items]

    @property
    def count(self) -> int:
        """How many items it holds."""
        return len(self._placed)

    @property
    def bounds(self) -> QRectF:
        """The box around all of it, in pixels."""
        found = QRectF()
        for placed in self._placed:
            found = found.united(placed.box)
        return found

    def paint(self, painter: QPainter, clip: QRectF) -> int:
        """Paint the items that touch `clip`, in pixels of the scene; answer how many."""
        theme = current_theme()
        seen = [placed.item for placed in self._placed if placed.box.intersects(clip)]
        for item in seen:
            _paint(painter, item, self.scale, theme)
        return len(seen)

    def ref_at(self, x: float, y: float) -> str:
        """Return the reference of the topmost thing drawn at a point, empty when none is."""
        point = QPointF(x, y)
        return next(
            (
                placed.item.ref
                for placed in reversed(self._placed)
                if placed.item.ref
                and not isinstance(placed.item, Polyline)
                and placed.box.contains(point)
            ),
            "",
        )


def _bounds(item: Primitive, scale: float) -> QRectF:
    """Return the box of a primitive, in pixels, with room for its outline."""
    match item:
        case Rect():
            box = QRectF(item.x, item.y, item.width, item.height)
        case Diamond():
            side = 2 * item.radius
            box = QRectF(item.cx - item.radius, item.cy - item.radius, side, side)
        case Polyline():
            xs, ys = [x for x, _y in item.points], [y for _x, y in item.points]
            box = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        case Text():
            wide = 1.1 * text_width(item.text, item.size, bold=item.bold)
            left = {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
            box = QRectF(item.x - left, item.y - item.size, wide, 2 * item.size)
        case _:
            assert_never(item)
    box = QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale)
    return box.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)


def _paint(painter: QPainter, item: Primitive, scale: float, theme: Theme) -> None:
    match item:
        case Rect():
            _paint_rect(painter, item, scale, theme)
        case Polyline():
            _paint_lines(painter, item, scale, theme)
        case Diamond():
            _paint_diamond(painter, item, scale, theme)
        case Text():
            _paint_text(painter, item, scale, theme)
        case _:
            assert_never(item)


def _pen(ink: Ink, theme: Theme) -> QPen:
    if not ink.stroke:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(theme.colour(ink.stroke), max(ink.weight * theme.scale, 1.0))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if ink.dash:
        pen.setDashPattern(list(ink.dash))
    return pen


def _brush(ink: Ink, theme: Theme) -> QBrush:
    if not ink.fill:
        return QBrush(Qt.BrushStyle.NoBrush)
    colour = theme.colour(ink.fill)
    colour.setAlphaF(ink.alpha)
    return QBrush(colour, ink.pattern)


def _paint_rect(painter: QPainter, item: Rect, scale: float, theme: Theme) -> None:
    ink = INKS[item.style]
    pen = _pen(ink, theme)
    left, top = round(item.x * scale), round(item.y * scale)
    right, bottom = round((item.x + item.width) * scale), round((item.y + item.height) * scale)
    if not ink.stroke and not item.radius:
        painter.fillRect(QRectF(left, top, right - left, bottom - top), _brush(ink, theme))
        return
    half = pen.widthF() / 2 if ink.stroke else 0.0
    box = QRectF(left, top, right - left, bottom - top).adjusted(half, half, -half, -half)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(pen)
    painter.setBrush(_brush(ink, theme))
    radius = item.radius * scale
    painter.drawRoundedRect(box, radius, radius)
    if ink.hatched:
        _hatch(painter, box, pen)


def _hatch(painter: QPainter, box: QRectF, pen: QPen) -> None:
    """Draw slanted lines inside a box; Qt's own pattern is too light to be seen."""
    seen = box.intersected(painter.clipBoundingRect()) if painter.hasClipping() else box
    if seen.isEmpty():
        return
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(pen.color(), 1.4 * pen.widthF()))
    step, height = 4.5 * pen.widthF(), box.height()
    first = int((seen.left() - box.left()) / step)
    for rank in range(first, int((seen.right() - box.left() + height) / step) + 1):
        x = box.left() + rank * step
        painter.drawLine(QPointF(x - height, box.bottom()), QPointF(x, box.top()))
    painter.restore()


def _paint_lines(painter: QPainter, item: Polyline, scale: float, theme: Theme) -> None:
    """Draw right-angled lines on whole pixels: a row line lies on the last pixel of its row."""
    slanted = any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(item.points))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=slanted)
    painter.setPen(_pen(INKS[item.style], theme))
    points = [QPointF(round(x * scale), round(y * scale)) for x, y in item.points]
    if item.style == "ligne" and len({p.y() for p in points}) == 1:
        points = [QPointF(p.x(), p.y() - 1) for p in points]
    ink = INKS[item.style]
    if ink.fill:
        painter.setBrush(_brush(ink, theme))
        painter.drawPolygon(QPolygonF(points))
    else:
        painter.drawPolyline(QPolygonF(points))


def _paint_diamond(painter: QPainter, item: Diamond, scale: float, theme: Theme) -> None:
    ink, radius = INKS[item.style], item.radius * scale
    x, y = item.cx * scale, item.cy * scale
    steps = ((0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(_pen(ink, theme))
    painter.setBrush(_brush(ink, theme))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in steps]))


@lru_cache(maxsize=32)
def _font(pixels: int, *, bold: bool) -> QFont:
    return body_font(pixels, semibold=bold)


def _paint_text(painter: QPainter, item: Text, scale: float, theme: Theme) -> None:
    font = _font(round(item.size * scale), bold=item.bold)
    x = item.x * scale
    if item.anchor != "start":
        width = QFontMetricsF(font).horizontalAdvance(item.text)
        x -= width if item.anchor == "end" else width / 2
    painter.setFont(font)
    painter.setPen(theme.colour(INKS[item.style].fill))
    painter.drawText(QPointF(x, item.y * scale + 0.33 * item.size * scale), item.text)
