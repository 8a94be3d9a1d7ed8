"""The comparison of two versions as a document: it is of no page, so it is in no catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Document
from cpom_desktop.reports.catalogue import edition_line, safe_name
from cpom_desktop.reports.documents.comparaison import comparaison_blocks
from cpom_desktop.services.queries.etablissement import dossier_name

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.comparaison import Comparison


def comparison_document(comparison: Comparison, edition: Edition) -> Document:
    """Return the comparison of two versions, as blocks."""
    etablissement = edition.snapshot.etablissement
    return Document(
        slug="comparaison",
        title=_("Comparaison de deux versions"),
        running_head=dossier_name(edition.snapshot),
        edition=edition_line(edition),
        author=etablissement.gestionnaire or etablissement.nom,
        blocks=comparaison_blocks(comparison),
    )


def comparison_name(comparison: Comparison, edition: Edition) -> str:
    """Return `2027-03-12 Comparaison de « Version 1 » à « Version 2 ».pdf`, safe everywhere."""
    told = comparison.title[:1].lower() + comparison.title[1:]
    name = _("{jour} Comparaison {titre}", jour=f"{edition.now:%Y-%m-%d}", titre=told)
    return f"{safe_name(name)}.pdf"
