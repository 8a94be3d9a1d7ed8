"""The map of influence and interest: four quadrants, a disc with initials for each person.

The list beside it is its keyboard and its words: the map itself never takes the caret.
"""

from __future__ import annotations

import html
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cpom_desktop.domain.acteurs import Strategie, strategie
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.words import word
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = 4
PER_CELL = 4
QUADRANTS = (
    (Strategie.SATISFAIRE, 0, 0),
    (Strategie.ASSOCIER, 1, 0),
    (Strategie.SURVEILLER, 0, 1),
    (Strategie.INFORMER, 1, 1),
)
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A disc: whose, its initials, its ratings from 1 to 4."""

    id: int
    initials: str
    name: str
    influence: int
    interet: int

    @property
    def strategie(self) -> Strategie | None:
        """How to associate this person."""
        return strategie(self.influence, self.interet)


class InfluenceMap(QWidget):
    """x interest, y influence. Several people at one place stand side by side."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[MapPoint, ...] = ()
        self._chosen = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Carte d'influence et d'intérêt"))

    def show_points(self, points: Sequence[MapPoint], chosen: int) -> None:
        """Show people, the one chosen filled; tell them in words to screen readers."""
        self._points, self._chosen = tuple(points), chosen
        sentences = []
        for quadrant, _column, _row in QUADRANTS:
            names = [p.name for p in points if p.strategie is quadrant]
            if names:
                sentences.append(
                    _("{quadrant} : {noms}.", quadrant=word(quadrant), noms=", ".join(names))
                )
        self.setAccessibleDescription(" ".join(sentences) or _("Personne n'est placé."))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at the present text scale."""
        return QSize(px(310), px(290))

    def minimumSizeHint(self) -> QSize:
        """Stay legible."""
        return QSize(px(240), px(290))

    def point_at(self, place: QPointF) -> MapPoint | None:
        """Return the person whose disc is at a place."""
        for point, centre, radius in self._discs():
            if (place - centre).manhattanLength() <= radius * 1.4:
                return point
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the person whose disc is pressed."""
        point = self.point_at(event.position())
        if point is not None:
            self.picked.emit(point.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a disc can be pressed."""
        over = self.point_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        """Tell the name under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = self.point_at(QPointF(event.pos()))
            words = f"<qt>{html.escape(point.name)}</qt>" if point else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint quadrants, axes, discs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_quadrants(painter)
        self._paint_axes(painter)
        for point, centre, radius in self._discs():
            self._paint_disc(painter, point, centre, radius)
        self._paint_overflow(painter)
        painter.end()

    # --- geometry

    def _area(self) -> QRectF:
        left, bottom = px(38), px(46)
        return QRectF(left, px(4), self.width() - left - px(2), self.height() - bottom - px(4))

    def _cell(self, interet: int, influence: int) -> QRectF:
        area = self._area()
        width, height = area.width() / STEPS, (area.height() - 2 * px(20)) / STEPS
        row = STEPS - influence
        names = px(20) * (1 if influence >= 3 else 2)
        left = area.left() + (interet - 1) * width
        return QRectF(left, area.top() + names + row * height, width, height)

    def _groups(self) -> dict[tuple[int, int], list[MapPoint]]:
        groups: dict[tuple[int, int], list[MapPoint]] = defaultdict(list)
        for point in sorted(self._points, key=self._first_if_chosen):
            groups[point.interet, point.influence].append(point)
        return groups

    def _first_if_chosen(self, point: MapPoint) -> bool:
        return point.id != self._chosen

    def _discs(self) -> list[tuple[MapPoint, QPointF, float]]:
        """Return who is drawn, where, and the radius; those in excess are counted instead."""
        discs = []
        for (interet, influence), points in self._groups().items():
            cell = self._cell(interet, influence)
            shown = points if len(points) <= PER_CELL else points[: PER_CELL - 1]
            places = _places(cell, min(len(points), PER_CELL))
            radius = _radius(cell, len(points))
            discs += [(p, centre, radius) for p, centre in zip(shown, places, strict=False)]
        return discs

    # --- painting

    def _paint_quadrants(self, painter: QPainter) -> None:
        theme, area = current_theme(), self._area()
        chosen = next((p.strategie for p in self._points if p.id == self._chosen), None)
        width, height = area.width() / 2, area.height() / 2
        painter.setFont(body_font(px(13), semibold=True))
        for quadrant, column, row in QUADRANTS:
            rect = QRectF(area.left() + column * width, area.top() + row * height, width, height)
            rect.adjust(1, 1, -1, -1)
            painter.setPen(QPen(theme.colour("bordure"), 1))
            painter.setBrush(theme.colour("selection" if quadrant is chosen else "surface-2"))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(theme.colour("texte-2"))
            name = rect.adjusted(px(6), px(2), -px(2), 0)
            painter.drawText(name, Qt.AlignmentFlag.AlignLeft, _fit(painter, quadrant, name))

    def _paint_axes(self, painter: QPainter) -> None:
        area = self._area()
        painter.setFont(body_font(px(12)))
        painter.setPen(current_theme().colour("texte-2"))
        for step in range(1, STEPS + 1):
            below = self._cell(step, 1).center().x()
            beside = self._cell(1, step).center().y()
            painter.drawText(
                QRectF(below - px(10), area.bottom() + px(4), px(20), px(16)), CENTRE, str(step)
            )
            painter.drawText(
                QRectF(area.left() - px(24), beside - px(8), px(20), px(16)), CENTRE, str(step)
            )
        painter.setFont(body_font(px(13), semibold=True))
        title = QRectF(area.left(), area.bottom() + px(22), area.width(), px(20))
        painter.drawText(title, CENTRE, _("Intérêt"))
        painter.save()
        painter.translate(px(10), area.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-px(60), -px(10), px(120), px(20)), CENTRE, _("Influence"))
        painter.restore()

    def _paint_disc(
        self, painter: QPainter, point: MapPoint, centre: QPointF, radius: float
    ) -> None:
        theme, chosen = current_theme(), point.id == self._chosen
        painter.setPen(QPen(theme.colour("primaire"), 1.5))
        painter.setBrush(theme.colour("primaire" if chosen else "surface"))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(theme.colour("sur-primaire" if chosen else "texte"))
        self._write_in(painter, centre, radius, point.initials)

    def _paint_overflow(self, painter: QPainter) -> None:
        for (interet, influence), points in self._groups().items():
            if len(points) > PER_CELL:
                cell = self._cell(interet, influence)
                centre = _places(cell, PER_CELL)[-1]
                painter.setPen(current_theme().colour("texte-2"))
                more = f"+{len(points) - PER_CELL + 1}"
                self._write_in(painter, centre, _radius(cell, len(points)), more)

    def _write_in(self, painter: QPainter, centre: QPointF, radius: float, text: str) -> None:
        size = px(13) if radius >= px(13) and len(text) < 3 else px(11)
        painter.setFont(body_font(size, semibold=True))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, CENTRE, text)


def _radius(cell: QRectF, count: int) -> float:
    room = min(cell.width(), cell.height())
    if count == 1:
        return min(px(14), room / 2 - 1)
    return min(px(12), cell.width() / 4 - 1, (cell.height() / (4 if count > 2 else 2)) - 1)


def _places(cell: QRectF, count: int) -> list[QPointF]:
    """Return the centres of one to four discs in a cell."""
    middle = cell.center()
    if count == 1:
        return [middle]
    x, y = cell.width() / 4, cell.height() / 4
    left, right = middle.x() - x, middle.x() + x
    if count == 2:
        return [QPointF(left, middle.y()), QPointF(right, middle.y())]
    rows = (middle.y() - y, middle.y() + y)
    return [QPointF(column, row) for row in rows for column in (left, right)][:count]


def _fit(painter: QPainter, quadrant: Strategie, room: QRectF) -> str:
    metrics = painter.fontMetrics()
    width = round(room.width())
    return metrics.elidedText(word(quadrant), Qt.TextElideMode.ElideRight, width)
