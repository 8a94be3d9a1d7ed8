"""What a screen or a command may ask of documents; `reports` makes them, `bootstrap` joins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document of the catalogue."""

    slug: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Written:
    """A document written and read again.

    Attributes:
        path: where.
        pages: how many.
        avertissements: sentences naming the fields whose characters do not print.
    """

    path: Path
    pages: int
    avertissements: tuple[str, ...] = ()


class DocumentMaker(Protocol):
    """Makes documents from an open dossier."""

    def catalogue(self) -> tuple[DocumentInfo, ...]:
        """Return the documents that exist."""

    def file_name(self, workspace: Workspace, slug: str) -> str:
        """Return the usual file name: `2027-03-12 Les Tilleuls – Rétroplanning – PROJET.pdf`."""

    def export_pdf(self, workspace: Workspace, slug: str, path: Path) -> Written:
        """Write a document.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """
