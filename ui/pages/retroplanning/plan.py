"""The card of the plan: the table and the Gantt side by side, with one scroll, and the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.charts.gantt import GanttLayout, days_shown, plan_of
from cpom_desktop.charts.gantt_zoom import day_widths, nearest_zoom, sight_of
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.gantt import NO_REFERENCE, gantt_layers, shown_reference
from ui.kit.gantt_canvas import GanttCanvas
from ui.kit.gantt_view import GanttView
from ui.kit.restyle import Restyled
from ui.kit.states import EmptyState
from ui.models.planning import PlanModel, plan_lines
from ui.pages.retroplanning.footer import PlanFooter
from ui.pages.retroplanning.plan_drag import PlanDrag
from ui.pages.retroplanning.table import PlanTable
from ui.pages.retroplanning.tips import day_words
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QItemSelection
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.charts.gantt_scale import GanttLayers, GanttPlan, Zoom
    from cpom_desktop.services.queries.planning import PlanView
    from ui.session import Session

TEXT_MM = 2.8
USUAL_ROWS = 14
_STEP = 1.4
"""What a key of the zoom does to the width of a day."""
TABLE_LEAST, TABLE, TABLE_WIDE = 390, 606, 760
WIDE_PAGE = 1200


class PlanCard(Restyled, QFrame):
    """Table at left, Gantt at right: same rows, same heights, one vertical scroll.

    Signals:
        row_changed: id of the task chosen, 0 when none is.
        row_opened: id of the task to open.
        zoomed: the zoom that the wheel came nearest to.
    """

    row_changed = Signal(int)
    row_opened = Signal(int)
    zoomed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self.session = session
        self._view: PlanView | None = None
        self._plan: GanttPlan | None = None
        self._reference: int | None = None
        self._hidden: int | None = None
        """The plan of reference shown before none was."""
        self._drawn: tuple[object, ...] = ()
        self._critical = True
        self._zoom: Zoom = "mois"
        self._day = 0.0
        """Width of a day chosen by the wheel, in pixels; 0 for that of the zoom."""
        self.model = PlanModel(session, self)
        self.table = PlanTable()
        self.table.show_model(self.model)
        self.gantt = GanttView(_("Diagramme de Gantt du rétroplanning"))
        self.gantt.set_tips(self._tip)
        self._build()
        self.moves = PlanDrag(session, self)
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
        self.footer = PlanFooter(read_only=self.session.read_only)
        self.legend = self.footer.legend
        self.open_button = self.footer.open_button
        outer.addWidget(self.footer)

    def _connect(self) -> None:
        ours, theirs = self.table.verticalScrollBar(), self.gantt.verticalScrollBar()
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(ours.setValue)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.opened.connect(self._on_opened)
        self.gantt.row_chosen.connect(self._on_gantt_row)
        self.gantt.row_opened.connect(self._on_gantt_opened)
        self.footer.today_button.clicked.connect(self._on_today)
        self.open_button.clicked.connect(self._on_open)
        self.gantt.resized.connect(self._draw)
        self.gantt.zoom_asked.connect(self._on_wheel)
        self.gantt.horizontalScrollBar().rangeChanged.connect(self._on_range)

        self.moves.opened.connect(self.row_opened)
        self.gantt.menu_asked.connect(self.moves.show_menu)
        self._add_keys()

    def _add_keys(self) -> None:
        for keys, slot in (
            ("Alt+Home", self._on_today),
            ("Ctrl++", self._on_wider),
            ("Ctrl+-", self._on_narrower),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_plan(self, view: PlanView) -> None:
        """Show the plan again; the row chosen stays chosen."""
        wanted = self._survivor(view)
        self._view, self._plan = view, plan_of(view, self._layers(view))
        self.model.set_rows(plan_lines(self.session.snapshot, view))
        self.stack.setVisible(bool(view.rows))
        self.legend.setVisible(bool(view.rows))
        self.open_button.setVisible(bool(view.rows))
        self.stack.setCurrentIndex(0 if days_shown(self._plan) else 1)
        if self.current_task() != wanted:
            self.table.choose(self.model.place_of(wanted))
        self._fit()

    @property
    def reference(self) -> int:
        """The plan of reference under the bars, 0 when none is."""
        return shown_reference(self.session.snapshot, self._reference)

    def show_reference(self, reference_id: int | None) -> None:
        """Show a plan of reference under the bars: the newest by default, none for 0."""
        if self._reference != NO_REFERENCE:
            self._hidden = self._reference
        self._reference = reference_id
        if self._view is not None:
            self._plan = plan_of(self._view, self._layers(self._view))
            self._drawn = ()
            self._draw()

    def toggle_reference(self) -> None:
        """Show no plan of reference any more, or again the one shown before."""
        again = shown_reference(self.session.snapshot, self._hidden) or None
        self.show_reference(NO_REFERENCE if self.reference else again)

    def _layers(self, view: PlanView) -> GanttLayers:
        session = self.session
        return gantt_layers(session.snapshot, session.content, view, reference_id=self._reference)

    def _survivor(self, view: PlanView) -> int:
        """Return the task that keeps the caret: the same, else the next, else the one before."""
        left = [row.task_id for row in view.rows]
        place = max(self.table.currentIndex().row(), 0)
        ids = [line.task.id for line in self.model.rows]
        near = [*ids[place:], *reversed(ids[:place])]
        return next((i for i in near if i in left), left[0] if left else 0)

    def set_look(self, *, critical: bool, zoom: Zoom) -> None:
        """Show the critical path or not, at a zoom."""
        self._critical = critical
        if zoom != self._zoom:
            self._zoom, self._day = zoom, 0.0
            self._draw_around_today()
        else:
            self._draw()

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
        seen = (self._plan, self._critical, self._zoom, self._day, row, header,
                self.gantt.width(), px(100), self.gantt.viewport().width())  # fmt: skip
        if self._plan is None or seen == self._drawn:
            return
        self._drawn = seen
        scale = px(12) / TEXT_MM
        layout = self._layout(self._plan, scale, row, header)
        canvas = GanttCanvas(self._plan, layout, scale=scale, row_height=row) if layout else None
        self.gantt.show_canvas(canvas)
        if layout is not None:
            self.legend.show_marks(self._plan, layout)
        bar = self.gantt.horizontalScrollBar()
        self._under.setFixedHeight(bar.sizeHint().height() if bar.maximum() else 0)

    def _layout(self, plan: GanttPlan, scale: float, row: int, header: int) -> GanttLayout | None:
        room = self.gantt.viewport().width()
        seen = sight_of(plan, room, self._zoom, day=self._day, scale=px(100) / 100)
        if seen is None:
            return None
        return GanttLayout(
            width_mm=seen.width / scale,
            row_height_mm=row / scale,
            header_mm=header / scale,
            first=seen.first,
            last=seen.last,
            unit=seen.unit,
            critical=self._critical,
            late_style="texte-retard",
        )

    def _draw_around_today(self) -> None:
        """Draw again; the present day stays where it is when it is seen, else it comes."""
        before = self._share_of_today()
        self._draw()
        self.reveal_today(before if before is not None and 0 < before < 1 else None)

    def _share_of_today(self) -> float | None:
        """Return where the present day stands in the width, beyond 0 and 1 when out of sight."""
        x = self._today_x()
        if x is None:
            return None
        seen = self.gantt.viewport().width()
        return (x - self.gantt.horizontalScrollBar().value()) / max(seen, 1)

    def _today_x(self) -> float | None:
        canvas = self.gantt.canvas
        if canvas is None or self._view is None or not canvas.layout.shows(self._view.today):
            return None
        return canvas.layout.middle(self._view.today) * canvas.scale

    def reveal_today(self, share: float | None = None) -> None:
        """Scroll to the present day, at a share of the width; in the first third by default."""
        x = self._today_x()
        if x is not None:
            self.gantt.reveal(x, 1 / 3 if share is None else share)

    def zoom_by(self, factor: float, x: float) -> None:
        """Make days wider; what is at an abscissa of the viewport stays there."""
        canvas, plan = self.gantt.canvas, self._plan
        if canvas is None or plan is None:
            return
        bar = self.gantt.horizontalScrollBar()
        at = (bar.value() + x) * canvas.layout.days / canvas.width
        room, scale = self.gantt.viewport().width(), px(100) / 100
        self._day = canvas.width / canvas.layout.days * factor
        seen = sight_of(plan, room, self._zoom, day=self._day, scale=scale)
        if seen is None:
            return
        self._day = seen.width / ((seen.last - seen.first).days + 1)
        self._zoom = nearest_zoom(self._day, day_widths(plan, room, scale))
        self._draw()
        bar.setValue(round(at * self._day - x))
        self.zoomed.emit(self._zoom)

    def _on_wheel(self, factor: float, x: float) -> None:
        self.zoom_by(factor, x)

    def _on_wider(self) -> None:
        self._zoom_at_today(_STEP)

    def _on_narrower(self) -> None:
        self._zoom_at_today(1 / _STEP)

    def _zoom_at_today(self, factor: float) -> None:
        """Zoom around the present day when it is seen, else around the middle."""
        share = self._share_of_today()
        seen = share if share is not None and 0 <= share <= 1 else 0.5
        self.zoom_by(factor, seen * self.gantt.viewport().width())

    def _on_today(self) -> None:
        self.reveal_today()

    def _on_range(self, _least: int, most: int) -> None:
        self.footer.today_button.setEnabled(most > 0 and self._today_x() is not None)

    def _tip(self, row: int, day: date, ref: str) -> str:
        """Return what is told of the bar under the mouse, else of the day when it is closed."""
        view = self._view
        if view is None or self._plan is None:
            return ""
        if ref.startswith("delai:"):
            return self._plan.bars[row].leads[int(ref.rpartition(":")[2])].label
        if ref and 0 <= row < len(view.rows):
            line = view.rows[row]
            parts = (line.titre, line.responsable, line.explication, line.marge)
            return "\n".join(part for part in parts if part)
        return day_words(view, day)

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
