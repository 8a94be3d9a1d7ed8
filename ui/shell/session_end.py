"""The computer shuts down while she types: what is in the field is committed before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


class SessionEnd(QObject):
    """Hears the end of the system's session; the dossier stays open, should it be cancelled."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._keep)

    def _keep(self) -> None:
        view = self._window.view
        if view is not None:
            view.flush()
            view.session.insist()
