"""The lines of a file before it is taken: what becomes of each, and a view to decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from ui.kit.tables import StyledTableView
from ui.models.base import TableModel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent

Line = TypeVar("Line")
Choice = TypeVar("Choice")


class DecidingModel(TableModel[Line], Generic[Line, Choice]):
    """One row a line; Espace, Entrée or a double click goes to the next thing to do of it.

    Signals:
        decided: what is to be done of a line has changed.
    """

    decided = Signal()
    _chosen: dict[object, Choice]

    def choices(self, line: Line) -> Sequence[Choice]:
        """Return what may be done of a line, the proposed one first."""
        raise AssertionError(line)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; what she decided of one stays where it may."""
        self.set_rows(lines)
        self.decided.emit()

    def choice_of(self, line: Line) -> Choice:
        """Return what is to be done of a line."""
        possible = self.choices(line)
        chosen = self._chosen.get(self._row_id(line))
        return chosen if chosen is not None and chosen in possible else possible[0]

    def turn(self, places: Iterable[int]) -> None:
        """Go to the next thing to do of each of these rows; of all, that of the first one."""
        rows = [self.row_at(self.index(place, 0)) for place in places]
        if not rows:
            return
        possible = self.choices(rows[0])
        wanted = possible[(possible.index(self.choice_of(rows[0])) + 1) % len(possible)]
        self.decide(rows, wanted)

    def decide(self, lines: Iterable[Line], wanted: Choice) -> None:
        """Have this done of each of the lines of which it may be."""
        for line in lines:
            if wanted in self.choices(line):
                self._chosen[self._row_id(line)] = wanted
        last = self.index(self.rowCount() - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last)
        self.decided.emit()


class DecidingView(StyledTableView):
    """The lines of the file; Espace turns what is to be done of those chosen.

    Signals:
        turned: places of the rows.
    """

    turned = Signal(object)

    def __init__(self, name: str, model: DecidingModel[Line, Choice]) -> None:
        super().__init__(name, by_cell=False, row_height=28)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, px(column.width))
        self.turned.connect(model.turn)
        self.opened.connect(self._on_opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Espace; leave the rest to the table."""
        if event.key() == Qt.Key.Key_Space and self.selected_rows():
            self.turned.emit(self.selected_rows())
            return
        super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        self.turned.emit([index.row()])
