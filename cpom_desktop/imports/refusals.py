"""How a file that cannot be taken in is refused."""

from __future__ import annotations

from cpom_desktop.errors import ImportImpossible
from cpom_desktop.i18n import _


def refused(name: str, reason: str, fault: BaseException | None = None) -> ImportImpossible:
    """Return the refusal of a file, with the reason in words."""
    return ImportImpossible(
        "contacts-illisibles",
        _("Le fichier {nom} n'a pas pu être lu : {raison}.", nom=name, raison=reason),
        remedy=_(
            "Fichiers lus : texte (.csv, .txt), classeur (.xlsx) et, pour les contacts, cartes de "
            "visite (.vcf). Rien n'a changé dans le dossier."
        ),
        detail=str(fault or ""),
    )
