"""The list of parts at the left of the assistant: done, current, to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from cpom_desktop.i18n import _
from ui.shell.dark_row import DarkRow
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

STATES = {"done": "faite", "current": "en cours", "next": "à venir"}
HEIGHT = 56
WIDTH = 248


class StepItem(DarkRow):
    """One part: number or tick, title, and the answer given or what is to correct."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._title = title
        self._state = "next"
        self._told = ""
        self.show_state("next", "")

    def show_state(self, state: str, told: str) -> None:
        """Show where this part is, and a few words of it."""
        self._state, self._told = state, told
        name = _(
            "Partie {n}, {titre}, {etat}", n=self.number, titre=self._title, etat=_(STATES[state])
        )
        self.setAccessibleName(f"{name}, {told}" if told else name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(px(WIDTH), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Keep the two lines apart, however low the window; long words are shortened."""
        return QSize(px(HEIGHT), px(HEIGHT))

    def is_current(self) -> bool:
        """Return whether this is the part she is filling in."""
        return self._state == "current"

    def paint_row(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the number and the words."""
        side = px(28)
        self._paint_number(painter, QRectF(px(16), (rect.height() - side) / 2, side, side))
        self._paint_words(painter, rect.adjusted(px(56), px(8), -px(10), -px(8)))

    def _paint_number(self, painter: QPainter, ring: QRectF) -> None:
        theme = current_theme()
        fills = {"done": "lateral-texte-2", "current": "repere"}
        if self._state in fills:
            painter.setBrush(theme.colour(fills[self._state]))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("lateral-texte-2"), 2))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if self._state == "done":
            size = px(18)
            spot = ring.center() - QPointF(size / 2, size / 2)
            painter.drawPixmap(spot, pixmap("check", "lateral", 18))
            return
        painter.setPen(theme.colour("sur-repere" if self.is_current() else "lateral-texte"))
        painter.setFont(body_font(px(14), semibold=True))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self.number))

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        current = self.is_current()
        painter.setPen(theme.colour("lateral-texte"))
        painter.setFont(body_font(px(15), semibold=current))
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(self._title, right, int(box.width()))
        if not self._told:
            painter.drawText(box, middle, title)
            return
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, title)
        painter.setPen(theme.colour("lateral-texte" if current else "lateral-texte-2"))
        painter.setFont(body_font(px(13)))
        metrics = painter.fontMetrics()
        told = metrics.elidedText(self._told, right, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom, told)
