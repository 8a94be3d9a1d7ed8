"""The list of a check-list: what its keys and clicks do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from cpom_desktop.i18n import _
from ui.kit.restyle import Restyled
from ui.models.controles import ControleRole, ControlesModel, HeadingRow, PointRow
from ui.models.controles_paint import (
    Columns,
    ControlesDelegate,
    columns_of,
    draw_text,
    small_font,
)
from ui.theme.theme import current_theme, px


class ControlesHeader(QWidget):
    """The names of the columns, over the list; screen readers hear whole rows instead."""

    def __init__(self, view: ControlesView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view

    def sizeHint(self) -> QSize:
        """Return 30 pixels of height at 100 %."""
        return QSize(px(200), max(px(30), QFontMetrics(small_font()).height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than one line."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names where the columns stand."""
        theme, painter = current_theme(), QPainter(self)
        columns = columns_of(QRect(0, 0, self._view.viewport().width(), self.height()))
        painter.setFont(small_font(strong=True))
        painter.setPen(theme.colour("texte-2"))
        draw_text(painter, columns.words, _("Point à vérifier"))
        draw_text(painter, columns.who, _("Qui"))
        draw_text(painter, columns.day, _("Pour le"))
        draw_text(painter, columns.pill, _("État"))
        painter.setPen(theme.colour("bordure"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class ControlesView(Restyled, QListView):
    """The list itself.

    Signals:
        chosen: id of the point now under the cursor of the list.
        opened: Entrée, a double click, or a click on who or when: name of the field to go to.
        tick_asked: Espace, or a click on the box.
        why_asked: Ctrl+Entrée, or a click on the action.
        aside_asked: « S »: sans objet.
        delete_asked: Suppr.
        menu_asked: where on the screen, for a right click or the menu key.
    """

    chosen = Signal(int)
    opened = Signal(str)
    tick_asked = Signal()
    why_asked = Signal()
    aside_asked = Signal()
    delete_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: ControlesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        self.setItemDelegate(ControlesDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Points à vérifier, par étape"))
        self.setAccessibleDescription(
            _(
                "Espace coche, Entrée ouvre le détail, Ctrl+Entrée ouvre la donnée, "
                "S dit sans objet, Suppr supprime."
            )
        )
        self.header = ControlesHeader(self)
        self._telling = True
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, point_id: int) -> None:
        """Put the cursor of the list on a point, without telling."""
        index = self._rows.index_of(point_id)
        if not index.isValid():
            return
        self._telling = False
        self.setCurrentIndex(index)
        self._telling = True
        above = index.siblingAtRow(index.row() - 1)
        if above.isValid() and isinstance(above.data(ControleRole.ROW), HeadingRow):
            self.scrollTo(above)
        self.scrollTo(index)

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()
        self.header.updateGeometry()
        self.header.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the names of the columns over them."""
        super().resizeEvent(event)
        self.header.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list; leave the rest to Qt."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.why_asked.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.opened.emit("")
            case Qt.Key.Key_Space:
                self.tick_asked.emit()
            case Qt.Key.Key_Delete:
                self.delete_asked.emit()
            case Qt.Key.Key_S if not event.modifiers():
                self.aside_asked.emit()
            case _:
                super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first point on Home: the very first row is a heading."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            ids = self._rows.ids()
            return self._rows.index_of(ids[0]) if ids else QModelIndex()
        return super().moveCursor(action, modifiers)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the part of the row under the mouse is for."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._on_press(columns_of(self.visualRect(index)), index, place)

    def _on_press(self, columns: Columns, index: QModelIndex, place: QPoint) -> None:
        row = index.data(ControleRole.ROW)
        if not isinstance(row, PointRow):
            return
        if columns.box.contains(place):
            self.tick_asked.emit()
        elif columns.action.contains(place) and row.action:
            self.why_asked.emit()
        elif columns.who.contains(place):
            self.opened.emit("acteur_id")
        elif columns.day.contains(place):
            self.opened.emit("echeance")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the detail; a double click on the box ticks once."""
        index = self.indexAt(event.position().toPoint())
        columns = columns_of(self.visualRect(index)) if index.isValid() else None
        if columns is not None and columns.words.contains(event.position().toPoint()):
            self.opened.emit("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the point under the mouse, or of the one chosen."""
        self.menu_asked.emit(event.globalPos())

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        point_id = index.data(ControleRole.ID)
        if self._telling and isinstance(point_id, int):
            self.chosen.emit(point_id)
