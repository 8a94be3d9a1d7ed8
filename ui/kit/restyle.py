"""What a widget of the kit does again when the theme or the text scale changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object


class Restyled(_Base):
    """Calls `restyle` after each change of theme; placed before the Qt class it completes.

    The widget calls `restyle` itself at the end of its construction.
    """

    def restyle(self) -> None:
        """Tint icons and set sizes again for the current theme."""

    def changeEvent(self, event: QEvent) -> None:
        """Restyle when the application's style sheet has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and have it read again if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # not dressed yet: it will read the property then
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
