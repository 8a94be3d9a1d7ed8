"""The foot of the plan: what the marks mean, the zoom, the present day, the task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, TextButton
from ui.kit.gantt_legend import Legend
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_BESIDE = 300
"""Width (pixels at 100 %) that the legend needs to stay beside the buttons."""


class PlanFooter(QFrame):
    """Legend at left, tools at right; under each other when the width is short."""

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pied")
        self.legend = Legend()
        self.today_button = IconButton(
            "calendar-days", _("Aller au jour présent"), shortcut=_("Alt+Origine")
        )
        words = _("Voir la tâche") if read_only else _("Modifier…")
        self.open_button = TextButton(words, icon_name="pencil").set_dense()
        way = QBoxLayout.Direction
        self._tools = QBoxLayout(way.LeftToRight)
        self._tools.setSpacing(px(6))
        self._tools.addStretch(1)
        self._tools.addLayout(self._buttons())
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.legend)
        middle.addStretch(1)
        self._layout = QBoxLayout(way.LeftToRight, self)
        self._layout.setContentsMargins(px(13), 0, px(6), 0)
        self._layout.setSpacing(px(2))
        self._layout.addLayout(middle, 1)
        self._layout.addLayout(self._tools)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(6))
        for widget in (self.today_button, self.open_button):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def add_tool(self, widget: QWidget) -> None:
        """Put a choice before the present day."""
        self._tools.insertWidget(1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts under each other when the line is too short for all."""
        super().resizeEvent(event)
        items = (self._tools.itemAt(place) for place in range(self._tools.count()))
        tools = sum(item.sizeHint().width() for item in items if item is not None)
        room = self.width() - px(30)
        self._tools.setDirection(_way(wide=room >= tools))
        self._layout.setDirection(_way(wide=room >= tools + px(_BESIDE)))


def _way(*, wide: bool) -> QBoxLayout.Direction:
    way = QBoxLayout.Direction
    return way.LeftToRight if wide else way.TopToBottom
