"""A dialog as high as its words: Qt stops at two thirds of the screen, and cuts what wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui.kit.dialogs import KitDialog
from ui.kit.scrolling import bring_into_view, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget


class TallDialog(KitDialog):
    """What it says scrolls where the screen is too low for it; its buttons stay in sight."""

    def __init__(
        self,
        title: str,
        text: str,
        *,
        icon_name: str = "info",
        icon_role: str = "info",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, icon_name=icon_name, icon_role=icon_role, parent=parent)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        item = outer.takeAt(0)
        top = item.widget() if item is not None else None
        assert top is not None
        self._told = top
        outer.insertWidget(0, scrolled(top), 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of the words, now that they are dressed."""
        super().showEvent(event)
        self.fit()

    def fit(self, seen: QWidget | None = None) -> None:
        """Take the height of the words, inside the screen; `seen` is brought into sight."""
        outer, inner = self.layout(), self._told.layout()
        if outer is None or inner is None:
            return
        inner.activate()
        foot = outer.itemAt(1)
        wanted = inner.totalHeightForWidth(self.width())
        wanted += foot.sizeHint().height() if foot is not None else 0
        screen, frame = self.screen().availableGeometry(), self.frameGeometry()
        room = screen.height() - (frame.height() - self.height())
        self.resize(self.width(), min(wanted, room))
        if self.isVisible():
            below = self.frameGeometry().bottom() - screen.bottom()
            self.move(self.x(), max(self.y() - max(below, 0), screen.top()))
        if seen is not None:  # the words have not taken their height yet: they do so later
            outer.activate()
            self._told.resize(self._told.width(), inner.totalHeightForWidth(self._told.width()))
            bring_into_view(seen)
