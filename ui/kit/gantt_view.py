"""The Gantt beside its table: same rows, same vertical scroll, header kept in place.

It takes no focus: the table is its keyboard and what screen readers read. What is seen is
painted once into a picture of the viewport, and shown again until something changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from cpom_desktop.i18n import _
from ui.kit.gantt_drag import GanttDrag
from ui.kit.labels import set_tooltip
from ui.kit.restyle import Restyled
from ui.theme.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ui.kit.gantt_canvas import GanttCanvas

_NOTCH = 120.0
"""What one notch of a wheel turns, in eighths of a degree."""
_ZOOM = 1.2


def _silent(_row: int, _day: date, _ref: str) -> str:
    return ""


class GanttView(Restyled, QAbstractScrollArea):
    """Paints a Gantt; a click chooses a row, a double click opens it.

    Ctrl and the wheel zoom around the mouse, Maj and the wheel scroll sideways.

    Args:
        accessible_name: what it pictures; compulsory.

    Bars may be dragged once `drag.teller` says what a drag means.

    Signals:
        row_chosen, row_opened: the row clicked.
        dropped: the gesture of a drag that was let go (`Gesture`).
        menu_asked: the row under the right button, and where on the screen.
        zoom_asked: how much wider days should be, and the abscissa that should not move.
        resized: its size has changed.
    """

    row_chosen = Signal(int)
    row_opened = Signal(int)
    dropped = Signal(object)
    menu_asked = Signal(int, QPoint)
    zoom_asked = Signal(float, float)
    resized = Signal()

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription(
            _("Les mêmes tâches sont dans le tableau à côté : le clavier passe par lui.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.canvas: GanttCanvas | None = None
        self.backing = QPixmap()
        self._current = -1
        self._tip: Callable[[int, date, str], str] = _silent
        self.drag = GanttDrag(self)

    def set_tips(self, tip: Callable[[int, date, str], str]) -> None:
        """Ask `tip` what to say of a row, a day and what is drawn there (empty: nothing)."""
        self._tip = tip

    def show_canvas(self, canvas: GanttCanvas | None) -> None:
        """Show a picture; None empties."""
        self.drag.cancel()
        self.canvas = canvas
        self._set_ranges()
        self.refresh()

    def refresh(self) -> None:
        """Paint again all that is seen."""
        self.backing = QPixmap()
        self.viewport().update()

    def set_current_row(self, row: int) -> None:
        """Light a row, −1 for none."""
        if row != self._current:
            self._current = row
            self.refresh()

    def reveal(self, x: float, share: float = 1 / 3) -> None:
        """Scroll sideways so that an abscissa, in pixels, stands at a share of the width."""
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() * share))

    @property
    def header_height(self) -> int:
        """Height of the header, in pixels."""
        return self.canvas.header_height if self.canvas else 0

    def _set_ranges(self) -> None:
        width, height = (self.canvas.width, self.canvas.height) if self.canvas else (0, 0)
        seen = self.viewport().size()
        room = seen.height() - self.header_height
        self.verticalScrollBar().setPageStep(max(room, 1))
        self.verticalScrollBar().setSingleStep(self.canvas.row_height if self.canvas else 1)
        self.verticalScrollBar().setRange(0, max(height - room, 0))
        self.horizontalScrollBar().setPageStep(max(seen.width(), 1))
        self.horizontalScrollBar().setSingleStep(max(seen.width() // 10, 1))
        self.horizontalScrollBar().setRange(0, max(width - seen.width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ranges of the scroll bars true."""
        super().resizeEvent(event)
        self._set_ranges()
        self.refresh()
        self.resized.emit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint again at the new place."""
        self.refresh()

    def restyle(self) -> None:
        """Paint again in the colours of the theme."""
        self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll sideways with Maj, up and down otherwise."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned:
                self.zoom_asked.emit(_ZOOM ** (turned / _NOTCH), event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and turned:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - round(turned / _NOTCH * bar.singleStep()))
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture of what is seen, painted when it is not there yet."""
        if self.backing.isNull():
            self.backing = self._painted()
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        painter.drawPixmap(0, 0, self.backing)
        self.drag.paint(painter)
        painter.end()

    def _painted(self) -> QPixmap:
        seen = self.viewport().rect()
        ratio = self.viewport().devicePixelRatioF()
        backing = QPixmap((seen.size().toSizeF() * ratio).toSize())
        backing.setDevicePixelRatio(ratio)
        backing.fill(current_theme().colour("surface"))
        if self.canvas is not None:
            painter = QPainter(backing)
            dx, dy = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            self.canvas.paint(painter, seen, dx, dy, self._current)
            painter.end()
        return backing

    def scene_point(self, point: QPointF) -> QPointF:
        """Return where a point of the viewport is under the head of the picture, in pixels."""
        x = point.x() + self.horizontalScrollBar().value()
        return QPointF(x, point.y() - self.header_height + self.verticalScrollBar().value())

    def row_at(self, y: float) -> int:
        """Return the row at an ordinate of the viewport, −1 when there is none."""
        if self.canvas is None or y < self.header_height:
            return -1
        return self.canvas.row_at(self.scene_point(QPointF(0, y)).y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse, and take hold of what is there."""
        self.drag.cancel()
        row = self.row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.row_chosen.emit(row)
            self.drag.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; a release that was lost gives up."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.drag.forget()
        self.drag.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of what is held."""
        if event.button() == Qt.MouseButton.LeftButton:
            gesture = self.drag.release()
            if gesture is not None:
                self.dropped.emit(gesture)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give up what was dragged."""
        super().hideEvent(event)
        self.drag.cancel()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the mouse."""
        row = self.row_at(event.pos().y())
        if row >= 0:
            self.row_chosen.emit(row)
            self.menu_asked.emit(row, event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the mouse."""
        row = self.row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.row_opened.emit(row)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what the bar, or the day, under the mouse is; forget it once the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self.drag.leave()
        if isinstance(event, QHelpEvent):
            set_tooltip(self.viewport(), self._tip_at(QPointF(event.pos())))
            if not self.viewport().toolTip():
                QToolTip.hideText()
        return super().viewportEvent(event)

    def _tip_at(self, point: QPointF) -> str:
        if self.canvas is None:
            return ""
        at = self.scene_point(point)
        day = self.canvas.layout.day_at(at.x() / self.canvas.scale)
        row = self.row_at(point.y())
        ref = self.canvas.ref_at(at.x(), at.y()) if row >= 0 else ""
        return self._tip(row, day, ref)
