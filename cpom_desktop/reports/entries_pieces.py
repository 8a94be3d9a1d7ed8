"""The documents to gather in the catalogue, printed apart from the dossiers."""

from __future__ import annotations

from cpom_desktop.reports.documents.pieces import demandees_blocks, pieces_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.pieces_documents import demandees_status, pieces_status

PIECES = (
    Entry(
        DocumentInfo(
            "pieces",
            "Pièces à réunir",
            "Ce qu'il reste à obtenir, puis chaque pièce : version, place, qui l'a.",
            stage=1,
            page="pieces",
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
        ),
        (pieces_blocks,),
        pieces_status,
    ),
    Entry(
        DocumentInfo(
            "pieces-demandees",
            "Pièces demandées, par personne",
            "Une feuille par personne, avec une case à cocher par pièce attendue.",
            stage=1,
            page="pieces",
        ),
        (demandees_blocks,),
        demandees_status,
    ),
)
"""Documents of the page « Pièces à réunir »."""
