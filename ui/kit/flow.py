"""Chips, and the layout that runs them over as many lines as needed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from cpom_desktop.i18n import _
from ui.kit.buttons import KitButton


class FlowLayout(QLayout):
    """Puts widgets one after the other and goes to the next line when the width is used."""

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 6, between: int | None = None
    ) -> None:
        super().__init__(parent)
        self._between = spacing if between is None else between
        """Pixels between two lines."""
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addWidget(self, widget: QWidget, /) -> None:
        """Take a widget at the end; its item is ours: Qt frees its own, whose place is reused."""
        self.addChildWidget(widget)
        self._items.append(QWidgetItem(widget))

    def removeWidget(self, widget: QWidget, /) -> None:
        """Take a widget out; it stays where it is."""
        self._items = [item for item in self._items if item.widget() is not widget]
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    # Qt ends its own loops on a null item: these two must answer None out of bounds.
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end as Qt asks."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or None past the end as Qt asks."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Never ask for more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the lines take in `width`."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items in `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size of the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._between, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x, line = x + hint.width() + self.spacing(), max(line, hint.height())
        return y + line - rect.y()


class Chip(KitButton):
    """A filter that is on or off: a tick and bold when on. The count comes from the model."""

    def __init__(
        self, text: str, *, count: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "chip", parent=parent)
        self._words = text
        self._count = count
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)
        self._refresh()

    def set_count(self, count: int | None) -> None:
        """Show how many lines the filter keeps."""
        self._count = count
        self._refresh()

    def _on_toggled(self, _checked: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        self._refresh()

    def _refresh(self) -> None:
        number = "" if self._count is None else f" ({self._count})"
        self.setText(f"{self._words}{number}".replace("&", "&&"))
        self.set_icon("check" if self.isChecked() else "", "texte")
        state = _("filtre actif") if self.isChecked() else _("filtre inactif")
        self.setAccessibleName(f"{self._words}{number}")
        self.setAccessibleDescription(state)
