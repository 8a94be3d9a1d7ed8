"""A thin bar that fills with a share; the figure beside it says the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import current_theme, px

HEIGHT = 8


class Bar(QWidget):
    """A horizontal bar, from empty (0) to full (1)."""

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = min(max(share, 0.0), 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of the design."""
        return QSize(px(80), px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, QRectF(self.rect()), self.share)
        painter.end()


def paint_bar(painter: QPainter, rect: QRectF, share: float, ground: str = "creux") -> None:
    """Paint the ground of a bar, then what is done of it."""
    theme = current_theme()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(rect, 2, 2)
    painter.setBrush(theme.colour("primaire"))
    done = QRectF(rect)
    done.setWidth(rect.width() * share)
    painter.drawRoundedRect(done, 2, 2)
