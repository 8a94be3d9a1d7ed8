"""A picture on screen that takes the room it is given; a table beside it says the same."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.restyle import Restyled
from ui.kit.scene_painter import PreparedScene
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.charts.scene import Scene

TEXT_MM, TEXT_PX = 3.3, 13
"""Height of the words of a picture, on paper and on screen at 100 %."""


class SceneView(Restyled, QWidget):
    """Paints a scene laid out for its own size; what may be pressed tells what it is of.

    Signals:
        picked: reference of the thing pressed.

    Args:
        name, description: what screen readers say of it; the keyboard goes to its table.
    """

    picked = Signal(str)

    def __init__(self, name: str, description: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: PreparedScene | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    @abstractmethod
    def scene_of(self, width_mm: float, height_mm: float) -> Scene:
        """Return the picture for a room."""

    def refresh(self) -> None:
        """Lay the picture out again: what it shows changed."""
        self._scene = None
        self.update()

    def restyle(self) -> None:
        """Lay the picture out for the present text scale and colours."""
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the picture out for another room."""
        super().resizeEvent(event)
        self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture."""
        painter = QPainter(self)
        scene, top = self._prepared(), self._top()
        painter.translate(0, top)
        scene.paint(painter, QRectF(self.rect()).translated(0, -top))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell what is pressed."""
        ref = self._ref(event)
        if ref and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(ref)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a thing can be pressed."""
        shapes = Qt.CursorShape
        self.setCursor(shapes.PointingHandCursor if self._ref(event) else shapes.ArrowCursor)

    def _ref(self, event: QMouseEvent) -> str:
        return self._prepared().ref_at(event.position().x(), event.position().y() - self._top())

    def _top(self) -> float:
        """Return where the picture begins: in the middle of the height that it leaves."""
        return max((self.height() - self._prepared().height) / 2, 0.0)

    def _prepared(self) -> PreparedScene:
        if self._scene is None:
            scale = px(TEXT_PX) / TEXT_MM
            scene = self.scene_of(self.width() / scale, self.height() / scale)
            self._scene = PreparedScene(scene, scale)
        return self._scene
