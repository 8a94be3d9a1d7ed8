"""The documents of meetings in the catalogue: each is about one meeting at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.compte_rendu import compte_rendu_blocks, releve_blocks
from cpom_desktop.reports.documents.convocation import convocation_blocks
from cpom_desktop.reports.documents.emargement import emargement_blocks
from cpom_desktop.reports.documents.ordre_du_jour import ordre_du_jour_blocks
from cpom_desktop.reports.documents.suivi_decisions import suivi_decisions_blocks
from cpom_desktop.reports.entries import About, Entry, entry_about
from cpom_desktop.services.documents import MEETINGS_STAGE, DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents_reunions import (
    NO_REUNION,
    compte_rendu_status,
    convocation_status,
    emargement_status,
    minutes_mention,
    ordre_du_jour_status,
    releve_status,
    reunions_held,
    reunions_to_come,
    suivi_decisions_status,
)
from cpom_desktop.services.queries.tournures import of_name, to_name

if TYPE_CHECKING:
    from cpom_desktop.reports.entries import BlocksAbout, StatusAbout
    from cpom_desktop.services.documents import Subject

PAGE = "reunions"
"""Where what they print is typed."""
ABOUT = "Réunion"


def _titled(words: str, subject: Subject) -> str:
    """Return a title about a meeting: « Convocation {au} » → « Convocation au COPIL n° 2 »."""
    return _(words, au=to_name(subject.title), du=of_name(subject.title))


def _info(slug: str, title: str, description: str) -> DocumentInfo:
    """Return a document about a meeting, that carries no mention but its own."""
    return DocumentInfo(
        slug,
        title,
        description,
        stage=MEETINGS_STAGE,
        page=PAGE,
        about=ABOUT,
        mention=Mention.AUCUNE,
    )


def _to_come(title: str, blocks: BlocksAbout, status: StatusAbout) -> About:
    """Return what a document of the next meeting is about."""
    return About(reunions_to_come, partial(_titled, title), blocks, status, NO_REUNION)


def _held(title: str, blocks: BlocksAbout, status: StatusAbout) -> About:
    """Return what a document of the last meeting is about; a draft says PROJET."""
    titled = partial(_titled, title)
    return About(reunions_held, titled, blocks, status, NO_REUNION, mention=minutes_mention)


REUNIONS: tuple[Entry, ...] = (
    entry_about(
        _info(
            "convocation",
            "Convocation",
            "Une lettre par personne convoquée, avec l'ordre du jour et le coupon de réponse.",
        ),
        _to_come("Convocation {au}", convocation_blocks, convocation_status),
    ),
    entry_about(
        _info(
            "ordre-du-jour",
            "Ordre du jour",
            "Les points et leur horaire, et les décisions de la réunion précédente.",
        ),
        _to_come("Ordre du jour {du}", ordre_du_jour_blocks, ordre_du_jour_status),
    ),
    entry_about(
        _info(
            "emargement",
            "Feuille d'émargement",
            "Une ligne haute à signer pour chacun, et quelques-unes pour les imprévus.",
        ),
        _to_come("Feuille d'émargement {du}", emargement_blocks, emargement_status),
    ),
    entry_about(
        _info(
            "compte-rendu",
            "Compte rendu",
            "Qui est venu, ce qui a été dit, ce qui est décidé ; PROJET avant sa clôture.",
        ),
        _held("Compte rendu {du}", compte_rendu_blocks, compte_rendu_status),
    ),
    entry_about(
        _info(
            "releve-decisions",
            "Relevé de décisions",
            "Les décisions d'une réunion, seules : qui s'en charge et pour quand.",
        ),
        _held("Relevé de décisions {du}", releve_blocks, releve_status),
    ),
    Entry(
        DocumentInfo(
            "suivi-decisions",
            "Suivi des décisions",
            "Chaque décision de chaque réunion, par date, et ce qu'elle est devenue.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
        ),
        (suivi_decisions_blocks,),
        suivi_decisions_status,
    ),
)
