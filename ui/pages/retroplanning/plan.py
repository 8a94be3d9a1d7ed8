"""The card of the plan: the table and the Gantt side by side, with one scroll, and the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.charts.gantt import GanttLayout, days_shown, gantt_parts, plan_of
from cpom_desktop.i18n import _
from ui.kit.buttons import TextButton
from ui.kit.gantt_view import GanttView
from ui.kit.labels import SafeLabel
from ui.kit.restyle import Restyled
from ui.kit.states import EmptyState
from ui.models.planning import PlanModel, plan_lines
from ui.pages.retroplanning.legend import Legend
from ui.pages.retroplanning.table import PlanTable
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.planning import PlanView
    from ui.pages.retroplanning.target import Zoom
    from ui.session import Session

TEXT_MM = 2.8
USUAL_ROWS = 14
TABLE_LEAST, TABLE, TABLE_WIDE = 390, 606, 760
WIDE_PAGE = 1200
DAY_IN_WEEKS, LEAST_DAY = 6.0, 0.9
"""Pixels at 100 % for one day: by weeks, and by months at least."""


class PlanCard(Restyled, QFrame):
    """Table at left, Gantt at right: same rows, same heights, one vertical scroll.

    Signals:
        row_changed: id of the task chosen, 0 when none is.
        row_opened: id of the task to open.
    """

    row_changed = Signal(int)
    row_opened = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self.session = session
        self._view: PlanView | None = None
        self._drawn: tuple[object, ...] = ()
        self._critical = True
        self._zoom: Zoom = "mois"
        self.model = PlanModel(session, self)
        self.table = PlanTable()
        self.table.show_model(self.model)
        self.gantt = GanttView(_("Diagramme de Gantt du rétroplanning"))
        self._build()
        self._connect()
        self.restyle()

    def _build(self) -> None:
        self.no_date = EmptyState(
            "calendar-clock",
            _("Pas encore de dates"),
            _("Indiquez la date visée pour calculer les dates."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.gantt)
        self.stack.addWidget(self.no_date)
        self.table.set_placeholder(EmptyState(
            "list-checks",
            _("Aucune tâche pour l'instant"),
            _("Ajoutez une tâche : son échéance se calcule à rebours depuis la date visée."),
        ))  # fmt: skip
        rule = QFrame()
        rule.setProperty("role", "filet-vertical")
        rule.setFixedWidth(1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        self._under = QWidget()
        left.addWidget(self._under)
        self._columns.addLayout(left)
        self._columns.addWidget(rule)
        self._columns.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addLayout(self._columns, 1)
        outer.addWidget(self._footer())

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setProperty("role", "pied")
        line = QHBoxLayout(footer)
        line.setContentsMargins(px(13), 0, px(6), 0)
        line.setSpacing(px(16))
        self.legend = Legend()
        self.news = SafeLabel("", "caption-strong")
        words = _("Voir la tâche") if self.session.read_only else _("Modifier…")
        self.open_button = TextButton(words, icon_name="pencil").set_dense()
        self.open_button.clicked.connect(self._on_open)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.legend)
        middle.addStretch(1)
        line.addLayout(middle, 1)
        for widget in (self.news, self.open_button):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return footer

    def _connect(self) -> None:
        ours, theirs = self.table.verticalScrollBar(), self.gantt.verticalScrollBar()
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(ours.setValue)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)
        self.gantt.row_chosen.connect(self._on_gantt_row)
        self.gantt.row_opened.connect(self._on_gantt_opened)
        self.gantt.resized.connect(self._draw)

    def show_plan(self, view: PlanView) -> None:
        """Show the plan again; the row chosen stays chosen."""
        wanted = self._survivor(view)
        self._view = view
        self.model.set_rows(plan_lines(self.session.snapshot, view))
        self.stack.setVisible(bool(view.rows))
        self.legend.setVisible(bool(view.rows))
        self.open_button.setVisible(bool(view.rows))
        self.stack.setCurrentIndex(0 if days_shown(plan_of(view)) else 1)
        if self.current_task() != wanted:
            self.table.choose(self.model.place_of(wanted))
        self._fit()

    def _survivor(self, view: PlanView) -> int:
        """Return the task that keeps the caret: the same, else the next, else the one before."""
        left = [row.task_id for row in view.rows]
        place = max(self.table.currentIndex().row(), 0)
        ids = [line.task.id for line in self.model.rows]
        near = [*ids[place:], *reversed(ids[:place])]
        return next((i for i in near if i in left), left[0] if left else 0)

    def set_look(self, *, critical: bool, zoom: Zoom) -> None:
        """Show the critical path or not, by weeks or by months."""
        changed = zoom != self._zoom
        self._critical, self._zoom = critical, zoom
        self._draw()
        if changed:
            self._reveal_today()

    def current_task(self) -> int:
        """Return the id of the task chosen, 0 when none is."""
        index = self.table.currentIndex()
        return self.model.row_at(index).task.id if index.isValid() else 0

    def selected_tasks(self) -> list[int]:
        """Return the ids of the tasks selected, from top to bottom."""
        return [self.model.rows[place].task.id for place in self.table.selected_rows()]

    def choose_task(self, task_id: int) -> bool:
        """Put the caret on a task; tell whether it is there."""
        place = self.model.place_of(task_id)
        self.table.choose(place)
        return place >= 0

    def restyle(self) -> None:
        """Draw again at the sizes of the present text scale."""
        self.setMinimumHeight(px(40) + 4 * self._least_row() + px(40))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between table and Gantt, and the height between rows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= px(WIDE_PAGE)
        least = min(px(TABLE_LEAST), round(self.width() * 0.75))
        share = max(round(self.width() * 0.58), least)
        wanted = min(px(TABLE_WIDE if wide else TABLE), share)
        alone = self._view is not None and not self._view.rows
        self.table.fit(self.width() - 2 if alone else wanted, wide=wide)
        self._draw()

    def _least_row(self) -> int:
        body = QFontMetrics(body_font(px(14))).height()
        return max(px(30), body + px(8))

    def _row_height(self) -> int:
        """Return the height at which the usual plan fits, within what is comfortable."""
        room = self.stack.height() - self._header_height()
        return min(max(room // USUAL_ROWS, self._least_row()), px(40))

    def _header_height(self) -> int:
        line = QFontMetrics(body_font(px(13), semibold=True)).height()
        return max(px(40), 2 * line + px(4))

    def _draw(self) -> None:
        """Draw the Gantt again when what it shows, or its size, has changed."""
        row, header = self._row_height(), self._header_height()
        self.table.set_heights(header, row)
        seen = (self._view, self._critical, self._zoom, row, header, self.gantt.width(),
                px(100), self.gantt.viewport().width())  # fmt: skip
        if self._view is None or seen == self._drawn:
            return
        self._drawn = seen
        self._draw_view(self._view, row, header)

    def _draw_view(self, view: PlanView, row: int, header: int) -> None:
        scale = px(12) / TEXT_MM
        layout = self._layout(view, scale, row, header)
        plan = plan_of(view)
        tips = [f"{r.titre}\n{r.responsable}\n{r.explication}" for r in view.rows]
        parts = gantt_parts(plan, layout) if layout else None
        self.gantt.show_parts(parts, scale=scale, row_height=row, tips=tips)
        bar = self.gantt.horizontalScrollBar()
        self._under.setFixedHeight(bar.sizeHint().height() if bar.maximum() else 0)

    def _layout(self, view: PlanView, scale: float, row: int, header: int) -> GanttLayout | None:
        shown = days_shown(plan_of(view))
        if shown is None:
            return None
        days = (shown[1] - shown[0]).days + 1
        by_weeks = self._zoom == "semaines"
        least = px(100) / 100 * (DAY_IN_WEEKS if by_weeks else LEAST_DAY) * days
        return GanttLayout(
            width_mm=max(least, self.gantt.viewport().width()) / scale,
            row_height_mm=row / scale,
            header_mm=header / scale,
            first=shown[0],
            last=shown[1],
            weeks=by_weeks,
            critical=self._critical,
            late_style="texte-retard",
        )

    def _reveal_today(self) -> None:
        view = self._view
        layout = None if view is None else self._layout(view, 1.0, 1, 1)
        if view is not None and layout is not None:
            first = layout.inside(layout.x(view.today))
            self.gantt.reveal(first)

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.gantt.set_current_row(current.row())
        self.row_changed.emit(self.current_task())

    def _on_selection(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.gantt.set_current_row(self.table.currentIndex().row())

    def _on_opened(self, _index: QModelIndex) -> None:
        self.row_opened.emit(self.current_task())

    def _on_open(self) -> None:
        self.row_opened.emit(self.current_task())

    def _on_gantt_row(self, row: int) -> None:
        self.table.choose(row)
        self.table.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_gantt_opened(self, row: int) -> None:
        self._on_gantt_row(row)
        self.row_opened.emit(self.current_task())
