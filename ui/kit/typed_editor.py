"""What editors that one types in share: caret told, undo left alone, pastes whole or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

from cpom_desktop.domain.saisie.textes import check_paste
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages import sentence
from ui.kit.labels import show_tooltip

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object


def is_undo_key(event: QKeyEvent) -> bool:
    """Tell whether the keys are those of undo or redo, which belong to the dossier."""
    standard = QKeySequence.StandardKey
    if event.matches(standard.Undo) or event.matches(standard.Redo):
        return True
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in {Qt.Key.Key_Z, Qt.Key.Key_Y}


class TypedEditor(_Base):
    """What editors that one types in share: focus told, undo keys left to the window.

    What is pasted goes in whole or not at all: `paste_refused` gives the sentence, which the
    field itself tells while nobody else does.
    """

    entered: Signal
    edited: Signal
    left: Signal
    flush_requested: Signal
    paste_refused: Signal
    tells_paste = True

    def takes(self, length: int, limit: int) -> bool:
        """Tell whether a paste that would make so many characters may be taken; say why not."""
        try:
            check_paste(length, limit)
        except RegleInvalide as error:
            told = sentence(error)
            self.paste_refused.emit(told)
            if self.tells_paste:
                show_tooltip(self, told)
            return False
        return True

    def event(self, event: QEvent) -> bool:
        """Refuse to take the undo keys, after asking that the text typed be committed."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_undo_key(event)
        ):
            self.flush_requested.emit()
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the undo keys go up to the window."""
        if is_undo_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the caret is here, before Qt selects the text."""
        if event.reason() not in _PASSING:
            self.entered.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the caret has left, except for a menu of the field itself."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()
