"""The index of the search in the window: built a few milliseconds at a time, kept by table."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.queries.recherche.entries import VERSIONS, Matter
from cpom_desktop.services.queries.recherche.exemples import examples
from cpom_desktop.services.queries.recherche.index import SearchIndex
from cpom_desktop.services.queries.recherche.kinds import KINDS
from ui.kit.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.documents import DocumentMaker
    from cpom_desktop.services.ports import VersionInfo
    from ui.session import Session


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
        self._turns = Turns(self)
        self._turns.done.connect(self._on_built)
        session.changed.connect(self._on_changed)

    def start(self) -> None:
        """Build what lacks, from now on, as long as it is wanted."""
        self.wanted = True
        self.index.drop_tables(VERSIONS)
        self._restart()

    def stop(self) -> None:
        """Leave the rest for the next time."""
        self.wanted = False
        self._turns.stop()

    def finish(self) -> None:
        """Build at once what lacks, without waiting for the turns of the window."""
        self._turns.finish()

    def _restart(self) -> None:
        if self.wanted:
            self._turns.start(self._build())

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

    def _build(self) -> Generator[None, None, tuple[tuple[str, str], ...]]:
        """Build what lacks; return the examples that may find something."""
        matter = self._matter()
        yield  # documents are imported at first use: a turn of its own
        yield from self.index.build(matter)
        return tuple(examples(matter))

    def _on_built(self, tried: tuple[tuple[str, str], ...]) -> None:
        self.examples = tuple(e for e in tried if self.index.search(e[0]).total)
        self.advanced.emit()

    def _on_changed(self, changes: Changes, _force: bool) -> None:  # noqa: FBT001 - a slot
        self.index.drop(changes)
        if self.wanted:
            self._restart()
