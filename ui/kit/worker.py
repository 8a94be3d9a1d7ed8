"""Long work in a thread: the window stays alive, and the result is told when it is there."""

from __future__ import annotations

import sys
import traceback
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from cpom_desktop.errors import ErreurCpom, RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.services.documents import RenderAbandoned
from cpom_desktop.services.messages import no_memory

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_MS = 400
"""What is over sooner is not worth a word."""
SWITCH_S = 0.0005
"""How long a thread keeps Python: at Python's own 5 ms a window of many widgets, which asks for
it at each event, stood still 0.3 s beside a document being made; so, 0.09 (bench_preview)."""


@lru_cache(maxsize=1)
def workshop() -> QThreadPool:
    """Return the pool of one thread in which documents are made, one after the other.

    It lives as long as the program: destroyed with a page, it would wait for a thread that
    waits for Python.
    """
    sys.setswitchinterval(SWITCH_S)
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return pool


class Job(QObject):
    """One piece of work on frozen values; it touches no widget and no file of the dossier.

    Signals:
        done: what the work returned.
        failed: the `ErreurCpom` that stopped it.
        abandoned: nobody wanted it any more, and it stopped.
    """

    done = Signal(object)
    failed = Signal(object)
    abandoned = Signal()

    def __init__(
        self, work: Callable[[Callable[[], None]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._wanted = True

    def start(self) -> None:
        """Begin, once what was asked before is over."""
        workshop().start(_Run(self))

    def abandon(self) -> None:
        """Let the work stop at its next checkpoint, and tell no result."""
        self._wanted = False

    def perform(self) -> None:
        """Do the work and tell its end; called in the thread."""
        try:
            result = self._work(self._checkpoint)
            self._checkpoint()
        except RenderAbandoned:
            self.abandoned.emit()
        except ErreurCpom as error:
            self.failed.emit(error)
        except MemoryError as fault:
            self.failed.emit(no_memory(repr(fault)))
        except Exception as bug:  # noqa: BLE001 - the outermost place of the worker
            traceback.print_exception(bug)
            self.failed.emit(_unexpected(bug))
        else:
            self.done.emit(result)

    def _checkpoint(self) -> None:
        if not self._wanted:
            raise RenderAbandoned


def _unexpected(bug: Exception) -> RapportImpossible:
    return RapportImpossible(
        "imprevu",
        _(
            "Ce travail n'a pas pu être terminé : une erreur imprévue du logiciel. Ce que vous "
            "aviez enregistré est intact."
        ),
        remedy=_("Recommencez, et signalez-nous cette erreur si elle revient."),
        detail=repr(bug),
    )


class _Run(QRunnable):
    """The part that runs in the thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Do the work."""
        self._job.perform()
