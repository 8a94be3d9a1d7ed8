"""The `DocumentMaker` port: snapshot → blocks → PDF → disk, then read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.catalogue import CATALOGUE, build, check_known, file_name
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.unprintable import unprintable_fields
from cpom_desktop.reports.writer import write_file
from cpom_desktop.services.documents import Written

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.services.documents import DocumentInfo
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

    def write(self, path: Path) -> Written:
        """Write the PDF and read it again.

        Raises:
            RapportImpossible, DisquePlein, LectureSeule: the former file is intact.
        """
        from cpom_desktop.reports.pdf import render_pdf  # noqa: PLC0415 - heavy, at first use

        rendered = render_pdf(build(self.slug, self.edition), now=self.edition.now)
        write_file(path, rendered.data)
        pages = _pages_written(path)
        if pages != rendered.pages:
            raise RapportImpossible(
                "relecture",
                _("Le document écrit ne se relit pas : {nom}.", nom=path.name),
                remedy=_("Enregistrez-le sur un autre disque."),
                detail=f"{pages} pages read, {rendered.pages} written",
            )
        return Written(path, pages, unprintable_fields(self.edition.snapshot, rendered.replaced))


class Documents:
    """The `DocumentMaker` port."""

    def catalogue(self) -> tuple[DocumentInfo, ...]:
        """Return the documents that exist."""
        return tuple(entry.info for entry in CATALOGUE.values())

    def prepare(self, workspace: Workspace, slug: str) -> Prepared:
        """Freeze a document of the catalogue.

        Raises:
            RapportImpossible: no document has this name.
        """
        check_known(slug)
        return Prepared(slug, Edition(workspace.snapshot, workspace.content, workspace.now))


def _pages_written(path: Path) -> int:
    import pikepdf  # noqa: PLC0415 - 50 ms, at first use

    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, OSError):
        return 0
