"""Work that must stay in the window's thread, done a few milliseconds a turn of its loop."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cpom_desktop.errors import ErreurCpom

if TYPE_CHECKING:
    from collections.abc import Generator

TURN_S = 0.008
"""Longest time taken from the window at once, but for the step being done."""


class Turns(QObject):
    """One piece of work at a time: a generator that yields where the window may live.

    Signals:
        done: what the generator returned.
        failed: the `ErreurCpom` that stopped it.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Generator[None, None, object] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    def start(self, work: Generator[None, None, object]) -> None:
        """Begin, in place of what was being done."""
        self._work = work
        self._timer.start()

    def stop(self) -> None:
        """Leave what is being done."""
        self._timer.stop()
        self._work = None

    def finish(self) -> None:
        """Do the rest at once, without waiting for the turns of the window."""
        while self._work is not None:
            self._turn()

    def _turn(self) -> None:
        assert self._work is not None
        end = perf_counter() + TURN_S
        try:
            while perf_counter() < end:
                next(self._work)
        except StopIteration as over:
            self.stop()
            self.done.emit(over.value)
        except ErreurCpom as error:
            self.stop()
            self.failed.emit(error)
