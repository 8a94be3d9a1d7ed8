"""A table that fills its room: one column takes the width left, the rows scroll inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from ui.kit.tables import StyledTableView
from ui.models.base import TableModel, paste_at, to_tsv
from ui.models.synthese_cells import SyntheseDelegate
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QEvent
    from PySide6.QtGui import QResizeEvent

    from ui.kit.cells import AnyIndex

ENOUGH = 380
"""Pixels at 100 % of the main column from which others may share the room."""
LEAST_STRETCH = 190
"""Pixels at 100 % under which the main column does not shrink: the table scrolls sideways."""


_TRIGGERS = QAbstractItemView.EditTrigger
_ASKED = {
    *(_TRIGGERS.DoubleClicked, _TRIGGERS.EditKeyPressed),
    *(_TRIGGERS.AnyKeyPressed, _TRIGGERS.AllEditTriggers),
}
"""What asks for an editor: the others only tell where the caret goes."""


class StretchTable(StyledTableView):
    """Columns at their widths but one; the caret stays on its row when rows change places.

    Args:
        accessible_name: what it lists.
        stretch: the column that takes the room left.
        sharing: columns that share with it what is more than enough.
        row_height: of every row, in pixels at 100 %; long texts are cut, the tooltip has them.
    """

    def __init__(
        self,
        accessible_name: str,
        *,
        stretch: int = 0,
        sharing: Sequence[int] = (),
        row_height: int = 44,
    ) -> None:
        self._stretch, self._sharing = stretch, sharing
        super().__init__(accessible_name, row_height=row_height)
        self.setItemDelegate(SyntheseDelegate(self))
        self.setWordWrap(True)
        self.pasted.connect(paste_at)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, columns at their widths."""
        super().setModel(model)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setMinimumSectionSize(px(30))
        self._share()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the rows again, the caret where it was: on its row, in its column."""
        model, current = self.table_model, self.currentIndex()
        row_id = model.row_id_at(current.row()) if current.isValid() else None
        column = current.column()
        model.set_rows(rows)
        place = model.place_of(row_id)
        if place >= 0 and self.currentIndex() != model.index(place, column):
            self.setCurrentIndex(model.index(place, column))

    @property
    def table_model(self) -> TableModel[Any]:
        """The model behind it."""
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    def current_row(self) -> Any:  # noqa: ANN401 - rows of any read model
        """Return the row of the caret, or None."""
        current = self.currentIndex()
        return self.table_model.row_at(current) if current.isValid() else None

    def go_to(self, row_id: object, key: str = "") -> bool:
        """Put the caret on a row, in a column; tell whether the row is there."""
        model = self.table_model
        keys = [column.key for column in model.columns]
        place = model.place_of(row_id)
        if place >= 0:
            self.setCurrentIndex(model.index(place, keys.index(key) if key else self._stretch))
        return place >= 0

    def focus_rows(self) -> None:
        """Put the caret in the table, on its first row when it was on none."""
        if not self.currentIndex().isValid() and self.table_model.rowCount():
            self.setCurrentIndex(self.table_model.index(0, self._stretch))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy_selection(self) -> str:
        """Copy the cells as a spreadsheet takes them."""
        text = to_tsv(self.selectedIndexes())
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
        return text

    def takes(self, index: AnyIndex) -> bool:  # noqa: ARG002 - a table may answer by the cell
        """Tell whether a cell that may be written opens an editor here."""
        return True

    def edit(  # type: ignore[override] # Qt has it twice: with one argument, with three
        self,
        index: AnyIndex,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open the editor of a cell, where the table takes it."""
        asked = trigger in _ASKED
        if asked and index.flags() & Qt.ItemFlag.ItemIsEditable and not self.takes(index):
            return False
        return bool(super().edit(index, trigger, event))  # type: ignore[arg-type]

    def restyle(self) -> None:
        """Take the sizes of the present text scale."""
        super().restyle()
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        model = self.model()
        if not isinstance(model, TableModel):
            return
        header, left = self.horizontalHeader(), self.viewport().width()
        for place, column in enumerate(model.columns):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            if place != self._stretch:
                self.setColumnWidth(place, px(column.width))
                left -= px(column.width)
        more = max(left - px(ENOUGH), 0) // (len(self._sharing) + 1)
        for place in self._sharing:
            self.setColumnWidth(place, px(model.columns[place].width) + more)
        left -= more * len(self._sharing)
        self.setColumnWidth(self._stretch, max(px(LEAST_STRETCH), left))
