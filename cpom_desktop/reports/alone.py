"""The documents that are of no page, asked for one at a time: they are in no catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Document
from cpom_desktop.reports.catalogue import edition_line, safe_name
from cpom_desktop.reports.documents.comparaison import comparaison_blocks
from cpom_desktop.reports.documents.personne import personne_blocks
from cpom_desktop.services.queries.etablissement import dossier_name

if TYPE_CHECKING:
    from cpom_desktop.reports.blocks import Block
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.personne.trouve import Personne
    from cpom_desktop.services.queries.comparaison import Comparison


def comparison_document(comparison: Comparison, edition: Edition) -> Document:
    """Return the comparison of two versions, as blocks."""
    title = _("Comparaison de deux versions")
    return _document("comparaison", title, comparaison_blocks(comparison), edition)


def comparison_name(comparison: Comparison, edition: Edition) -> str:
    """Return `2027-03-12 Comparaison de « Version 1 » à « Version 2 ».pdf`, safe everywhere."""
    told = comparison.title[:1].lower() + comparison.title[1:]
    return _name(_("{jour} Comparaison {titre}", jour=_day(edition), titre=told), edition)


def personne_document(found: Personne, edition: Edition) -> Document:
    """Return all that a dossier holds of a person, as blocks."""
    title = _("Tout ce que le dossier contient sur {nom}", nom=found.qui.nom)
    internal = _("Document interne")
    return _document("personne", title, personne_blocks(found), edition, watermark=internal)


def personne_name(found: Personne, edition: Edition) -> str:
    """Return `2027-03-12 Données de Claire Morel.pdf`, safe everywhere."""
    return _name(_("{jour} Données de {nom}", jour=_day(edition), nom=found.qui.nom), edition)


def _document(
    slug: str, title: str, blocks: tuple[Block, ...], edition: Edition, *, watermark: str = ""
) -> Document:
    etablissement = edition.snapshot.etablissement
    return Document(
        slug=slug,
        title=title,
        running_head=dossier_name(edition.snapshot),
        edition=edition_line(edition),
        author=etablissement.gestionnaire or etablissement.nom,
        blocks=blocks,
        watermark=watermark,
    )


def _day(edition: Edition) -> str:
    return f"{edition.now:%Y-%m-%d}"


def _name(told: str, edition: Edition) -> str:
    return f"{safe_name(told)}.{edition.options.format}"
