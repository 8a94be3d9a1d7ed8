"""How ready the sheet of the fil d'or is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.fil_dor_lu import fil_dor_lu

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def fil_dor_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return whether there are threads, and how many are broken."""
    del today
    lu = fil_dor_lu(snapshot, content)
    if not snapshot.axes and not snapshot.fiches_action:
        return DocumentStatus(DocumentState.VIDE, (_("aucun axe n'est écrit"),))
    if lu.rompus:
        return DocumentStatus(DocumentState.INCOMPLET, (lu.titre_rompus(),))
    return DocumentStatus(DocumentState.COMPLET)
