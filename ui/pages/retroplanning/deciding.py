"""A date aimed at that she has typed: shown for what it does, then kept or not."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.operations import UpdateDossier
from ui.models.plan_moves import previewed
from ui.pages.retroplanning.moving import accepts_move
from ui.pages.retroplanning.target import TARGET_KEY, TargetBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.planning import PlanView
    from ui.session import Session


class TargetDecision(QObject):
    """Asks before the date aimed at moves.

    Args:
        session: the open dossier.
        target: the field of the date.
        plan: the plan as shown.
        page: what the dialogs belong to.
    """

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

    def _decide(self, before: PlanView, after: PlanView) -> None:
        if accepts_move(self._session, before, after, self._page.window()):
            self._run(UpdateDossier(date_signature=after.target))

    def _run(self, operation: Operation) -> None:
        try:
            self._session.run(operation, merge=f"{TARGET_KEY}:{uuid.uuid4().hex}")
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
