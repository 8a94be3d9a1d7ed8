"""The first tab: filters over the table and the Gantt, fiches unfolded one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.services.queries.plan_actions import couts_des
from cpom_desktop.services.queries.plan_actions_gantt import plan_gantt, years_shown_of
from cpom_desktop.services.queries.plan_actions_lignes import gardees, rangs
from ui.pages.plan_actions.card import PlanActionsCard
from ui.pages.plan_actions.filters import PlanFilters
from ui.pages.plan_actions.moves import PlanMoves
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.plan_actions import PlanActions
    from ui.session import Session


class PlanTab(QWidget):
    """Chooses the lines, and shows them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._plan: PlanActions | None = None
        self._unfolded: frozenset[int] = frozenset()
        self.filters = PlanFilters(session)
        self.card = PlanActionsCard(session)
        self.moves = PlanMoves(session, self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.filters)
        column.addWidget(self.card, 1)
        self.filters.changed.connect(self._show)
        self.card.table.fold_asked.connect(self.fold)

    def show_plan(self, plan: PlanActions) -> None:
        """Show the plan again."""
        self._plan = plan
        self.filters.show_plan(plan)
        self._show()

    def fold(self) -> None:
        """Unfold the fiche of the caret, or fold it: its steps come or go under it."""
        row = self.card.current()
        if row is None or row.ligne is None or not row.ligne.view.parts.etapes:
            return
        self._unfolded ^= {row.ligne.view.fiche.id}
        self._show()

    def go_to(self, table: str, record_id: int) -> bool:
        """Put the caret on a fiche, or on a step with its fiche unfolded."""
        if table == "etapes":
            etape = next((e for e in self._session.snapshot.etapes if e.id == record_id), None)
            if etape is not None:
                self._unfolded |= {etape.fiche_id}
        key = f"{table}.{record_id}"
        self._show()
        if self.card.choose(key):
            return True
        self.filters.show_all()
        return self.card.choose(key)

    def focus_rows(self) -> None:
        """Put the caret in the table, on its first fiche when it was on no line."""
        rows = self.card.model.rows
        if self.card.current() is None and rows:
            first = next((row for row in rows if row.ligne is not None), rows[0])
            self.card.choose(first.key)
        self.card.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        plan, today = self._plan, self._session.workspace.today
        if plan is None:
            return
        kept = gardees(plan, self.filters.wanted(), today)
        self.filters.tell(len(kept), len(plan.lignes))
        vue = self.filters.shown_vue()
        rows = rangs(self._session.snapshot, kept, vue, today, unfolded=self._unfolded)
        self.card.show_rows(
            rows,
            plan_gantt(rows, today),
            years_shown_of(plan, today),
            plan.couts if kept == plan.lignes else couts_des(kept, plan.annees),
            self._unfolded,
        )
