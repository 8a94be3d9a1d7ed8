"""The fil d'or in the catalogue: one sheet to lay on the table, and its workbook."""

from __future__ import annotations

from cpom_desktop.reports.documents.fil_dor import fil_dor_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents_fil_dor import fil_dor_status

FIL_DOR = (
    Entry(
        DocumentInfo(
            "fil-dor",
            "Fil d'or",
            "Du constat aux moyens, une ligne par fil ; les fils rompus d'abord.",
            stage=3,
            page="fil-dor",
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
        ),
        (fil_dor_blocks,),
        fil_dor_status,
    ),
)
"""Document of the page « Fil d'or »."""
