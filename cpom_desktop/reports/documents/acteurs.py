"""Part « Acteurs »: the map of stakeholders by family.

Position, influence and interest are her own opinion: they are never printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.reports.documents.context import Edition


def acteurs_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: one table, a group of lines a family."""
    if not edition.snapshot.acteurs:
        return (Heading(_("Acteurs")), Paragraph(_("Aucun acteur n'est encore saisi.")))
    columns = (
        Column(_("Acteur"), 2.2),
        Column(_("Fonction"), 2.2),
        Column(_("Rôle dans le contrat"), 1.3),
        Column(_("Lien avec l'établissement"), 2.6),
        Column(_("Contact"), 1.9),
    )
    return (
        Heading(_("Acteurs")),
        Paragraph(
            _(
                "Personnes et structures qui signent, contribuent ou sont informées, par famille, "
                "d'après le kit ANAP."
            )
        ),
        Table(columns, tuple(_rows(edition))),
    )


def _rows(edition: Edition) -> Iterable[Row]:
    families = {f.slug: f.libelle for f in edition.content.acteurs.familles}
    for slug, libelle in families.items():
        found = [a for a in edition.snapshot.acteurs if a.famille == slug]
        if found:
            yield Row((Cell(libelle, bold=True),), "group")
        for acteur in found:
            yield _row(acteur)


def _row(acteur: Acteur) -> Row:
    who = "\n".join(t for t in (acteur.nom, _place(acteur)) if t) or acteur.fonction
    contact = "\n".join(t for t in (acteur.telephone, acteur.courriel) if t)
    return Row(
        (
            Cell(who),
            Cell(acteur.fonction or EMPTY),
            Cell(word(acteur.statut_contrat)),
            Cell(acteur.relation or EMPTY),
            Cell(contact or EMPTY),
        )
    )


def _place(acteur: Acteur) -> str:
    return ", ".join(t for t in (acteur.structure, acteur.service) if t)
