"""Documents of the figures: every indicator by year, and the sheet to be filled in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, capitalise, format_number
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
from cpom_desktop.reports.documents.chiffres import figures_blocks
from cpom_desktop.services.queries.donnees import donnees_vue, years_of
from cpom_desktop.services.queries.donnees_noms import figures_of
from cpom_desktop.services.queries.donnees_recues import INCONNUE
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.domain.valeurs import Valeur
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.donnees_noms import DonneeConnue


def donnees_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return every indicator by group and by year; its workbook has the formulas and figures."""
    view = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    blocks: list[Block] = [
        PageBreak(landscape=True),
        Heading(_("Données chiffrées")),
        Paragraph(view.mention, small=True),
    ]
    for groupe in view.groupes:
        blocks += [Heading(groupe.libelle, 2), *figures_blocks(groupe.indicateurs, view.annees)]
    return tuple(blocks)


def modele_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the sheet to be filled in by hand: what is known, and room for the rest."""
    annees = years_of(edition.snapshot, edition.now.date())
    told = _(
        "Complétez les cases vides. Une donnée qui n'est pas connue s'écrit « n.c. ». Le même "
        "modèle existe en tableur : il se reprend sans ressaisie."
    )
    return (
        PageBreak(landscape=True),
        Heading(_("Données à remplir")),
        Paragraph(told),
        *_groups(edition, annees),
    )


def _groups(edition: Edition, annees: Sequence[int]) -> Iterator[Block]:
    figures = figures_of(edition.snapshot, edition.content).values()
    typed = {(v.donnee, v.annee): v for v in edition.snapshot.valeurs}
    columns = (
        Column(_("Donnée, unité"), 3.4),
        Column(_("Où la trouver"), 2.4),
        *(Column(str(annee), 1.2, "right") for annee in annees),
        Column(_("Source"), 1.8),
    )
    for groupe in edition.content.donnees.groupes:
        rows = tuple(_row(f, typed, annees) for f in figures if f.groupe == groupe.slug)
        if rows:
            yield Heading(capitalise(groupe.libelle), 2)
            yield Table(columns, rows, dense=True)


def _row(
    figure: DonneeConnue, typed: Mapping[tuple[str, int], Valeur], annees: Sequence[int]
) -> Row:
    name = f"{figure.libelle}, {word(figure.unite)}"
    known = [typed.get((figure.slug, annee)) for annee in annees]
    last = known[-1]
    texts = (name, figure.ou, *map(_shown, known), last.source if last else "")
    return Row(tuple(Cell(text) for text in texts))


def _shown(value: Valeur | None) -> str:
    if value is None:
        return ""
    return INCONNUE if value.valeur is None else format_number(value.valeur)
