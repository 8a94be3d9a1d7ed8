"""Document « Tout ce que le dossier contient sur cette personne » (RGPD, article 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.personne.trouve import SOURCE_WORDS, Source

if TYPE_CHECKING:
    from cpom_desktop.services.personne.trouve import Occurrence, Personne


def personne_blocks(found: Personne) -> tuple[Block, ...]:
    """Return all that was found, place by place."""
    head = (
        (_("Nom"), found.qui.nom),
        (_("Courriel"), ", ".join(found.qui.courriels) or EMPTY),
        (_("Téléphone"), ", ".join(found.qui.telephones) or EMPTY),
        (_("Trouvé"), found.summary),
    )
    return (
        PageBreak(landscape=True),
        Heading(_("Tout ce que le dossier contient sur cette personne")),
        KeyValues(head, boxed=True),
        *_warnings(found),
        *(block for source in SOURCE_WORDS for block in _part(found, source)),
        *_unread(found),
    )


def _warnings(found: Personne) -> tuple[Block, ...]:
    doubtful = sum(not each.sure for each in found.occurrences)
    if not found.occurrences:
        return ()
    told = [found.namesakes] if found.homonymes else []
    if doubtful:
        words = ("Un passage ne donne", "{n} passages ne donnent")
        told.append(
            _(
                "{combien} que le nom de famille ou des initiales : à vérifier avant de remettre "
                "ce document.",
                combien=ngettext(*words, doubtful),
            )
        )
    told.append(
        _(
            "Ce document cite des textes qui peuvent nommer d'autres personnes : relisez-le avant "
            "de le remettre."
        )
    )
    return (Callout(_("Avant de le remettre"), " ".join(told), tone="attention"),)


def _part(found: Personne, source: Source) -> tuple[Block, ...]:
    rows = found.of(source)
    if not rows:
        return ()
    columns = (
        Column(_("Où"), 3.4),
        Column(_("Ce qui y est"), 4.2),
        Column(_("Trouvé par"), 1.3),
        Column(_("Date"), 1.4),
    )
    return (
        Heading(_(SOURCE_WORDS[source]), 2),
        Table(columns, tuple(map(_row, rows)), dense=True),
    )


def _row(each: Occurrence) -> Row:
    day = format_date(each.quand, "medium") if each.quand else EMPTY
    cells = (each.ou, each.extrait or EMPTY, each.told, day)
    return Row(tuple(Cell(text) for text in cells))


def _unread(found: Personne) -> tuple[Block, ...]:
    if not found.illisibles:
        return ()
    told = _("Leur contenu ne se lit pas ici : à regarder vous-même.")
    return (
        Heading(_("Fichiers joints non lus"), 2),
        Paragraph(told),
        BulletList(found.illisibles),
    )
