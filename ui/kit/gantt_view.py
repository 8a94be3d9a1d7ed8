"""The Gantt beside its table: same rows, same vertical scroll, header kept in place.

It takes no focus: the table is its keyboard and what screen readers read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from cpom_desktop.i18n import _
from ui.kit.labels import set_tooltip
from ui.kit.restyle import Restyled
from ui.kit.scene_painter import PreparedScene
from ui.theme.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.charts.gantt import GanttParts

_LIT = 0.55
"""How much the tint of the selected row covers the school breaks."""


class GanttView(Restyled, QAbstractScrollArea):
    """Paints the parts of a Gantt; a click chooses a row, a double click opens it.

    Args:
        accessible_name: what it pictures; compulsory.
    """

    row_chosen = Signal(int)
    row_opened = Signal(int)
    resized = Signal()

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription(
            _("Les mêmes tâches sont dans le tableau à côté : le clavier passe par lui.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._parts: tuple[PreparedScene, PreparedScene, PreparedScene] | None = None
        self._row_height = 1
        self._rows = 0
        self._current = -1
        self._tips: Sequence[str] = ()

    def show_parts(
        self, parts: GanttParts | None, *, scale: float, row_height: int, tips: Sequence[str] = ()
    ) -> None:
        """Show a picture; None empties.

        Args:
            parts: header, ground and body, in millimetres.
            scale: pixels for one millimetre.
            row_height: of the table beside, in pixels.
            tips: what each row says when the mouse stays on its bar.
        """
        self._parts = None
        self._row_height, self._tips, self._rows = max(row_height, 1), tips, len(tips)
        if parts is not None:
            header, ground, body = (
                PreparedScene(scene, scale) for scene in (parts.header, parts.ground, parts.body)
            )
            self._parts = (header, ground, body)
        self._set_ranges()
        self.viewport().update()

    def set_current_row(self, row: int) -> None:
        """Light a row, −1 for none."""
        if row != self._current:
            self._current = row
            self.viewport().update()

    def reveal(self, x: float) -> None:
        """Scroll sideways so that an abscissa, in pixels, stands in the first third."""
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() / 3))

    @property
    def header_height(self) -> int:
        """Height of the header, in pixels."""
        return round(self._parts[0].height) if self._parts else 0

    def _set_ranges(self) -> None:
        width = round(self._parts[2].width) if self._parts else 0
        seen = self.viewport().size()
        room = seen.height() - self.header_height
        height = self._rows * self._row_height
        self.verticalScrollBar().setPageStep(max(room, 1))
        self.verticalScrollBar().setSingleStep(self._row_height)
        self.verticalScrollBar().setRange(0, max(height - room, 0))
        self.horizontalScrollBar().setPageStep(max(seen.width(), 1))
        self.horizontalScrollBar().setSingleStep(max(seen.width() // 10, 1))
        self.horizontalScrollBar().setRange(0, max(width - seen.width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ranges of the scroll bars true."""
        super().resizeEvent(event)
        self._set_ranges()
        self.resized.emit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint again at the new place."""
        self.viewport().update()

    def restyle(self) -> None:
        """Paint again in the colours of the theme."""
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is visible: ground, lit row, bars, then the header above."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), current_theme().colour("surface"))
        if self._parts is not None:
            self._paint_body(painter, *self._parts[1:])
            self._paint_header(painter, self._parts[0])
        painter.end()

    def _paint_body(self, painter: QPainter, ground: PreparedScene, body: PreparedScene) -> None:
        seen = self.viewport().rect()
        dx, dy = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        top = self.header_height
        painter.save()
        painter.setClipRect(0, top, seen.width(), seen.height() - top)
        painter.translate(-dx, top - dy)
        clip = QRectF(dx, dy, seen.width(), seen.height() - top)
        ground.paint(painter, clip)
        self._paint_current(painter, clip)
        body.paint(painter, clip)
        painter.restore()

    def _paint_current(self, painter: QPainter, clip: QRectF) -> None:
        if not 0 <= self._current < self._rows:
            return
        tint = current_theme().colour("selection")
        tint.setAlphaF(_LIT)
        top = self._current * self._row_height
        painter.fillRect(QRectF(clip.left(), top, clip.width(), self._row_height), tint)

    def _paint_header(self, painter: QPainter, header: PreparedScene) -> None:
        seen = self.viewport().rect()
        dx = self.horizontalScrollBar().value()
        painter.save()
        painter.setClipRect(0, 0, seen.width(), self.header_height)
        painter.translate(-dx, 0)
        header.paint(painter, QRectF(dx, 0, seen.width(), self.header_height))
        painter.restore()

    def row_at(self, y: float) -> int:
        """Return the row at an ordinate of the viewport, −1 when there is none."""
        if y < self.header_height:
            return -1
        row = int(y - self.header_height + self.verticalScrollBar().value()) // self._row_height
        return row if row < self._rows else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        row = self.row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.row_chosen.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the mouse."""
        row = self.row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.row_opened.emit(row)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what the bar under the mouse is."""
        if isinstance(event, QHelpEvent):
            set_tooltip(self.viewport(), self._tip_at(QPointF(event.pos())))
            if not self.viewport().toolTip():
                QToolTip.hideText()
        return super().viewportEvent(event)

    def _tip_at(self, point: QPointF) -> str:
        row = self.row_at(point.y())
        if self._parts is None or row < 0:
            return ""
        x = point.x() + self.horizontalScrollBar().value()
        y = point.y() - self.header_height + self.verticalScrollBar().value()
        return self._tips[row] if self._parts[2].ref_at(x, y) else ""
