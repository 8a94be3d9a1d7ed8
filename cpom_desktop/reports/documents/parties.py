"""The parties to the contract, as what they sign names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition


def parties(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return each party and its name; the département only where it signs."""
    e = edition.snapshot.etablissement
    boxes = [(_("Gestionnaire"), e.gestionnaire), (_("ARS"), e.ars)]
    if e.collectivite_signataire:
        boxes.append((_("Conseil départemental"), e.collectivite))
    return tuple(boxes)
