"""A theme to choose: a miniature of the window in its colours, over its name."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ui.kit.buttons import paint_ring
from ui.theme.fonts import body_font
from ui.theme.theme import SYSTEM, Theme, current_theme, load_theme, px

MINIATURE = 62
BAND = 40
RADIO = 18
DRAWN = {"clair": ("clair",), "sombre": ("sombre",), SYSTEM: ("clair", "sombre")}
"""Choice → themes of its miniature, side by side."""


class ThemeTile(QRadioButton):
    """One of the themes; the arrows go from one to the next, as among any such buttons."""

    def __init__(self, choice: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.choice = choice
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the height of the design, and the width of the words."""
        words = QFontMetrics(body_font(px(15), semibold=True)).horizontalAdvance(self.text())
        return QSize(words + px(12 + RADIO + 10 + 12), px(MINIATURE + BAND))

    def minimumSizeHint(self) -> QSize:
        """Keep the words whole."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on the tile."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the miniature, the band with its name, the outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outer = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        frame = QPainterPath()
        frame.addRoundedRect(outer, 4, 4)
        painter.setClipPath(frame)
        top = QRectF(outer.left(), outer.top(), outer.width(), outer.height() - px(BAND))
        names = DRAWN[self.choice]
        for rank, name in enumerate(names):
            part = top.width() / len(names)
            box = QRectF(top.left() + rank * part, top.top(), part, top.height())
            _paint_miniature(painter, box, load_theme(name))
        self._paint_name(painter, QRectF(outer.left(), top.bottom(), outer.width(), px(BAND)))
        painter.setClipping(False)
        self._paint_outline(painter, outer)
        painter.end()

    def _paint_name(self, painter: QPainter, band: QRectF) -> None:
        theme, chosen = current_theme(), self.isChecked()
        ground = "selection" if chosen else "primaire-doux" if self.underMouse() else "surface"
        painter.fillRect(band, theme.colour(ground))
        side = px(RADIO)
        ring = QRectF(band.left() + px(12), band.center().y() - side / 2, side, side)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("primaire" if chosen else "bordure-forte"), 1.5))
        painter.drawEllipse(ring)
        if chosen:
            painter.setBrush(theme.colour("primaire"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(ring.center(), side / 4, side / 4)
        painter.setPen(theme.colour("texte"))
        painter.setFont(body_font(px(15), semibold=chosen))
        words = band.adjusted(px(12 + RADIO + 8), 0, -px(4), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_outline(self, painter: QPainter, outer: QRectF) -> None:
        chosen = self.isChecked()
        role = "primaire" if chosen else "bordure-forte"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(current_theme().colour(role), 2 if chosen else 1))
        painter.drawRoundedRect(outer, 4, 4)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))


def _paint_miniature(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paint the window: ground, sidebar, card with a title, a line and a button."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(box, theme.colour("fond"))
    side = box.width() / 4
    painter.fillRect(QRectF(box.left(), box.top(), side, box.height()), theme.colour("lateral"))
    card = box.adjusted(side + px(10), px(10), -px(12), -px(8))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(card, 3, 3)
    for top, share, height, role in (
        (8, 0.6, 4, "texte"),
        (17, 0.8, 3, "texte-3"),
        (26, 0.32, 8, "primaire"),
    ):
        painter.setBrush(theme.colour(role))
        width = (card.width() - px(16)) * share
        line = QRectF(card.left() + px(8), card.top() + px(top), width, px(height))
        painter.drawRoundedRect(line, 2, 2)
