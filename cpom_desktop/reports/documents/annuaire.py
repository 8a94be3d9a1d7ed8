"""The « Annuaire »: who is who by family, and how to reach them; and the same as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Kind, Value

SHEET: tuple[tuple[str, Kind, float], ...] = (
    ("famille", "text", 20),
    ("civilite", "text", 10),
    ("nom", "text", 24),
    ("fonction", "text", 28),
    ("structure", "text", 30),
    ("service", "text", 26),
    ("telephone", "text", 18),
    ("courriel", "text", 32),
    ("adresse", "long", 32),
    ("statut_contrat", "text", 16),
    ("relation", "long", 44),
)
"""What a directory gives of each: no opinion is among it."""
AGREEMENT = ("convention_signee_le", "convention_echeance", "convention_evaluee_le")


def annuaire_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the directory: a table, a group of lines a family."""
    title = Heading(_("Annuaire"))
    if not edition.snapshot.acteurs:
        return (title, Paragraph(_("Aucun acteur n'est encore saisi.")))
    columns = (
        Column(_("Nom"), 2.0),
        Column(_("Fonction"), 2.0),
        Column(_("Structure"), 2.3),
        Column(_("Téléphone"), 1.4),
        Column(_("Courriel"), 3.3),
    )
    return (title, Table(columns, tuple(_rows(edition)), dense=True))


def _rows(edition: Edition) -> Iterable[Row]:
    for libelle, found in by_family(edition):
        yield Row((Cell(libelle, bold=True),), "group")
        yield from dict.fromkeys(map(_row, found))  # somebody who holds two posts, once


def by_family(edition: Edition) -> Iterable[tuple[str, list[Acteur]]]:
    """Yield each family that has somebody, and who it has."""
    for family in edition.content.acteurs.familles:
        found = [a for a in edition.snapshot.acteurs if a.famille is family.slug]
        if found:
            yield family.libelle, found


def _row(acteur: Acteur) -> Row:
    name = acteur.nom or acteur.display_name
    place = ", ".join(t for t in (acteur.structure, acteur.service) if t and t != name)
    function = acteur.fonction if acteur.fonction != name else ""
    texts = (name, function, place, acteur.telephone, acteur.courriel)
    return Row(tuple(Cell(text or EMPTY) for text in texts))


# --- workbooks


def annuaire_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the directory as a workbook."""
    return (annuaire_sheet(edition), about_sheet(edition))


def annuaire_sheet(edition: Edition) -> Sheet:
    """Return everyone, one line each, under the titles that an import reads."""
    columns = tuple(SheetColumn(label("acteurs", n), kind, width) for n, kind, width in SHEET)
    rows = tuple(
        (libelle, *(_value(acteur, name) for name, _kind, _width in SHEET[1:]))
        for libelle, found in by_family(edition)
        for acteur in found
    )
    return Sheet(_("Annuaire"), columns, rows)


def _value(acteur: Acteur, name: str) -> Value:
    match name:
        case "civilite":
            return word(acteur.civilite) if acteur.civilite else ""
        case "statut_contrat":
            return word(acteur.statut_contrat) if acteur.statut_contrat else ""
        case _:
            return str(getattr(acteur, name))


def cartographie_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the map for the COPIL as a workbook: the stakeholders, then their agreements."""
    columns = (
        SheetColumn(label("acteurs", "structure"), "text", 34),
        SheetColumn(_("Interne"), "text", 10),
        *(SheetColumn(label("acteurs", name), "day", 16) for name in AGREEMENT),
    )
    rows = tuple(
        (
            acteur.structure or acteur.display_name,
            _("oui") if acteur.interne else _("non"),
            *(getattr(acteur, name) for name in AGREEMENT),
        )
        for acteur in edition.snapshot.acteurs
        if acteur.convention
    )
    return (
        annuaire_sheet(edition),
        Sheet(_("Conventions"), columns, rows),
        about_sheet(edition),
    )
