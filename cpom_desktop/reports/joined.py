"""The files that a PDF carries on demand: the workbook and the data of its document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.reports.catalogue import file_name
from cpom_desktop.reports.exports import make_file
from cpom_desktop.reports.pdf.attached import Attachment
from cpom_desktop.services.documents import DocumentFormat

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DATA = "application/json"


@dataclass(frozen=True, slots=True)
class Joined:
    """Files to join to a PDF, and sentences naming what is not whole in them."""

    files: tuple[Attachment, ...] = ()
    avertissements: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, in order."""
        return tuple(file.name for file in self.files)

    @property
    def counted(self) -> tuple[str, ...]:
        """How many they are, in words; nothing when there is none."""
        count = len(self.files)
        return (ngettext("{n} fichier joint", "{n} fichiers joints", count),) if count else ()


NONE = Joined()
"""What a PDF carries when nothing is asked."""


def joined_files(slug: str, edition: Edition) -> Joined:
    """Return the workbook and the data of a document; the data alone where it has no table."""
    data_edition = _in_format(edition, DocumentFormat.JSON)
    data = Attachment(
        file_name(slug, data_edition),
        make_file(slug, data_edition).data,
        DATA,
        _("Données du document, bloc par bloc (JSON)"),
        "Source",
    )
    book_edition = _in_format(edition, DocumentFormat.XLSX)
    try:
        made = make_file(slug, book_edition)
    except RapportImpossible as refused:
        if refused.code != "sans-tableau":
            raise
        return Joined((data,))
    told = _("Tableaux du document, en tableur")
    book = Attachment(file_name(slug, book_edition), made.data, WORKBOOK, told, "Data")
    return Joined((book, data), made.avertissements)


def _in_format(edition: Edition, kind: DocumentFormat) -> Edition:
    return replace(edition, options=replace(edition.options, format=kind))
