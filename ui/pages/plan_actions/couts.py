"""The costs: by action and by section, year by year, then the funding; the printed tables."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.plan_actions_couts import (
    LigneMontants,
    TableauMontants,
    note_couts,
    tableaux_couts,
)
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.models.base import COPY_ROLE, Column, TableModel
from ui.models.stretch_table import StretchTable
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.plan_actions import PlanActions
    from ui.session import Session

MOST_ROWS = 14
"""Rows from which a table scrolls by itself."""
ROW, AMOUNT = 34, 104
ICONS = ("calculator", "scale", "euro")


class MontantsModel(TableModel[LigneMontants]):
    """A table of amounts, its total stressed; nothing is typed here."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, (), attrgetter("libelle"), parent=parent)
        self._shape: tuple[str, ...] = ()

    def show_table(self, table: TableauMontants) -> None:
        """Take the columns of a table, when they are others, then its lines."""
        shape = (table.tete, *table.colonnes)
        if shape != self._shape:
            self._shape = shape
            self.set_columns(_columns(table))
        self.set_rows(table.lignes)

    def cell(self, row: LigneMontants, column: Column[LigneMontants], role: int) -> object:
        """Write a total semibold, on a ground."""
        if row.total and role == Qt.ItemDataRole.FontRole:
            return body_font(px(14), semibold=True)
        if row.total and role == Qt.ItemDataRole.BackgroundRole:
            return current_theme().colour("surface-2")
        return super().cell(row, column, role)


def _columns(table: TableauMontants) -> list[Column[LigneMontants]]:
    amounts = [
        Column(
            key=f"montant{rank}",
            header=header,
            value=partial(_amount, rank),
            show=format_euros,
            align_right=True,
            width=AMOUNT,
            roles={COPY_ROLE: partial(_copied, rank)},
        )
        for rank, header in enumerate(table.colonnes)
    ]
    return [Column(key="libelle", header=table.tete, value=attrgetter("libelle")), *amounts]


def _amount(rank: int, row: LigneMontants) -> int | None:
    return row.montants[rank]


def _copied(rank: int, row: LigneMontants) -> str:
    """Return an amount as a spreadsheet takes it: euros, a comma, no thousands apart."""
    centimes = row.montants[rank]
    if centimes is None:
        return ""
    euros, cents = divmod(centimes, 100)
    return f"{euros},{cents:02}" if cents else str(euros)


class MontantsCard(Card):
    """One table of amounts, as high as its lines."""

    def __init__(self, session: Session, icon_name: str) -> None:
        super().__init__("…", icon_name=icon_name, flush=True)
        self.table = StretchTable("…", row_height=ROW)
        self.model = MontantsModel(session, self)
        self.table.setModel(self.model)
        self.add(self.table)

    def show_table(self, table: TableauMontants) -> None:
        """Show a table again."""
        self.set_title(table.titre)
        self.table.setAccessibleName(table.titre)
        self.model.show_table(table)
        self.table.setModel(self.model)
        self._fit()

    def restyle(self) -> None:
        """Keep to the height of the lines at the present text scale."""
        super().restyle()
        if hasattr(self, "model"):
            self._fit()

    def _fit(self) -> None:
        rows = min(len(self.model.rows), MOST_ROWS)
        heading = self.table.horizontalHeader()
        header = max(heading.sizeHint().height(), heading.height())
        policy = Qt.ScrollBarPolicy
        alone = len(self.model.rows) > MOST_ROWS
        self.table.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if alone else policy.ScrollBarAlwaysOff
        )
        row = self.table.verticalHeader().defaultSectionSize()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(header + rows * row + bar + px(2))


class CoutsTab(QWidget):
    """The three tables, one under the other.

    Signals:
        sheets_asked: open them in a spreadsheet.
    """

    sheets_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.cards = [MontantsCard(session, icon) for icon in ICONS]
        self.note = SafeLabel("", "small-2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for card in self.cards:
            column.addWidget(card)
        column.addWidget(self.note)
        column.addStretch(1)

    def show_plan(self, plan: PlanActions) -> None:
        """Show the costs again."""
        for card, table in zip(self.cards, tableaux_couts(plan), strict=True):
            card.show_table(table)
        note = note_couts(plan)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def focus_rows(self) -> None:
        """Put the caret in the first table."""
        self.cards[0].table.focus_rows()
