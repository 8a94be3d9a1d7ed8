"""The documents as a list: stages, and under each its documents with their state."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import (
    EVERY_STAGE,
    MEETINGS_STAGE,
    NAMED_STAGE,
    STATE_WORDS,
    DocumentState,
    DocumentStatus,
)
from cpom_desktop.services.parcours import STAGES
from ui.models.grouped import GroupedModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpom_desktop.services.documents import DocumentInfo

STATE_LOOKS = {
    DocumentState.COMPLET: ("circle-check", "succes"),
    DocumentState.INCOMPLET: ("triangle-alert", "attention"),
    DocumentState.A_CORRIGER: ("octagon-x", "erreur"),
    DocumentState.VIDE: ("circle-dashed", "neutre"),
}
"""Icon and colour of each state; the legend under the list gives the words."""
HERS = "Vos dossiers"
"""Heading of the dossiers that she composed."""


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
    """Return the rows: what she composed, the stages that have documents, then the whole."""
    rows: list[Row] = []
    stages = [(stage.number, stage.title) for stage in STAGES]
    beside = ((MEETINGS_STAGE, "Réunions et échanges"), (EVERY_STAGE, "Tout le dossier"))
    for number, title in ((NAMED_STAGE, HERS), *stages, *beside):
        found = [info for info in catalogue if info.stage == number]
        if found:
            rows.append(_(title))
            rows += [DocumentRow(info, status(info.slug)) for info in found]
    return rows


def state_sentence(status: DocumentStatus) -> str:
    """Return a state with its reasons: « Incomplet : 12 acteurs sans nom »."""
    word = _(STATE_WORDS[status.state])
    named = any(":" in reason for reason in status.reasons)
    told = (_(" ; ") if named else ", ").join(status.reasons)
    return f"{word}{_(' : ')}{told}" if told else word


def pages_words(pages: int) -> str:
    """Return « 12 pages », nothing while they are not known."""
    return ngettext("{n} page", "{n} pages", pages) if pages else ""


class DocumentsModel(GroupedModel[Row]):
    """The list; stages are its headings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, int] = {}

    def show_rows(self, rows: Sequence[Row]) -> bool:
        """Show the documents again; those already there keep the caret and their pages."""
        return super().show_rows([self._counted(row) for row in rows])

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

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row is a stage."""
        return isinstance(row, str)

    def identity(self, row: Row) -> object:
        """Return the name of a document, the title of a stage."""
        return row if isinstance(row, str) else row.info.slug

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        return _document_data(row, role)


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
