"""The backups of the open dossier, beside the window: made while it is open, copied elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.copies import Copies
from ui.shell.notices import greet

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from ui.session import Session
    from ui.shell.open_view import OpenView
    from ui.shell.settings import Settings


class Safeguard(QObject):
    """Has a dossier backed up as long as it is open, at the places that she chose."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        self._copies = copies = Copies(session, self._place, window)
        self.setParent(copies)
        copies.place_asked.connect(self._choose)
        settings.copies_folder_changed.connect(copies.changed)
        session.guard(copies)
        copies.start()

    def _place(self) -> Path | None:
        return self._settings.copies_folder

    def _choose(self) -> None:
        from ui.shell.files import choose_folder  # noqa: PLC0415 - Qt's file dialog, when asked

        folder = choose_folder(self._window, self._place() or Path.home())
        if folder is not None:
            self._settings.set_copies_folder(folder)
            self._copies.copy_now()


def attend(view: OpenView, settings: Settings, now: datetime, window: QWidget) -> bool:
    """Say what is to be known of a dossier just opened, and have it backed up; tell if it is."""
    greet(view, now)
    if view.session.read_only:
        return False
    Safeguard(view.session, settings, window)
    return True
