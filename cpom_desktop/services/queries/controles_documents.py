"""How ready the documents of the check-lists and of the role sheet are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.controles import check_list
from cpom_desktop.services.queries.fiche_role import identity, rubriques

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def controles_status(
    snapshot: DossierSnapshot, content: Content, today: date, *, liste: ListeControle
) -> DocumentStatus:
    """Return how ready a check-list is: how many points are left."""
    found = check_list(snapshot, liste, content, today)
    if not found.points:
        return DocumentStatus(DocumentState.VIDE, (_("aucun point n'est dans la liste"),))
    left = found.concerned - found.done
    if not left:
        return DocumentStatus(DocumentState.COMPLET)
    launch = liste is ListeControle.LANCEMENT
    words = (
        ngettext("{n} point à aborder", "{n} points à aborder", left)
        if launch
        else ngettext("{n} point à vérifier", "{n} points à vérifier", left)
    )
    return DocumentStatus(DocumentState.INCOMPLET, (words,))


def blank_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready a list to fill by hand is: it always is."""
    del snapshot, content, today
    return DocumentStatus(DocumentState.COMPLET)


def fiche_role_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the role sheet is: the référent named, every heading written."""
    del content, today
    rows = rubriques(snapshot)
    if not rows:
        return DocumentStatus(DocumentState.VIDE, (_("aucune rubrique n'est écrite"),))
    bare = sum(not row.texte.strip() for row in rows)
    lacks = [_("le référent est à nommer")] if not identity(snapshot).nom else []
    if bare:
        lacks.append(ngettext("{n} rubrique à écrire", "{n} rubriques à écrire", bare))
    state = DocumentState.INCOMPLET if lacks else DocumentState.COMPLET
    return DocumentStatus(state, tuple(lacks))
