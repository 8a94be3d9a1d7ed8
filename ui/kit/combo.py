"""A list to choose from; nothing may be chosen too, shown as « – »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from cpom_desktop.i18n import EMPTY
from ui.kit.restyle import Restyled, set_state
from ui.theme.icons import pixmap
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kit.fields import FieldState

_MOVES = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


class ChoiceField(Restyled, QComboBox):
    """A drop-down list of (value, label) pairs; the wheel never changes it by accident.

    Args:
        accessible_name: spoken name, without which Qt would only say the chosen text.
        choices: values with the words shown, in order.
        none_label: words of the empty choice; None when a choice is compulsory.
    """

    entered = Signal()
    edited = Signal()
    left = Signal()
    flush_requested = Signal()

    def __init__(
        self,
        accessible_name: str = "",
        choices: Sequence[tuple[object, str]] = (),
        *,
        none_label: str | None = EMPTY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self._none_label = none_label
        self._read_only = False
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_activated)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Replace the list and keep the value chosen, when it is still there."""
        kept = self.value() if self._values else None
        head = [] if self._none_label is None else [(None, self._none_label)]
        pairs = [*head, *choices]
        if [value for value, _label in pairs] == self._values and all(
            self.itemText(row) == label for row, (_value, label) in enumerate(pairs)
        ):
            return
        self.clear()
        self._values = [value for value, _label in pairs]
        self.addItems([label for _value, label in pairs])
        self.set_value(kept)

    def value(self) -> object:
        """Return the value chosen, None when nothing is."""
        row = self.currentIndex()
        return self._values[row] if 0 <= row < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose a value, without telling that it was edited; unknown: nothing chosen."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def set_state(self, state: FieldState) -> None:
        """Show an error or a lock."""
        set_state(self, "etat", state)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Keep the choice as it is, whatever is pressed."""
        self._read_only = read_only
        self.update()

    def showPopup(self) -> None:
        """Open the list, except when it may only be read."""
        if not self._read_only:
            super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing change a list that may only be read."""
        if self._read_only and event.key() not in _MOVES:
            event.ignore()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the row of the field: Qt would take it and show none."""
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the caret is here."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.entered.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the caret has left, except for the list itself."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then its chevron or its lock."""
        super().paintEvent(event)
        painter = QPainter(self)
        name = "lock" if self._read_only else "chevron-down"
        top = (self.height() - px(16)) // 2
        painter.drawPixmap(self.width() - px(26), top, pixmap(name, "texte-2", 16))
        painter.end()

    def _on_activated(self, _row: int) -> None:
        self.edited.emit()
