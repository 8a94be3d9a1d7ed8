"""How ready the tree of the objectives is, with the reason in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.arbre import INDICATEURS, EtatNoeud, arbre

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def arbre_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the tree is: objectives without fiche or domain, unaimed indicators."""
    del content, today
    if not snapshot.axes:
        return DocumentStatus(DocumentState.VIDE, (_("aucun axe n'est écrit"),))
    rows = tuple(arbre(snapshot).walk())
    bare = sum(row.etat is EtatNoeud.A_REDIGER for row in rows)
    unaimed = {
        row.id for row in rows if row.table == INDICATEURS and row.etat is EtatNoeud.A_COMPLETER
    }
    silent = sum(not o.domaine for o in snapshot.objectifs if o.strategique_id is not None)
    reasons = (
        ngettext("{n} objectif sans fiche", "{n} objectifs sans fiche", bare) if bare else "",
        ngettext("{n} objectif sans domaine", "{n} objectifs sans domaine", silent)
        if silent
        else "",
        ngettext("{n} indicateur à compléter", "{n} indicateurs à compléter", len(unaimed))
        if unaimed
        else "",
    )
    told = tuple(reason for reason in reasons if reason)
    return DocumentStatus(DocumentState.INCOMPLET if told else DocumentState.COMPLET, told)
