"""What drives a window in its own process: one act a turn of the loop, dialogs answered."""

from __future__ import annotations

import os
import sys
import time
import traceback
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from ui.kit.worker import workshop
from ui.models.leaving import LeavingDialog

LONGEST_S = 120
"""For one act: a whole document, made while other work takes the computer."""


class Driver(QObject):
    """Makes one act a turn of the loop, once what the last one waits for is there."""

    def __init__(self, window, story):
        super().__init__(window)
        self._story, self._awaited = story, None
        self._inside, self._since = False, time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        window.later(partial(self._timer.start, 5))

    def _step(self):
        if self._inside:
            return
        self._inside = True
        try:
            if self._awaited is None or self._awaited():
                self._awaited, self._since = next(self._story), time.monotonic()
            elif time.monotonic() - self._since > LONGEST_S:
                raise TimeoutError(self._awaited)
        except StopIteration:
            self._timer.stop()
        except BaseException:  # noqa: BLE001 - the outermost place of the story
            say("échec", traceback.format_exc())
            os._exit(3)
        finally:
            self._inside = False


def say(*words):
    """Tell one line, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def dialog(kind):
    """Return the modal dialog of this kind, if it is there."""
    found = QApplication.activeModalWidget()
    return found if isinstance(found, kind) else None


def answer(kind, act):
    """Call `act` with the dialog of this kind as soon as it opens; agree to what comes first."""

    def look(end):
        found, leaving = dialog(kind), dialog(LeavingDialog)
        if found is not None and found.isVisible():
            act(found)
            return
        if leaving is not None:
            leaving.anyway.click()
        if time.monotonic() < end:
            QTimer.singleShot(5, partial(look, end))
        else:
            say("échec", f"no {kind.__name__}: {QApplication.activeModalWidget()}")
            os._exit(3)

    QTimer.singleShot(5, partial(look, time.monotonic() + LONGEST_S))


def choose(path):
    """Answer the next dialog of files."""

    def act(found):
        found.setDirectory(str(path.parent))
        found.selectFile(str(path))
        found.accept()

    answer(QFileDialog, act)


def quiet():
    """Tell whether the threads of work are idle."""
    return workshop().activeThreadCount() == 0
