"""The page Rétroplanning: change the date aimed at, or any task, and everything re-dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddTask, DeleteTasks
from cpom_desktop.services.queries.planning import TABLES, phases_of, plan_view
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import ask
from ui.kit.page import Page
from ui.kit.states import Strip
from ui.pages.retroplanning.editor import TaskEditor
from ui.pages.retroplanning.fields import task_of
from ui.pages.retroplanning.plan import PlanCard
from ui.pages.retroplanning.predecessors import choose_predecessors
from ui.pages.retroplanning.target import TARGET_KEY, TargetBar, Zoom
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.planning import PlanView
    from ui.session import Session

DOCKED_FROM = 1500
"""Width (pixels at 100 %) from which the panel of the task stays open beside the plan."""
PANEL, LOWEST_PANEL = 372, 420


class RetroplanningPage(Page):
    """The plan, computed back from the date aimed at."""

    slug = "retroplanning"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.view: PlanView | None = None
        self.target = TargetBar(session)
        self.card = PlanCard(session)
        self.editor = TaskEditor(session, self)
        self.trouble = Strip("erreur")
        self.trouble.hide()
        self._build()
        self._add_actions()
        self._connect()
        self.reload(None, force=True)

    @property
    def docked(self) -> bool:
        """Whether the panel stands beside the plan rather than over it."""
        return self.width() >= px(DOCKED_FROM)

    def _build(self) -> None:
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(px(24), px(16), px(24), px(8))
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(self.target)
        column.addWidget(self.trouble)
        self._row = QHBoxLayout()
        self._row.setSpacing(px(12))
        self._row.addWidget(self.card, 1)
        column.addLayout(self._row, 1)
        self.body.addLayout(column)
        self.editor.hide()

    def _add_actions(self) -> None:
        self.print_button = SecondaryButton(_("Imprimer"), icon_name="printer")
        self.print_button.clicked.connect(self._on_print)
        self.add_button = PrimaryButton(_("Ajouter une tâche"), icon_name="plus")
        self.add_button.clicked.connect(self.add_task)
        for button in (self.print_button, self.add_button):
            self.add_action(button)
        self.add_button.setVisible(not self.session.read_only)

    def _connect(self) -> None:
        self.target.view_changed.connect(self._on_look)
        self.card.row_changed.connect(self._on_row)
        self.card.row_opened.connect(self._on_opened)
        self.card.table.delete_requested.connect(self._on_delete_rows)
        self.editor.closed.connect(self.close_task)
        self.editor.predecessors_asked.connect(self._on_predecessors)
        self.editor.delete_asked.connect(self._on_delete_task)
        jump = QShortcut(QKeySequence(_("Ctrl+Tab")), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self._on_jump)

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Compute the plan again and tell quietly how many dates moved."""
        if not touched(changes, *TABLES):
            return
        before = self.view
        try:
            view = plan_view(
                self.session.snapshot, self.session.content, self.session.workspace.today
            )
        except RegleInvalide as error:
            self.trouble.set_text(self.session.sentence(error))
            self.trouble.show()
            return
        self.trouble.hide()
        self.view = view
        self.target.show_plan(view, force=force)
        self.card.show_plan(view)
        self.card.news.setText(_moved(before, view))
        self.editor.show_task(self.card.current_task() if self._panel_shown() else 0)
        self.editor.reload(force=force)
        self._explain()

    def focus_field(self, key: str) -> bool:
        """Put the caret on the date aimed at, on a task, or in a field of a task."""
        if key == TARGET_KEY:
            return self.target.form.focus(key)
        table, _dot, rest = key.partition(".")
        number, _dot, name = rest.partition(".")
        if table != "tasks" or not number.isdecimal() or not self.card.choose_task(int(number)):
            return False
        if name:
            self.open_task()
            return self.editor.focus_name(name)
        self.card.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def current_field(self) -> str:
        """Return the key of what has the caret."""
        if self.target.row.editor.hasFocus():
            return TARGET_KEY
        if self.card.table.hasFocus() and self.card.current_task():
            return f"tasks.{self.card.current_task()}"
        return self.editor.current_field()

    def flush(self) -> None:
        """Commit what is typed in the date aimed at and in the panel."""
        self.target.form.flush()
        self.editor.flush()

    def focus_first(self) -> None:
        """Put the caret on the plan, on the date aimed at while there is none."""
        dated = self.view is not None and self.view.target is not None and self.view.rows
        where = self.card.table if dated else self.target.row.editor
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_task(self) -> None:
        """Open the panel of the task chosen, caret in its first field."""
        task_id = self.card.current_task()
        if not task_id:
            return
        self.editor.show_task(task_id)
        self._explain()
        self.editor.show()
        self._place_panel()
        self.editor.focus_name("titre")

    def close_task(self) -> None:
        """Close the panel, and go back to the row."""
        self.editor.flush()
        if not self.docked:
            self.editor.hide()
        self.card.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_task(self) -> None:
        """Add a task at the end of the phase of the one chosen, and open it."""
        phases = list(phases_of(self.session.snapshot, self.session.content))
        chosen = task_of(self.session.snapshot, self.card.current_task())
        phase = chosen.phase if chosen else phases[0]
        self.editor.flush()
        outcome = self._run(AddTask(phase=phase, titre=_("Nouvelle tâche")))
        if outcome and self.card.choose_task(outcome):
            self.open_task()
            self.editor.select_title()

    def delete_tasks(self, ids: list[int]) -> None:
        """Delete tasks after a confirmation that tells what waits for them."""
        if not ids or self.session.read_only:
            return
        question = ngettext(
            "Supprimer la tâche « {titre} » ?",
            "Supprimer {n} tâches ?",
            len(ids),
            titre=self._title_of(ids[0]),
        )
        words = ngettext("Supprimer la tâche", "Supprimer {n} tâches", len(ids))
        kept = ngettext("Garder la tâche", "Garder les tâches", len(ids))
        if ask(self.window(), question, self._consequence(ids), action_label=words,
               safe_label=kept, destructive=True):  # fmt: skip
            self._run(DeleteTasks(ids=ids))

    def _consequence(self, ids: list[int]) -> str:
        waiting = {link.task_id for link in self.session.snapshot.task_links
                   if link.predecessor_id in ids} - set(ids)  # fmt: skip
        if not waiting:
            return _("Aucune autre tâche ne l'attend. Vous pourrez annuler.")
        return ngettext(
            "{n} autre tâche l'attend et ne l'attendra plus. Vous pourrez annuler.",
            "{n} autres tâches l'attendent et ne l'attendront plus. Vous pourrez annuler.",
            len(waiting),
        )

    def _title_of(self, task_id: int) -> str:
        task = task_of(self.session.snapshot, task_id)
        return task.titre if task else ""

    def _run(self, operation: AddTask | DeleteTasks) -> int:
        """Run an operation; answer the id of what it created, 0 otherwise."""
        try:
            outcome = self.session.run(operation)
        except RegleInvalide as error:
            self.session.refused.emit(self.session.sentence(error))
            return 0
        result = outcome.result if outcome else None
        return result if isinstance(result, int) else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel beside the plan when there is room, over it otherwise."""
        super().resizeEvent(event)
        self._place_panel()

    def _panel_shown(self) -> bool:
        return not self.editor.isHidden()

    def _place_panel(self) -> None:
        docked = self._row.indexOf(self.editor) >= 0
        if self.docked and not docked:
            self._dock()
        elif not self.docked and docked:
            self._row.removeWidget(self.editor)
            self.editor.setParent(self)
            self.editor.setMinimumWidth(0)
            self.editor.setMaximumWidth(16777215)
            self.editor.hide()
        self.editor.close_button.setVisible(not self.docked)
        if not self.docked:
            self._cover()

    def _dock(self) -> None:
        self._row.addWidget(self.editor)
        self.editor.setFixedWidth(px(PANEL))
        self.editor.show_task(self.card.current_task())
        self._explain()
        self.editor.show()

    def _cover(self) -> None:
        """Lay the panel over the right part of the plan."""
        corner = self.card.mapTo(self, self.card.rect().topRight())
        width = min(px(PANEL), self.card.width())
        bottom = self.height() - px(8)
        top = max(min(corner.y(), bottom - px(LOWEST_PANEL)), 0)
        self.editor.setGeometry(corner.x() - width + 1, top, width, bottom - top)
        self.editor.raise_()

    def _explain(self) -> None:
        rows = self.view.rows if self.view else ()
        row = next((r for r in rows if r.task_id == self.editor.task_id), None)
        if row is not None:
            self.editor.explain(row.explication, late=bool(row.retard_jours))

    def _on_look(self) -> None:
        zoom = cast("Zoom", self.target.zoom.value())
        self.card.set_look(critical=self.target.critical.isChecked(), zoom=zoom)

    def _on_row(self, task_id: int) -> None:
        if self._panel_shown():
            self.editor.show_task(task_id)
            self._explain()

    def _on_opened(self, _task_id: int) -> None:
        self.open_task()

    def _on_print(self) -> None:
        self.print_requested.emit("retroplanning")

    def _on_delete_rows(self, _places: object) -> None:
        self.delete_tasks(self.card.selected_tasks())

    def _on_delete_task(self, task_id: int) -> None:
        self.delete_tasks([task_id])

    def _on_predecessors(self, task_id: int) -> None:
        task = task_of(self.session.snapshot, task_id)
        if task is not None:
            self.editor.flush()
            choose_predecessors(self.session, task, self.window())

    def _on_jump(self) -> None:
        if self.editor.isAncestorOf(self.focusWidget()):
            self.card.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.open_task()


def _moved(before: PlanView | None, after: PlanView) -> str:
    """Return how many dates differ between two views of the plan, nothing when none does."""
    old = _ends(before) if before else {}
    moved = sum(1 for i, day in _ends(after).items() if i in old and old[i] != day)
    return ngettext("{n} date a changé", "{n} dates ont changé", moved) if moved else ""


def _ends(view: PlanView) -> dict[int, date | None]:
    return {r.task_id: r.scheduled.fin if r.scheduled else None for r in view.rows}
