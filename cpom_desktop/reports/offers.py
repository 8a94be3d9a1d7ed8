"""Which documents may leave out the names of people, or their sources.

A document made to call, to sign or to reach someone keeps the names: a letter, an attendance
sheet, a directory, a mission, a handover. One that is its sources keeps them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cpom_desktop.reports.entries import Entry

PEOPLE: Final = frozenset(
    {
        "acteurs",
        "acteurs-strategie",
        "arbre-objectifs",
        "check-list",
        "check-list-lancement",
        "comitologie",
        "compte-rendu",
        "dossier-complet",
        "dossier-diagnostic",
        "dossier-lancement",
        "echeancier",
        "feuille-de-route",
        "fiche-indicateur",
        "fiches-action",
        "fiches-indicateurs",
        "fil-dor",
        "grille-complete",
        "ordre-du-jour",
        "pieces",
        "plan-actions",
        "registre-echanges",
        "releve-decisions",
        "retroplanning",
        "retroplanning-detaille",
        "suivi-decisions",
        "synthese-diagnostic",
    }
)
"""Documents that may tell people by their functions; each fiche action may too."""
SOURCED: Final = frozenset(
    {
        "dossier-complet",
        "dossier-diagnostic",
        "echeancier",
        "feuille-de-route",
        "synthese-diagnostic",
    }
)
"""Documents that may leave their sources out."""
LETTERS: Final = frozenset({"convocation"})
"""Documents that open with a letterhead, where the logo stands; it is on covers too."""


def with_offers(entry: Entry) -> Entry:
    """Return a document, saying what it may leave out."""
    info, slug = entry.info, entry.info.slug
    offered = replace(
        info,
        people=slug in PEOPLE,
        sourced=slug in SOURCED,
        headed=info.bound or slug in LETTERS,
    )
    return replace(entry, info=offered)
