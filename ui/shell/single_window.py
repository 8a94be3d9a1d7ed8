"""A dossier opened a second time on this computer raises the window that has it.

No socket and no thread: the second program leaves a small file beside the one that says the
first is running (`native_faults`), in a folder of hers alone; the first is told by the system
that the folder changed, removes the file, which is its answer, and comes forward.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt

from ui.shell.native_faults import RUNNING, is_over

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.ports import Holder

ASKED = "montrer-"
PATIENCE_S = 2.0
STEP_S = 0.05


class Raising(QObject):
    """Brings a window forward when another program asks for it."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._asked = folder / f"{ASKED}{os.getpid()}"
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        if not self._asked.exists():
            return
        with contextlib.suppress(OSError):
            self._asked.unlink()
        minimised = Qt.WindowState.WindowMinimized
        self._window.setWindowState(self._window.windowState() & ~minimised)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def raise_other(folder: Path, holder: Holder | None) -> bool:
    """Ask the window that has a dossier open to come forward; tell whether it did.

    Only a window of hers on this computer can: any other is told by M-05.
    """
    if holder is None or holder.ordinateur != socket.gethostname():
        return False
    running = folder / f"{RUNNING}{holder.processus}.txt"
    if not running.exists() or is_over(running):
        return False
    asked = folder / f"{ASKED}{holder.processus}"
    try:
        asked.touch(0o600)
    except OSError:
        return False
    return _answered(asked)


def _answered(asked: Path) -> bool:
    """Wait a little for the file to go; take it back when nobody answers."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if not asked.exists():
            return True
        time.sleep(STEP_S)
    with contextlib.suppress(OSError):
        asked.unlink()
    return False
