"""A part of a page: its title, its short table, what one may do with its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from ui.kit.buttons import IconButton, TextButton
from ui.kit.field_row import FieldMessage
from ui.kit.labels import SafeLabel
from ui.models.part_table import PartTable
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from cpom_desktop.services.operations import Operation
    from ui.models.base import TableModel
    from ui.session import Session


class PartSection(QWidget):
    """Title, hint, « Ajouter… », the table, and what its rows come to.

    Signals:
        add_asked, delete_asked: the button, or Suppr with the places of rows.
        opened: the place of a row whose cell is not typed in.

    Args:
        title: words above the table.
        add_words: « Ajouter une étape ».
        delete_words: name of the button that deletes the rows chosen.
        empty: what to say while there is no row.
    """

    add_asked = Signal()
    delete_asked = Signal(object)
    opened = Signal(int)

    def __init__(
        self,
        session: Session,
        title: str,
        *,
        add_words: str,
        delete_words: str,
        empty: str,
        stretch: int = 0,
    ) -> None:
        super().__init__()
        self.session = session
        self.table = PartTable(title, stretch=stretch)
        self.summary = SafeLabel("", "small", wrap=True)
        self.total = SafeLabel("", "label", wrap=True)
        self.add_button = TextButton(add_words, icon_name="plus").set_dense()
        self.delete_button = IconButton("trash-2", delete_words)
        self.tools: list[QWidget] = []
        self.doubts = FieldMessage()
        self._lay_out(title, empty)
        self.add_button.clicked.connect(self.add_asked)
        self.delete_button.clicked.connect(self._on_delete)
        self.table.delete_requested.connect(self._on_suppr)
        self.table.opened.connect(self._on_opened)

    def _lay_out(self, title: str, empty: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        head = self.head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(SafeLabel(title, "label"))
        head.addWidget(self.summary, 1)
        head.addWidget(self.delete_button)
        head.addWidget(self.add_button)
        column.addLayout(head)
        frame = QFrame()
        frame.setProperty("role", "carte")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.table)
        self._foot = QFrame()
        self._foot.setProperty("role", "pied")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(px(12), px(6), px(12), px(6))
        foot.addWidget(self.total, 1)
        self._foot.hide()
        inner.addWidget(self._foot)
        column.addWidget(frame)
        column.addWidget(self.doubts)
        self.doubts.hide()
        nothing = SafeLabel(empty, "small-2", wrap=True)
        nothing.setContentsMargins(px(12), 0, px(12), 0)
        nothing.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.table.set_placeholder(nothing)
        writable = not self.session.read_only
        self.add_button.setVisible(writable)
        self.delete_button.setVisible(False)

    def set_model(self, model: TableModel[Any]) -> None:
        """Show the rows of a model."""
        self.model = model
        self.table.setModel(model)
        model.rowsInserted.connect(self._tell_rows)
        model.rowsRemoved.connect(self._tell_rows)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the rows again."""
        self.model.set_rows(rows)
        self._tell_rows()

    def set_total(self, text: str) -> None:
        """Tell what the rows come to, under them; nothing hides the line."""
        self.total.setText(text)
        self._foot.setVisible(bool(text))

    def add_tool(self, tool: QWidget) -> None:
        """Put something else that may be done with the rows before « Ajouter… »."""
        self.head.insertWidget(self.head.count() - 2, tool)
        self.tools.append(tool)

    def tell_doubts(self, sentences: Sequence[str]) -> None:
        """Tell under the table what looks wrong in it; it is kept all the same."""
        self.doubts.tell("\n".join(sentences), "warning")

    def edit_row(self, row_id: object) -> None:
        """Put the caret in the first cell of a row just added, ready to be typed over."""
        place = self.model.place_of(row_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.go_to(place, 0)
        index = self.table.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)

    def focus_row(self, row_id: object, column: str = "") -> bool:
        """Put the caret on a row; tell whether it is there."""
        place = self.model.place_of(row_id)
        keys = [c.key for c in self.model.columns]
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.go_to(max(place, 0), keys.index(column) if column in keys else 0)
        return place >= 0

    def focus_table(self) -> None:
        """Put the caret on the first cell, on the button while there is no row."""
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.table.currentIndex().isValid():
                self.table.go_to(0, 0)
        else:
            self.add_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [*self.tools, self.delete_button, self.add_button, self.table]

    def _tell_rows(self) -> None:
        has_rows = self.model.rowCount() > 0
        self.delete_button.setVisible(has_rows and not self.session.read_only)

    def _on_delete(self) -> None:
        self._ask_delete(self.table.selected_rows())

    def _on_suppr(self, places: list[int]) -> None:
        self._ask_delete(places)

    def _ask_delete(self, places: list[int]) -> None:
        current = self.table.currentIndex()
        chosen = places or ([current.row()] if current.isValid() else [])
        if chosen and not self.session.read_only:
            self.delete_asked.emit(chosen)

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


def run_told(session: Session, operation: Operation, *, merge: str = "") -> int:
    """Run an operation, its refusal told over the page; answer the id it created, else 0."""
    try:
        outcome = session.run(operation, merge=merge)
    except RegleInvalide as error:
        session.refused.emit(session.sentence(error))
        return 0
    result = outcome.result if outcome else None
    return result if isinstance(result, int) else 0
