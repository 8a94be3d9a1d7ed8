"""The backups of the open dossier as the window makes them: when, checked apart, told.

One is written soon after the opening, every ten minutes of activity and at the close, if
anything changed. Writing is quick and done here, where the dossier is; the check and the copy on
another support are done in a worker. A failure stops nothing: it is told, and tried again.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.messages import sentence as sentence_of
from cpom_desktop.services.workspace import verify_at_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.backups import BackupState
    from cpom_desktop.services.ports import Backups, PendingBackup
    from ui.kit.worker import Job
    from ui.session import Session

AFTER_OPENING_MS = 2000
RETRY_MS = 60_000
"""Backups that fail are tried again each minute, so that what is told stays true."""


class Copies(QObject):
    """Makes the backups of one open dossier.

    Args:
        session: the dossier.
        place: gives the folder of another support, None when she chose none.
        parent: outlives the dossier, whose last backup is checked after it is closed.

    Signals:
        changed: something else is to be said of the backups.
        place_asked: she wants to choose where the second copies go.
    """

    changed = Signal()
    place_asked = Signal()

    def __init__(
        self, session: Session, place: Callable[[], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = session.workspace
        self._place = place
        self._jobs: list[Job] = []
        self._edited = self._closed = False
        self.fault: ErreurCpom | None = None
        self.copying = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.back_up)
        session.changed.connect(self._on_edit)
        self._workspace.verify_backup = self._verify

    def start(self) -> None:
        """Have the first backup made, once the window has had time to show the dossier."""
        self.timer.start(AFTER_OPENING_MS)

    @property
    def backups(self) -> Backups:
        """The backups themselves; a dossier that is only read has none, nor a `Copies`."""
        found = self._workspace.backups
        assert found is not None
        return found

    @property
    def place(self) -> Path | None:
        """The folder of another support, there or not; None when she chose none."""
        return self._place()

    @property
    def now(self) -> datetime:
        """The local time of the computer, as the backups have it."""
        return self._workspace.clock_time().replace(tzinfo=None)

    def state(self) -> BackupState:
        """Return what is to be said of the backups."""
        return self.backups.state()

    @property
    def trouble(self) -> str:
        """« Sauvegardes interrompues depuis 14:32. », why, what to do; nothing if all is well."""
        if self.fault is None:
            return ""
        state = self.state()
        told = state.sentence if state.failing_since else ""
        return " ".join(filter(None, (told, sentence_of(self.fault), self.fault.remedy)))

    def back_up(self) -> None:
        """Write a backup if anything changed; its check goes on apart."""
        self._edited = False
        try:
            written = self._workspace.back_up()
        except ErreurStockage as error:
            self._failed(error)
            return
        if not written:
            self._mended()
        self.changed.emit()

    def copy_now(self) -> None:
        """Back up what is new, then copy the newest backup to the other support."""
        place = self.place
        if place is None:
            self.place_asked.emit()
            return
        if self.copying:
            return
        self.back_up()
        self.copying = True
        backups = self.backups
        self._start(lambda: backups.copy_to(place), self._on_copied, self._on_not_copied)
        self.changed.emit()

    def close(self, *, backed_up: bool = True) -> None:
        """Back up what was typed, unless told not to; to be called before the dossier is left."""
        self.timer.stop()
        self._session.changed.disconnect(self._on_edit)
        if self._edited and backed_up:
            with contextlib.suppress(ErreurStockage):
                self._workspace.back_up()
        self._workspace.verify_backup = verify_at_once
        self._closed = True
        self._leave()

    # --- when

    def _on_edit(self) -> None:
        self._edited = True
        if not self.timer.isActive():
            from cpom_desktop.services.backups import INTERVAL  # noqa: PLC0415 - with an edit

            self.timer.start(round(INTERVAL.total_seconds() * 1000))

    # --- apart

    def _verify(self, pending: PendingBackup) -> None:
        self._start(pending.verify, self._mended, self._failed)

    def _start(
        self,
        work: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[..., object],
    ) -> None:
        from ui.kit.worker import Job  # noqa: PLC0415 - with the first backup

        def perform(_checkpoint: object) -> object:
            return work()

        job = Job(perform, QCoreApplication.instance())  # may outlive the window
        self._jobs.append(job)
        job.done.connect(done)
        job.failed.connect(failed)
        for over in (job.done, job.failed):
            over.connect(self._on_over)
            over.connect(job.deleteLater)
        job.start()

    def _on_over(self) -> None:
        over = self.sender()
        self._jobs = [job for job in self._jobs if job is not over]
        self._leave()

    def _leave(self) -> None:
        if self._closed and not self._jobs:
            self.deleteLater()

    # --- what is told

    def _mended(self) -> None:
        self.fault = None
        self.changed.emit()

    def _failed(self, error: ErreurCpom) -> None:
        self.fault = error
        if not self._closed:
            self._edited = True
            self.timer.start(RETRY_MS)
        self.changed.emit()

    def _on_copied(self) -> None:
        self.copying = False
        self.changed.emit()

    def _on_not_copied(self, error: ErreurCpom) -> None:
        self.copying = False
        if not self._closed:
            self._session.refused.emit(f"{sentence_of(error)} {error.remedy}".strip())
        self.changed.emit()
