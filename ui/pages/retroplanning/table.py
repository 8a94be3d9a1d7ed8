"""The table of the plan: states by letter or from a list, a flag before each milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QWidget

from cpom_desktop.i18n import _
from ui.kit.states import EmptyState
from ui.kit.tables import StyledTableView
from ui.models.base import to_tsv
from ui.models.choice_cells import ChoiceCellDelegate
from ui.models.planning import RANK, RESPONSABLE, START, STATE, STATE_KEYS, TITLE, PlanModel
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from ui.kit.cells import AnyIndex
    from ui.models.base import Column
    from ui.models.planning import PlanLine

NARROW = 400
"""Under this width (pixels at 100 %) only the title, the end and the state are shown."""
MEDIUM = 460


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PlanTable(StyledTableView):
    """The tasks; Entrée on a title opens the task, on an end or a state edits it.

    F2 renames, Alt+Haut and Alt+Bas move the lines selected, Ctrl+D copies them; the column of
    the phases drags them with the mouse.

    Signals:
        move_asked: −1 or +1.
        drop_asked: places of the lines dragged, and the place that they go before.
        duplicate_asked, links_asked, add_asked: Ctrl+D, Ctrl+L, Inser.
    """

    move_asked = Signal(int)
    drop_asked = Signal(object, int)
    duplicate_asked = Signal()
    links_asked = Signal()
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._header_height = 0
        self._grabbed: int | None = None
        self._drop_place = -1
        super().__init__(_("Tâches et jalons du rétroplanning"), row_height=32, parent=parent)
        self.setItemDelegate(ChoiceCellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleDescription(
            _("Entrée sur une tâche ouvre sa fiche, F2 la renomme ; Entrée sur une échéance ou un "
              "état les modifie. Alt+Haut et Alt+Bas déplacent la ligne, Ctrl+D la copie, "
              "Ctrl+L choisit les tâches qu'elle attend.")
        )  # fmt: skip
        self.doubleClicked.connect(self._on_title_double_clicked)
        self.setMouseTracking(True)

    def show_model(self, model: PlanModel) -> None:
        """Show the plan, columns at their widths."""
        self.setModel(model)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(30))
        for place, column in enumerate(model.columns):
            self._size_column(header, place, column)

    def _size_column(self, header: QHeaderView, place: int, column: Column[PlanLine]) -> None:
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(place, mode.Stretch if place == TITLE else mode.Fixed)
        if place != TITLE:
            self.setColumnWidth(place, px(column.width))

    def fit(self, width: int, *, wide: bool) -> None:
        """Take a width; what matters least hides first, the start shows when `wide`."""
        self.setFixedWidth(width)
        model = self.model()
        if isinstance(model, PlanModel):
            for place, column in enumerate(model.columns):
                self._size_column(self.horizontalHeader(), place, column)
        self.setColumnHidden(START, not wide)
        self.setColumnHidden(RESPONSABLE, width < px(MEDIUM))
        self.setColumnHidden(RANK, width < px(NARROW))

    def set_heights(self, header: int, row: int) -> None:
        """Take the heights of the Gantt beside."""
        self._header_height = header
        self.horizontalHeader().setFixedHeight(header)
        self.verticalHeader().setDefaultSectionSize(row)

    def restyle(self) -> None:
        """Keep the heights of the Gantt when the theme changes."""
        row = self.verticalHeader().defaultSectionSize()
        super().restyle()
        if self._header_height:
            self.set_heights(self._header_height, row)

    def edit(self, index: AnyIndex, *how: object) -> bool:  # type: ignore[override]
        """Edit a cell; a double click on a title opens the task instead."""
        if not how:
            super().edit(index)
            return True
        double = QAbstractItemView.EditTrigger.DoubleClicked
        if how[0] == double and index.column() == TITLE:
            return False
        return bool(super().edit(index, *how))

    def say_empty(self, title: str, text: str) -> None:
        """Say why there is no line."""
        empty = self._placeholder
        if isinstance(empty, EmptyState):
            empty.title.setText(title)
            empty.text.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, copy or link the lines, or choose a state by its letter in its column."""
        if self.state() == QAbstractItemView.State.EditingState or not self._takes(event):
            self._state_key(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Do what a key asks of the lines; tell whether it asked something."""
        modifier, key = Qt.KeyboardModifier, event.key()
        held = event.modifiers() & ~modifier.KeypadModifier
        if held == modifier.AltModifier and key in _STEPS:
            self.move_asked.emit(_STEPS[Qt.Key(key)])
        elif held == modifier.ControlModifier and key == Qt.Key.Key_D:
            self.duplicate_asked.emit()
        elif held == modifier.NoModifier and key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif held == modifier.ControlModifier and key == Qt.Key.Key_L:
            self.links_asked.emit()
        else:
            return False
        return True

    def _enter(self) -> None:
        current = self.currentIndex()
        if current.isValid() and current.column() == TITLE:
            self.opened.emit(current)
        else:
            super()._enter()

    def _on_title_double_clicked(self, index: QModelIndex) -> None:
        if index.column() == TITLE and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(index)

    def _state_key(self, event: QKeyEvent) -> None:
        model, current = self.model(), self.currentIndex()
        etat = STATE_KEYS.get(event.key())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        editing = self.state() == QAbstractItemView.State.EditingState
        if (
            etat is None
            or not plain
            or editing
            or not isinstance(model, PlanModel)
            or current.column() != STATE
        ):
            super().keyPressEvent(event)
            return
        rows = {index.row() for index in self.selectedIndexes() if index.column() == STATE}
        model.set_states(sorted(rows | {current.row()}), etat)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the lines by the column of the phases."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        held = event.button() == Qt.MouseButton.LeftButton and index.column() == RANK
        self._grabbed = round(event.position().y()) if held and self._may_drag() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the lines held would go."""
        place = event.position().toPoint()
        over = self._may_drag() and self.indexAt(place).column() == RANK
        self.viewport().setCursor(
            Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor
        )
        if self._grabbed is None:
            super().mouseMoveEvent(event)
        elif abs(place.y() - self._grabbed) >= QApplication.startDragDistance():
            self._aim(place.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the lines held go where they were shown."""
        place, self._drop_place, self._grabbed = self._drop_place, -1, None
        super().mouseReleaseEvent(event)
        self.viewport().update()
        if place >= 0:
            self.drop_asked.emit(self.selected_rows(), place)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the usual pointer again."""
        self.viewport().unsetCursor()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, and where those held would go."""
        super().paintEvent(event)
        if self._drop_place >= 0:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(current_theme().colour("focus"), 2))
            y = self._top_of(self._drop_place)
            painter.drawLine(0, y, self.viewport().width(), y)
            painter.end()

    def _may_drag(self) -> bool:
        model = self.model()
        return isinstance(model, PlanModel) and not model.session.read_only

    def _aim(self, y: int) -> None:
        row = self.rowAt(y)
        last = self.model().rowCount()
        below = row >= 0 and y > self.rowViewportPosition(row) + self.rowHeight(row) // 2
        self._drop_place = last if row < 0 and y > 0 else max(row, 0) + int(below)
        bar = self.verticalScrollBar()
        if not 0 <= y < self.viewport().height():
            bar.setValue(bar.value() + (self.rowHeight(0) if y > 0 else -self.rowHeight(0)))
        self.viewport().update()

    def _top_of(self, place: int) -> int:
        last = self.model().rowCount() - 1
        if place <= last:
            return max(self.rowViewportPosition(place), 1)
        return self.rowViewportPosition(last) + self.rowHeight(last) - 1

    def copy_selection(self) -> str:
        """Copy the cells shown as Excel takes them: dates in figures, with their year."""
        text = to_tsv(i for i in self.selectedIndexes() if not self.isColumnHidden(i.column()))
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
        return text

    def choose(self, place: int, column: int = -1) -> None:
        """Put the caret on a row, in the column where it is already unless one is given."""
        model = self.model()
        if not isinstance(model, PlanModel) or not 0 <= place < model.rowCount():
            return
        if column < 0:
            column = max(self.currentIndex().column(), TITLE)
        index: QModelIndex = model.index(place, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
