"""The room of the banners: as high as they are, they scroll rather than cover the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

MOST = 0.4
"""Share of the window that banners may take."""


class NoticesArea(QScrollArea):
    """Banners one under the other; a sentence that wraps is never cut to make room."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = inner
        self._last: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another height when a banner comes, goes or says something else."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        seen = super().eventFilter(watched, event)
        if watched is self._inner and event.type() == QEvent.Type.Resize:
            self._scroll_to_last()
        return seen

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight what was said last."""
        super().resizeEvent(event)
        self._scroll_to_last()

    def reveal(self, banner: QWidget) -> None:
        """Show a banner, and scroll to it where all do not fit."""
        self._last = banner
        banner.show()
        self._scroll_to_last()

    def _scroll_to_last(self) -> None:
        if self._last is not None and not self._last.isHidden():
            self.ensureWidgetVisible(self._last, 0, 0)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrower window asks for more height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the banners, inside their share of the window."""
        layout = self._inner.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None else 0
        return max(min(wanted, round(self.window().height() * MOST)), 0)

    def sizeHint(self) -> QSize:
        """Return the height that the present width asks for."""
        width = self.width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: it is the page that gives way."""
        return QSize(0, self.heightForWidth(self.width()))
