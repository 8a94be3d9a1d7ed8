"""The tree of the objectives, as a document of the catalogue."""

from __future__ import annotations

from cpom_desktop.reports.documents.arbre_objectifs import arbre_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents_arbre import arbre_status

ARBRE = Entry(
    DocumentInfo(
        "arbre-objectifs",
        "Arbre des objectifs",
        "Axes, objectifs, fiches et indicateurs numérotés, du départ à la cible.",
        stage=3,
        page="objectifs",
        formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
    ),
    (arbre_blocks,),
    arbre_status,
)
"""What the contract aims at, from the axes to the indicators."""
