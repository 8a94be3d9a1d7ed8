"""The documents of the RACI matrix: itself, the workshop form, the mission of each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.missions import mission_blocks, missions_blocks
from cpom_desktop.reports.documents.raci import raci_blocks
from cpom_desktop.reports.documents.raci_atelier import atelier_blocks
from cpom_desktop.reports.entries import About, Entry, entry_about
from cpom_desktop.services.documents import DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents import raci_status
from cpom_desktop.services.queries.missions_etat import (
    NOBODY,
    atelier_status,
    mission_status,
    missions_status,
    people,
)

if TYPE_CHECKING:
    from cpom_desktop.services.documents import Subject

MISSIONS = "fiches-mission"
MISSION = "fiche-mission"
"""Of one person: « fiche-mission-4 » is that of the acteur 4."""
ABOUT = "Personne"


def _mission_title(subject: Subject) -> str:
    return _("Fiche mission, {nom}", nom=subject.title)


MATRIX = Entry(
    DocumentInfo(
        "raci",
        "Matrice RACI",
        "Qui fait quoi, avec sa légende, en A4 ou en A3.",
        stage=1,
        page="raci",
        formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
        large=True,
    ),
    (raci_blocks,),
    raci_status,
)

RACI_APART = (
    Entry(
        DocumentInfo(
            MISSIONS,
            "Fiches mission",
            "Une page par personne : sa part, ses dates, ses réunions, ce qu'on attend d'elle.",
            stage=1,
            page="raci",
        ),
        (missions_blocks,),
        missions_status,
    ),
    entry_about(
        DocumentInfo(
            MISSION,
            "Fiche mission",
            "La fiche d'une seule personne, choisie dans une liste.",
            stage=1,
            page="raci",
            about=ABOUT,
        ),
        About(people, _mission_title, mission_blocks, mission_status, NOBODY),
    ),
    Entry(
        DocumentInfo(
            "raci-atelier",
            "Feuille d'atelier RACI",
            "Une matrice vide au format A3, à remplir ensemble.",
            stage=1,
            page="raci",
            mention=Mention.AUCUNE,
        ),
        (atelier_blocks,),
        atelier_status,
    ),
)
"""Documents to hand out, never bound with the others."""
