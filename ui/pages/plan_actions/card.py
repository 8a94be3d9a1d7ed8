"""The card of the plan d'actions: table and Gantt side by side, the costs of years under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.charts.gantt_scale import GanttLayout
from cpom_desktop.i18n import _
from ui.kit.gantt_canvas import GanttCanvas
from ui.kit.gantt_view import GanttView
from ui.kit.labels import SafeLabel
from ui.kit.restyle import Restyled
from ui.models.plan_actions import PlanActionsModel
from ui.pages.plan_actions.foot import CostFoot, LegendLine
from ui.pages.plan_actions.table import PlanActionsTable
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpom_desktop.charts.gantt_scale import GanttPlan
    from cpom_desktop.services.queries.plan_actions import CoutsPlan
    from cpom_desktop.services.queries.plan_actions_lignes import Rang
    from ui.session import Session

TEXT_MM = 2.8
TABLE, TABLE_WIDE, WIDE_PAGE = 530, 860, 1250
TABLE_SHARE = 0.52
ROW, LEAST_ROWS = 36, 4


class PlanActionsCard(Restyled, QFrame):
    """Same rows, same heights, one vertical scroll."""

    row_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self.session = session
        self._plan: GanttPlan | None = None
        self._shown: tuple[date, date] | None = None
        self._costs: CoutsPlan | None = None
        self._drawn: tuple[object, ...] = ()
        self.model = PlanActionsModel(session, self)
        self.table = PlanActionsTable()
        self.table.show_model(self.model)
        self.gantt = GanttView(_("Diagramme de Gantt du plan d'actions"))
        self.gantt.set_tips(self._tip)
        self.foot = CostFoot()
        self.legend_line = LegendLine(read_only=session.read_only)
        self.nothing = SafeLabel(_("Aucune fiche ne répond à ces filtres."), "small-2", wrap=True)
        self.nothing.setContentsMargins(px(14), px(8), px(14), px(8))
        self.table.set_placeholder(self.nothing)
        self._build()
        self._connect()
        self.restyle()

    def _build(self) -> None:
        rule = QFrame()
        rule.setProperty("role", "filet-vertical")
        rule.setFixedWidth(1)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.table)
        columns.addWidget(rule)
        columns.addWidget(self.gantt, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addLayout(columns, 1)
        outer.addWidget(self.foot)
        outer.addWidget(self.legend_line)

    def _connect(self) -> None:
        ours, theirs = self.table.verticalScrollBar(), self.gantt.verticalScrollBar()
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(ours.setValue)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.gantt.row_chosen.connect(self._on_gantt_row)
        self.gantt.row_opened.connect(self._on_gantt_opened)
        self.gantt.resized.connect(self._draw)

    def show_rows(
        self,
        rows: Sequence[Rang],
        plan: GanttPlan,
        shown: tuple[date, date],
        costs: CoutsPlan,
        unfolded: frozenset[int],
    ) -> None:
        """Show the lines again; the one chosen stays chosen, or its fiche is."""
        before = self.current()
        self._plan, self._shown, self._costs = plan, shown, costs
        self.model.unfolded = unfolded
        self.model.set_rows(rows)
        self.table.span_headings()
        self.foot.show_costs(costs, shown[0].year, shown[1].year)
        self._keep(before)
        self._fit()

    def _keep(self, before: Rang | None) -> None:
        if before is None or self.choose(before.key) or before.ligne is None:
            return
        self.choose(f"fiches_action.{before.ligne.view.fiche.id}")

    def current(self) -> Rang | None:
        """Return the line of the caret, None when there is none."""
        index = self.table.currentIndex()
        known = index.isValid() and index.row() < len(self.model.rows)
        return self.model.row_at(index) if known else None

    def choose(self, key: str) -> bool:
        """Put the caret on a line; tell whether it is there."""
        place = self.model.place_of(key)
        if place < 0:
            return False
        if self.table.currentIndex().row() != place:
            self.table.setCurrentIndex(self.model.index(place, 0))
        return True

    def restyle(self) -> None:
        """Draw again at the sizes of the present text scale, a few rows in sight."""
        header, row = self._heights()
        under = self.foot.height() + self.legend_line.sizeHint().height()
        self.setMinimumHeight(header + LEAST_ROWS * row + under)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between table and Gantt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= px(WIDE_PAGE)
        wanted = px(TABLE_WIDE if wide else TABLE)
        width = min(wanted, round(self.width() * TABLE_SHARE))
        self.table.fit(width, wide=wide)
        self.foot.fit(width + 1)
        self._draw()

    def _heights(self) -> tuple[int, int]:
        line = QFontMetrics(body_font(px(13), semibold=True)).height()
        body = QFontMetrics(body_font(px(14))).height()
        small = QFontMetrics(body_font(px(12))).height()
        return max(px(40), 2 * line + px(4)), max(px(ROW), body + small + px(2))

    def _draw(self) -> None:
        """Draw the Gantt again when what it shows, or its size, has changed."""
        header, row = self._heights()
        self.table.set_heights(header, row)
        if self._plan is None or self._shown is None or self._costs is None:
            return
        room = self.gantt.viewport().width()
        seen = (self._plan, self._shown, self._costs, row, header, room, px(100))
        if seen == self._drawn or room <= 0:
            return
        self._drawn = seen
        scale = px(12) / TEXT_MM
        layout = GanttLayout(
            width_mm=room / scale,
            row_height_mm=row / scale,
            header_mm=header / scale,
            first=self._shown[0],
            last=self._shown[1],
            unit="cinq_ans",
            quarters=True,
            late_style="texte-retard",
        )
        self.legend_line.legend.show_marks(self._plan, layout)
        self.foot.bars.show_costs(self._costs, layout, scale)
        # last: its scroll bar may come or go, which draws all this again for another width
        self.gantt.show_canvas(GanttCanvas(self._plan, layout, scale=scale, row_height=row))
        self.gantt.set_current_row(self.table.currentIndex().row())
        self.gantt.verticalScrollBar().setValue(self.table.verticalScrollBar().value())

    def _tip(self, row: int, _day: date, ref: str) -> str:
        if not ref or not 0 <= row < len(self.model.rows):
            return ""
        column = self.model.columns[0]
        return column.tooltip(self.model.rows[row]) if column.tooltip else ""

    def _on_row(self, index: QModelIndex) -> None:
        self.gantt.set_current_row(index.row())
        self.row_changed.emit()

    def _on_gantt_row(self, row: int) -> None:
        self.table.setCurrentIndex(self.model.index(row, 0))

    def _on_gantt_opened(self, row: int) -> None:
        self.table.opened.emit(self.model.index(row, 0))
