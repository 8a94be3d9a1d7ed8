"""The header of the RACI matrix: each role, and who holds it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.kit.raci_delegate import HOLDER_ROLE, paint_lines
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

_H = Qt.Orientation.Horizontal
_CENTRE = Qt.AlignmentFlag.AlignCenter
_OPEN = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}


class RaciHeader(QHeaderView):
    """Roles with their holders under them; arrows move, Entrée or F2 changes the role.

    A press selects the column; Alt, Maj and the arrows move the role; Suppr asks to delete it.
    """

    holder_asked = Signal(int)
    moved = Signal(int)
    left_down = Signal()
    sent = Signal(int, int)
    picked = Signal(int)
    deletion_asked = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_H, parent)
        self._name = name
        self._section = 1
        self.locked = False
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.sectionDoubleClicked.connect(self._ask)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a role and its holder, or the title of the first column."""
        painter.save()
        painter.fillRect(rect, current_theme().colour("surface-2"))
        role = str(self.model().headerData(section, _H) or "")
        holder = str(self.model().headerData(section, _H, HOLDER_ROLE) or "")
        if section == 0:
            self._paint_first(painter, rect, role)
        else:
            self._paint_role(painter, rect, role, holder)
        paint_lines(painter, rect, left=section > 0)
        if self.hasFocus() and section == self._section:
            painter.setPen(QPen(current_theme().colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_first(self, painter: QPainter, rect: QRect, title: str) -> None:
        room = rect.adjusted(px(10), 0, -px(6), 0)
        painter.setFont(body_font(px(13), semibold=True))
        painter.setPen(current_theme().colour("texte-2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        if self.locked:
            top = rect.top() + (rect.height() - px(16)) // 2
            painter.drawPixmap(room.right() - px(16), top, pixmap("lock", "texte-2", 16))

    def _paint_role(self, painter: QPainter, rect: QRect, role: str, holder: str) -> None:
        room = rect.adjusted(2, px(4), -2, -px(4))
        half = room.height() // 2
        upper = QRect(room.left(), room.top(), room.width(), half if holder else room.height())
        painter.setFont(body_font(px(13), semibold=True))
        painter.setPen(current_theme().colour("texte"))
        _elided(painter, upper, role)
        if holder:
            painter.setFont(body_font(px(12)))
            painter.setPen(current_theme().colour("texte-2"))
            _elided(painter, upper.translated(0, half), holder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between roles; Entrée, F2 or Espace asks for the holder; Bas goes to the cells."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if step is not None and event.modifiers() & both == both:
            self.sent.emit(self._section, step)
        elif step is not None:
            self.move_to(self._section + step)
        elif control and event.key() == Qt.Key.Key_Space:
            self.picked.emit(self._section)
        elif event.key() in _OPEN:
            self._ask(self._section)
        elif event.key() == Qt.Key.Key_Delete:
            self.deletion_asked.emit(self._section)
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret on the role pressed."""
        super().mousePressEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        self.move_to(section)
        self.picked.emit(section)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a role, from the mouse or the keyboard."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            section, place = self.logicalIndexAt(event.pos()), event.globalPos()
        else:
            section = self._section
            corner = QPoint(self.sectionViewportPosition(section), self.height())
            place = self.viewport().mapToGlobal(corner)
        if section > 0:
            self.menu_asked.emit(section, place)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say which role has the caret."""
        super().focusInEvent(event)
        self.move_to(self._section)

    def move_to(self, section: int) -> None:
        """Put the caret on a role."""
        self._section = min(max(section, 1), max(self.count() - 1, 1))
        said = self.model().headerData(self._section, _H, Qt.ItemDataRole.AccessibleTextRole)
        self.setAccessibleName(f"{self._name} : {said}")
        self.moved.emit(self._section)
        self.viewport().update()

    def _ask(self, section: int) -> None:
        if section > 0:
            self.holder_asked.emit(section)


def _elided(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _CENTRE, shown)
