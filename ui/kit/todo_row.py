"""One thing to do: what, where and whose, when, and the button that goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, ngettext
from ui.kit.bars import Bar
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.kit.pills import StatusPill
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.a_faire import Todo
    from cpom_desktop.services.queries.tableau_de_bord import Check, LoadRow


class TodoRow(QWidget):
    """A line of « À faire maintenant ».

    Signals:
        asked: slug of the page and key of the field to go to.
    """

    asked = Signal(str, str)

    def __init__(self, todo: Todo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.todo = todo
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(3), px(10), px(3))
        row.setSpacing(px(12))
        row.addWidget(IconLabel(todo.icon, "texte-2", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedLabel(todo.titre, "strong")
        words.addWidget(self.title)
        words.addWidget(ElidedLabel(todo.detail, "caption-2"))
        row.addLayout(words, 1)
        if when := self._when():
            row.addWidget(when)
        self.button = SecondaryButton(_("Ouvrir")).set_dense()
        self.button.setAccessibleName(_("Ouvrir : {titre}", titre=todo.titre))
        self.button.clicked.connect(self._on_open)
        row.addWidget(self.button)

    def _when(self) -> QWidget | None:
        days = self.todo.retard_jours
        if days:
            told = ngettext("En retard de {n} jour", "En retard de {n} jours", days)
            return StatusPill("en-retard", told)
        if self.todo.echeance is None:
            return None
        return SafeLabel(_("avant le {j}", j=format_date(self.todo.echeance, "short")), "small-2")

    def _on_open(self) -> None:
        self.asked.emit(self.todo.page, self.todo.field)


class CheckRow(QWidget):
    """A line of « À vérifier »: how many, what, where.

    Signals:
        asked: slug of the page and key of the field to go to.
    """

    asked = Signal(str, str)
    _INKS = {"octagon-x": "erreur", "triangle-alert": "attention", "info": "info"}  # noqa: RUF012 - never changed

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(10), 0)
        row.setSpacing(px(8))
        row.addWidget(IconLabel(check.icon, self._INKS[check.icon], 18))
        count = SafeLabel(str(check.nombre), "strong")
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        count.setMinimumWidth(px(22))
        row.addWidget(count)
        row.addWidget(SafeLabel(check.words, "small", wrap=True), 1)
        self.button = TextButton(_("Voir")).set_dense()
        self.button.setAccessibleName(f"{_('Voir')}{_(' : ')}{check.nombre} {check.words}")
        self.button.clicked.connect(self._on_open)
        row.addWidget(self.button)

    def _on_open(self) -> None:
        self.asked.emit(self.check.page, self.check.champ)


class ProgressTable(QWidget):
    """Lines of a name, a thin bar, a figure and perhaps a pill, in aligned columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)

    def add_row(
        self, name: str, share: float, figure: str, pill: StatusPill | None = None
    ) -> None:
        """Add a line; `share` goes from 0 to 1."""
        row = self._grid.rowCount()
        told = SafeLabel(figure, "small")
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, widget in enumerate((ElidedLabel(name, "small"), Bar(share), told, pill)):
            if widget is not None:
                self._grid.addWidget(widget, row, column)

    def add_load(self, load: LoadRow, most: int) -> None:
        """Add the line of one person: open tasks, how many, whether some are late."""
        late = load.en_retard
        pill = (
            StatusPill("en-retard", _("{n} en retard", n=late))
            if late
            else StatusPill("fait", _("À jour"))
        )
        name = ", ".join(text for text in (load.nom, load.fonction) if text)
        figure = ngettext("{n} tâche", "{n} tâches", load.ouvertes)
        self.add_row(name, load.ouvertes / most, figure, pill)
