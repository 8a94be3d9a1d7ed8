"""« Stratégie d'association »: her own opinion of each, marked as a document of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.influence import MapMark, influence_scene
from cpom_desktop.domain.acteurs import Strategie, strategie
from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.acteurs_initiales import distinct_initials
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.reports.documents.context import Edition

ORDER = (Strategie.ASSOCIER, Strategie.SATISFAIRE, Strategie.INFORMER, Strategie.SURVEILLER)


def strategie_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the map of influence and interest, and under it the same by strategy."""
    acteurs = edition.snapshot.acteurs
    rated = [a for a in acteurs if a.influence is not None and a.interet is not None]
    blocks: list[Block] = [
        Heading(_("Stratégie d'association des acteurs")),
        Callout(
            _("Document interne"),
            _(
                "Ces avis ne sont que les vôtres. Ce document ne quitte pas l'établissement : il "
                "n'entre dans aucun dossier remis aux autorités."
            ),
            "attention",
        ),
    ]
    if not rated:
        told = _("Aucun acteur n'a encore son influence et son intérêt notés, de 1 à 4.")
        return (*blocks, Paragraph(told))
    initials = distinct_initials(rated)
    columns = (
        Column(_("Sigle"), 0.6),
        Column(_("Acteur"), 2.6),
        Column(_("Influence"), 0.8, "right"),
        Column(_("Intérêt"), 0.7, "right"),
        Column(_("Position"), 1.0),
        Column(_("Attentes et points d'attention"), 3.2),
    )
    return (*blocks, _figure(rated, initials), Table(columns, tuple(_rows(rated, initials))))


def _figure(rated: Sequence[Acteur], initials: Mapping[int, str]) -> Figure:
    marks = [MapMark(initials[a.id], a.influence or 0, a.interet or 0) for a in rated]
    names = {each: word(each) for each in ORDER}
    told = _("Carte d'influence et d'intérêt ; le tableau qui suit la dit en mots.")
    return Figure(influence_scene(marks, names), told)


def _rows(rated: Sequence[Acteur], initials: Mapping[int, str]) -> Iterable[Row]:
    for each in ORDER:
        found = [a for a in rated if strategie(a.influence, a.interet) is each]
        if found:
            yield Row((Cell(word(each), bold=True),), "group")
        for acteur in found:
            yield _row(acteur, initials[acteur.id])


def _row(acteur: Acteur, letters: str) -> Row:
    about = dict.fromkeys(t for t in (acteur.display_name, acteur.structure) if t)
    texts = (
        letters,
        ", ".join(about),
        str(acteur.influence),
        str(acteur.interet),
        word(acteur.position) if acteur.position else EMPTY,
        acteur.attentes or EMPTY,
    )
    return Row(tuple(Cell(text) for text in texts))
