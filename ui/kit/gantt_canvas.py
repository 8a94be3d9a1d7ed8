"""One Gantt laid out on screen: prepares its parts, and of its rows only those asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from cpom_desktop.charts.gantt_body import body_items
from cpom_desktop.charts.gantt_ground import ground_items
from cpom_desktop.charts.gantt_header import header_items
from cpom_desktop.charts.scene import Scene
from ui.kit.scene_painter import PreparedScene
from ui.theme.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from cpom_desktop.charts.gantt_scale import GanttLayout, GanttPlan
    from cpom_desktop.charts.scene import Primitive

_LIT = 0.55
"""How much the tint of the selected row covers the school breaks."""


class GanttCanvas:
    """Paints what a window shows of a plan: head, ground, lit row, bars.

    Args:
        plan: what is pictured.
        layout: its sizes, in millimetres.
        scale: pixels for one millimetre.
        row_height: of the table beside, in pixels.
    """

    def __init__(
        self, plan: GanttPlan, layout: GanttLayout, *, scale: float, row_height: int
    ) -> None:
        self.plan, self.layout = plan, layout
        self.scale, self.row_height = scale, max(row_height, 1)
        self.width = round(layout.width_mm * scale)
        self.header_height = round(layout.header_mm * scale)
        self.height = len(plan.bars) * self.row_height
        self._header = self._prepared(header_items(plan, layout), layout.header_mm)
        height = layout.row_height_mm * len(plan.bars)
        self._ground = self._prepared(ground_items(plan, layout, height), height)
        self._rows = range(0)
        self._body = self._prepared((), 0.0)

    def _prepared(self, items: tuple[Primitive, ...], height: float) -> PreparedScene:
        return PreparedScene(Scene(self.layout.width_mm, height, items), self.scale)

    def body(self, top: float, bottom: float) -> PreparedScene:
        """Return the rows between two ordinates, in pixels; the last asked for are kept."""
        first = max(int(top // self.row_height) - 1, 0)
        last = min(int(bottom // self.row_height) + 2, len(self.plan.bars))
        if self._rows != range(first, last):
            self._rows = range(first, last)
            height = self.layout.row_height_mm * len(self.plan.bars)
            self._body = self._prepared(body_items(self.plan, self.layout, self._rows), height)
        return self._body

    def paint(self, painter: QPainter, seen: QRect, dx: int, dy: int, lit: int) -> None:
        """Paint a window of the picture.

        Args:
            painter: its origin at the top left of the window.
            seen: the window.
            dx: pixels scrolled sideways.
            dy: pixels scrolled down.
            lit: row of the caret, −1 for none.
        """
        top = self.header_height
        clip = QRectF(dx, dy, seen.width(), max(seen.height() - top, 0))
        painter.save()
        painter.setClipRect(0, top, seen.width(), seen.height() - top)
        painter.translate(-dx, top - dy)
        self._ground.paint(painter, clip)
        self._paint_lit(painter, clip, lit)
        self.body(clip.top(), clip.bottom()).paint(painter, clip)
        painter.restore()
        painter.save()
        painter.setClipRect(0, 0, seen.width(), top)
        painter.translate(-dx, 0)
        self._header.paint(painter, QRectF(dx, 0, seen.width(), top))
        painter.restore()

    def _paint_lit(self, painter: QPainter, clip: QRectF, lit: int) -> None:
        if 0 <= lit < len(self.plan.bars):
            tint = current_theme().colour("selection")
            tint.setAlphaF(_LIT)
            top = lit * self.row_height
            painter.fillRect(QRectF(clip.left(), top, clip.width(), self.row_height), tint)

    def row_at(self, y: float) -> int:
        """Return the row at an ordinate under the head, −1 when there is none."""
        row = int(y // self.row_height)
        return row if 0 <= row < len(self.plan.bars) else -1

    def ref_at(self, x: float, y: float) -> str:
        """Return what is drawn at a point under the head, empty when nothing is."""
        return self.body(y, y).ref_at(x, y)
