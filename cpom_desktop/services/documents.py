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


class PreparedDocument(Protocol):
    """A document frozen at one moment: it may be written in a worker."""

    @property
    def file_name(self) -> str:
        """The usual file name: `2027-03-12 EHPAD Les Tilleuls – Rétroplanning – PROJET.pdf`."""

    def write(self, path: Path) -> Written:
        """Write the PDF and read it again.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """


class DocumentMaker(Protocol):
    """Makes documents from an open dossier."""

    def catalogue(self) -> tuple[DocumentInfo, ...]:
        """Return the documents that exist."""

    def prepare(self, workspace: Workspace, slug: str) -> PreparedDocument:
        """Freeze a document of the catalogue.

        Raises:
            RapportImpossible: no document has this name.
        """
