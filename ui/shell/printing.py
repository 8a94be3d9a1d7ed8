"""Making a PDF in a worker: the window stays alive, and the result is told when it is there."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from cpom_desktop.errors import ErreurCpom, RapportImpossible
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.services.documents import PreparedDocument, Written


class PrintJob(QObject):
    """One document on its way to the disk.

    Signals:
        done: the `Written`.
        failed: the `ErreurCpom`.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self, prepared: PreparedDocument, path: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._prepared = prepared
        self._path = path

    def start(self, pool: QThreadPool) -> None:
        """Begin."""
        pool.start(_Run(self))

    def write(self) -> Written:
        """Write the document; called in the worker."""
        return self._prepared.write(self._path)


def _unexpected(bug: Exception) -> RapportImpossible:
    return RapportImpossible(
        "imprevu",
        _(
            "Le document n'a pas pu être préparé : une erreur imprévue du logiciel. Rien n'a été "
            "écrit, et votre dossier est intact."
        ),
        remedy=_("Essayez un autre document, et signalez-nous cette erreur."),
        detail=repr(bug),
    )


class _Run(QRunnable):
    """The part that runs in the worker."""

    def __init__(self, job: PrintJob) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Write, then tell the window."""
        try:
            written = self._job.write()
        except ErreurCpom as error:
            self._job.failed.emit(error)
        except Exception as bug:  # noqa: BLE001 - the outermost place of the worker
            traceback.print_exception(bug)
            self._job.failed.emit(_unexpected(bug))
        else:
            self._job.done.emit(written)
