"""The documents of the stakeholders: who they are, how to reach them, and what stays inside."""

from __future__ import annotations

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.documents.acteurs import acteurs_blocks
from cpom_desktop.reports.documents.acteurs_strategie import strategie_blocks
from cpom_desktop.reports.documents.annuaire import annuaire_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents import acteurs_status, strategie_status

CARTOGRAPHIE = Entry(
    DocumentInfo(
        "acteurs",
        "Cartographie des acteurs",
        "Pour le COPIL : les acteurs par famille, leur rôle, leurs conventions, sans aucun avis.",
        stage=1,
        page="acteurs",
        formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
    ),
    (acteurs_blocks,),
    acteurs_status,
)

ACTEURS_APART = (
    Entry(
        DocumentInfo(
            "annuaire",
            "Annuaire",
            "Qui est qui, par famille : nom, fonction, téléphone, courriel.",
            stage=1,
            page="acteurs",
            formats=(
                DocumentFormat.PDF,
                DocumentFormat.XLSX,
                DocumentFormat.CSV,
                DocumentFormat.VCF,
            ),
        ),
        (annuaire_blocks,),
        acteurs_status,
    ),
    Entry(
        DocumentInfo(
            "acteurs-strategie",
            "Stratégie d'association",
            "Document interne : influence, intérêt, position et façon d'associer chacun.",
            stage=1,
            page="acteurs",
            mention=Mention.INTERNE,
        ),
        (strategie_blocks,),
        strategie_status,
    ),
)
"""Documents that are never bound with the others: the last one never leaves the house."""
