"""The table of the plan d'actions: Espace unfolds a fiche, Entrée opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QWidget

from cpom_desktop.i18n import _
from ui.kit.row_paint import paint_pair
from ui.kit.tables import StyledTableView
from ui.models.plan_actions import COST, ETAT, ORIGINE, RESPONSABLE, TITLE, PlanActionsModel
from ui.models.synthese_cells import LONGEST, SECOND_ROLE, SyntheseDelegate
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ui.kit.cells import AnyIndex

NARROW, MEDIUM = 400, 480
"""Under these widths (pixels at 100 %) the pilote hides, then the origins."""
CHEVRON, INDENT = 26, 32


class StepDelegate(SyntheseDelegate):
    """Paints the title of a step over its deliverable, quietly, under its fiche."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a step on two lines; any other cell as every table."""
        second = index.data(SECOND_ROLE)
        if not isinstance(second, str):
            super().paint(painter, option, index)
            return
        painter.save()
        self._ground(painter, option, index)
        room = option.rect.adjusted(px(INDENT), 0, -px(8), 0)
        paint_pair(painter, room, str(index.data() or "")[:LONGEST], second, quiet=True)
        self._line(painter, option)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._ring(painter, option)
        painter.restore()


class PlanActionsTable(StyledTableView):
    """The lines of the plan; none is edited here.

    Signals:
        fold_asked: unfold the fiche of the caret, or fold it.
    """

    fold_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._heights = (0, 0)
        super().__init__(_("Plan d'actions"), by_cell=False, row_height=36, parent=parent)
        self.setItemDelegate(StepDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleDescription(
            _("Espace montre ou cache les étapes d'une fiche, Entrée l'ouvre, Alt+Gauche et "
              "Alt+Droite la déplacent d'un trimestre, ou l'étape choisie.")
        )  # fmt: skip

    def show_model(self, model: PlanActionsModel) -> None:
        """Show the plan."""
        self.setModel(model)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(30))
        self._size_columns()

    def _size_columns(self) -> None:
        model, header = self.model(), self.horizontalHeader()
        if not isinstance(model, PlanActionsModel):
            return
        mode = QHeaderView.ResizeMode
        for place, column in enumerate(model.columns):
            header.setSectionResizeMode(place, mode.Stretch if place == TITLE else mode.Fixed)
            if place != TITLE:
                self.setColumnWidth(place, px(column.width))

    def fit(self, width: int, *, wide: bool) -> None:
        """Take a width; what matters least hides first, the state shows when `wide`."""
        self.setFixedWidth(width)
        self._size_columns()
        self.setColumnHidden(ETAT, not wide)
        self.setColumnHidden(ORIGINE, width < px(MEDIUM))
        self.setColumnHidden(RESPONSABLE, width < px(NARROW))

    def set_heights(self, header: int, row: int) -> None:
        """Take the heights of the Gantt beside."""
        if (header, row) != self._heights:
            self._heights = (header, row)
            self.horizontalHeader().setFixedHeight(header)
            self.verticalHeader().setDefaultSectionSize(row)

    def span_headings(self) -> None:
        """Let each heading have the whole width."""
        model = self.model()
        assert isinstance(model, PlanActionsModel)
        self.clearSpans()
        for place, row in enumerate(model.rows):
            if row.ligne is None:
                self.setSpan(place, TITLE, 1, COST + 1)

    def restyle(self) -> None:
        """Keep the heights of the Gantt when the theme changes."""
        heights, self._heights = self._heights, (0, 0)
        super().restyle()
        self.setIconSize(QSize(px(16), px(16)))
        if heights[0]:
            self.set_heights(*heights)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Unfold or fold on Espace; leave the rest to every table."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.fold_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold or fold the fiche whose chevron is pressed."""
        super().mousePressEvent(event)
        index: AnyIndex = self.indexAt(event.position().toPoint())
        if not index.isValid() or index.column() != TITLE:
            return
        inside = event.position().x() - self.visualRect(self.currentIndex()).left()
        if inside <= px(CHEVRON) and index.data(Qt.ItemDataRole.DecorationRole) is not None:
            self.fold_asked.emit()
