"""« Contrôle du dossier »: the points to mend, those kept with their reason, exports told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.services.anomalies.controle import REGLES, controle
from cpom_desktop.services.anomalies.envoi import sendings
from cpom_desktop.services.anomalies.regles import Gravite
from cpom_desktop.services.anomalies.vue import GRAVITE_WORDS, headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.anomalies.controle import Anomalie, Controle

TITLE = "Contrôle du dossier"
SHAPES: Mapping[Gravite, str] = {
    Gravite.BLOQUANT: "■",
    Gravite.A_VERIFIER: "▲",
    Gravite.CONSEIL: "○",
}
"""A shape beside the word: the print may have no colour."""


def controle_dossier_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the points by weight, those kept with a reason, then what was sent all the same."""
    found = controle(edition.snapshot, edition.content, edition.now.date())
    return tuple(_parts(edition, found))


def _parts(edition: Edition, found: Controle) -> Iterator[Block]:
    yield Heading(_(TITLE))
    yield Paragraph(_summary(found))
    if found.anomalies:
        yield Table(_columns(), tuple(_rows(found)))
    if found.ignorees:
        yield Heading(_("Points ignorés, et pourquoi"), 2)
        yield Table(_kept_columns(), tuple(_kept(edition, a) for a in found.ignorees))
    sent = sendings(edition.snapshot)
    if sent:
        yield Heading(_("Documents exportés avec des points bloquants"), 2)
        rows = (Row((Cell(format_date(s.assumee_le, "medium")), Cell(s.motif))) for s in sent)
        yield Table((Column(_("Le"), 1.2), Column(_("Quoi"), 6.0)), tuple(rows))


def _summary(found: Controle) -> str:
    """Return « 2 points bloquants, 10 à vérifier et 3 conseils ; 94 contrôles tenus sur 109. »."""
    held = ngettext("{n} contrôle tenu", "{n} contrôles tenus", len(found.tenues))
    told = headline(found)
    return _(
        "{points} ; {tenus} sur {total}. « Bloquant » veut dire « à corriger avant l'envoi ».",
        points=f"{told[:1].upper()}{told[1:]}",
        tenus=held,
        total=len(REGLES),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Ce qui ne va pas"), 4.4),
        Column(_("À faire"), 2.6),
        Column(_("Où"), 1.7),
        Column(_("Fait"), 0.6),
    )


def _rows(found: Controle) -> Iterator[Row]:
    for gravite in Gravite:
        points = found.of(gravite)
        if points:
            title = f"{SHAPES[gravite]} {_(GRAVITE_WORDS[gravite])} ({len(points)})"
            yield Row((Cell(title, bold=True),), "group")
        yield from (_row(point) for point in points)


def _row(point: Anomalie) -> Row:
    releve = point.releve
    return Row((Cell(releve.phrase), Cell(releve.que_faire), Cell(releve.ou), Cell("☐")))


def _kept_columns() -> tuple[Column, ...]:
    return (
        Column(_("Point"), 3.8),
        Column(_("Raison"), 3.2),
        Column(_("Le"), 1.2),
        Column(_("Gravité"), 1.2),
    )


def _kept(edition: Edition, point: Anomalie) -> Row:
    days = {a.cle: a.assumee_le for a in edition.snapshot.anomalies_assumees}
    return Row(
        (
            Cell(point.releve.phrase),
            Cell(point.motif),
            Cell(format_date(days.get(point.cle), "medium")),
            Cell(_(GRAVITE_WORDS[point.gravite])),
        )
    )
