"""The documents of meetings in the catalogue: each is about one meeting at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.emargement import emargement_blocks
from cpom_desktop.reports.documents.ordre_du_jour import ordre_du_jour_blocks
from cpom_desktop.reports.entries import About, entry_about
from cpom_desktop.services.documents import MEETINGS_STAGE, DocumentInfo, Mention
from cpom_desktop.services.queries.documents_reunions import (
    NO_REUNION,
    emargement_status,
    ordre_du_jour_status,
    reunions_to_come,
)
from cpom_desktop.services.queries.tournures import of_name

if TYPE_CHECKING:
    from cpom_desktop.services.documents import Subject

PAGE = "acteurs"
"""Where what they print is typed."""
ABOUT = "Réunion"


def _ordre_du_jour(subject: Subject) -> str:
    return _("Ordre du jour {du_nom}", du_nom=of_name(subject.title))


def _emargement(subject: Subject) -> str:
    return _("Feuille d'émargement {du_nom}", du_nom=of_name(subject.title))


REUNIONS = (
    entry_about(
        DocumentInfo(
            "ordre-du-jour",
            "Ordre du jour",
            "Les points et leur horaire, et les décisions de la réunion précédente.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            about=ABOUT,
            mention=Mention.AUCUNE,
        ),
        About(
            reunions_to_come,
            _ordre_du_jour,
            ordre_du_jour_blocks,
            ordre_du_jour_status,
            NO_REUNION,
        ),
    ),
    entry_about(
        DocumentInfo(
            "emargement",
            "Feuille d'émargement",
            "Une ligne haute à signer pour chacun, et quelques-unes pour les imprévus.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            about=ABOUT,
            mention=Mention.AUCUNE,
        ),
        About(
            reunions_to_come,
            _emargement,
            emargement_blocks,
            emargement_status,
            NO_REUNION,
        ),
    ),
)
