"""Document « Fiche action vierge »: a fiche to fill in by hand in a workshop, on one A4 page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import Origine
from cpom_desktop.i18n import NBSP, _
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.reports.documents.parties import parties
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.words import niveaux, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.reports.documents.context import Edition

LINE_MM, TEXT_MM = 7.4, 22.0
"""Height of a line to write on, and of a few words."""


def fiche_vierge_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the form: the same parts as a fiche, in the same order, nothing in them."""
    return (
        PageBreak(form=_("Fiche action vierge")),
        Heading(_("Fiche action n° ............"), 2),
        _lines((_("Intitulé (un verbe)"), _("Axe et objectif")), (3.4, 3.6), 1),
        Paragraph(_boxes(_("Origines"), [word(origine) for origine in Origine]), small=True),
        _lines(
            (_("Responsable"), _("Suppléance"), _("Priorité"), _("Impact"), _("Effort")),
            (2.0, 2.0, 1.0, 1.7, 1.7),
            1,
            ("", "", "", _levels(), _levels()),
        ),
        _texts(
            _("État des lieux : combien, depuis quand ?"),
            _("Résultats attendus : combien, quand ?"),
        ),
        _lines(
            (_("Étape"), _("Responsable"), _("Début"), _("Fin"), _("Livrable")),
            (3.6, 1.8, 1.0, 1.0, 1.8),
            5,
        ),
        _lines(
            (_("Moyen"), _("Quantité"), _("Coût unitaire"), _("Années"), _("Section"),
             _("Total")),
            (3.2, 1.1, 1.3, 1.1, 1.4, 1.2),
            4,
        ),
        _lines(
            (_("Qui finance"), _("Demandé"), _("Obtenu"), _("Années")), (4.0, 1.4, 1.4, 1.4), 3
        ),
        _lines(
            (_("Indicateur"), _("Calcul et source"), _("Départ, année"), _("Cible, année")),
            (3.0, 3.2, 1.5, 1.5),
            3,
        ),
        _texts(label("fiches_action", "acteurs_mobilises"),
               label("fiches_action", "modalites_suivi")),
        Signatures(parties(edition)),
    )  # fmt: skip


def _lines(
    names: Sequence[str], widths: Sequence[float], count: int, words: Sequence[str] = ()
) -> Table:
    """Return a table of empty lines, or of a line of words to tick."""
    columns = tuple(Column(name, width) for name, width in zip(names, widths, strict=True))
    texts = words or [""] * len(columns)
    row = Row(tuple(Cell(text) for text in texts))
    return Table(columns, (row,) * count, row_header=False, dense=True, row_mm=LINE_MM)


def _texts(*names: str) -> Table:
    columns = tuple(Column(name, 1.0) for name in names)
    row = Row(tuple(Cell("") for _name in names))
    return Table(columns, (row,), row_header=False, dense=True, row_mm=TEXT_MM)


def _boxes(name: str, words: Sequence[str]) -> str:
    """Return « Origines : ☐ CPOM  ☐ Inspection »; each box stays beside its word."""
    boxes = f"{NBSP} ".join(f"☐{NBSP}{one.replace(' ', NBSP)}" for one in words)
    return _("{nom} : {cases}", nom=name, cases=boxes)


def _levels() -> str:
    return f"{NBSP} ".join(f"☐{NBSP}{words}" for _value, words in niveaux())
