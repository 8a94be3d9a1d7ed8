"""The panel of the task chosen: its fields, what it waits for, where its date comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import UpdateTask
from cpom_desktop.services.queries.raci_taches import matrix_links
from cpom_desktop.services.queries.reunions_liens import links_of_task
from ui.kit.buttons import DangerButton, IconButton
from ui.kit.fields import LineField
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.scrolling import show_instead
from ui.kit.states import EmptyState
from ui.models.meeting_links import MeetingLinks
from ui.pages.retroplanning.after import AfterField
from ui.pages.retroplanning.fields import Around, field_key, task_of, task_specs
from ui.pages.retroplanning.reasons import LateCard, Reason
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.services.queries.planning import PlanView
    from ui.kit.buttons import KitButton
    from ui.session import Session

_HALVES = (
    {"acteur_id", "etat"},
    {"duree_jours", "unite"},
    {"debut", "date_epinglee"},
    {"avancement", "mode"},
    {"debut_reel", "fin_reelle"},
    {"jalon", "reunion"},
)
"""Pairs of fields that share a line."""


class TaskEditor(QFrame):
    """Follows the row chosen; each field commits by itself, there is nothing to validate.

    Signals:
        closed: Échap or the cross.
        opened: slug of a page and key of a field: the meeting it is tied to.
        predecessors_asked, delete_asked: the id of the task.
    """

    closed = Signal()
    opened = Signal(str, str)
    predecessors_asked = Signal(int)
    delete_asked = Signal(int)

    def __init__(
        self,
        session: Session,
        plan: Callable[[], PlanView | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = Around(session, plan)
        self.setProperty("role", "carte")
        self.setAutoFillBackground(True)
        self.session = session
        self.task_id = 0
        self.form: Form | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._top())
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.viewport().setAutoFillBackground(False)
        self._layout.addWidget(self._scroller, 1)
        self.show_task(0)

    def _top(self) -> QFrame:
        top = QFrame()
        top.setProperty("role", "carte-entete")
        line = QHBoxLayout(top)
        line.setContentsMargins(px(16), px(4), px(6), px(4))
        self.title = SafeLabel(_("Tâche sélectionnée"), "section")
        self.close_button = IconButton("x", _("Fermer la fiche"), shortcut=_("Échap"))
        self.close_button.clicked.connect(self.closed)
        line.addWidget(self.title, 1)
        line.addWidget(self.close_button)
        return top

    def show_task(self, task_id: int) -> None:
        """Show a task, 0 for none; what was typed for the one before is committed first."""
        if self.form is not None:
            if task_id == self.task_id:
                return
            if task_of(self.session.snapshot, task_id) and self._rebind(task_id):
                return
            self.flush()
        self.task_id = task_id
        content = QWidget()
        content.setProperty("role", "panneau")
        self._fill(content)
        show_instead(self._scroller, content)
        content.setAutoFillBackground(False)

    def _rebind(self, task_id: int) -> bool:
        """Show another task in the same fields; tell whether what was typed let it be."""
        if self.form is None or not self.form.rebind(task_specs(self._around, task_id)):
            return False
        self.task_id = task_id
        self._scroller.verticalScrollBar().setValue(0)
        self._tell()
        return True

    def _fill(self, content: QWidget) -> None:
        layout = QVBoxLayout(content)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(12))
        if task_of(self.session.snapshot, self.task_id) is None:
            self.form = None
            layout.addWidget(
                EmptyState(
                    "calendar-days",
                    _("Aucune tâche choisie"),
                    _("Choisissez une ligne du tableau."),
                )
            )
            return
        self.form = Form(self.session, parent=content)
        self._make_parts()
        layout.addWidget(self.late)
        layout.addWidget(self.links)
        layout.addLayout(self._fields(self.form))
        self.delete_button = DangerButton(_("Supprimer la tâche…"))
        self.delete_button.clicked.connect(self._on_delete)
        layout.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.delete_button.setVisible(not self.session.read_only)
        layout.addStretch(1)
        self.reload(force=True)

    def _make_parts(self) -> None:
        self.late, self.reason, self.links = LateCard(), Reason(), MeetingLinks()
        self.links.opened.connect(self.opened)
        self.reason.unpin_asked.connect(self._on_unpin)
        self.after = AfterField(self.session)
        self.after.list_asked.connect(self._on_waits)
        self.after.line.entered.connect(self.after.offer)

    @property
    def waits_button(self) -> KitButton:
        """What opens the list of the tasks to wait for."""
        return self.after.button

    @property
    def why(self) -> SafeLabel:
        """The sentence that explains the date."""
        return self.reason.why

    def _fields(self, form: Form) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        line = 0
        for spec in task_specs(self._around, self.task_id):
            name = spec.key.rpartition(".")[2]
            half = next((pair for pair in _HALVES if name in pair), None)
            second = half is not None and grid.itemAtPosition(line, 0) is not None
            row = form.add(spec)
            row.editor.setMinimumWidth(px(96))
            if half is None:
                grid.addWidget(row, line, 0, 1, 2)
            else:
                grid.addWidget(row, line, int(second))
            line += half is None or second
            for part in (self.reason, self.after) if name == "date_epinglee" else ():
                grid.addWidget(part, line, 0, 1, 2)
                line += 1
        return grid

    def reload(self, *, force: bool) -> None:
        """Show the dossier again; a task deleted elsewhere leaves its panel empty."""
        if self.form is None:
            return
        if task_of(self.session.snapshot, self.task_id) is None:
            self.form = None
            self.show_task(0)
            return
        self.form.reload(self.session.snapshot, force=force)
        self._tell()

    def _tell(self) -> None:
        """Show what is not a field: what it waits for, how its date is found, its lateness."""
        row, task = self._around.row(self.task_id), task_of(self.session.snapshot, self.task_id)
        pinned = task is not None and task.date_epinglee is not None
        self.late.show_row(row)
        snapshot = self.session.snapshot
        activities = matrix_links(snapshot, self.task_id)
        self.links.show_links((*links_of_task(snapshot, self.task_id), *activities))
        self.reason.show_row(row, unpins=pinned and not self.session.read_only)
        self.after.show_task(self.task_id)

    def flush(self) -> None:
        """Commit what is typed."""
        if self.form is not None:
            self.form.flush()

    def focus_name(self, name: str) -> bool:
        """Put the caret in a field of the task shown; tell whether it is there."""
        return self.form is not None and self.form.focus(field_key(self.task_id, name))

    def select_title(self) -> None:
        """Select the whole title, to type over it."""
        if self.form is not None:
            editor = self.form.row(field_key(self.task_id, "titre")).editor
            if isinstance(editor, LineField):
                editor.selectAll()

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        focused = QApplication.focusWidget()
        if self.form is None or focused is None:
            return ""
        rows = ((key, self.form.row(key)) for key in self.form.keys())  # noqa: SIM118 - no mapping
        return next((key for key, row in rows if row.isAncestorOf(focused)), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Échap, which goes back to the row."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _on_unpin(self) -> None:
        self.session.run(UpdateTask(id=self.task_id, date_epinglee=None))

    def _on_waits(self) -> None:
        self.predecessors_asked.emit(self.task_id)

    def _on_delete(self) -> None:
        self.delete_asked.emit(self.task_id)
