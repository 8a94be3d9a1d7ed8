"""What each folded part of the card tells in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import strategie
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.acteurs import Acteur


def summaries_of(acteur: Acteur) -> Mapping[str, str]:
    """Return the summary of each part, by its slug."""
    return {
        "courrier": _letter(acteur),
        "demarche": _part(acteur),
        "convention": _agreement(acteur),
    }


def _letter(acteur: Acteur) -> str:
    civilite = word(acteur.civilite) if acteur.civilite else ""
    address = " ".join(acteur.adresse.split())
    return ", ".join(t for t in (civilite, address) if t) or _("civilité et adresse à compléter")


def _part(acteur: Acteur) -> str:
    how = strategie(acteur.influence, acteur.interet)
    told = word(how) if how else _("influence et intérêt à noter")
    expects = " ".join(acteur.attentes.split())
    return ", ".join(t for t in (told, expects) if t)


def _agreement(acteur: Acteur) -> str:
    if not acteur.convention:
        return _("aucune")
    if acteur.convention_echeance:
        return _("jusqu'au {jour}", jour=format_date(acteur.convention_echeance))
    if acteur.convention_signee_le:
        return _("signée le {jour}", jour=format_date(acteur.convention_signee_le))
    return _("dates à compléter")
