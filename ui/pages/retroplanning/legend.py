"""What each mark of the Gantt means, in as many lines as the width asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.charts.gantt_page import legend_marks
from cpom_desktop.charts.scene import Scene
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.kit.restyle import Restyled
from ui.kit.scene_painter import PreparedScene
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.charts.scene import Primitive

_WIDTH_MM, _HEIGHT_MM, _PIXELS = 6.4, 4.0, 3.75


class Swatch(Restyled, QWidget):
    """One mark of the picture; the words beside it tell what it is."""

    def __init__(self, mark: Primitive, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = Scene(_WIDTH_MM, _HEIGHT_MM, (mark,))
        self.restyle()

    def restyle(self) -> None:
        """Take the size of the present text scale."""
        self.setFixedSize(px(_WIDTH_MM * _PIXELS) + 2, px(_HEIGHT_MM * _PIXELS) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        painter.translate(1, 1)
        PreparedScene(self._scene, px(100) * _PIXELS / 100).paint(painter, QRectF(self.rect()))
        painter.end()


class Legend(QWidget):
    """Every mark with its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout(self, spacing=px(16))
        for mark, words in legend_marks():
            item = QWidget()
            line = QHBoxLayout(item)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(px(7))
            line.addWidget(Swatch(mark))
            line.addWidget(SafeLabel(words, "caption-2"))
            layout.addWidget(item)
