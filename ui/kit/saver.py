"""Writing a document where she says, in the thread, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.kit.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpom_desktop.services.documents import PreparedDocument

    ChooseFile = Callable[[str], Path | None]


class Saver(QObject):
    """Asks where, then writes a document and reads it again.

    Args:
        choose: asks where to write, from the usual name; None when she gives up.
        parent: its owner.

    Signals:
        written: the `Written`.
        failed: the `ErreurCpom` that stopped it; the former file is intact.
    """

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, choose: ChooseFile, parent: QObject) -> None:
        super().__init__(parent)
        self._choose = choose
        self._job: Job | None = None
        self._last: PreparedDocument | None = None

    @property
    def busy(self) -> bool:
        """Whether a document is being written."""
        return self._job is not None

    def save(self, prepared: PreparedDocument) -> None:
        """Ask where, then write; nothing while another one is being written."""
        if self.busy:
            return
        path = self._choose(prepared.file_name)
        if path is not None:
            self._write(prepared, path)

    def save_beside(self, path: Path) -> None:
        """Write what could not take its place under another name."""
        if self._last is not None and not self.busy:
            self._write(self._last, path)

    def _write(self, prepared: PreparedDocument, path: Path) -> None:
        self._last = prepared

        def write(checkpoint: Callable[[], None]) -> object:
            checkpoint()
            return prepared.write(path)

        self._job = job = Job(write, self)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.start()

    def _on_done(self, written: object) -> None:
        self._job = self._last = None
        self.written.emit(written)

    def _on_failed(self, error: object) -> None:
        self._job = None
        self.failed.emit(error)
