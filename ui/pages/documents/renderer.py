"""Preparing the document shown: after a pause, in a thread, one at a time, the last asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cpom_desktop.errors import ErreurCpom
from ui.kit.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.services.documents import PreparedDocument, RenderedDocument

SHOWING_PROGRESS_MS = 400


class Renderer(QObject):
    """Makes the last document asked for; those asked for before are given up.

    Signals:
        done: the `RenderedDocument` of the last document asked for.
        failed: the `ErreurCpom` that it met.
        slow: it has been awaited for 0.4 s.
    """

    done = Signal(object)
    failed = Signal(object)
    slow = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._prepare: Callable[[], PreparedDocument] | None = None
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._start)
        self._patience = QTimer(self, singleShot=True, interval=SHOWING_PROGRESS_MS)
        self._patience.timeout.connect(self.slow)

    def ask(self, prepare: Callable[[], PreparedDocument], *, pause_ms: int) -> None:
        """Make a document once nothing else has been asked for during a pause."""
        self.give_up()
        self._prepare = prepare
        self._patience.start()
        self._pause.start(pause_ms)

    def give_up(self) -> None:
        """Stop what is being made: nobody waits for it any more."""
        self._pause.stop()
        self._patience.stop()
        if self._job is not None:
            self._job.abandon()
            self._job = None

    @property
    def busy(self) -> bool:
        """Whether a document is awaited."""
        return self._job is not None or self._pause.isActive()

    def _start(self) -> None:
        if self._prepare is None:
            return
        try:
            prepared = self._prepare()
        except ErreurCpom as error:
            self._patience.stop()
            self.failed.emit(error)
            return
        self._job = job = Job(prepared.render, self)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.abandoned.connect(job.deleteLater)
        job.start()

    def _is_last(self) -> bool:
        """Tell whether the job that speaks is the last one; it is over."""
        job = self.sender()
        if isinstance(job, Job):
            job.deleteLater()
        if job is not self._job:
            return False
        self._job = None
        self._patience.stop()
        return True

    def _on_done(self, rendered: RenderedDocument) -> None:
        if self._is_last():
            self.done.emit(rendered)

    def _on_failed(self, error: ErreurCpom) -> None:
        if self._is_last():
            self.failed.emit(error)
