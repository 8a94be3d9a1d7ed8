"""How the cells of a grid of figures are painted and typed in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.cells import CellDelegate
from ui.kit.fields import LineField
from ui.kit.form import DEADLINE_MS, PAUSE_MS
from ui.kit.row_paint import (
    LEFT,
    RIGHT,
    draw_text,
    paint_edge,
    paint_middle_pill,
    small_font,
    text_font,
)
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from ui.kit.pills import Pill

LOOK_ROLE = Qt.ItemDataRole.UserRole + 351
"""`Look` of a cell: all that its painter needs, at once."""
VISIT = "visite"
"""Property of the model while an editor writes: one stay in a cell is one step to undo."""
LookKind = Literal["groupe", "partie", "titre", "donnee", "valeur", "case", "pastille", "note"]
AnyIndex = QModelIndex | QPersistentModelIndex
STEPS = {
    Qt.Key.Key_Tab: (1, 0),
    Qt.Key.Key_Backtab: (-1, 0),
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}
"""Key → where the caret goes once a cell is typed: to the right, down."""


class Look(NamedTuple):
    """What a cell is painted from.

    Attributes:
        kind: a heading, the name of a row, a computed value, a cell to type in…
        tone: role of its ink, when it is not the usual one.
        opened: whether the row is unfolded; None when it does not fold.
    """

    kind: LookKind = "valeur"
    text: str = ""
    strong: bool = False
    tone: str = ""
    opened: bool | None = None
    pill: Pill | None = None
    locked: bool = False


class FiguresDelegate(CellDelegate):
    """Paints every cell; types in those that may be, and tells where the caret goes then.

    Signals:
        stepped: columns and rows to go, once what was typed is written.
    """

    stepped = Signal(int, int)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._editor: LineField | None = None
        self._visit = ""
        self._before = ""
        self._pause, self._deadline = self._timer(PAUSE_MS), self._timer(DEADLINE_MS)

    # --- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the ground, what the cell holds, the line under it and its ring."""
        told = index.data(LOOK_ROLE)
        look = told if isinstance(told, Look) else Look()
        painter.save()
        painter.setClipRect(option.rect)
        self._paint_ground(
            painter, option, look, here=self._view.currentIndex().row() == index.row()
        )
        _paint_look(painter, option.rect, look)
        paint_edge(painter, option.rect)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            self._paint_caret(painter, option, look)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, look: Look, *, here: bool
    ) -> None:
        heading = look.kind in {"groupe", "partie"}
        role = "surface-2" if heading or look.kind in {"donnee", "case", "note"} else "surface"
        if option.state & QStyle.StateFlag.State_Selected:
            role = "selection"
        elif here and not heading:
            role = "selection" if role == "surface" else "primaire-doux"
        painter.fillRect(option.rect, current_theme().colour(role))

    def _paint_caret(self, painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
        if look.kind != "case":
            self._ring(painter, option)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(current_theme().colour("focus"), 2))
        painter.drawRoundedRect(box_in(option.rect), 4, 4)

    # --- typing

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Edit a figure in a line; what is typed is written at each pause."""
        editor = super().createEditor(parent, option, index)
        assert isinstance(editor, LineField)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        editor.setAlignment(RIGHT)
        editor.edited.connect(self._on_edited)
        self._editor, self._visit = editor, os.urandom(4).hex()
        self._before = str(index.data(Qt.ItemDataRole.EditRole) or "")
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Put the figure in the editor, never over what she is typing."""
        if isinstance(editor, LineField) and not editor.isModified():
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Give the typed text to the model, only if it differs from the cell's."""
        self._stop()
        model.setProperty(VISIT, self._visit)
        super().setModelData(editor, model, index)
        model.setProperty(VISIT, "")

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex
    ) -> None:
        """Let the editor lie over the box of the cell."""
        editor.setGeometry(box_in(option.rect).adjusted(-1, -1, 1, 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that leave a cell."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, LineField)
            and self._leaves(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _leaves(self, editor: LineField, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._give_up(editor)
            return True
        if event.key() not in STEPS:
            return False
        right, down = STEPS[Qt.Key(event.key())]
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shifted and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            down = -down
        self._close(editor)
        self.stepped.emit(right, down)
        return True

    def _give_up(self, editor: LineField) -> None:
        """Put back what the cell held, even if a pause had it written."""
        editor.setText(self._before)
        self._close(editor)

    def _close(self, editor: LineField) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _timer(self, delay_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        timer.timeout.connect(self._on_pause)
        return timer

    def _on_edited(self) -> None:
        self._pause.start()
        if not self._deadline.isActive():
            self._deadline.start()

    def _on_pause(self) -> None:
        if self._editor is not None:
            self.commitData.emit(self._editor)

    def _stop(self) -> None:
        self._pause.stop()
        self._deadline.stop()

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        """Forget the editor that closes."""
        if editor is self._editor:
            self._stop()
            self._editor = None
        super().destroyEditor(editor, index)


def box_in(rect: QRect) -> QRect:
    """Return the box of a cell that is typed in."""
    return rect.adjusted(px(3), px(2), -px(4), -px(3))


def _paint_look(painter: QPainter, rect: QRect, look: Look) -> None:
    theme = current_theme()
    painter.setPen(theme.colour(look.tone or "texte"))
    painter.setFont(text_font(strong=look.strong))
    room = rect.adjusted(px(12), 0, -px(8), 0)
    match look.kind:
        case "groupe":
            painter.setFont(small_font(strong=True))
            draw_text(painter, room, look.text)
        case "partie":
            painter.setFont(small_font())
            painter.setPen(theme.colour("texte-2"))
            draw_text(painter, room.adjusted(px(20), 0, 0, 0), look.text)
        case "titre":
            _paint_title(painter, room, look)
        case "donnee":
            draw_text(painter, room.adjusted(px(20), 0, 0, 0), look.text)
        case "valeur":
            draw_text(painter, rect.adjusted(px(2), 0, -px(10), 0), look.text, RIGHT)
        case "case":
            _paint_box(painter, box_in(rect), look)
        case "pastille" if look.pill is not None:
            paint_middle_pill(painter, rect.left() + px(8), rect, look.pill)
        case "note":
            painter.setFont(small_font())
            painter.setPen(theme.colour(look.tone or "texte-2"))
            draw_text(painter, room.adjusted(-px(4), 0, px(4), 0), look.text)
        case _:
            pass


def _paint_title(painter: QPainter, room: QRect, look: Look) -> None:
    name = "chevron-down" if look.opened else "chevron-right"
    top = room.top() + (room.height() - px(16)) // 2
    painter.drawPixmap(room.left() - px(4), top, pixmap(name, "texte-2", 16))
    draw_text(painter, room.adjusted(px(16), 0, 0, 0), look.text, LEFT)


def _paint_box(painter: QPainter, box: QRect, look: Look) -> None:
    theme = current_theme()
    ground = {"erreur": "erreur-fond", "attention": "attention-fond"}.get(look.tone, "surface")
    edge = look.tone or ("bordure" if look.locked else "bordure-forte")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour(ground))
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour(look.tone or "texte"))
    draw_text(painter, box.adjusted(px(3), 0, -px(6), 0), look.text, RIGHT)
