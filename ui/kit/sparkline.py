"""The course of a figure on screen; the values stand beside it, so that it says nothing alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from cpom_desktop.charts.sparkline import SparklineLayout, sparkline_scene
from ui.kit.scene_painter import PreparedScene
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from PySide6.QtGui import QPainter

PIXELS_A_MM = 3.8
"""Of the screen, at 100 %."""
_LAYOUT = SparklineLayout()


def paint_sparkline(
    painter: QPainter,
    x: float,
    y: float,
    values: Sequence[Decimal | None],
    layout: SparklineLayout = _LAYOUT,
) -> None:
    """Paint the course of a figure in a row, its top left corner at a point."""
    scene = PreparedScene(sparkline_scene(values, layout), px(100) / 100 * PIXELS_A_MM)
    painter.save()
    painter.translate(x, y)
    scene.paint(painter, QRectF(0, 0, scene.width, scene.height))
    painter.restore()


def sparkline_size(layout: SparklineLayout = _LAYOUT) -> QSize:
    """Return the room it takes, in pixels, at the present text scale."""
    scale = px(100) / 100 * PIXELS_A_MM
    return QSize(round(layout.width_mm * scale), round(layout.height_mm * scale))
