"""Convergences and divergences: a table to negotiate from, filled in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.domain.synthese import Ecart
from cpom_desktop.i18n import _
from ui.kit.cards import Card
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.models.stretch_table import StretchTable
from ui.models.synthese import positions_model
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.services.queries.synthese_types import PositionLue, SyntheseVue
    from ui.kit.cells import AnyIndex
    from ui.session import Session

LEAST_ROWS = 2
SHARING = (3, 5, 6)
"""Columns of the remarks and of the question: wider where there is room."""
NAMES: Mapping[Ecart | None, str] = {
    None: "Toutes",
    Ecart.DIVERGENCE: "Divergences",
    Ecart.NUANCE: "Nuances",
    Ecart.NON_CONNUE: "Non connues",
    Ecart.CONVERGENCE: "Convergences",
}


class EcartChips(ChoiceChips[Ecart | None]):
    """The gaps with their counts, exactly one chosen.

    Signals:
        chosen: another one.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(NAMES, _("Écart"), None)
        self.ecart: Ecart | None = None
        self.place(FlowLayout(self, spacing=px(2)))

    def show_counts(self, found: tuple[PositionLue, ...]) -> None:
        """Show how many findings each keeps."""
        for ecart in self.chips:
            count = sum(ecart in {None, position.ecart} for position in found)
            words = f"{_(NAMES[ecart])} ({count})"
            self.show_chip(ecart, words, words, chosen=ecart is self.ecart)

    def choose(self, choice: Ecart | None) -> None:
        """Choose what is shown, and tell."""
        self.ecart = choice
        self.chosen.emit()


class PositionsTable(StretchTable):
    """The table itself; a remark of several lines is written in the grid.

    Signals:
        field_asked: criterion and field to go to.
    """

    field_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            _("Convergences et divergences"), stretch=1, sharing=SHARING, row_height=66
        )
        self.setAccessibleDescription(
            _(
                "Entrée modifie une position ou une remarque, Suppr l'efface ; ailleurs, Entrée "
                "ouvre le critère."
            )
        )
        self.opened.connect(self._on_opened)

    def restyle(self) -> None:
        """Keep a few rows in sight at the present text scale."""
        super().restyle()
        rows = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(self.horizontalHeader().height() + LEAST_ROWS * rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty a position or a remark with Suppr; leave the rest to every table."""
        index = self.currentIndex()
        if event.key() != Qt.Key.Key_Delete:
            super().keyPressEvent(event)
        elif index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            key = self.table_model.columns[index.column()].key
            self.table_model.setData(index, "" if key.startswith("note_") else None)

    def takes(self, index: AnyIndex) -> bool:
        """Write a remark of several lines where it has them: a cell would join them."""
        if "\n" not in str(index.data() or ""):
            return True
        self._ask(index)
        return False

    def _on_opened(self, index: QModelIndex) -> None:
        self._ask(index)

    def _ask(self, index: AnyIndex) -> None:
        model = self.table_model
        key = model.columns[index.column()].key
        name = key if key.startswith(("position_", "note_")) else "texte"
        self.field_asked.emit(model.row_at(index).lu.critere, name)


class PositionsTab(QWidget):
    """Chooses the gap, and shows the findings that have it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._found: tuple[PositionLue, ...] = ()
        self.chips = EcartChips()
        self.table = PositionsTable()
        self.table.setModel(positions_model(session, self))
        self.nothing = SafeLabel("", "small-2", wrap=True)
        self.nothing.setContentsMargins(px(14), px(8), px(14), px(8))
        self.table.set_placeholder(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.chips)
        card = Card(flush=True)
        card.add(self.table, 1)
        column.addWidget(card, 1)
        self.chips.chosen.connect(self._show)

    def show_view(self, view: SyntheseVue) -> None:
        """Show the positions again."""
        self._found = view.positions
        self._show()

    def _show(self) -> None:
        self.chips.show_counts(self._found)
        ecart = self.chips.ecart
        self.nothing.setText(
            _("Aucun constat n'est dans ce cas.")
            if self._found
            else _(
                "Dites dans la grille si un constat est une force ou une faiblesse : il vient ici."
            )
        )
        self.table.show_rows([p for p in self._found if ecart in {None, p.ecart}])
