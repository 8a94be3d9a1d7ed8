"""Fields in lines that fill the width, and that go to the next line when room lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class FieldPlace:
    """An item, its wanted width in pixels at 100 %, and whether it begins a line."""

    item: QLayoutItem
    width: int
    begins: bool


class FieldFlow(QLayout):
    """Lines of fields: each has a wanted width, which is also its share of the room left.

    `line` starts a line; what does not fit goes under. At 200 % of text the same page stays
    whole, on more lines.
    """

    def __init__(self, *, across: int = 14, down: int = 12) -> None:
        super().__init__()
        self._across, self._down = across, down
        self._places: list[FieldPlace] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def line(self, *fields: tuple[QWidget, int]) -> None:
        """Add a line of (field, wanted width in pixels at 100 %)."""
        for rank, (widget, width) in enumerate(fields):
            self.addChildWidget(widget)
            self._places.append(FieldPlace(QWidgetItem(widget), width, rank == 0))

    def whole(self, widget: QWidget) -> None:
        """Add a widget that takes a whole line."""
        self.line((widget, 1))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item on a line of its own."""
        self._places.append(FieldPlace(item, 1, begins=True))

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._places)

    # Qt ends its own loops on a null item: these two must answer None out of bounds.
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end as Qt asks."""
        return self._places[index].item if 0 <= index < len(self._places) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or None past the end as Qt asks."""
        return self._places.pop(index).item if 0 <= index < len(self._places) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for all the width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the lines take in `width`."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget the heights: a field changed its size, appeared or went away."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items in `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size on as many lines as were asked for."""
        lines = self._lines(1 << 20)
        width = max((self._wanted(line) for line in lines), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the width of the widest field; the height follows from the width."""
        shown = [place for place in self._places if not place.item.isEmpty()]
        width = max((place.item.minimumSize().width() for place in shown), default=0)
        return QSize(width, 0)

    def _wanted(self, line: Sequence[FieldPlace]) -> int:
        return sum(px(place.width) for place in line) + px(self._across) * (len(line) - 1)

    def _lines(self, width: int) -> list[list[FieldPlace]]:
        lines: list[list[FieldPlace]] = []
        for place in self._places:
            begins = place.begins or not lines
            if begins:
                lines.append([])
            if place.item.isEmpty():
                continue
            if lines[-1] and self._wanted([*lines[-1], place]) > width:
                lines.append([])
            lines[-1].append(place)
        return [line for line in lines if line]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            widths = self._widths(line, rect.width())
            height = max(_height(p.item, w) for p, w in zip(line, widths, strict=True))
            left = rect.x()
            for part, width in zip(line, widths, strict=True):
                if place:
                    part.item.setGeometry(QRect(left, top, width, height))
                left += width + px(self._across)
            top += height + px(self._down)
        return max(0, top - px(self._down) - rect.y())

    def _widths(self, line: Sequence[FieldPlace], width: int) -> list[int]:
        room = width - px(self._across) * (len(line) - 1)
        total = sum(place.width for place in line)
        widths = [room * place.width // total for place in line]
        return [*widths[:-1], room - sum(widths[:-1])]


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
