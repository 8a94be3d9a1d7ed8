"""Preparing the document shown: after a pause, in a thread, one at a time, the last asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cpom_desktop.errors import ErreurCpom
from ui.kit.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.services.documents import PreparedDocument, RenderedDocument

    Work = Callable[[Callable[[], None]], object]

SHOWING_PROGRESS_MS = 400


class Renderer(QObject):
    """Makes the last document asked for; those asked for before are given up.

    Signals:
        begun: the first page of the last document asked for, as a PDF; the rest is awaited.
        done: the `RenderedDocument` of the last document asked for.
        failed: the `ErreurCpom` that it met.
        slow: it has been awaited for 0.4 s.
    """

    begun = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    slow = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._prepare: Callable[[], PreparedDocument] | None = None
        self._prepared: PreparedDocument | None = None
        self._at_once = False
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._start)
        self._patience = QTimer(self, singleShot=True, interval=SHOWING_PROGRESS_MS)
        self._patience.timeout.connect(self.slow)

    def ask(
        self,
        prepare: Callable[[], PreparedDocument],
        *,
        pause_ms: int,
        at_once: bool = False,
    ) -> None:
        """Make a document once nothing else has been asked for during a pause.

        Args:
            prepare: freezes it.
            pause_ms: the pause.
            at_once: nothing of it is on the screen: its first page is made before the others.
        """
        self.give_up()
        self._prepare, self._at_once = prepare, at_once
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
        self._prepared = prepared
        if self._at_once:
            self._run(prepared.first_page, self._on_begun, self._on_not_begun)
        else:
            self._make_whole()

    def _make_whole(self) -> None:
        """Make the whole document, be its first page made or not."""
        if self._prepared is not None:
            self._run(self._prepared.render, self._on_done, self._on_failed)

    def _on_begun(self, data: bytes) -> None:
        if self._is_last(patient=True):
            if data:
                self._patience.stop()
                self.begun.emit(data)
            self._make_whole()

    def _on_not_begun(self, _error: ErreurCpom) -> None:
        if self._is_last(patient=True):
            self._make_whole()

    def _run(self, work: Work, done: Callable[..., None], failed: Callable[..., None]) -> None:
        self._job = job = Job(work, self)
        job.done.connect(done)
        job.failed.connect(failed)
        job.abandoned.connect(job.deleteLater)
        job.start()

    def _is_last(self, *, patient: bool = False) -> bool:
        """Tell whether the job that speaks is the last one; it is over.

        `patient`: another follows it, and she may still have to wait.
        """
        job = self.sender()
        if isinstance(job, Job):
            job.deleteLater()
        if job is not self._job:
            return False
        self._job = None
        if not patient:
            self._patience.stop()
        return True

    def _on_done(self, rendered: RenderedDocument) -> None:
        if self._is_last():
            self.done.emit(rendered)

    def _on_failed(self, error: ErreurCpom) -> None:
        if self._is_last():
            self.failed.emit(error)
