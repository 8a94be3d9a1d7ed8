"""The password of a protected dossier, asked for before it opens: on a page, or in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cpom_desktop.domain.code_secours import LINES
from cpom_desktop.i18n import _
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.cards import Card
from ui.kit.fields import TextField
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel, set_tooltip
from ui.kit.scrolling import scrolled
from ui.shell.protection.password_field import PasswordField
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.services.protection import Secret

WIDTH = 560


class CodeField(TextField):
    """The code of a recovery sheet: no free text, so nothing is to be reminded of.

    Signals:
        given: Ctrl+Entrée, since Entrée goes to the next line.
    """

    given = Signal()

    def __init__(self, accessible_name: str, *, lines: int, most: int) -> None:
        super().__init__(accessible_name, lines=lines, most=most)
        set_tooltip(self, "")

    def setPlaceholderText(self, text: str) -> None:
        """Show what a line looks like."""
        super().setPlaceholderText(text or _("Par exemple : 4K7M-2QXD"))

    def setAccessibleDescription(self, text: str) -> None:
        """Have it read aloud, alone."""
        QPlainTextEdit.setAccessibleDescription(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the code with Ctrl+Entrée."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in keys and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.given.emit()
            return
        super().keyPressEvent(event)


class UnlockForm(QWidget):
    """The name of the file, its password or the code of its recovery sheet, and two buttons.

    Args:
        dossier: the file.
        tried: tells why what she types does not open it; nothing when it does.
        told: why it is asked for, when something else than the opening asks.
        parent: where it stands.

    Signals:
        opened: what she typed opens it.
        given_up: she does not open it.
        backups_asked: she would rather open one of its backups.
    """

    opened = Signal()
    given_up = Signal()
    backups_asked = Signal()

    def __init__(
        self,
        dossier: Path,
        tried: Callable[[Secret], str],
        told: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tried = tried
        self.password = PasswordField(_("Mot de passe"))
        self.password.entered.connect(self._give)
        self.code = CodeField(_("Code de la fiche de secours"), lines=LINES, most=LINES)
        self.code.given.connect(self._give)
        self._code_label = SafeLabel(_("Code de la fiche de secours, huit lignes"), "label")
        self._code_label.setBuddy(self.code)
        self.other = TextButton(_("Utiliser la fiche de secours…"), icon_name="life-buoy")
        self.other.clicked.connect(self._exchange)
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        self.has_backups: Callable[[], bool] | None = None
        """Tells, after a refusal, whether there is a backup to offer."""
        self.backups = TextButton(
            _("Ouvrir la dernière copie de sécurité…"), icon_name="archive-restore"
        )
        self.backups.clicked.connect(self.backups_asked)
        self.backups.hide()
        self.open_button = PrimaryButton(_("Ouvrir"))
        self.open_button.clicked.connect(self._give)
        self.leave_button = SecondaryButton(_("Ne pas ouvrir"))
        self.leave_button.clicked.connect(self.given_up)
        self._lay_out(dossier, told)
        self._show_code(shown=False)

    def _lay_out(self, dossier: Path, told: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(IconLabel("lock", "lien", 24), 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(px(2))
        self.title = SafeLabel(told or _("Ce dossier est protégé"), "dialog-title", wrap=True)
        names.addWidget(self.title)
        names.addWidget(ElidedLabel(dossier.name, "strong"))
        names.addWidget(ElidedLabel(str(dossier.parent), "caption"))
        head.addLayout(names, 1)
        column.addLayout(head)
        for widget in (self.password, self._code_label, self.code, self.error):
            column.addWidget(widget)
        column.addWidget(self.backups, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.open_button)
        column.addLayout(buttons)

    def refuse(self, text: str) -> None:
        """Say why what she typed does not open it; it stays, selected, to be typed again."""
        self.error.setText(text)
        self.error.show()
        self.backups.setVisible(self.has_backups is not None and self.has_backups())
        field = self.code if self.code.isVisibleTo(self) else self.password.line
        field.setAccessibleDescription(text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def forget(self) -> None:
        """Forget what is typed."""
        self.password.clear()
        self.code.clear()

    def focus_first(self) -> None:
        """Put the caret where she types."""
        field = self.code if self.code.isVisibleTo(self) else self.password
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        from cpom_desktop.services.protection import Secret  # noqa: PLC0415 - when it is given

        by_code = self.code.isVisibleTo(self)
        code = self.code.toPlainText() if by_code else ""
        if not (code.strip() if by_code else self.password.text):
            self.refuse(
                _("Recopiez d'abord les huit lignes de la fiche.")
                if by_code
                else _("Tapez d'abord le mot de passe.")
            )
            return
        why = self._tried(Secret(code=code) if by_code else self.password.secret())
        if why:
            self.refuse(why)
        else:
            self.opened.emit()

    def _exchange(self) -> None:
        self._show_code(shown=not self.code.isVisibleTo(self))
        self.focus_first()

    def _show_code(self, *, shown: bool) -> None:
        self.password.setVisible(not shown)
        self._code_label.setVisible(shown)
        self.code.setVisible(shown)
        self.error.hide()
        words = _("Utiliser le mot de passe") if shown else _("Utiliser la fiche de secours…")
        self.other.setText(words)


class UnlockPage(QWidget):
    """The form alone on the window: where no dossier is open, and once one is locked."""

    def __init__(self, form: UnlockForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        card = Card()
        card.setFixedWidth(px(WIDTH))
        inner = QVBoxLayout()
        inner.setContentsMargins(px(24), px(20), px(24), px(20))
        inner.addWidget(form)
        card.body.addLayout(inner)
        middle = QWidget()
        centred, line = QVBoxLayout(middle), QHBoxLayout()
        centred.addStretch(1)  # an alignment would forget the height of words that wrap
        line.addStretch(1)
        line.addWidget(card)
        line.addStretch(1)
        centred.addLayout(line)
        centred.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(middle))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open nothing with Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.form.given_up.emit()
            return
        super().keyPressEvent(event)


class UnlockDialog(QDialog):
    """The form over the dossier that is open, which stays as it is."""

    def __init__(self, form: UnlockForm, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = form
        self.setWindowTitle(form.title.text())
        self.setModal(True)
        self.setProperty("role", "dialogue")
        self.setMinimumWidth(px(WIDTH))
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(24), px(20), px(24), px(20))
        inner.addWidget(form)
        form.opened.connect(self.accept)
        form.given_up.connect(self.reject)
        form.focus_first()
