"""Which other files a document may be: those of its own, and those that every document has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.services.documents import DocumentFormat

if TYPE_CHECKING:
    from cpom_desktop.reports.entries import Entry

ONE_TABLE: Final = frozenset(
    {
        "acteurs-strategie",
        "annexe-objectifs",
        "check-list",
        "check-list-lancement",
        "controle-dossier",
        "echeancier",
        "feuille-de-route",
        "negociation-diagnostic",
        "plan-actions",
        "raci",
        "registre-echanges",
        "releve-decisions",
        "suivi-decisions",
    }
)
"""Documents whose matter is one table: a text for a spreadsheet holds it whole."""
EVERYWHERE: Final = (
    DocumentFormat.PDF,
    DocumentFormat.DOCX,
    DocumentFormat.XLSX,
    DocumentFormat.JSON,
)
"""What every document is: its pages, as they are and to be edited, its tables, its blocks."""


def offered(entry: Entry) -> Entry:
    """Return an entry that tells every format of its document, pages first."""
    kinds = {*EVERYWHERE, *entry.info.formats}
    if entry.info.slug in ONE_TABLE:
        kinds.add(DocumentFormat.CSV)
    formats = tuple(kind for kind in DocumentFormat if kind in kinds)
    return replace(entry, info=replace(entry.info, formats=formats))
