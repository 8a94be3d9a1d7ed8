"""« Cartographie des acteurs »: who they are by family, and the agreements with them.

Position, influence and interest are her own opinion: they are never printed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date
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
        Heading(_("Cartographie des acteurs")),
        Paragraph(
            _(
                "Personnes et structures qui signent, contribuent ou sont informées, par famille, "
                "d'après le kit ANAP."
            )
        ),
        Table(columns, tuple(_rows(edition))),
        *_agreements(edition),
    )


def _agreements(edition: Edition) -> Iterable[Block]:
    """Yield the agreements with their dates; nothing when there is none."""
    found = [a for a in edition.snapshot.acteurs if a.convention]
    if not found:
        return
    columns = (
        Column(_("Partenaire"), 3.0),
        Column(_("Signée le"), 1.4),
        Column(_("Fin"), 1.4),
        Column(_("Évaluée le"), 1.4),
    )
    rows = tuple(
        Row(
            (
                Cell(acteur.structure or acteur.display_name),
                *(
                    Cell(format_date(day))
                    for day in (
                        acteur.convention_signee_le,
                        acteur.convention_echeance,
                        acteur.convention_evaluee_le,
                    )
                ),
            )
        )
        for acteur in found
    )
    yield Heading(_("Conventions"), 2)
    yield Table(columns, rows)


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
