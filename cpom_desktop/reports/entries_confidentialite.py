"""The entries of the catalogue about personal data: the sheet of the register, the erasures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.attestation_effacement import attestation_blocks
from cpom_desktop.reports.documents.fiche_registre import fiche_registre_blocks
from cpom_desktop.reports.entries import About, Entry, entry_about
from cpom_desktop.services.documents import MEETINGS_STAGE, DocumentInfo
from cpom_desktop.services.queries.confidentialite import (
    ATTESTATION,
    FICHE,
    NO_EFFACEMENT,
    attestation_status,
    effacements,
    fiche_status,
)

if TYPE_CHECKING:
    from cpom_desktop.services.documents import Subject

PAGE = "confidentialite"


def _title(subject: Subject) -> str:
    return _("Attestation d'effacement {numero}", numero=subject.title)


CONFIDENTIALITE: tuple[Entry, ...] = (
    Entry(
        DocumentInfo(
            FICHE,
            "Fiche de registre (données personnelles)",
            "Pour le registre des traitements : finalité, données, durées, mesures ; à valider.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            mention=Mention.INTERNE,
        ),
        (fiche_registre_blocks,),
        fiche_status,
    ),
    entry_about(
        DocumentInfo(
            ATTESTATION,
            "Attestation d'effacement",
            "La preuve qu'une personne a été effacée, sans la nommer : date, nombres, limites.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            about="Effacement",
            mention=Mention.AUCUNE,
        ),
        About(
            *(effacements, _title, attestation_blocks, attestation_status, NO_EFFACEMENT),
            needless=True,
        ),
    ),
)
"""They tell of persons without naming any."""
