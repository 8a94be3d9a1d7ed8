"""What she does to the lines of the plan: add, duplicate, move, delete; each one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddTask, DeleteTasks
from cpom_desktop.services.queries.planning import phases_of
from ui.kit.dialogs import ask
from ui.pages.retroplanning.fields import task_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.operations import Operation
    from ui.session import Session


class RowGestures(QObject):
    """Runs what is asked of some tasks; a refusal is told by the session.

    Signals:
        added: ids of the tasks that have just been made.
    """

    added = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page

    def add(self, chosen: int) -> None:
        """Add a task at the end of the phase of the one chosen."""
        task = task_of(self._session.snapshot, chosen)
        phase = task.phase if task else next(iter(self._phases()))
        made = self._run(AddTask(phase=phase, titre=_("Nouvelle tâche")))
        if isinstance(made, int):
            self.added.emit([made])

    def delete(self, ids: Sequence[int]) -> None:
        """Delete tasks after a confirmation that tells what waits for them."""
        if not ids or self._session.read_only:
            return
        task = self._task(ids[0])
        question = ngettext(
            "Supprimer la tâche « {titre} » ?",
            "Supprimer {n} tâches ?",
            len(ids),
            titre=task.titre if task else "",
        )
        words = ngettext("Supprimer la tâche", "Supprimer {n} tâches", len(ids))
        kept = ngettext("Garder la tâche", "Garder les tâches", len(ids))
        if ask(self._page.window(), question, self._consequence(ids), action_label=words,
               safe_label=kept, destructive=True):  # fmt: skip
            self._run(DeleteTasks(ids=list(ids)))

    def _consequence(self, ids: Sequence[int]) -> str:
        links = self._session.snapshot.task_links
        waiting = {link.task_id for link in links if link.predecessor_id in ids} - set(ids)
        if not waiting:
            return _("Aucune autre tâche ne l'attend. Vous pourrez annuler.")
        return ngettext(
            "{n} autre tâche l'attend et ne l'attendra plus. Vous pourrez annuler.",
            "{n} autres tâches l'attendent et ne l'attendront plus. Vous pourrez annuler.",
            len(waiting),
        )

    def _run(self, operation: Operation) -> object:
        """Run an operation; return what it answers, None when it is refused."""
        if self._session.read_only:
            return None
        try:
            outcome = self._session.run(operation)
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
            return None
        return outcome.result if outcome else None

    def _phases(self) -> Sequence[str]:
        return tuple(phases_of(self._session.snapshot, self._session.content))

    def _task(self, task_id: int) -> Task | None:
        return task_of(self._session.snapshot, task_id)
