"""How ready the printed lists of the documents to gather are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.pieces import Statut, pieces, to_obtain

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def pieces_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the list is: what is missing, what is too old."""
    found = pieces(snapshot, content, today)
    if not found.lignes:
        return DocumentStatus(DocumentState.VIDE, (_("aucune pièce n'est dans la liste"),))
    missing, old = found.of(Statut.MANQUANTE), found.of(Statut.TROP_ANCIENNE)
    lacks = []
    if missing:
        lacks.append(ngettext("{n} pièce manquante", "{n} pièces manquantes", missing))
    if old:
        lacks.append(ngettext("{n} pièce trop ancienne", "{n} pièces trop anciennes", old))
    state = DocumentState.INCOMPLET if lacks else DocumentState.COMPLET
    return DocumentStatus(state, tuple(lacks))


def demandees_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the sheets of each person are."""
    lines = to_obtain(pieces(snapshot, content, today))
    if not lines:
        return DocumentStatus(DocumentState.VIDE, (_("aucune pièce n'est à obtenir"),))
    nobody = sum(line.piece.detenteur_id is None for line in lines)
    if not nobody:
        return DocumentStatus(DocumentState.COMPLET)
    words = ngettext("{n} pièce n'est demandée à personne", "{n} pièces sans personne", nobody)
    return DocumentStatus(DocumentState.INCOMPLET, (words,))
