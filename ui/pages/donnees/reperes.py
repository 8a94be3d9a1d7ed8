"""The reference values of an indicator: those of the pack, and hers, which she may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees_detail import repere_words
from ui.kit.buttons import IconButton, TextButton
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from cpom_desktop.services.queries.donnees_types import RepereLu


class RepereLine(QWidget):
    """A reference value: what it is, in which year, of whom, from where."""

    def __init__(self, repere: RepereLu, *, writes: bool) -> None:
        super().__init__()
        self.repere = repere
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(SafeLabel(repere.texte, "label"))
        words.addWidget(SafeLabel(repere_words(repere), "caption-2", wrap=True))
        row.addLayout(words, 1)
        self.edit = IconButton("pencil", _("Modifier ce repère"))
        self.delete = IconButton("trash-2", _("Supprimer ce repère"))
        for button in (self.edit, self.delete):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            button.setVisible(writes and repere.repere_id is not None)


class ReperesPart(QWidget):
    """The reference values, and a way to add one.

    Signals:
        add_asked: a reference value of hers.
        edit_asked, delete_asked: the `RepereLu` of hers.
    """

    add_asked = Signal()
    edit_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, *, writes: bool) -> None:
        super().__init__()
        self._writes = writes
        self._reperes: tuple[RepereLu, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(SafeLabel(_("Repères"), "label"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        column.addLayout(self._lines)
        self.nothing = SafeLabel(_("Aucun repère daté n'est connu."), "small-2", wrap=True)
        column.addWidget(self.nothing)
        self.add = TextButton(_("Ajouter un repère…"), icon_name="plus").set_dense()
        self.add.clicked.connect(self.add_asked)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.setVisible(writes)  # once inside: alone it would open a window

    def show_reperes(self, reperes: Sequence[RepereLu]) -> None:
        """Show other reference values; nothing is made again when they are the same."""
        if tuple(reperes) == self._reperes:
            return
        self._reperes = tuple(reperes)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for repere in self._reperes:
            line = RepereLine(repere, writes=self._writes)
            line.edit.clicked.connect(self._on_edit)
            line.delete.clicked.connect(self._on_delete)
            self._lines.addWidget(line)
        self.nothing.setVisible(not self._reperes)

    def lines(self) -> list[RepereLine]:
        """Return the lines shown."""
        items = (self._lines.itemAt(n) for n in range(self._lines.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, RepereLine)]

    def _on_edit(self) -> None:
        self.edit_asked.emit(self._repere_of(self.sender()))

    def _on_delete(self) -> None:
        self.delete_asked.emit(self._repere_of(self.sender()))

    def _repere_of(self, button: QObject) -> RepereLu:
        line = button.parent()
        assert isinstance(line, RepereLine)
        return line.repere
