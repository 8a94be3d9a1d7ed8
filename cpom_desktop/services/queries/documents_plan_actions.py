"""How ready the documents of the plan d'actions are, with the reason in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.plan_actions import EtatAction, plan_actions
from cpom_desktop.services.queries.plan_actions_lignes import sans_financement

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.plan_actions import PlanActions
    from cpom_desktop.services.snapshot import DossierSnapshot


def plan_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the plan is: each fiche led and dated."""
    del content
    plan = plan_actions(snapshot, today)
    nobody = sum(not li.responsable for li in plan.lignes)
    undated = sum(li.etat is EtatAction.SANS_DATE for li in plan.lignes)
    return _status(
        plan,
        ngettext("{n} fiche sans pilote", "{n} fiches sans pilote", nobody) if nobody else "",
        ngettext("{n} fiche sans date", "{n} fiches sans date", undated) if undated else "",
    )


def couts_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the costs are: each paid for, in a year, by a section."""
    del content
    plan = plan_actions(snapshot, today)
    alone = len(sans_financement(plan))
    return _status(
        plan,
        ngettext("{n} fiche sans financement", "{n} fiches sans financement", alone)
        if alone
        else "",
        _("des coûts sans année") if plan.couts.sans_annee else "",
        _("des coûts sans section tarifaire") if plan.couts.par_section.get(None) else "",
    )


def _status(plan: PlanActions, *reasons: str) -> DocumentStatus:
    if not plan.lignes:
        return DocumentStatus(
            DocumentState.VIDE, (_("aucune fiche action n'est écrite"),), "fiches-action"
        )
    told = tuple(reason for reason in reasons if reason)
    return DocumentStatus(
        DocumentState.INCOMPLET if told else DocumentState.COMPLET, told, "fiches-action"
    )
