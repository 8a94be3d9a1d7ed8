"""The documents of the diagnosis: what is sent, what is signed, and what stays in the house."""

from __future__ import annotations

from cpom_desktop.reports.documents.diagnostic import diagnostic_blocks
from cpom_desktop.reports.documents.methode import methode_blocks
from cpom_desktop.reports.documents.negociation import negociation_blocks
from cpom_desktop.reports.documents.pv_diagnostic import pv_blocks
from cpom_desktop.reports.documents.synthese import synthese_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentInfo, Mention
from cpom_desktop.services.queries.documents import diagnostic_status
from cpom_desktop.services.queries.documents_diagnostic import (
    methode_status,
    negociation_status,
    pv_status,
)

DIAGNOSTIC = (
    Entry(
        DocumentInfo(
            "synthese-diagnostic",
            "Synthèse du diagnostic",
            "Les notes par thème, les forces et les faiblesses.",
            stage=2,
            page="grille",
        ),
        (synthese_blocks,),
        diagnostic_status,
    ),
    Entry(
        DocumentInfo(
            "diagnostic",
            "Diagnostic détaillé",
            "Chaque critère, son constat et sa preuve.",
            stage=2,
            page="grille",
        ),
        (diagnostic_blocks,),
        diagnostic_status,
    ),
)
"""Parts of the whole dossier."""

DIAGNOSTIC_APART = (
    Entry(
        DocumentInfo(
            "methode-sources",
            "Méthode et sources des chiffres",
            "Chaque indicateur : formule, calcul, repères, sources datées, confiance.",
            stage=2,
            page="grille",
        ),
        (methode_blocks,),
        methode_status,
    ),
    Entry(
        DocumentInfo(
            "negociation-diagnostic",
            "Tableau de négociation",
            "Document interne : chaque constat, votre position, celle de l'ARS et du département.",
            stage=2,
            page="grille",
            mention=Mention.INTERNE,
        ),
        (negociation_blocks,),
        negociation_status,
    ),
    Entry(
        DocumentInfo(
            "pv-diagnostic",
            "PV de validation du diagnostic",
            "Version, date, réserves de chaque partie et signatures, en une page.",
            stage=2,
            page="grille",
        ),
        (pv_blocks,),
        pv_status,
    ),
)
"""Documents printed by themselves; the table to negotiate from never leaves the house."""
