"""Dragging in the Gantt: what the mouse holds, the ghost it moves, the drop as one gesture.

The picture under the ghost is not painted again: only the region of the ghost is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.charts.gantt_drag import dragged, grip_at
from cpom_desktop.charts.gantt_ghost import (
    Window,
    ghost_anchor,
    ghost_items,
    handle_items,
    label_items,
)
from cpom_desktop.charts.scene import Scene
from ui.kit.scene_painter import PreparedScene

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from cpom_desktop.charts.gantt_drag import Gesture, Grip, Hold
    from cpom_desktop.charts.scene import Primitive
    from ui.kit.gantt_view import GanttView

THRESHOLD = 4
"""Pixels under which a press is a click."""
_BORDER, _TICK_MS = 28, 30
"""Pixels near the border that scroll, and how often."""
_CURSORS: dict[Hold, Qt.CursorShape] = {
    "deplacer": Qt.CursorShape.SizeAllCursor,
    "debut": Qt.CursorShape.SizeHorCursor,
    "fin": Qt.CursorShape.SizeHorCursor,
    "lien": Qt.CursorShape.CrossCursor,
}


class Told(NamedTuple):
    """What a label says of a gesture, and whether it may be let go."""

    lines: tuple[str, ...]
    possible: bool = True


class GanttDrag(QObject):
    """Follows the mouse over a Gantt, from the press to the drop; Échap gives up."""

    def __init__(self, view: GanttView) -> None:
        super().__init__(view)
        self._view = view
        self.teller: Callable[[Gesture], Told] | None = None
        """Words a gesture; without it nothing may be taken hold of."""
        self._grip: Grip | None = None
        self._pressed = QPointF()
        self._pointer = QPointF()
        self.gesture: Gesture | None = None
        self.told = Told(())
        self._hover: Grip | None = None
        self._scene: PreparedScene | None = None
        self.region = QRect()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._scroll)

    @property
    def active(self) -> bool:
        """Whether something is being dragged."""
        return self.gesture is not None

    def press(self, point: QPointF) -> None:
        """Take hold of what is under the mouse, in pixels of the viewport."""
        self._grip = self._grip_at(point)
        self._pressed = self._view.scene_point(point)

    def move(self, point: QPointF) -> None:
        """Follow the mouse: nothing before a few pixels, then the ghost."""
        self._pointer = point
        if self._grip is None:
            self._hover_at(point)
            return
        away = self._view.scene_point(point) - self._pressed
        if self.gesture is None:
            if max(abs(away.x()), abs(away.y())) < THRESHOLD:
                return
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            self._timer.start()
        self._follow()

    def release(self) -> Gesture | None:
        """Let go; return what to do, None when nothing is."""
        gesture, told = self.gesture, self.told
        self.cancel()
        return gesture if gesture and (told.possible or gesture.hold == "lien") else None

    def cancel(self) -> None:
        """Give up: nothing moves."""
        if self.gesture is not None:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._timer.stop()
        self._grip = self.gesture = self._hover = None
        self.told = Told(())
        self._show(())
        self._view.viewport().unsetCursor()

    def forget(self) -> None:
        """Give up what is held, when it is no longer: its release went elsewhere."""
        if self._grip is not None:
            self.cancel()

    def leave(self) -> None:
        """Forget what the mouse was over."""
        if not self.active:
            self._hover = None
            self._show(())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Give up on Échap, or when the window is left; keep other keys from what is under."""
        kind = event.type()
        if kind in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self.cancel()
            return True
        if kind == QEvent.Type.WindowDeactivate:
            self.cancel()
        return False

    def paint(self, painter: QPainter) -> None:
        """Paint the ghost over the picture, the painter at the top left of the viewport."""
        if self._scene is None or self._view.canvas is None:
            return
        seen, top = self._view.viewport().rect(), self._view.header_height
        origin = self._view.scene_point(QPointF(0, 0))
        painter.save()
        painter.setClipRect(
            QRect(0, top, seen.width(), seen.height() - top), Qt.ClipOperation.IntersectClip
        )
        painter.translate(-origin)
        self._scene.paint(painter, self._scene.bounds)
        painter.restore()

    def _grip_at(self, point: QPointF) -> Grip | None:
        canvas = self._view.canvas
        if canvas is None or self.teller is None or point.y() < self._view.header_height:
            return None
        at = self._view.scene_point(point)
        return grip_at(canvas.plan, canvas.layout, at.x() / canvas.scale, at.y() / canvas.scale)

    def _hover_at(self, point: QPointF) -> None:
        grip, canvas = self._grip_at(point), self._view.canvas
        if grip == self._hover or canvas is None:
            return
        self._hover = grip
        if grip is None:
            self._view.viewport().unsetCursor()
            self._show(())
            return
        self._view.viewport().setCursor(_CURSORS[grip.hold])
        self._show(handle_items(canvas.plan, canvas.layout, grip.row))

    def _follow(self) -> None:
        """Reckon what the drag means at the mouse, and move the ghost there."""
        canvas, grip = self._view.canvas, self._grip
        if canvas is None or grip is None or self.teller is None:
            return
        at = self._view.scene_point(self._pointer)
        days = round((at.x() - self._pressed.x()) * canvas.layout.days / canvas.width)
        gesture = dragged(canvas.plan.bars[grip.row], grip.hold, days)
        if gesture is not None and grip.hold == "lien":
            gesture = replace(gesture, onto=self._task_at(at, gesture.task_id))
        if gesture is None or (gesture == self.gesture and grip.hold != "lien"):
            return
        if gesture != self.gesture:
            self.gesture, self.told = gesture, self.teller(gesture)
            self._show_cursor(grip)
        self._draw()

    def _task_at(self, at: QPointF, taken: int) -> int:
        canvas = self._view.canvas
        row = canvas.row_at(at.y()) if canvas else -1
        if canvas is None or row < 0 or canvas.plan.bars[row].fin is None:
            return 0
        found = canvas.plan.bars[row].task_id
        return 0 if found == taken else found

    def _show_cursor(self, grip: Grip) -> None:
        forbidden = Qt.CursorShape.ForbiddenCursor
        shape = _CURSORS[grip.hold] if self.told.possible else forbidden
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)

    def _draw(self) -> None:
        canvas, grip, gesture = self._view.canvas, self._grip, self.gesture
        if canvas is None or grip is None or gesture is None:
            return
        pointer = self._view.scene_point(self._pointer) / canvas.scale
        x, y = pointer.x(), pointer.y()
        plan, layout = canvas.plan, canvas.layout
        link = gesture.hold == "lien"
        bar = plan.bars[grip.row]
        at = (x, y) if link else ghost_anchor(bar, layout, gesture, layout.centre(grip.row))
        self._show(
            (
                *ghost_items(plan, layout, grip.row, gesture, pointer=(x, y)),
                *label_items(
                    layout,
                    self.told.lines,
                    at=at,
                    window=self._window(),
                    refused=not self.told.possible,
                ),
            )
        )

    def _window(self) -> Window:
        canvas = self._view.canvas
        scale = canvas.scale if canvas else 1.0
        seen, top = self._view.viewport().rect(), self._view.header_height
        first = self._view.scene_point(QPointF(0, top)) / scale
        last = self._view.scene_point(QPointF(seen.width(), seen.height())) / scale
        return Window(first.x(), first.y(), last.x(), last.y())

    def _show(self, items: tuple[Primitive, ...]) -> None:
        """Replace what is drawn over the picture; only where it was and is, is painted again."""
        canvas = self._view.canvas
        before, self._scene, self.region = self.region, None, QRect()
        if items and canvas is not None:
            self._scene = PreparedScene(Scene(0, 0, items), canvas.scale)
            origin = self._view.scene_point(QPointF(0, 0))
            self.region = self._scene.bounds.translated(-origin).toAlignedRect()
        for region in (before, self.region):
            if not region.isEmpty():
                self._view.viewport().update(region)

    def _scroll(self) -> None:
        """Scroll while the mouse is near the border, and follow."""
        seen, top = self._view.viewport().rect(), self._view.header_height
        across = _push(self._pointer.x(), 0, seen.width())
        down = _push(self._pointer.y(), top, seen.height())
        if self._grip is None or self._grip.hold != "lien":
            down = 0
        moved = False
        for push, bar in ((across, self._view.horizontalScrollBar()),
                          (down, self._view.verticalScrollBar())):  # fmt: skip
            before = bar.value()
            if push:
                bar.setValue(before + push)
            moved = moved or bar.value() != before
        if moved:
            self._follow()
            self._draw()


def _push(at: float, low: float, high: float) -> int:
    """Return how far to scroll for a mouse near, or past, a border."""
    if at < low + _BORDER:
        return -round(min(low + _BORDER - at, 2 * _BORDER) / 2)
    if at > high - _BORDER:
        return round(min(at - high + _BORDER, 2 * _BORDER) / 2)
    return 0
