"""The editors of the form kit: one line, several lines, a box to tick.

Editors share a shape (see `ui/kit/form.py`): signals `entered`, `edited`, `left` and
`flush_requested`; `raw`/`set_raw` for those one types in, `value`/`set_value` for the others.
Ctrl+Z is the dossier's: native undo is off, the keys go up to the window.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from cpom_desktop.domain.saisie.textes import TEXT_LIMIT
from cpom_desktop.i18n import _
from cpom_desktop.services.doutes import REMINDER
from ui.kit.buttons import paint_ring
from ui.kit.edit_menu import edit_menu
from ui.kit.labels import set_tooltip
from ui.kit.restyle import Restyled, set_state
from ui.kit.typed_editor import TypedEditor
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

FieldState = Literal["", "erreur", "alerte", "lecture", "correct"]
STATE_ICONS = {
    "erreur": ("octagon-x", "erreur"),
    "alerte": ("triangle-alert", "attention"),
    "lecture": ("lock", "texte-2"),
    "correct": ("circle-check", "succes"),
}
_LINE_ENDS = dict.fromkeys((0x2028, 0x2029, 0xFDD0, 0xFDD1), "\n")
"""How Qt ends lines and blocks in the text of a document."""


class LineField(TypedEditor, Restyled, QLineEdit):
    """One line; shows its state as an icon, and its unit, at the right.

    Args:
        accessible_name: spoken name; the form gives the label.
        unit: « places », « € »…, painted after the text.
        align_right: for numbers.
    """

    entered = Signal()
    edited = Signal()
    left = Signal()
    flush_requested = Signal()
    paste_refused = Signal(str)

    def __init__(
        self,
        accessible_name: str = "",
        *,
        unit: str = "",
        align_right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self._unit = unit
        self._state: FieldState = ""
        if align_right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._on_text_edited)
        self.restyle()

    def raw(self) -> str:
        """Return the text as typed."""
        return self.text()

    def set_raw(self, text: str) -> None:
        """Show a text, from its beginning, without telling that it was edited."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(len(text) if self.hasFocus() else 0)

    def set_state(self, state: FieldState) -> None:
        """Show an error, a warning or a lock."""
        if state == self._state:
            return
        self._state = state
        set_state(self, "etat", state)
        self.restyle()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Lock the field; its text may still be selected and copied."""
        self.setReadOnly(read_only)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open our own menu."""
        edit_menu(self).exec(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a paste by our own door: Qt would cut what is too long, without a word."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def paste(self) -> None:
        """Paste the whole of what was copied, or nothing."""
        if self._holds(QApplication.clipboard().text()):
            super().paste()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the whole of what is dropped, or nothing."""
        if self._holds(event.mimeData().text()):
            super().dropEvent(event)

    def _holds(self, text: str) -> bool:
        kept = len(self.text()) - len(self.selectedText())
        return self.isReadOnly() or self.takes(kept + len(text), self.maxLength())

    def restyle(self) -> None:
        """Keep room at the right for the unit and the icon."""
        room = self._unit_room() + self._icon_room() + self._reserved()
        self.setTextMargins(0, 0, room, 0)
        self.update()

    def _reserved(self) -> int:
        return 0

    def _icon_room(self) -> int:
        return px(16 + 8) if self._state in STATE_ICONS else 0

    def _unit_room(self) -> int:
        if not self._unit:
            return 0
        return self.fontMetrics().horizontalAdvance(self._unit) + px(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the unit and the icon of the state."""
        super().paintEvent(event)
        if not self._unit and self._state not in STATE_ICONS:
            return
        painter = QPainter(self)
        right = self.width() - px(10) - self._icon_room() - self._reserved()
        if self._unit:
            painter.setFont(body_font(px(15)))
            painter.setPen(current_theme().colour("texte-3"))
            room = QRect(0, 0, right, self.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit
            )
        if self._state in STATE_ICONS:
            top = (self.height() - px(16)) // 2
            painter.drawPixmap(right + px(8), top, pixmap(*STATE_ICONS[self._state], 16))
        painter.end()

    def _on_text_edited(self, _text: str) -> None:
        self.edited.emit()


class TextField(TypedEditor, Restyled, QPlainTextEdit):
    """Several lines; grows with its text between `lines` and `most`; Tab leaves it.

    It is the one editor of free text, and each reminds what has no place in a dossier: while it
    is empty, under the mouse, and to who listens to the screen.
    """

    entered = Signal()
    edited = Signal()
    left = Signal()
    flush_requested = Signal()
    paste_refused = Signal(str)

    def __init__(
        self,
        accessible_name: str = "",
        *,
        lines: int = 3,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription("")
        self.setPlaceholderText("")
        set_tooltip(self, _(REMINDER))
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._lines, self._most = lines, most
        self._filling = self._fitting = False
        self._state: FieldState = ""
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.restyle()

    def raw(self) -> str:
        """Return the text as typed; Qt's plain text would make hard spaces ordinary ones."""
        return self.document().toRawText().translate(_LINE_ENDS)

    def set_raw(self, text: str) -> None:
        """Show a text without telling that it was edited."""
        if text == self.raw():
            return
        self._filling = True
        self.setPlainText(text)
        self._filling = False

    def setPlaceholderText(self, text: str) -> None:
        """Show an example while the field is empty, or what is never to be written there."""
        super().setPlaceholderText(text or _(REMINDER))

    def setAccessibleDescription(self, text: str) -> None:
        """Have something read aloud, then what is never to be written there."""
        super().setAccessibleDescription(" ".join(filter(None, (text, _(REMINDER)))))

    def set_state(self, state: FieldState) -> None:
        """Show an error or a lock by the border."""
        self._state = state
        set_state(self, "etat", state)
        self.viewport().update()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Lock the field; its text may still be selected and copied."""
        self.setReadOnly(read_only)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open our own menu."""
        edit_menu(self).exec(event.globalPos())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the whole of what is pasted or dropped, as plain text, or nothing."""
        kept = self.document().characterCount() - 1 - len(self.textCursor().selectedText())
        if self.takes(kept + len(source.text()), TEXT_LIMIT):
            super().insertFromMimeData(source)

    def restyle(self) -> None:
        """Set the height again for the present text scale."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines again for another width: Qt would do so only once painted."""
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        layout, block = self.document().documentLayout(), self.document().firstBlock()
        for _line in range(self._most):
            if block.isValid():
                layout.blockBoundingRect(block)
                block = block.next()
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the icon of the state in the top right corner."""
        super().paintEvent(event)
        if self._state in STATE_ICONS:
            painter = QPainter(self.viewport())
            left = self.viewport().width() - px(20)
            painter.drawPixmap(left, px(4), pixmap(*STATE_ICONS[self._state], 16))
            painter.end()

    def _fit(self, _size: object = None) -> None:
        """Take the height of the lines; a change of height may change their count, once more."""
        if self._fitting:
            return
        self._fitting = True
        for _turn in range(2):
            height = self._wanted_height()
            if (self.minimumHeight(), self.maximumHeight()) != (height, height):
                self.setFixedHeight(height)
        self._fitting = False

    def _wanted_height(self) -> int:
        shown = min(max(self.document().size().height(), self._lines), self._most)
        return round(shown * self.fontMetrics().lineSpacing()) + px(20)

    def _on_text_changed(self) -> None:
        if not self._filling:
            self.edited.emit()


class CheckBox(Restyled, QCheckBox):
    """A box to tick, with its words at the right."""

    entered = Signal()
    edited = Signal()
    left = Signal()
    flush_requested = Signal()

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._read_only = False
        self.clicked.connect(self._on_clicked)

    def value(self) -> object:
        """Return whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick or untick, without telling that it was edited."""
        self.setChecked(bool(value))

    def set_state(self, state: FieldState) -> None:
        """Show a lock or an error by the colours of the box."""
        set_state(self, "etat", state)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Keep the box as it is, whatever is pressed."""
        self._read_only = read_only

    def nextCheckState(self) -> None:
        """Change the tick, except when it may only be read."""
        if not self._read_only:
            super().nextCheckState()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the caret is here."""
        self.entered.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the caret has left."""
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, its tick and its ring."""
        from PySide6.QtWidgets import (  # noqa: PLC0415 - 8 ms of names, with the first box
            QStyle,
            QStyleOptionButton,
        )

        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        box = self.style().subElementRect(part, option, self)
        painter = QPainter(self)
        if self.isChecked():
            ink = "sur-primaire" if self.isEnabled() else "texte-3"
            tick = pixmap("check", ink, 14)
            side = px(14)
            centre = box.center()
            painter.drawPixmap(centre.x() - side // 2 + 1, centre.y() - side // 2 + 1, tick)
        if self.hasFocus():
            paint_ring(painter, box.adjusted(-2, -2, 2, 2).toRectF(), radius=5)
        painter.end()

    def _on_clicked(self, _checked: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        if not self._read_only:
            self.edited.emit()
