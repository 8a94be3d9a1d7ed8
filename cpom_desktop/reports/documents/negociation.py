"""Document « Tableau de négociation »: where each stands on the findings, to be used at the table.

It alone prints what was noted of the authorities' answers: it never leaves the house.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cpom_desktop.domain.synthese import Ecart
from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.abrege import CUT
from cpom_desktop.services.queries.cotations import mark, notes
from cpom_desktop.services.queries.synthese import synthese_vue
from cpom_desktop.services.queries.synthese_chiffres import linked_indicateurs
from cpom_desktop.services.queries.synthese_textes import shortened
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.synthese_types import ConstatLu, PositionLue

TITLE = "Tableau de négociation : convergences et divergences"
GROUPS: Mapping[Ecart, str] = {
    Ecart.DIVERGENCE: "Divergences",
    Ecart.NUANCE: "Points nuancés",
    Ecart.NON_CONNUE: "Réponse non connue",
    Ecart.CONVERGENCE: "Convergences",
}
COUNTED: Mapping[Ecart, tuple[str, str]] = {
    Ecart.DIVERGENCE: ("{n} divergence", "{n} divergences"),
    Ecart.NUANCE: ("{n} point nuancé", "{n} points nuancés"),
    Ecart.NON_CONNUE: ("{n} réponse non connue", "{n} réponses non connues"),
    Ecart.CONVERGENCE: ("{n} convergence", "{n} convergences"),
}
LONGEST = 240
"""Letters of a text in a cell: the table is read across a table, the grid has it whole."""
ROW_MM = 12.0
"""Room to write beside each finding."""


def negociation_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the table on landscape pages, the hardest points first."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    return (
        PageBreak(landscape=True),
        Heading(_(TITLE)),
        Callout(
            _("Document interne"),
            _(
                "Ce tableau est le vôtre, pour la table de négociation : il dit ce que vous avez "
                "noté des réponses de chacun. Il n'entre dans aucun dossier remis aux autorités."
            ),
            "attention",
        ),
        *(_told(view.positions, edition) if view.positions else _nothing()),
    )


def _nothing() -> tuple[Block, ...]:
    told = _(
        "Rien à négocier à ce jour : aucun constat n'est classé en force ou en faiblesse, et "
        "aucune réponse des autorités n'est notée."
    )
    return (Paragraph(told),)


def _told(positions: Sequence[PositionLue], edition: Edition) -> tuple[Block, ...]:
    columns = (
        Column(_("Constat"), 3.0),
        Column(_("Notre position"), 2.5),
        Column(_("ARS"), 1.7),
        Column(_("Département"), 1.7),
        Column(_("Écart"), 1.0),
        Column(_("Point à trancher"), 2.2),
    )
    rows = tuple(_rows(positions, edition))
    return (
        Paragraph(counts(positions)),
        Table(columns, rows, dense=True, row_mm=ROW_MM),
        *_cut(rows),
    )


def _cut(rows: Iterable[Row]) -> tuple[Block, ...]:
    """Return what « […] » means, when a text was cut."""
    texts = (cell.content for row in rows for cell in row.cells)
    if not any(isinstance(text, str) and CUT in text for text in texts):
        return ()
    note = _("[…] : texte abrégé ; le diagnostic détaillé ou la grille l'a en entier.")
    return (Paragraph(note),)


def counts(positions: Iterable[PositionLue]) -> str:
    """Return « 1 divergence, 4 points nuancés, 11 convergences. », what is nought left out."""
    found = [position.ecart for position in positions]
    told = [ngettext(*words, found.count(gap)) for gap, words in COUNTED.items() if gap in found]
    return f"{', '.join(told)}."


def _rows(positions: Sequence[PositionLue], edition: Edition) -> Iterable[Row]:
    prepared = _prepared(edition)
    for gap, found in groupby(positions, key=lambda position: position.ecart):
        yield Row((Cell(_(GROUPS[gap]), bold=True),), "group")
        for position in found:
            lu = position.lu
            cells = (
                finding_words(lu),
                "\n".join((*_ours(lu, edition), *prepared.get(lu.critere, ()))) or EMPTY,
                _short(position.ars),
                _short(position.departement),
                position.ecart_mot,
                _to_settle(position),
            )
            yield Row(tuple(Cell(text) for text in cells))


def finding_words(lu: ConstatLu) -> str:
    """Return the name of a criterion with the letter of its theme, then what was found."""
    name = f"{lu.lettre}. {lu.titre}"
    return f"{name}\n{shortened(lu.phrase, LONGEST)}" if lu.constat.texte else name


def _ours(lu: ConstatLu, edition: Edition) -> Iterable[str]:
    """Yield what the house holds: nature and mark, its figures, its proof."""
    constat = lu.constat
    nature = word(constat.nature) if constat.nature else ""
    note = notes(edition.snapshot, edition.content).get(lu.critere)
    marked = _("notée {n} sur 4", n=mark(note)) if note else ""
    if told := ", ".join(text for text in (nature, marked) if text):
        yield f"{told[:1].upper()}{told[1:]}"
    yield from lu.chiffres
    if constat.preuve:
        yield _("Preuve : {preuve}", preuve=shortened(constat.preuve, LONGEST))


def _prepared(edition: Edition) -> Mapping[str, Sequence[str]]:
    """Return, by criterion, what she prepared to answer about its indicators."""
    told = {
        e.indicateur: shortened(e.texte, LONGEST) for e in edition.snapshot.explications if e.texte
    }
    linked = linked_indicateurs(edition.snapshot, edition.content)
    return {
        critere: [told[slug] for slug in slugs if slug in told]
        for critere, slugs in linked.items()
    }


def _to_settle(position: PositionLue) -> str:
    """Return what is asked, and which fiche answers it."""
    fiches = ", ".join(position.lu.fiches)
    answer = _("Réponse proposée : {fiches}", fiches=fiches) if fiches else ""
    return "\n".join(text for text in (position.question, answer) if text) or EMPTY


def _short(text: str) -> str:
    return shortened(text, LONGEST) or EMPTY
