"""The table of the plan: states by letter or from a list, a flag before each milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from cpom_desktop.i18n import _
from ui.kit.tables import StyledTableView
from ui.models.base import to_tsv
from ui.models.choice_cells import ChoiceCellDelegate
from ui.models.planning import RANK, RESPONSABLE, START, STATE, STATE_KEYS, TITLE, PlanModel
from ui.theme.theme import px

if TYPE_CHECKING:
    from ui.models.base import Column
    from ui.models.planning import PlanLine

NARROW = 400
"""Under this width (pixels at 100 %) only the title, the end and the state are shown."""
MEDIUM = 460


class PlanTable(StyledTableView):
    """The tasks; Entrée on a title opens the task, on an end or a state edits it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._header_height = 0
        super().__init__(_("Tâches et jalons du rétroplanning"), row_height=32, parent=parent)
        self.setItemDelegate(ChoiceCellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleDescription(
            _("Entrée sur une tâche ouvre sa fiche ; sur une échéance ou un état, les modifie.")
        )

    def show_model(self, model: PlanModel) -> None:
        """Show the plan, columns at their widths."""
        self.setModel(model)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(30))
        for place, column in enumerate(model.columns):
            self._size_column(header, place, column)

    def _size_column(self, header: QHeaderView, place: int, column: Column[PlanLine]) -> None:
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(place, mode.Stretch if place == TITLE else mode.Fixed)
        if place != TITLE:
            self.setColumnWidth(place, px(column.width))

    def fit(self, width: int, *, wide: bool) -> None:
        """Take a width; what matters least hides first, the start shows when `wide`."""
        self.setFixedWidth(width)
        model = self.model()
        if isinstance(model, PlanModel):
            for place, column in enumerate(model.columns):
                self._size_column(self.horizontalHeader(), place, column)
        self.setColumnHidden(START, not wide)
        self.setColumnHidden(RESPONSABLE, width < px(MEDIUM))
        self.setColumnHidden(RANK, width < px(NARROW))

    def set_heights(self, header: int, row: int) -> None:
        """Take the heights of the Gantt beside."""
        self._header_height = header
        self.horizontalHeader().setFixedHeight(header)
        self.verticalHeader().setDefaultSectionSize(row)

    def restyle(self) -> None:
        """Keep the heights of the Gantt when the theme changes."""
        row = self.verticalHeader().defaultSectionSize()
        super().restyle()
        if self._header_height:
            self.set_heights(self._header_height, row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a state by its letter in the column of states."""
        model, current = self.model(), self.currentIndex()
        etat = STATE_KEYS.get(event.key())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        editing = self.state() == QAbstractItemView.State.EditingState
        if (
            etat is None
            or not plain
            or editing
            or not isinstance(model, PlanModel)
            or current.column() != STATE
        ):
            super().keyPressEvent(event)
            return
        rows = {index.row() for index in self.selectedIndexes() if index.column() == STATE}
        model.set_states(sorted(rows | {current.row()}), etat)

    def copy_selection(self) -> str:
        """Copy the cells shown as Excel takes them: dates in figures, with their year."""
        text = to_tsv(i for i in self.selectedIndexes() if not self.isColumnHidden(i.column()))
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
        return text

    def choose(self, place: int, column: int = -1) -> None:
        """Put the caret on a row, in the column where it is already unless one is given."""
        model = self.model()
        if not isinstance(model, PlanModel) or not 0 <= place < model.rowCount():
            return
        if column < 0:
            column = max(self.currentIndex().column(), TITLE)
        index: QModelIndex = model.index(place, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
