"""Document « Grille d'atelier »: the grid to fill in by hand together, a theme a page, A4 or A3.

Each criterion has the boxes of its scale; nothing that was answered is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.schema_grille import Echelle
from cpom_desktop.domain.dossiers_nommes import Paper
from cpom_desktop.i18n import _, capitalise
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
from cpom_desktop.services.queries.cotations import is_dated, reponses
from cpom_desktop.services.queries.diagnostic import themes
from cpom_desktop.services.queries.packs import grille_lue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.schema_grille import GrilleFile
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.queries.diagnostic import ThemeView

FIGURED = (Echelle.MAITRISE, Echelle.NOMBRE)
"""Scales whose boxes are figures: their words stand under the table."""
BODY_MM = {Paper.A4: 118.0, Paper.A3: 212.0}
"""Height of a page for the lines of a theme (measured)."""
LEAST_MM, MOST_MM = 8.0, 24.0
QUESTION_MM = 15.0
"""Least height of a line that has room for the question too."""


def grille_atelier_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return a page a theme, to write on."""
    views = themes(edition.snapshot, edition.content)
    return tuple(
        block for rank, view in enumerate(views) for block in _page(view, edition, first=rank == 0)
    )


def _page(view: ThemeView, edition: Edition, *, first: bool) -> Iterator[Block]:
    grille, paper = edition.content.grille, edition.options.paper
    name = f"{view.theme.lettre}. {view.theme.titre}"
    yield PageBreak(landscape=True, large=paper is Paper.A3, form=name)
    yield Heading(name, 1)
    yield Paragraph(view.theme.purpose)
    height = min(max(BODY_MM[paper] / max(len(view.criteres), 1), LEAST_MM), MOST_MM)
    asks = height >= QUESTION_MM
    rows = tuple(_row(critere, grille, asks=asks) for critere in view.criteres)
    yield Table(
        _columns(),
        rows,
        by_hand=paper is Paper.A3,
        dense=paper is Paper.A4,
        row_mm=height,
    )
    yield Paragraph(_scales(view, grille), small=True)
    yield Paragraph(_("Date, participants, points à trancher :"))
    if first:
        yield Paragraph(grille_lue(edition.content).phrase, small=True)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Critère"), 3.8),
        Column(_("Cotation"), 2.7),
        Column(_("Constat partagé"), 3.6),
        Column(_("Preuve, chiffre"), 1.8),
        Column(_("Qui vérifie"), 1.1),
    )


def _row(critere: Critere, grille: GrilleFile, *, asks: bool) -> Row:
    name = f"{critere.repere} {capitalise(critere.titre)}"
    asked = f"{name}\n{critere.question}" if asks and critere.question else name
    proof = _("Du .......... au ..........") if is_dated(grille, critere.slug) else ""
    texts = (asked, _boxes(critere, grille), "", proof, "")
    return Row(tuple(Cell(text) for text in texts))


def _boxes(critere: Critere, grille: GrilleFile) -> str:
    """Return « ☐ Non  ☐ Partiel  ☐ Oui  ☐ NC  ☐ RI »; each box stays beside its word."""
    words = [_short(r.court, r.libelle) for r in reponses(grille, critere.slug)]
    return "\N{NO-BREAK SPACE} ".join(f"☐\N{NO-BREAK SPACE}{word}" for word in words)


def _short(court: str, libelle: str) -> str:
    """Return the word of a box: the answer, or its figure where the words stand below."""
    told = court if court.isdigit() or court.isupper() else libelle
    return told.replace(" ", "\N{NO-BREAK SPACE}")


def _scales(view: ThemeView, grille: GrilleFile) -> str:
    """Return what the figures of the boxes mean, and the two letters."""
    used = {critere.echelle for critere in view.criteres}
    told = [
        _(
            "{nom} : {reponses}.",
            nom=echelle.libelle,
            reponses=", ".join(f"{c.court} {c.libelle.lower()}" for c in echelle.choix),
        )
        for echelle in grille.echelles
        if echelle.slug in used and echelle.slug in FIGURED
    ]
    aside = ", ".join(
        f"{c.court} {c.libelle.lower()}" for c in grille.cotations if not c.court.isdigit()
    )
    return " ".join([*told, _("{lettres}.", lettres=aside)])
