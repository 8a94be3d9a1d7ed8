"""A protected dossier left alone closes to its password; what is typed is committed first."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.settings import Settings
    from ui.shell.window import MainWindow

ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
"""What shows that somebody is there."""
WAKES = ACTS | {
    QEvent.Type.ApplicationStateChange,
    QEvent.Type.WindowActivate,
    QEvent.Type.Expose,
}
"""What a computer that wakes up begins with."""
SETTLED_MS = 1000
"""The count begins again at most once in this time: the mouse moves often."""
AGAIN_MS = 30_000
"""What cannot be locked yet is tried again."""


class Locker(QObject):
    """Counts the time without a key or a mouse while a protected dossier is open."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._since = QElapsedTimer()
        self._last = 0.0
        self._watching = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._on_left_alone)
        settings.lock_minutes_changed.connect(self.follow)

    @property
    def _protected(self) -> bool:
        view = self._window.view
        return view is not None and view.session.workspace.key is not None

    def follow(self) -> None:
        """Begin to count, or stop, with the dossier that is open now and what she chose."""
        wanted = self._protected and self._settings.lock_minutes > 0
        app = QApplication.instance()
        assert app is not None
        if wanted != self._watching:
            self._watching = wanted
            if wanted:
                app.installEventFilter(self)
            else:
                app.removeEventFilter(self)
        if wanted:
            self._count()
        else:
            self.timer.stop()

    def _count(self) -> None:
        self._since.start()
        self._last = time.time()
        self.timer.start(self._settings.lock_minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the count again at each key and each move; lock after too long a sleep."""
        if event.type() in WAKES and self._has_slept():
            self.timer.start(0)
        elif event.type() in ACTS and self._since.elapsed() > SETTLED_MS:
            self._count()
        return super().eventFilter(watched, event)

    def _has_slept(self) -> bool:
        """Tell whether the time is over by the clock of the day: a timer sleeps with a laptop."""
        return time.time() - self._last > self._settings.lock_minutes * 60

    def _on_left_alone(self) -> None:
        if self._protected and not self._close(_left_alone()):
            self.timer.start(AGAIN_MS)

    def lock(self) -> None:
        """Lock now, if what is typed can be saved; else why not is told where it always is."""
        if self._protected:
            self._close(_("Dossier verrouillé"))

    def _close(self, told: str) -> bool:
        """Close the dossier to its password; tell whether it is closed."""
        if not self._window.isEnabled() or not _dialogs_closed():
            return False
        view = self._window.view
        assert view is not None
        view.flush()
        if view.session.unsaved.failure is not None:
            return False
        path = view.session.workspace.path
        read_only = view.session.read_only
        self._window.close_dossier()
        opening = partial(self._window.open_path, path, read_only=read_only)
        self._window.protecting.ask(path, opening, told)
        return True


def _left_alone() -> str:
    return _("Dossier verrouillé, après un moment sans activité")


def _dialogs_closed() -> bool:
    """Close what lies over the window; a dialog in which she has typed stays, and so all does."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    while (over := QApplication.activeModalWidget()) is not None:
        if _holds_text(over) or not isinstance(over, QDialog):
            return False
        over.reject()
        if QApplication.activeModalWidget() is over:
            return False
    return True


def _holds_text(dialog: QWidget) -> bool:
    lines = any(field.isModified() for field in dialog.findChildren(QLineEdit))
    texts = dialog.findChildren(QPlainTextEdit)
    return lines or any(field.document().isModified() for field in texts)
