"""The tasks of the plan by which an activity is done: seen, opened, linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import LinkRaciTaches, SetRaciTaches
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.raci_taches import span_words
from ui.kit.raci_tasks import TaskChoice, TasksDialog

if TYPE_CHECKING:
    from cpom_desktop.domain.raci import RaciActivite
    from ui.pages.raci.page import RaciPage


class Tasks(QObject):
    """Gestures on the links of a page; each is one step to undo."""

    def __init__(self, page: RaciPage) -> None:
        super().__init__(page)
        self._page = page
        self._activite: RaciActivite | None = None
        page.grid.tasks_asked.connect(self.ask)
        page.tools.links_asked.connect(self.propose)

    def ask(self) -> None:
        """Ask by which tasks the activity of the caret is done."""
        activite = self._page.lines.current
        if activite is None:
            return
        self._activite = activite
        self.dialog = TasksDialog(
            activite.titre,
            self._choices(activite.id),
            self._page,
            locked=self._page.session.read_only,
        )
        self.dialog.kept.connect(self._on_kept)
        self.dialog.opened.connect(self._on_opened)
        self.dialog.open()

    def propose(self) -> None:
        """Link what is not linked as the kit proposes; say when nothing is left to link."""
        before = self._page.session.snapshot.raci_taches
        self._page.run(LinkRaciTaches())
        if not self._page.session.read_only and before == self._page.session.snapshot.raci_taches:
            told = _("Rien à ajouter : chaque activité que le kit relie a déjà ses tâches.")
            self._page.session.refused.emit(told)

    def _choices(self, activite_id: int) -> list[TaskChoice]:
        session = self._page.session
        snapshot, today = session.snapshot, session.workspace.today
        linked = {li.task_id for li in snapshot.raci_taches if li.activite_id == activite_id}
        try:
            rows = plan_view(snapshot, session.content, today).rows
        except RegleInvalide:
            rows = ()
        told = {row.task_id: f"{span_words((row,), today)}, {row.etat.lower()}" for row in rows}
        return [
            TaskChoice(task.id, task.titre, told.get(task.id, ""), task.id in linked)
            for task in snapshot.tasks
        ]

    def _on_kept(self, ids: list[int]) -> None:
        if self._activite is not None:
            self._page.run(SetRaciTaches(activite_id=self._activite.id, taches=ids))

    def _on_opened(self, task_id: int) -> None:
        self._page.navigate.emit("retroplanning", f"tasks.{task_id}.titre")
