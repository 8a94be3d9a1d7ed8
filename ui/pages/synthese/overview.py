"""The whole at a glance: marks and strengths at the left, weaknesses and matrix at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.models.stretch_table import StretchTable
from ui.models.synthese import forces_model
from ui.pages.synthese.faiblesses import FaiblessesCard, MatriceCard
from ui.pages.synthese.notes import NotesCard
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.synthese_types import SyntheseVue
    from ui.session import Session

TWO_COLUMNS = 860
"""Width from which both columns stand side by side, in pixels at 100 %."""
LEFT, RIGHT = 3, 4
FORCES_ROWS = 2


class ForcesCard(Card):
    """The strengths to keep.

    Signals:
        opened: the criterion to go to.
    """

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(_("Forces à préserver"), icon_name="thumbs-up", flush=True)
        self.table = StretchTable(_("Forces à préserver"))
        self.table.setModel(forces_model(session, self))
        self.table.horizontalHeader().hide()
        nothing = SafeLabel(
            _("Aucune force : dans la grille, dites d'un constat qu'il est une force."),
            "small-2",
            wrap=True,
        )
        nothing.setContentsMargins(px(14), px(8), px(14), px(8))
        self.table.set_placeholder(nothing)
        self.table.opened.connect(self._on_opened)
        self.add(self.table, 1)
        self.restyle()

    def restyle(self) -> None:
        """Keep a few rows in sight at the present text scale."""
        super().restyle()
        if hasattr(self, "table"):
            rows = self.table.verticalHeader().defaultSectionSize()
            self.table.setMinimumHeight(FORCES_ROWS * rows)

    def show_view(self, view: SyntheseVue) -> None:
        """Show the strengths again."""
        count = len(view.forces)
        words = ngettext("{n} force à préserver", "{n} forces à préserver", count)
        self.set_title(words if count else _("Forces à préserver"))
        self.table.show_rows(view.forces)

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.table_model.row_at(index).critere)


class OverviewTab(QWidget):
    """The cards, in two columns or one.

    Signals:
        opened: the criterion to go to.
    """

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.notes = NotesCard(session)
        self.forces = ForcesCard(session)
        self.faiblesses = FaiblessesCard(session)
        self.matrice = MatriceCard()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(12))
        self._columns.addWidget(_Column((self.notes, 3), (self.forces, 2)), LEFT)
        self._columns.addWidget(_Column((self.faiblesses, 3), (self.matrice, 1)), RIGHT)
        self.forces.opened.connect(self.opened)
        self.faiblesses.opened.connect(self.opened)
        self.matrice.picked.connect(self._on_picked)

    def show_view(self, view: SyntheseVue) -> None:
        """Show the synthesis again."""
        for card in (self.forces, self.faiblesses, self.matrice):
            card.show_view(view)
        self.notes.show_notes(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns one under the other where room lacks."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange the columns again for another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self._fit()

    def _fit(self) -> None:
        directions = QBoxLayout.Direction
        two = self.width() >= px(TWO_COLUMNS)
        self._columns.setDirection(directions.LeftToRight if two else directions.TopToBottom)

    def _on_picked(self, critere: str) -> None:
        if self.faiblesses.table.go_to(critere):
            self.faiblesses.table.focus_rows()


class _Column(QWidget):
    """Cards one under the other, as high as the page has room: their lists scroll."""

    def __init__(self, *cards: tuple[Card, int]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for card, stretch in cards:
            column.addWidget(card, stretch)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def hasHeightForWidth(self) -> bool:
        """Tell that no width asks for a height: sentences that wrap would."""
        return False
