"""Moving actions in time: what a drag says and does, and the same by keys on the line chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.operations import MoveEtapes, UpdateEtape
from ui.kit.gantt_drag import Told
from ui.models.part_section import run_told

if TYPE_CHECKING:
    from cpom_desktop.charts.gantt_drag import Gesture
    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.plan_actions_lignes import Rang
    from ui.pages.plan_actions.card import PlanActionsCard
    from ui.session import Session

QUARTER = 3
"""Months that a key moves by."""


class PlanMoves(QObject):
    """Runs one operation a gesture; a fiche moves with all its dated steps."""

    def __init__(self, session: Session, card: PlanActionsCard) -> None:
        super().__init__(card)
        self._session, self._card = session, card
        if not session.read_only:
            card.gantt.drag.teller = self.tell
            card.gantt.dropped.connect(self._on_dropped)

    def by_quarter(self, way: int) -> None:
        """Move the line of the caret by a quarter, earlier for −1."""
        row = self._card.current()
        if row is None or row.ligne is None or self._session.read_only:
            return
        steps = _steps(row)
        if not steps:
            told = _("Rien à déplacer : donnez d'abord des dates aux étapes de la fiche.")
            self._session.refused.emit(told)
            return
        run_told(self._session, MoveEtapes(ids=[e.id for e in steps], mois=way * QUARTER))

    def tell(self, gesture: Gesture) -> Told:
        """Return what the label of a drag says."""
        first, last = format_date(gesture.debut, "field"), format_date(gesture.fin, "field")
        return Told((first if first == last else f"{first} → {last}",))

    def drop(self, gesture: Gesture) -> None:
        """Do what a drag means, as one step to undo."""
        row = next((r for r in self._card.model.rows if r.bar_id == gesture.task_id), None)
        operation = self._operation(gesture, row) if row is not None else None
        if operation is not None:
            run_told(self._session, operation)

    def _operation(self, gesture: Gesture, row: Rang) -> Operation | None:
        canvas = self._card.gantt.canvas
        bars = canvas.plan.bars if canvas else ()
        bar = next((b for b in bars if b.task_id == gesture.task_id), None)
        if bar is None or bar.debut is None:
            return None
        if gesture.hold == "debut":
            return UpdateEtape(id=gesture.task_id, debut=gesture.debut)
        if gesture.hold == "fin":
            return UpdateEtape(id=gesture.task_id, fin=gesture.fin)
        days = (gesture.debut - bar.debut).days
        return MoveEtapes(ids=[e.id for e in _steps(row)], jours=days) if days else None

    def _on_dropped(self, gesture: object) -> None:
        self.drop(gesture)  # type: ignore[arg-type]


def _steps(row: Rang) -> list[Etape]:
    """Return the dated steps that a line moves: its own, or all those of its fiche."""
    if row.etape is not None:
        found = [row.etape]
    else:
        found = list(row.ligne.view.parts.etapes) if row.ligne else []
    return [etape for etape in found if etape.debut or etape.fin]
