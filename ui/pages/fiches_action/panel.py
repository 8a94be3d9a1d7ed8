"""The long fields of one row of a table of the fiche: they open under the table."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import IconButton
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel
from ui.pages.fiches_action.fields import field_key
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.kit.field_row import FieldRow, FieldSpec
    from ui.session import Session


class RowPanel(QFrame):
    """Opens under the table of a row; nothing to validate.

    Signals:
        closed: Échap or the cross.
        filled: other fields are there, for Tab to go through.
    """

    closed = Signal()
    filled = Signal()
    table = ""

    def __init__(self, session: Session, close_words: str) -> None:
        super().__init__()
        self.setProperty("role", "carte")
        self.session = session
        self.row_id = 0
        self.form: Form | None = None
        self._fields: QWidget | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(px(12), px(6), px(12), px(12))
        self._outer.setSpacing(px(6))
        head = QHBoxLayout()
        self.title = ElidedLabel("", "strong")
        self.close_button = IconButton("x", close_words, shortcut="Échap")
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self._outer.addLayout(head)
        self.hide()

    @abstractmethod
    def specs(self) -> dict[str, FieldSpec]:
        """Return the fields of the row shown, by name."""

    @abstractmethod
    def lines(self) -> Sequence[Sequence[tuple[str, int]]]:
        """Return the fields in lines, with the width wanted of each."""

    @abstractmethod
    def name(self) -> str:
        """Return the title of the row shown; empty once it is deleted."""

    def show_row(self, row_id: int, *, again: bool = False) -> None:
        """Show a row, 0 for none; what was typed for the one before is committed."""
        other = again or row_id != self.row_id
        if other:
            self._leave()
            self.row_id = row_id
            if row_id:
                self._fill()
        self._show_title()
        self.setVisible(bool(row_id))
        if other:
            self.filled.emit()

    def _leave(self) -> None:
        if self._fields is None or self.form is None:
            return
        if self.name():
            self.form.flush()
        self._outer.removeWidget(self._fields)
        self._fields.hide()
        self._fields.deleteLater()
        self.form.deleteLater()
        self._fields = self.form = None

    def _fill(self) -> None:
        self.form = form = Form(self.session, parent=self)
        self._fields = fields = QWidget()
        flow = FieldFlow()
        fields.setLayout(flow)
        specs = self.specs()
        for line in self.lines():
            flow.line(*((form.add(specs[name]), width) for name, width in line))
        self._outer.addWidget(fields)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        rows = [self.form.row(key).editor for key in self.form] if self.form is not None else []
        return [self.close_button, *rows]

    def reload(self, *, force: bool) -> None:
        """Show the values again; a row deleted elsewhere closes the panel."""
        if self.form is None:
            return
        if not self.name():
            self.show_row(0)
            return
        self.form.reload(self.session.snapshot, force=force)
        self._show_title()

    def flush(self) -> None:
        """Commit what is typed."""
        if self.form is not None:
            self.form.flush()

    def focus_name(self, name: str) -> FieldRow | None:
        """Put the caret in a field of the row shown; return it, None when it has none."""
        key = field_key(self.table, self.row_id, name)
        return self.form.row(key) if self.form is not None and self.form.focus(key) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Échap, which goes back to the row."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _show_title(self) -> None:
        self.title.set_whole_text(self.name())
        self.setAccessibleName(self.title.whole_text)
