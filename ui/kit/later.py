"""What a widget builds once it has been seen: the window opens sooner, whole a blink later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object


class Later(_Base):
    """Leaves parts for after the first paint; placed before the Qt class it completes."""

    _seen = False
    _parts: tuple[Callable[[], None], ...] = ()

    def later(self, build: Callable[[], None]) -> None:
        """Build a part once the widget has been painted; at once if it has been already."""
        if self._seen:
            build()
        elif build not in self._parts:
            self._parts = (*self._parts, build)

    def complete(self) -> None:
        """Build now what was left for later, because something of it is asked for."""
        parts, self._parts = self._parts, ()
        for build in parts:
            build()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and the first time have the rest built."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.complete)
