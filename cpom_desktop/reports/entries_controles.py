"""The check-lists and the role sheet in the catalogue, printed apart from the dossiers."""

from __future__ import annotations

from functools import partial

from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.documents.controles import blank_blocks, controles_blocks
from cpom_desktop.reports.documents.fiche_role import fiche_role_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentInfo
from cpom_desktop.services.queries.controles_documents import (
    blank_status,
    controles_status,
    fiche_role_status,
)

CONTROLES = (
    Entry(
        DocumentInfo(
            "check-list",
            "Check-list du CPOM",
            "Les points du premier contact au bilan final, et ce que le dossier en dit.",
            stage=1,
            page="check-list",
        ),
        (partial(controles_blocks, liste=ListeControle.CPOM),),
        partial(controles_status, liste=ListeControle.CPOM),
    ),
    Entry(
        DocumentInfo(
            "check-list-vierge",
            "Check-list du CPOM, à remplir",
            "Les mêmes points, cases vides et lignes libres, pour une réunion.",
            stage=1,
            page="check-list",
            mention=Mention.AUCUNE,
        ),
        (partial(blank_blocks, liste=ListeControle.CPOM),),
        blank_status,
    ),
    Entry(
        DocumentInfo(
            "check-list-lancement",
            "Check-list de la réunion de lancement",
            "Ce qui a été abordé, ce qui a été décidé, par qui et pour quand.",
            stage=1,
            page="check-list",
        ),
        (partial(controles_blocks, liste=ListeControle.LANCEMENT),),
        partial(controles_status, liste=ListeControle.LANCEMENT),
    ),
    Entry(
        DocumentInfo(
            "check-list-lancement-vierge",
            "Check-list de la réunion de lancement, à remplir",
            "Les mêmes points, cases vides et lignes libres, à poser sur la table.",
            stage=1,
            page="check-list",
            mention=Mention.AUCUNE,
        ),
        (partial(blank_blocks, liste=ListeControle.LANCEMENT),),
        blank_status,
    ),
    Entry(
        DocumentInfo(
            "fiche-role-referent",
            "Fiche rôle du référent CPOM",
            "Missions, délégations, temps dédié et limites, à signer.",
            stage=1,
            page="check-list",
        ),
        (fiche_role_blocks,),
        fiche_role_status,
    ),
)
"""Documents of the page « Check-list »."""
