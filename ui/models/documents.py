"""The documents as a list: stages, and under each its documents with their state."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import (
    EVERY_STAGE,
    STATE_WORDS,
    DocumentState,
    DocumentStatus,
)
from cpom_desktop.services.parcours import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpom_desktop.services.documents import DocumentInfo

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
STATE_LOOKS = {
    DocumentState.COMPLET: ("circle-check", "succes"),
    DocumentState.INCOMPLET: ("triangle-alert", "attention"),
    DocumentState.A_CORRIGER: ("octagon-x", "erreur"),
    DocumentState.VIDE: ("circle-dashed", "neutre"),
}
"""Icon and colour of each state; the legend under the list gives the words."""


class DocumentRole(IntEnum):
    """What a row tells beside its title."""

    SLUG = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    PAGES = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document: its state with its reasons, and its pages once they are known (else 0)."""

    info: DocumentInfo
    status: DocumentStatus
    pages: int = 0


Row = str | DocumentRow
"""A stage's title, or a document."""


def rows_of(
    catalogue: Sequence[DocumentInfo], status: Callable[[str], DocumentStatus]
) -> list[Row]:
    """Return the rows: the stages that have documents, in order, then what gathers them all."""
    rows: list[Row] = []
    stages = [(stage.number, stage.title) for stage in STAGES]
    for number, title in (*stages, (EVERY_STAGE, "Tout le dossier")):
        found = [info for info in catalogue if info.stage == number]
        if found:
            rows.append(_(title))
            rows += [DocumentRow(info, status(info.slug)) for info in found]
    return rows


def state_sentence(status: DocumentStatus) -> str:
    """Return a state with its reasons: « Incomplet : 12 acteurs sans nom »."""
    word = _(STATE_WORDS[status.state])
    return f"{word}{_(' : ')}{', '.join(status.reasons)}" if status.reasons else word


def pages_words(pages: int) -> str:
    """Return « 12 pages », nothing while they are not known."""
    return ngettext("{n} page", "{n} pages", pages) if pages else ""


class DocumentsModel(QAbstractListModel):
    """The list; stages are neither selectable nor enabled, so that the arrows skip them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._pages: dict[str, int] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the documents again; those already there keep the caret and their pages."""
        new = [self._counted(row) for row in rows]
        same = [_identity(row) for row in new] == [_identity(row) for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = new
        if not same:
            self.endResetModel()
        elif new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def _counted(self, row: Row) -> Row:
        if isinstance(row, str):
            return row
        return replace(row, pages=self._pages.get(row.info.slug, 0))

    def set_pages(self, slug: str, pages: int) -> None:
        """Tell how many pages a document has; 0 when it is not known any more."""
        self._pages[slug] = pages
        self.show_rows(self._rows)

    def documents(self) -> list[DocumentRow]:
        """Return the documents, in order."""
        return [row for row in self._rows if isinstance(row, DocumentRow)]

    def row_of(self, slug: str) -> DocumentRow | None:
        """Return a document by its name."""
        return next((row for row in self.documents() if row.info.slug == slug), None)

    def index_of(self, slug: str) -> QModelIndex:
        """Return where a document is shown; an invalid index when it is not."""
        for rank, row in enumerate(self._rows):
            if _identity(row) == (slug,):
                return self.index(rank)
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let documents be chosen, and stages only be read."""
        if not index.isValid() or isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        leaf = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | leaf

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows or says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        return _document_data(row, role)


def _identity(row: Row) -> object:
    return row if isinstance(row, str) else (row.info.slug,)


def _document_data(row: DocumentRow, role: int) -> object:
    title = _(row.info.title)
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return title
        case Qt.ItemDataRole.ToolTipRole:
            lines = (title, state_sentence(row.status), _(row.info.description))
            return f"<qt>{'<br>'.join(html.escape(line) for line in lines)}</qt>"
        case Qt.ItemDataRole.AccessibleTextRole:
            told = (title, state_sentence(row.status), pages_words(row.pages))
            return ", ".join(part for part in told if part)
        case DocumentRole.SLUG:
            return row.info.slug
        case DocumentRole.STATE:
            return row.status.state
        case DocumentRole.PAGES:
            return row.pages
    return None
