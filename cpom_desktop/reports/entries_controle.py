"""The list of the contrôle in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.documents.controle_dossier import controle_dossier_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import (
    EVERY_STAGE,
    DocumentInfo,
    DocumentState,
    DocumentStatus,
)

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def _status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return that the list is whole: it tells what the dossier lacks, and lacks nothing."""
    del snapshot, content, today
    return DocumentStatus(DocumentState.COMPLET, ())


CONTROLE = (
    Entry(
        DocumentInfo(
            "controle-dossier",
            "Contrôle du dossier",
            "Les points à corriger, du plus grave au moins grave, et ceux que vous ignorez avec "
            "leur raison.",
            stage=EVERY_STAGE,
            page="controle",
            mention=Mention.INTERNE,
        ),
        (controle_dossier_blocks,),
        _status,
    ),
)
"""The document of the page « Contrôle du dossier »."""
