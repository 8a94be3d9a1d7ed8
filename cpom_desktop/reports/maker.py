"""The `DocumentMaker` port: snapshot → blocks → PDF → disk, then read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.catalogue import CATALOGUE, build, file_name
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.unprintable import unprintable_fields
from cpom_desktop.reports.writer import write_file
from cpom_desktop.services.documents import Written

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.services.documents import DocumentInfo
    from cpom_desktop.services.workspace import Workspace


class Documents:
    """Makes the documents of the catalogue."""

    def catalogue(self) -> tuple[DocumentInfo, ...]:
        """Return the documents that exist."""
        return tuple(entry.info for entry in CATALOGUE.values())

    def file_name(self, workspace: Workspace, slug: str) -> str:
        """Return the usual file name of a document."""
        return file_name(slug, _edition(workspace))

    def export_pdf(self, workspace: Workspace, slug: str, path: Path) -> Written:
        """Write a document and read it again.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """
        from cpom_desktop.reports.pdf import render_pdf  # noqa: PLC0415 - reportlab, at first use

        edition = _edition(workspace)
        rendered = render_pdf(build(slug, edition), now=edition.now)
        write_file(path, rendered.data)
        pages = _pages_written(path)
        if pages != rendered.pages:
            raise RapportImpossible(
                "relecture",
                _("Le document écrit ne se relit pas : {nom}.", nom=path.name),
                remedy=_("Enregistrez-le sur un autre disque."),
                detail=f"{pages} pages read, {rendered.pages} written",
            )
        return Written(path, pages, unprintable_fields(edition.snapshot))


def _edition(workspace: Workspace) -> Edition:
    return Edition(workspace.snapshot, workspace.content, workspace.now)


def _pages_written(path: Path) -> int:
    import pikepdf  # noqa: PLC0415 - 50 ms, at first use

    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, OSError):
        return 0
