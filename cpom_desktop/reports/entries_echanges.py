"""The documents of the journal in the catalogue: the register by parts, each sending slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.bordereau import bordereau_blocks
from cpom_desktop.reports.documents.registre_echanges import registre_blocks
from cpom_desktop.reports.documents.registre_envois import registre_envois_blocks
from cpom_desktop.reports.entries import About, Entry, entry_about
from cpom_desktop.services.documents import MEETINGS_STAGE, DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents_echanges import (
    BORDEREAU,
    NO_BORDEREAU,
    NO_ECHANGE,
    REGISTRE,
    bordereau_status,
    bordereaux,
    registre_status,
    registres,
)
from cpom_desktop.services.queries.envois import REGISTRE_ENVOIS, envois_status

if TYPE_CHECKING:
    from cpom_desktop.services.documents import Subject

PAGE = "journal"
"""Where what they print is typed."""


def _registre_title(subject: Subject) -> str:
    if subject.usual:
        return _("Registre des échanges")
    return _("Registre des échanges, {partie}", partie=subject.title)


def _bordereau_title(subject: Subject) -> str:
    return _("Bordereau d'envoi {numero}", numero=subject.title)


ECHANGES: tuple[Entry, ...] = (
    entry_about(
        DocumentInfo(
            REGISTRE,
            "Registre des échanges",
            "Tous les échanges, ou ceux d'une autorité ou d'une période, et leurs suites.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
            about="Échanges",
            mention=Mention.INTERNE,
        ),
        About(registres, _registre_title, registre_blocks, registre_status, NO_ECHANGE),
    ),
    entry_about(
        DocumentInfo(
            BORDEREAU,
            "Bordereau d'envoi",
            "Les documents transmis, leur version, leur empreinte, et l'accusé de réception.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            about="Envoi",
            mention=Mention.AUCUNE,
        ),
        About(bordereaux, _bordereau_title, bordereau_blocks, bordereau_status, NO_BORDEREAU),
    ),
    Entry(
        DocumentInfo(
            REGISTRE_ENVOIS,
            "Registre des envois",
            "Chaque document transmis : son numéro, le jour, à qui, sa version, son empreinte.",
            stage=MEETINGS_STAGE,
            page=PAGE,
            mention=Mention.INTERNE,
        ),
        (registre_envois_blocks,),
        envois_status,
    ),
)
