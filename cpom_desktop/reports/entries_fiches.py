"""The documents of the fiches actions beside their collection: the form of a workshop."""

from __future__ import annotations

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.documents.fiche_vierge import fiche_vierge_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.reports.entries_grille import atelier_status
from cpom_desktop.services.documents import DocumentInfo

VIERGE = Entry(
    DocumentInfo(
        "fiche-vierge",
        "Fiche action vierge",
        "Une page à remplir à la main en atelier, avec les mêmes parties que vos fiches.",
        stage=3,
        page="fiches-action",
        mention=Mention.AUCUNE,
    ),
    (fiche_vierge_blocks,),
    atelier_status,
)
