"""The tree of objectives on the screen: folding, keys, a line where a row will be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.gestes_arbre import Sens, poser
from cpom_desktop.services.queries.arbre import ACTIONS, AXES
from ui.kit.restyle import Restyled
from ui.kit.row_paint import paint_caret
from ui.models.arbre import COST, ECHEANCE, RESPONSABLE, STATE, TITLE, ArbreModel
from ui.models.arbre_paint import ArbreDelegate, carried_label
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.arbre import Noeud
    from ui.kit.cells import AnyIndex

INDENT = 17
LEAST_TITLE = 260
WIDTHS = {RESPONSABLE: 96, ECHEANCE: 92, COST: 92, STATE: 126}
"""Columns and their widths in pixels at 100 %."""
_MOVES = {
    Qt.Key.Key_Up: Sens.MONTER,
    Qt.Key.Key_Down: Sens.DESCENDRE,
    Qt.Key.Key_Left: Sens.SORTIR,
    Qt.Key.Key_Right: Sens.RENTRER,
}
_EDGE = 0.3
"""Part of the height of a row where dropping means over it, or under it."""


class Drop(NamedTuple):
    """Where a row would be put: what it asks, and where the line is drawn."""

    operation: Operation
    line: QRect


class ArbreView(Restyled, QTreeView):
    """The tree itself.

    Signals:
        chosen: key of the row now under the cursor.
        opened: Entrée or a double click on a row that is not renamed.
        delete_asked: Suppr.
        move_asked: Alt and an arrow, as a `Sens`.
        dropped: the operation that a drop asks.
    """

    chosen = Signal(str)
    opened = Signal()
    delete_asked = Signal()
    move_asked = Signal(object)
    dropped = Signal(object)

    def __init__(self, model: ArbreModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._telling = model, True
        self._toggled: dict[str, bool] = {}
        self._drop: Drop | None = None
        self.setModel(model)
        self.setItemDelegate(ArbreDelegate(self, ringed=False))
        self.setAccessibleName(_("Arbre des objectifs"))
        self.setAccessibleDescription(
            _("Flèches gauche et droite : replier, déplier. Alt+flèches : déplacer la ligne. F2 : "
              "renommer. Entrée : ouvrir. Suppr : supprimer.")
        )  # fmt: skip
        self._dress()
        model.modelReset.connect(self._on_reset)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_clicked)
        self.restyle()

    def _dress(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(40))

    def restyle(self) -> None:
        """Take the sizes of the present text scale."""
        self.setIndentation(px(INDENT))
        self.setIconSize(QSize(px(16), px(16)))
        head = QFontMetrics(body_font(px(13), semibold=True)).height()
        self.header().setFixedHeight(max(px(32), head + px(12)))
        self.scheduleDelayedItemsLayout()
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what matters least under a narrow width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share the width, the words taking what is left."""
        header, room = self.header(), self.viewport().width() - px(LEAST_TITLE)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (STATE, COST, RESPONSABLE, ECHEANCE):
            width = px(WIDTHS[column])
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
            self.setColumnHidden(column, room < width)
            room -= width

    # --- what is chosen, what is folded

    def current(self) -> Noeud | None:
        """Return the row that has the cursor."""
        return self._rows.noeud_at(self.currentIndex())

    def choose(self, cle: str) -> bool:
        """Put the cursor on a row, unfolding what holds it, without telling."""
        index = self._rows.index_of(cle)
        if not index.isValid():
            return False
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self._telling = False
        self.setCurrentIndex(index)
        self._telling = True
        self.scrollTo(index)
        return True

    def rename(self) -> None:
        """Type over the words of the row that has the cursor."""
        index = self.currentIndex().siblingAtColumn(TITLE)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(index)

    def _on_reset(self) -> None:
        for index in self._rows.indexes():
            noeud = self._rows.noeud_at(index)
            if noeud is not None:
                self.setExpanded(index, self._toggled.get(noeud.cle, noeud.table != ACTIONS))

    def _on_expanded(self, index: QModelIndex) -> None:
        self._remember(index, opened=True)

    def _on_collapsed(self, index: QModelIndex) -> None:
        self._remember(index, opened=False)

    def _remember(self, index: QModelIndex, *, opened: bool) -> None:
        noeud = self._rows.noeud_at(index)
        if noeud is not None:
            self._toggled[noeud.cle] = opened

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        noeud = self._rows.noeud_at(index)
        self.viewport().update()
        if self._telling and noeud is not None:
            self.chosen.emit(noeud.cle)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not index.siblingAtColumn(TITLE).flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Keep Alt and the arrows from the window: here they move the row."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and _move_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, rename, delete; leave the rest to Qt."""
        sens = _move_of(event)
        if sens is not None:
            self.move_asked.emit(sens)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._typing():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def _typing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    # --- painting

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the ground of the whole row, what is before its words included; then its ring."""
        current = index == self.currentIndex().siblingAtColumn(TITLE)
        noeud = self._rows.noeud_at(index)
        if current or (noeud is not None and noeud.table in {AXES, "sans"}):
            ground = "selection" if current else "surface-2"
            painter.fillRect(option.rect, current_theme().colour(ground))
        super().drawRow(painter, option, index)
        painter.save()
        painter.setPen(current_theme().colour("bordure"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if current and self.hasFocus():
            ringed = QStyleOptionViewItem(option)
            ringed.state |= QStyle.StateFlag.State_HasFocus
            painter.setBrush(Qt.BrushStyle.NoBrush)
            paint_caret(painter, ringed)
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        """Paint a chevron where a row folds."""
        if not self._rows.hasChildren(index):
            return
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        left = rect.right() - px(INDENT) + 1
        top = rect.top() + (rect.height() - px(14)) // 2
        painter.drawPixmap(left, top, pixmap(name, "texte-2", 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the line where one will be dropped."""
        super().paintEvent(event)
        if self._drop is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(current_theme().colour("primaire"), px(2)))
            painter.drawLine(self._drop.line.topLeft(), self._drop.line.topRight())
            painter.end()

    # --- dragging

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Carry a small label beside the pointer: a whole row would hide the line."""
        index, noeud = self.currentIndex(), self.current()
        if noeud is None or not index.flags() & Qt.ItemFlag.ItemIsDragEnabled:
            return
        drag = QDrag(self)
        drag.setMimeData(self._rows.mimeData([index]))
        drag.setPixmap(carried_label(noeud.mots))
        drag.setHotSpot(QPoint(-px(14), -px(12)))
        drag.exec(Qt.DropAction.MoveAction)
        self._show_drop(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a row of this tree, and nothing else."""
        if self._rows.carried(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the row would be put; refuse where it may not be."""
        super().dragMoveEvent(event)  # scrolls near the edges
        noeud = self._rows.carried(event.mimeData())
        self._show_drop(self._drop_at(noeud, event.position().toPoint().y()) if noeud else None)
        if self._drop is not None:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the line."""
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the row itself follows the dossier."""
        noeud = self._rows.carried(event.mimeData())
        drop = self._drop_at(noeud, event.position().toPoint().y()) if noeud else None
        self._show_drop(None)
        self.setState(QAbstractItemView.State.NoState)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if drop is not None:
            self.dropped.emit(drop.operation)

    def _show_drop(self, drop: Drop | None) -> None:
        self._drop = drop
        self.viewport().update()

    def _drop_at(self, noeud: Noeud, y: int) -> Drop | None:
        """Return the first place near a height where a row may be put; None when none is."""
        for parent, row in self._candidates(noeud, y):
            above = self._rows.noeud_at(parent)
            operation = poser(self._rows.arbre, noeud, above, row)
            if operation is not None:
                return Drop(operation, self._line(parent, row))
        return None

    def _candidates(self, noeud: Noeud, y: int) -> Iterator[tuple[QModelIndex, int]]:
        """Yield places (the row over it, the rank under it), the nearest first."""
        index = self.indexAt(QRect(px(4), y, 1, 1).topLeft()).siblingAtColumn(TITLE)
        if not index.isValid():
            yield QModelIndex(), self._rows.rowCount()
            return
        rect = self.visualRect(index)
        part = (y - rect.top()) / max(rect.height(), 1)
        if noeud.table != AXES:
            if part > _EDGE and (part < 1 - _EDGE or self.isExpanded(index)):
                yield index, 0 if part >= 1 - _EDGE else self._rows.rowCount(index)
            yield index.parent(), index.row() + (part >= 1 / 2)
            yield index, self._rows.rowCount(index)
        while index.parent().isValid():
            index = index.parent()
            yield index, self._rows.rowCount(index)
        yield QModelIndex(), index.row() + (y > self._extent(index).center().y())

    def _extent(self, index: QModelIndex) -> QRect:
        """Return the room of a row and of what is unfolded under it."""
        return self.visualRect(index).united(self.visualRect(self._last(index)))

    def _last(self, index: QModelIndex) -> QModelIndex:
        """Return the last row shown under a row, itself when it is folded."""
        while self.isExpanded(index) and self._rows.rowCount(index):
            index = self._rows.index(self._rows.rowCount(index) - 1, TITLE, index)
        return index

    def _line(self, parent: QModelIndex, row: int) -> QRect:
        """Return where the line of a drop is drawn, as the top of a rectangle."""
        count = self._rows.rowCount(parent)
        if row < count:
            rect = self.visualRect(self._rows.index(row, TITLE, parent))
            left, y = rect.left(), rect.top()
        else:
            before = self._rows.index(count - 1, TITLE, parent) if count else parent
            rect = self.visualRect(before)
            left = rect.left() if count else rect.left() + px(INDENT)
            y = self.visualRect(self._last(before)).bottom()
        return QRect(left, y, self.viewport().width() - left - px(4), 1)


def _move_of(event: QKeyEvent) -> Sens | None:
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _MOVES.get(Qt.Key(event.key())) if plain == Qt.KeyboardModifier.AltModifier else None
