"""The index of the search in the window: built a few milliseconds at a time, kept by table."""

from __future__ import annotations

import contextlib
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.queries.recherche.entries import VERSIONS, Matter
from cpom_desktop.services.queries.recherche.exemples import examples
from cpom_desktop.services.queries.recherche.index import SearchIndex
from cpom_desktop.services.queries.recherche.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.documents import DocumentMaker
    from cpom_desktop.services.ports import VersionInfo
    from ui.session import Session

TURN_S = 0.008
"""Longest time that the index takes from the window at once, but for the entry being read."""


class Indexing(QObject):
    """Keeps the index of one dossier true.

    Signals:
        advanced: more can be found, or all of it.

    Args:
        session: the dossier.
        documents: what knows the documents that it makes.
    """

    advanced = Signal()

    def __init__(
        self,
        session: Session,
        documents: Callable[[], DocumentMaker],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._documents = session, documents
        self.index = SearchIndex(KINDS)
        self.examples: tuple[tuple[str, str], ...] = ()
        """What may be tried: queries that find something, and what they are examples of."""
        self.wanted = False
        self._turns: Iterator[None] | None = None
        self._tried: tuple[tuple[str, str], ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        session.changed.connect(self._on_changed)

    def start(self) -> None:
        """Build what lacks, from now on, as long as it is wanted."""
        self.wanted = True
        self.index.drop_tables(VERSIONS)
        self._restart()

    def stop(self) -> None:
        """Leave the rest for the next time."""
        self.wanted = False
        self._timer.stop()

    def finish(self) -> None:
        """Build at once what lacks, without waiting for the turns of the window."""
        while self.wanted and self._timer.isActive():
            self._work()

    def _restart(self) -> None:
        self._turns = None
        if self.wanted:
            self._timer.start()

    def _matter(self) -> Matter:
        workspace = self._session.workspace
        documents = self._documents().catalogue(workspace)
        return Matter(
            workspace.snapshot, workspace.content, workspace.today, documents, self._versions()
        )

    def _versions(self) -> tuple[VersionInfo, ...]:
        with contextlib.suppress(ErreurStockage):  # told elsewhere: the rest may be searched
            return self._session.workspace.versions
        return ()

    def _work(self) -> None:
        """Build for one turn of the window."""
        end = perf_counter() + TURN_S
        if self._turns is None:  # a turn of its own: documents are imported at first use
            matter = self._matter()
            self._turns = self.index.build(matter)
            self._tried = tuple(examples(matter))
            return
        while perf_counter() < end:
            if next(self._turns, self) is self:
                self._timer.stop()
                self._turns = None
                self.examples = tuple(e for e in self._tried if self.index.search(e[0]).total)
                self.advanced.emit()
                return

    def _on_changed(self, changes: Changes, _force: bool) -> None:  # noqa: FBT001 - a slot
        self.index.drop(changes)
        if self.wanted:
            self._restart()
