"""What the dossier holds of one person as a document: asked for, so it is in no catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Document
from cpom_desktop.reports.catalogue import edition_line, safe_name
from cpom_desktop.reports.documents.personne import personne_blocks
from cpom_desktop.services.queries.etablissement import dossier_name

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.personne.trouve import Personne


def personne_document(found: Personne, edition: Edition) -> Document:
    """Return all that a dossier holds of a person, as blocks."""
    etablissement = edition.snapshot.etablissement
    return Document(
        slug="personne",
        title=_("Tout ce que le dossier contient sur {nom}", nom=found.qui.nom),
        running_head=dossier_name(edition.snapshot),
        edition=edition_line(edition),
        author=etablissement.gestionnaire or etablissement.nom,
        blocks=personne_blocks(found),
        watermark=_("Document interne"),
    )


def personne_name(found: Personne, edition: Edition) -> str:
    """Return `2027-03-12 Données de Claire Morel.pdf`, safe everywhere."""
    told = _("{jour} Données de {nom}", jour=f"{edition.now:%Y-%m-%d}", nom=found.qui.nom)
    return f"{safe_name(told)}.{edition.options.format}"
