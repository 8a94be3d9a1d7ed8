"""The entries of the catalogue about who sits where, and about handing the dossier over."""

from __future__ import annotations

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.documents.comitologie import comitologie_blocks
from cpom_desktop.reports.documents.passation import passation_blocks
from cpom_desktop.reports.documents.passation_suite import (
    journal_blocks,
    people_blocks,
    places_blocks,
)
from cpom_desktop.reports.documents.pieces import pieces_blocks
from cpom_desktop.reports.documents.retroplanning import retroplanning_blocks
from cpom_desktop.reports.documents.suivi_decisions import suivi_decisions_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import EVERY_STAGE, DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents import comitologie_status, passation_status

COMITOLOGIE = Entry(
    DocumentInfo(
        "comitologie",
        "Comitologie",
        "Les instances, leurs règles et leurs membres.",
        stage=1,
        page="comitologie",
        formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
    ),
    (comitologie_blocks,),
    comitologie_status,
)

PASSATION = Entry(
    DocumentInfo(
        "passation",
        "Dossier de passation",
        "Pour qui reprend le dossier : une page, puis acteurs, décisions, journal et pièces.",
        stage=EVERY_STAGE,
        page="acteurs",
        mention=Mention.INTERNE,
    ),
    (
        passation_blocks,
        retroplanning_blocks,
        people_blocks,
        suivi_decisions_blocks,
        journal_blocks,
        pieces_blocks,
        places_blocks,
    ),
    passation_status,
)
"""It stays in the house: bound with no other document, never marked as a version to send."""
