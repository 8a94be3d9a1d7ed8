"""Areas that scroll: no frame, no stop of Tab, as wide as what they hold allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def scrolled(inner: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Return an area that scrolls `inner`: up and down, `sideways` too when asked."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def show_instead(area: QScrollArea, inner: QWidget) -> None:
    """Show another widget in an area; the former goes away later, a button of it may be acting.

    Setting one over the other deletes the former at once, and PySide then forgets menus of other
    pages (docs/recettes.md).
    """
    former = area.takeWidget()
    if former is not None:
        former.hide()
        former.deleteLater()
    area.setWidget(inner)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the areas that a widget lies in, until it is seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, px(16))
        around = around.parentWidget()
