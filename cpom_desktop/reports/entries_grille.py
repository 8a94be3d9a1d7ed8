"""The documents of the grid: all that is known of each criterion, and the form of a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.documents.grille_atelier import grille_atelier_blocks
from cpom_desktop.reports.documents.grille_complete import grille_complete_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import (
    DocumentFormat,
    DocumentInfo,
    DocumentState,
    DocumentStatus,
)
from cpom_desktop.services.queries.documents import diagnostic_status

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def atelier_status(_snapshot: DossierSnapshot, _content: Content, _today: date) -> DocumentStatus:
    """Return that the form is always ready: it is made to be filled in."""
    return DocumentStatus(DocumentState.COMPLET)


GRILLE = (
    Entry(
        DocumentInfo(
            "grille-complete",
            "Grille complète",
            "Chaque critère : cotation, constat, preuve, chiffres, positions, qui vérifie ; en "
            "paysage, ou en tableur.",
            stage=2,
            page="grille",
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
        ),
        (grille_complete_blocks,),
        diagnostic_status,
    ),
    Entry(
        DocumentInfo(
            "grille-atelier",
            "Grille d'atelier",
            "Une page par thème à remplir ensemble : critères, cases de l'échelle, place pour "
            "écrire ; en A4 ou en A3.",
            stage=2,
            page="grille",
            large=True,
            mention=Mention.AUCUNE,
        ),
        (grille_atelier_blocks,),
        atelier_status,
    ),
)
