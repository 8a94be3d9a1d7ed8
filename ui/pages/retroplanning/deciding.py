"""A date aimed at that she has typed: shown for what it does, then kept or not."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from msgspec import UNSET
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import format_date, ngettext
from cpom_desktop.services.operations import AssumeAnomalie, UpdateDossier
from cpom_desktop.services.queries.plan_faisabilite import feasibility
from ui.models.plan_moves import previewed, with_dossier
from ui.pages.retroplanning.feasibility import FeasibilityDialog
from ui.pages.retroplanning.moving import accepts_move, date_notes
from ui.pages.retroplanning.target import TARGET_KEY, TargetBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.plan_faisabilite import FeasibilityView
    from cpom_desktop.services.queries.planning import PlanView
    from ui.session import Session


class TargetDecision(QObject):
    """Asks before the date aimed at moves.

    Args:
        session: the open dossier.
        target: the field of the date.
        plan: the plan as shown.
        page: what the dialogs belong to.

    Signals:
        print_asked: slug of the document that she wants on paper.
    """

    print_asked = Signal(str)

    def __init__(
        self,
        session: Session,
        target: TargetBar,
        plan: Callable[[], PlanView | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._session, self._target, self._plan, self._page = session, target, plan, page
        target.move_asked.connect(self._on_asked)
        target.solve_asked.connect(self.solve)

    def _on_asked(self, day: object) -> None:
        """Show what the date typed would move, then move it or keep the former one."""
        view = self._plan()
        if view is None or not isinstance(day, date) or self._target.typed() != day:
            self._target.restore()
            return
        try:
            after = previewed(self._session, date_signature=day)
        except RegleInvalide as error:
            self._target.keep_typed(self._session.sentence(error))
            return
        if after.target != view.target:
            self._decide(view, after)
        self._target.restore()

    def solve(self) -> None:
        """Show the ways out of the plan as it stands, at any time."""
        view = self._plan()
        if view is not None and view.target is not None:
            self._solve(view.target)

    def _decide(self, before: PlanView, after: PlanView) -> None:
        assert after.target is not None
        if self._solve(after.target):
            return
        if accepts_move(self._session, before, after, self._page.window()):
            self._run(UpdateDossier(date_signature=after.target))

    def _solve(self, target: date) -> bool:
        """Show three ways out when the plan does not fit a date; tell whether they were shown."""
        session = self._session
        wanted = with_dossier(session.snapshot, date_signature=target)
        found = feasibility(wanted, session.content, session.workspace.today)
        if found is None or not found.propositions:
            return False
        window = self._page.window()
        notes = date_notes(target, session.workspace.today)
        dialog = FeasibilityDialog(found, target, window.size(), notes=notes, parent=window)
        if session.snapshot.dossier.date_signature == target:
            dialog.offer_print()
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._settle(dialog, found, target)
        elif dialog.printing:
            self.print_asked.emit("faisabilite")
        dialog.deleteLater()
        return True

    def _settle(self, dialog: FeasibilityDialog, found: FeasibilityView, target: date) -> None:
        """Apply the way chosen, or keep the date and note that she knows; one step to undo."""
        if not dialog.kept:
            operation = dialog.chosen.operation
            if operation.cible is UNSET:
                operation = replace(operation, cible=target)
            self._run(operation)
            return
        reason = ngettext(
            "Date gardée le {jour} : il manque {n} jour.",
            "Date gardée le {jour} : il manque {n} jours.",
            found.manque.jours,
            jour=format_date(self._session.workspace.today),
        )
        assumed = AssumeAnomalie(cle=f"plan-intenable:{target}", motif=reason)
        token = f"{TARGET_KEY}:{uuid.uuid4().hex}"
        self._run(UpdateDossier(date_signature=target), token)
        self._run(assumed, token)

    def _run(self, operation: Operation, token: str = "") -> None:
        try:
            self._session.run(operation, merge=token or f"{TARGET_KEY}:{uuid.uuid4().hex}")
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
