"""A short message at the bottom of the content, with a way back; never for an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, KitButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.restyle import Restyled
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QEnterEvent

DURATION_MS = 8000


class Toast(Restyled, QFrame):
    """The message of a window; lasts eight seconds, and waits under the mouse or the caret.

    Args:
        host: the widget at whose bottom it lies.
        duration_ms: how long it lasts.
    """

    closed = Signal()

    def __init__(self, host: QWidget, *, duration_ms: int = DURATION_MS) -> None:
        super().__init__(host)
        self.setProperty("role", "toast")
        self._host = host
        self._room = 0
        self._on_action: Callable[[], object] | None = None
        self._on_second: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(duration_ms)
        self._timer.timeout.connect(self.close_message)
        self.message = SafeLabel("", "toast", wrap=True)
        self.action = KitButton("", "toast")
        self.action.clicked.connect(self._act)
        self.second = KitButton("", "toast")
        self.second.clicked.connect(self._act_second)
        self.close_button = IconButton("x", _("Fermer le message"), role="surface")
        self.close_button.clicked.connect(self.close_message)
        self.action.on_dark = self.close_button.on_dark = True
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(IconLabel("circle-check", "surface"))
        self._layout.addWidget(self.message, 1)
        self._layout.addWidget(self.action)
        self._layout.addWidget(self.second)
        self._layout.addWidget(self.close_button)
        host.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.hide()
        self.restyle()

    def show_message(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        second: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a message, and what to do about it (« Annuler la suppression »), two at most."""
        self.message.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action.replace("&", "&&"))
        self.action.setVisible(bool(action))
        self._on_action = on_action
        self.second.setText(second[0].replace("&", "&&") if second else "")
        self.second.setVisible(second is not None)
        self._on_second = second[1] if second else None
        self.show()
        self.raise_()
        self._place()
        self._resume()

    def take_caret(self) -> bool:
        """Take the caret, which makes it wait; tell whether it did: it shows, without it yet."""
        if not self.isVisible() or self._has_caret():
            return False
        buttons = (self.action, self.second, self.close_button)
        first = next(button for button in buttons if button.isVisible())
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def close_message(self) -> None:
        """Put the message away."""
        self._timer.stop()
        self._on_action = self._on_second = None
        self.hide()
        self.closed.emit()

    def remaining_ms(self) -> int:
        """Return how long it still lasts; -1 while it waits."""
        return self._timer.remainingTime() if self._timer.isActive() else -1

    def restyle(self) -> None:
        """Set the sizes for the present text scale."""
        self._layout.setContentsMargins(px(16), 0, px(6), 0)
        self._layout.setSpacing(px(8))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the mouse is over it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on when the mouse leaves."""
        super().leaveEvent(event)
        self._resume()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _old: QWidget | None, _now: QWidget | None) -> None:
        if not self.isVisible():
            return
        if self._has_caret():
            self._timer.stop()
        elif not self._timer.isActive():
            self._resume()

    def _resume(self) -> None:
        if self.isVisible() and not self._has_caret() and not self.underMouse():
            self._timer.start()

    def _has_caret(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _act(self) -> None:
        act = self._on_action
        self.close_message()
        if act is not None:
            act()

    def _act_second(self) -> None:
        act = self._on_second
        self.close_message()
        if act is not None:
            act()

    def stand_over(self, room: int) -> None:
        """Stay in front of the host's other children, over `room` pixels left free below."""
        self._room = room
        self.raise_()
        self._place()

    def _place(self) -> None:
        width = min(px(640), self._host.width() - px(48))
        self.setFixedWidth(max(width, 0))
        self.setFixedHeight(max(px(44), self._layout.heightForWidth(self.width())))
        left = (self._host.width() - self.width()) // 2
        self.move(left, self._host.height() - self.height() - px(20) - self._room)
