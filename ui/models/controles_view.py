"""The list of a check-list: what its keys and clicks do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal

from cpom_desktop.i18n import _
from ui.models.controles import ControleRole, ControlesModel, PointRow
from ui.models.controles_paint import Columns, ControlesDelegate, column_names, columns_of
from ui.models.painted_list import ColumnNames, CursorList

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget


class ControlesView(CursorList):
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
    menu_asked = Signal(QPoint)

    def __init__(self, model: ControlesModel, parent: QWidget | None = None) -> None:
        keys = _(
            "Espace coche, Entrée ouvre le détail, Ctrl+Entrée ouvre la donnée, "
            "S dit sans objet, Suppr supprime."
        )
        name = _("Points à vérifier, par étape")
        super().__init__(model, ControleRole.ID, name, keys, parent=parent)
        self._rows = model
        self.setItemDelegate(ControlesDelegate(self))
        self.header = ColumnNames(self, column_names)

    def choose(self, point_id: int) -> None:
        """Put the cursor of the list on a point, without telling."""
        self.put_cursor(self._rows.index_of(point_id))

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
            case Qt.Key.Key_S if not event.modifiers():
                self.aside_asked.emit()
            case _:
                super().keyPressEvent(event)

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
