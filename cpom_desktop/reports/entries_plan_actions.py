"""The documents of the plan d'actions: the plan, its costs, the sheet of each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.feuilles_personnes import feuille_blocks, feuilles_blocks
from cpom_desktop.reports.documents.plan_actions import couts_blocks, plan_actions_blocks
from cpom_desktop.reports.entries import About, Entry, entry_about
from cpom_desktop.services.documents import DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents_plan_actions import couts_status, plan_status
from cpom_desktop.services.queries.feuilles_personnes import (
    NOTHING,
    feuille_status,
    feuilles_status,
    personnes,
)

if TYPE_CHECKING:
    from cpom_desktop.services.documents import Subject

PLAN, COUTS = "plan-actions", "tableau-couts"
FEUILLES, FEUILLE = "feuilles-route-personnes", "feuille-route-personne"
"""Of one person: « feuille-route-personne-4 » is that of the acteur 4."""
_SHEETS = (DocumentFormat.PDF, DocumentFormat.XLSX)


def _feuille_title(subject: Subject) -> str:
    return _("Feuille de route, {nom}", nom=subject.title)


PLAN_ACTIONS = (
    Entry(
        DocumentInfo(
            PLAN,
            "Plan d'actions",
            "Toutes les fiches sur cinq ans, en A4 paysage, puis chaque étape et ses dates.",
            stage=3,
            page="plan-actions",
            formats=_SHEETS,
        ),
        (plan_actions_blocks,),
        plan_status,
    ),
    Entry(
        DocumentInfo(
            COUTS,
            "Tableau des coûts",
            "Les coûts par action, par section tarifaire et par année, et qui les finance.",
            stage=3,
            page="plan-actions",
            formats=_SHEETS,
        ),
        (couts_blocks,),
        couts_status,
    ),
)

PLAN_ACTIONS_APART = (
    Entry(
        DocumentInfo(
            FEUILLES,
            "Feuilles de route par personne",
            "Une page par personne : les fiches qu'elle pilote, ses étapes, par date.",
            stage=3,
            page="plan-actions",
        ),
        (feuilles_blocks,),
        feuilles_status,
    ),
    entry_about(
        DocumentInfo(
            FEUILLE,
            "Feuille de route d'une personne",
            "La feuille d'une seule personne, choisie dans une liste.",
            stage=3,
            page="plan-actions",
            about="Personne",
        ),
        About(personnes, _feuille_title, feuille_blocks, feuille_status, NOTHING),
    ),
)
"""Documents to hand out, never bound with the others."""
