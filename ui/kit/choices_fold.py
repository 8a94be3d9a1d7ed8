"""What each column, or each row, of a file is: one choice each, folded until asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ui.kit.combo import ChoiceField
from ui.kit.fold import Fold
from ui.kit.labels import ElidedLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    Choices = Sequence[tuple[str, str]]

MOST_FIELDS = 40
"""More would not be gone through."""
LINE, TALLEST, LOWEST = 40, 200, 44


class ChoicesFold(Fold):
    """A line a thing: its name, some of what is in it, what it is.

    Args:
        title: of the whole.
        choices: what each may be.
        none_label: what one that is nothing is called.
        room: height that may be taken, in pixels.
        shares: of the width, for the name, the sample and the choice.

    Signals:
        edited: something else was said of one.
    """

    edited = Signal()

    def __init__(
        self,
        title: str,
        choices: Choices,
        none_label: str,
        room: int,
        shares: tuple[int, int, int] = (2, 3, 2),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        self._choices, self._none, self._room = choices, none_label, room
        self.fields: list[ChoiceField] = []
        self._holder = QFrame()
        self._holder.setProperty("role", "surface")
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, px(8), 0)
        self._grid.setVerticalSpacing(px(4))
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._holder)
        self.add(self._area)

    def show_things(self, things: Sequence[tuple[str, str, str | None]]) -> None:
        """Show others: the name, a sample, and what it is, of each."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.fields.clear()
        for place, (name, sample, value) in enumerate(things[:MOST_FIELDS]):
            field = ChoiceField(name, self._choices, none_label=self._none)
            field.set_value(value)
            field.edited.connect(self.edited)
            self._grid.addWidget(ElidedLabel(name, "label"), place, 0)
            self._grid.addWidget(ElidedLabel(sample, "small-2"), place, 1)
            self._grid.addWidget(field, place, 2)
            self.fields.append(field)
        wanted = px(min(TALLEST, 12 + LINE * len(self.fields)))
        self._area.setFixedHeight(min(wanted, max(self._room, px(LOWEST))))

    def values(self) -> list[str | None]:
        """Return what each is, in order; None where it is nothing."""
        found = (field.value() for field in self.fields)
        return [str(value) if value else None for value in found]
