"""The page Rétroplanning: change the date aimed at, or any task, and everything re-dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.queries.gantt import TABLES as LAYERS
from cpom_desktop.services.queries.planning import TABLES, plan_view
from cpom_desktop.services.queries.raci_taches import TABLES as MATRIX
from cpom_desktop.services.queries.reunions_liens import TABLES as LINKS
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.labels import ElidedLabel, set_tooltip
from ui.kit.other_files import OtherFilesButton
from ui.kit.page import Page
from ui.kit.states import Strip
from ui.models.plan_filter import kept_rows
from ui.pages.retroplanning.calendar import edit_calendar
from ui.pages.retroplanning.deciding import TargetDecision
from ui.pages.retroplanning.editor import TaskEditor
from ui.pages.retroplanning.fields import task_of
from ui.pages.retroplanning.filters import FilterBar, count_sentence
from ui.pages.retroplanning.moves import RowMoves
from ui.pages.retroplanning.plan import PlanCard
from ui.pages.retroplanning.predecessors import choose_predecessors
from ui.pages.retroplanning.references import show_references
from ui.pages.retroplanning.target import TARGET_KEY, TargetBar
from ui.pages.retroplanning.told import moved_words, nothing_words
from ui.pages.retroplanning.tools import ToolsButton
from ui.session import touched
from ui.theme.theme import WIDGET_MAX, px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.charts.gantt_scale import Zoom
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
        self.filters = FilterBar(session)
        self.card = PlanCard(session)
        self.card.footer.add_tool(self.target.zoom)
        self.gestures = RowMoves(session, self, self.card)
        self.editor = TaskEditor(session, self._plan, self)
        self.decision = TargetDecision(session, self.target, self._plan, self)
        self.news = ElidedLabel(role="caption-strong")
        self.add_note(self.news)
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
        column.addWidget(self.filters)
        column.addWidget(self.trouble)
        self._row = QHBoxLayout()
        self._row.setSpacing(px(12))
        self._row.addWidget(self.card, 1)
        column.addLayout(self._row, 1)
        self.body.addLayout(column)
        self.editor.hide()
        self.filters.hide()

    def _add_actions(self) -> None:
        self.filter_button = SecondaryButton(_("Filtrer"), icon_name="search").set_dense()
        set_tooltip(self.filter_button, _("Filtrer les tâches (Ctrl+F)"))
        self.filter_button.setAccessibleDescription(_("Filtrer les tâches"))
        self.filter_button.clicked.connect(self._on_filter_button)
        self.target.add_tool(self.filter_button)
        self.print_button = SecondaryButton(_("Imprimer"), icon_name="printer")
        self.print_button.clicked.connect(self._on_print)
        self.files_button = OtherFilesButton(self.slug, (DocumentFormat.XLSX, DocumentFormat.ICS))
        self.files_button.asked.connect(self.export_requested)
        self.add_button = PrimaryButton(_("Ajouter une tâche"), icon_name="plus")
        self.add_button.clicked.connect(self.add_task)
        self.tools = ToolsButton(read_only=self.session.read_only)
        self.tools.add_asked.connect(self.add_task)
        self.tools.paste_asked.connect(self.gestures.paste_list)
        self.tools.duplicate_asked.connect(self.gestures.duplicate_chosen)
        self.tools.links_asked.connect(self._on_links)
        self.tools.calendar_asked.connect(self._on_calendar)
        self.tools.references_asked.connect(self._on_references)
        self.tools.reference_toggled.connect(self.card.toggle_reference)
        self.tools.menu().aboutToShow.connect(self._on_tools)
        buttons = (self.print_button, self.files_button, self.tools, self.add_button)
        for button in buttons:
            self.add_action(button)
        self.add_button.setVisible(not self.session.read_only)

    def _connect(self) -> None:
        self.target.view_changed.connect(self._on_look)
        self.card.zoomed.connect(self.target.zoom.set_value)
        self.card.row_changed.connect(self._on_row)
        self.card.row_opened.connect(self._on_opened)
        self.editor.closed.connect(self.close_task)
        self.editor.opened.connect(self.navigate)
        self.editor.predecessors_asked.connect(self._on_predecessors)
        self.editor.delete_asked.connect(self._on_delete_task)
        self.decision.print_asked.connect(self.print_requested)
        self.gestures.added.connect(self._on_added)
        self.gestures.pasted.connect(self._on_pasted)
        self.card.table.links_asked.connect(self._on_links)
        self.card.table.add_asked.connect(self.add_task)
        self.filters.changed.connect(self._on_filters)
        self.filters.left.connect(self._on_filters_left)
        self._add_keys()

    def _add_keys(self) -> None:
        for keys, slot in ((_("Ctrl+Tab"), self._on_jump), ("Ctrl+F", self.open_filters)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Compute the plan again and tell quietly how many dates moved."""
        if not touched(changes, *TABLES, *LAYERS, *LINKS, *MATRIX):
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
        self.filters.reload()
        self._show_rows()
        self.news.set_whole_text(moved_words(before, view))
        self.editor.show_task(self.card.current_task() if self._panel_shown() else 0)
        self.editor.reload(force=force)

    def _show_rows(self) -> None:
        """Show the lines asked for, in the table and in the Gantt alike, and count them."""
        if self.view is None:
            return
        rows = kept_rows(self.view, self.session.snapshot, self.filters.wanted())
        self.filters.tell(len(rows), len(self.view.rows))
        hidden = len(rows) < len(self.view.rows)
        words = count_sentence(len(rows), len(self.view.rows)) if hidden else _("Filtrer")
        self.filter_button.setText(words)
        self.card.table.say_empty(*nothing_words(whole=not self.view.rows))
        self.card.show_plan(self.view._replace(rows=rows))

    def choose_task(self, task_id: int) -> bool:
        """Put the caret on a task, shown again if a filter hides it; tell whether it exists."""
        if task_of(self.session.snapshot, task_id) is None:
            return False
        if not self.card.choose_task(task_id):
            self.filters.show_all()
        return self.card.choose_task(task_id)

    def focus_field(self, key: str) -> bool:
        """Put the caret on the date aimed at, on a task, or in a field of a task."""
        if key == TARGET_KEY:
            return self.target.form.focus(key)
        table, _dot, rest = key.partition(".")
        number, _dot, name = rest.partition(".")
        if table != "tasks" or not number.isdecimal() or not self.choose_task(int(number)):
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
        self.target.flush()
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
        self.editor.flush()
        self.gestures.add(self.card.current_task())

    def show_all(self) -> None:
        """Hide no line any more."""
        self.filters.show_all()

    def open_filters(self) -> None:
        """Show the filters, caret in the search."""
        self.filters.show()
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

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
            self.editor.setMaximumWidth(WIDGET_MAX)
            self.editor.hide()
        self.editor.close_button.setVisible(not self.docked)
        if not self.docked:
            self._cover()

    def _dock(self) -> None:
        self._row.addWidget(self.editor)
        self.editor.setFixedWidth(px(PANEL))
        self.editor.show_task(self.card.current_task())
        self.editor.show()

    def _cover(self) -> None:
        """Lay the panel over the right part of the plan."""
        corner = self.card.mapTo(self, self.card.rect().topRight())
        width = min(px(PANEL), self.card.width())
        bottom = self.height() - px(8)
        top = max(min(corner.y(), bottom - px(LOWEST_PANEL)), 0)
        self.editor.setGeometry(corner.x() - width + 1, top, width, bottom - top)
        self.editor.raise_()

    def _plan(self) -> PlanView | None:
        return self.view

    def _on_look(self) -> None:
        zoom = cast("Zoom", self.target.zoom.value())
        self.card.set_look(critical=self.target.critical.isChecked(), zoom=zoom)

    def _on_row(self, task_id: int) -> None:
        if self._panel_shown():
            self.editor.show_task(task_id)

    def _on_opened(self, _task_id: int) -> None:
        self.open_task()

    def _on_print(self) -> None:
        self.print_requested.emit("retroplanning")

    def _on_added(self, ids: object) -> None:
        """Open the task that has just been made, its title to be typed over."""
        assert isinstance(ids, list)
        if self.choose_task(ids[0]):
            self.open_task()
            self.editor.select_title()

    def _on_pasted(self, ids: object) -> None:
        """Show the first of the tasks made of a list."""
        assert isinstance(ids, list)
        self.choose_task(ids[0])
        words = ngettext("{n} tâche ajoutée", "{n} tâches ajoutées", len(ids))
        self.news.set_whole_text(words)
        self.card.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_filter_button(self) -> None:
        if self.filters.isVisible() and not self.filters.wanted().asks:
            self._on_filters_left()
        else:
            self.open_filters()

    def _on_filters_left(self) -> None:
        self.filters.hide()
        self.card.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_filters(self) -> None:
        self._show_rows()

    def _on_links(self) -> None:
        if self.card.current_task() and not self.session.read_only:
            self._on_predecessors(self.card.current_task())

    def _on_delete_task(self, task_id: int) -> None:
        self.gestures.delete([task_id])

    def _on_predecessors(self, task_id: int) -> None:
        task = task_of(self.session.snapshot, task_id)
        if task is not None:
            self.editor.flush()
            choose_predecessors(self.session, task, self.window())

    def _on_calendar(self) -> None:
        self.flush()
        edit_calendar(self.session, self.window())

    def _on_references(self) -> None:
        self.flush()
        kept = self.session.snapshot.plans_reference
        shown = self.card.reference if kept else None
        self.card.show_reference(show_references(self.session, self.window(), shown))

    def _on_tools(self) -> None:
        kept = bool(self.session.snapshot.plans_reference)
        self.tools.tell_reference(shown=self.card.reference > 0, kept=kept)

    def _on_jump(self) -> None:
        if self.editor.isAncestorOf(self.focusWidget()):
            self.card.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.open_task()
