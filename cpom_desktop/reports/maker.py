"""The `DocumentMaker` port: snapshot → a file → disk, then read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import KeyValues
from cpom_desktop.reports.catalogue import (
    CATALOGUE,
    RECUEIL,
    build,
    entry_of,
    fiche_infos,
    file_name,
)
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.exports import FileMade, make_file, read_again, require_format
from cpom_desktop.reports.unprintable import unprintable_fields
from cpom_desktop.reports.writer import write_file
from cpom_desktop.services.documents import (
    PLAIN,
    DocumentFormat,
    DocumentOptions,
    RenderedDocument,
    Written,
    no_checkpoint,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpom_desktop.reports.blocks import Document
    from cpom_desktop.services.documents import DocumentInfo, DocumentStatus
    from cpom_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document frozen at one moment."""

    slug: str
    edition: Edition

    @property
    def file_name(self) -> str:
        """The usual file name."""
        return file_name(self.slug, self.edition)

    def render(self, checkpoint: Callable[[], None] = no_checkpoint) -> RenderedDocument:
        """Make the PDF, in memory."""
        from cpom_desktop.reports.pdf import render_pdf  # noqa: PLC0415 - heavy, at first use

        document = build(self.slug, self.edition)
        made = render_pdf(document, now=self.edition.now, checkpoint=checkpoint)
        told = unprintable_fields(self.edition.snapshot, made.replaced)
        return RenderedDocument(made.data, made.pages, _blanks(document), told)

    def write(self, path: Path) -> Written:
        """Write the file in its format and read it again.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """
        kind = self.edition.options.format
        made = self._made(kind)
        write_file(path, made.data)
        if not _same(path, kind, made.proof):
            raise RapportImpossible(
                "relecture",
                _("Le document écrit ne se relit pas : {nom}.", nom=path.name),
                remedy=_("Enregistrez-le sur un autre disque."),
                detail=f"{kind} written, read otherwise",
            )
        return Written(path, made.count, made.avertissements, kind)

    def _made(self, kind: DocumentFormat) -> FileMade:
        if kind is not DocumentFormat.PDF:
            return make_file(self.slug, self.edition)
        rendered = self.render()
        told = rendered.avertissements
        return FileMade(rendered.data, rendered.pages, rendered.pages, told)


def _same(path: Path, kind: DocumentFormat, proof: object) -> bool:
    """Tell whether a file on the disk holds what was meant to be written."""
    try:
        return read_again(path.read_bytes(), kind) == proof
    except (OSError, ValueError):
        return False


class Documents:
    """The `DocumentMaker` port."""

    def catalogue(self, workspace: Workspace | None = None) -> tuple[DocumentInfo, ...]:
        """Return the documents that exist; each fiche of a dossier after their collection."""
        known = tuple(entry.info for entry in CATALOGUE.values())
        if workspace is None:
            return known
        fiches = fiche_infos(workspace.snapshot)
        return tuple(
            found
            for info in known
            for found in ((info, *fiches) if info.slug == RECUEIL else (info,))
        )

    def status(self, workspace: Workspace, slug: str) -> DocumentStatus:
        """Return how ready a document is.

        Raises:
            RapportImpossible: no document has this name.
        """
        status = entry_of(slug).status
        return status(workspace.snapshot, workspace.content, workspace.today)

    def prepare(
        self, workspace: Workspace, slug: str, options: DocumentOptions = PLAIN
    ) -> Prepared:
        """Freeze a document of the catalogue.

        Raises:
            RapportImpossible: no document has this name, or it has no such format.
        """
        edition = Edition(
            workspace.snapshot, workspace.content, workspace.now, options, workspace.uuid
        )
        require_format(slug, options.format)
        return Prepared(slug, edition)


def _blanks(document: Document) -> tuple[str, ...]:
    """Return the labels of the values that read « à compléter »."""
    return tuple(
        label
        for block in document.blocks
        if isinstance(block, KeyValues)
        for label, value in block.rows
        if not value.strip()
    )
