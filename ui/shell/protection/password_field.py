"""A field for a password: hidden or shown, with a word when Caps Lock seems to be on."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.fields import CheckBox
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.protection import Secret

LONGEST = 1000
NOT_LEARNT = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""What a keyboard of the screen is told: Qt tells it of a hidden line only."""


class PasswordField(QWidget):
    """A label, the line, « Afficher », and what is said of Caps Lock.

    Signals:
        changed: something else is typed.
        entered: Entrée.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(LONGEST + 2)  # what is cut is seen; a sign may take two
        self.line.setAccessibleName(words)
        self.line.setMinimumHeight(px(34))
        self.line.textChanged.connect(self._on_text)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)
        self.show_box = CheckBox(_("Afficher"))
        self.show_box.setAccessibleName(_("{quoi} : afficher", quoi=words))
        self.show_box.toggled.connect(self._on_shown)
        self.caps = SafeLabel(_("La touche Verr. Maj. semble active."), "warning", wrap=True)
        self.caps.hide()
        label = SafeLabel(words, "label")
        label.setBuddy(self.line)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.line, 1)
        row.addWidget(self.show_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.caps)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What is typed, accents in one piece; not what a paste brings and no key types.

        The end of a line, a tabulation: a password copied from a table would hold one unseen.
        """
        typed = unicodedata.normalize("NFC", self.line.text())
        return "".join(sign for sign in typed if unicodedata.category(sign) != "Cc")

    @property
    def is_full(self) -> bool:
        """Whether what was typed or pasted may have been cut."""
        return len(self.line.text().encode("utf-16-le", "replace")) // 2 > LONGEST

    def secret(self) -> Secret:
        """Return what is typed, as it opens a dossier."""
        from cpom_desktop.services.protection import Secret  # noqa: PLC0415 - when it is given

        return Secret(self.text)

    def clear(self) -> None:
        """Forget what is typed, in the field and in what it could undo."""
        self.line.setText("")  # `clear` could be undone
        self.line.setModified(False)

    def _on_text(self) -> None:
        if not self.text:
            self.caps.hide()
        self.changed.emit()

    def _on_shown(self, shown: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)
        self.line.setInputMethodHints(self.line.inputMethodHints() | NOT_LEARNT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each letter: a capital without Shift, or the other way round, tells the key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            sign = event.text()
            if len(sign) == 1 and sign.isalpha() and sign.lower() != sign.upper():
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.caps.setVisible((sign == sign.upper()) != shifted)
        return super().eventFilter(watched, event)
