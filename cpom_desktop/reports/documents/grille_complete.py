"""Document « Grille complète » (kit DO13): every criterion on landscape pages, and as a workbook.

« Non renseigné » stands where nothing was answered: a theme is never blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.diagnostic import score_sentence
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.grille_lignes import grille_lignes
from cpom_desktop.services.queries.packs import grille_lue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.grille_lignes import LigneGrille, ThemeLignes

UNTOLD = "Non renseigné"


def grille_complete_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the pages: what grid it is, then a table a theme."""
    found = grille_lignes(edition.snapshot, edition.content, edition.now.date())
    note = _(
        "Les formules, les calculs et les sources des chiffres sont dans le document « Méthode et "
        "sources des chiffres »."
    )
    return (
        PageBreak(landscape=True),
        Heading(_("Grille de diagnostic complète")),
        Paragraph(f"{grille_lue(edition.content).phrase} {note}", small=True),
        *(block for theme in found for block in _theme(theme)),
    )


def _theme(theme: ThemeLignes) -> Iterator[Block]:
    yield Heading(theme.titre, 2)
    caption = score_sentence(theme.score) if theme.score else ""
    columns = (
        Column(_("Critère"), 2.0),
        Column(_("Cotation"), 1.3),
        Column(_("Constat"), 3.5),
        Column(_("Preuve"), 1.7),
        Column(_("Chiffres"), 2.8),
        Column(_("Positions"), 1.1),
        Column(_("Suites"), 1.2),
    )
    yield Table(columns, tuple(map(_row, theme.lignes)), caption=caption, dense=True)


def _row(line: LigneGrille) -> Row:
    return Row(
        (
            Cell(f"{line.repere} {line.titre}".strip(), anchor=line.repere),
            Cell("\n".join(filter(None, (line.cotation or _(UNTOLD), line.nature)))),
            Cell(line.constat or EMPTY),
            Cell("\n".join(_proof(line)) or EMPTY),
            Cell("\n".join(line.chiffres) or EMPTY),
            Cell("\n".join(_stands(line)) or EMPTY),
            Cell("\n".join(_follow_up(line)) or EMPTY, bold=line.a_verifier),
        )
    )


def _proof(line: LigneGrille) -> Iterator[str]:
    yield from line.preuves
    if line.date_preuve:
        yield _("Du {jour}", jour=format_date(line.date_preuve))


def _stands(line: LigneGrille) -> Iterator[str]:
    if line.ars:
        yield _("ARS : {mot}", mot=line.ars.lower())
    if line.departement:
        yield _("Département : {mot}", mot=line.departement.lower())


def _follow_up(line: LigneGrille) -> Iterator[str]:
    if line.a_verifier:
        yield _("À vérifier")
    if line.qui:
        yield _("Vérifie : {nom}", nom=line.qui)
    if line.echeance:
        yield _("À revoir le {jour}", jour=format_date(line.echeance))


def grille_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets: a line a criterion, then what was edited, and when."""
    found = grille_lignes(edition.snapshot, edition.content, edition.now.date())
    columns = (
        SheetColumn(_("Thème"), "text", 28),
        SheetColumn(_("Repère"), "text", 10),
        SheetColumn(_("Critère"), "long", 34),
        SheetColumn(_("Question"), "long", 46),
        SheetColumn(label("constats", "cotation"), "text", 26),
        SheetColumn(_("Note sur 4"), "figure", 10),
        SheetColumn(label("constats", "texte"), "long", 60),
        SheetColumn(_("Nature, priorité"), "text", 24),
        SheetColumn(_("Importance, de 1 à 3"), "number", 12),
        SheetColumn(_("Faisabilité, de 1 à 3"), "number", 12),
        SheetColumn(label("constats", "preuve"), "long", 36),
        SheetColumn(label("constats", "date_preuve"), "day", 14),
        SheetColumn(_("Chiffres"), "long", 46),
        SheetColumn(label("constats", "position_ars"), "text", 14),
        SheetColumn(label("constats", "position_departement"), "text", 16),
        SheetColumn(label("constats", "acteur_id"), "text", 26),
        SheetColumn(label("constats", "echeance"), "day", 14),
        SheetColumn(label("constats", "a_verifier"), "text", 14),
    )
    rows = tuple(_cells(theme.titre, line) for theme in found for line in theme.lignes)
    told = (_("Grille"), grille_lue(edition.content).phrase)
    return (Sheet(_("Grille"), columns, rows), about_sheet(edition, told))


def _cells(theme: str, line: LigneGrille) -> tuple[Value, ...]:
    return (
        theme,
        line.repere,
        line.titre,
        line.question,
        line.cotation or _(UNTOLD),
        line.note,
        line.constat,
        line.nature,
        line.importance,
        line.faisabilite,
        "\n".join(line.preuves),
        line.date_preuve,
        "\n".join(line.chiffres),
        line.ars,
        line.departement,
        line.qui,
        line.echeance,
        _("oui") if line.a_verifier else "",
    )
