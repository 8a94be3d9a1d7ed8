"""What goes from one criterion at a time to the list, and back; an icon where room lacks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, SecondaryButton
from ui.kit.labels import set_tooltip


class ListSwitch(QObject):
    """Two buttons of which one is shown: that of the heading, or the icon over the themes.

    Signals:
        pressed: show the other way of going through the grid.
    """

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        words = _("Liste du thème")
        self.button = SecondaryButton(words, icon_name="list-checks")
        self.icon = IconButton("list-checks", words)
        for button in (self.button, self.icon):
            button.clicked.connect(self.pressed)

    def show_listed(self, listed: bool) -> None:  # noqa: FBT001 - mirrors Qt's setters
        """Name what a press shows."""
        words = _("Un critère à la fois") if listed else _("Liste du thème")
        self.button.setText(words)
        for button in (self.button, self.icon):
            button.setAccessibleName(words)
            set_tooltip(button, words)
            button.set_icon("file-text" if listed else "list-checks")

    def fit(self, *, roomy: bool) -> None:
        """Show the button where there is room for the heading of the page, else the icon."""
        self.button.setVisible(roomy)
        self.icon.setVisible(not roomy)
