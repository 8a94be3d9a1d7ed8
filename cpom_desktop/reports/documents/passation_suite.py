"""What follows the first page of the handover: who spoke for whom, the journal, what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.acteurs import acteurs_blocks
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.contacts import NOBODY, contacts
from cpom_desktop.services.queries.journal import journal
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.journal import LigneEchange

MOST_NAMES = 3
"""People named in a line of the journal."""
MOST_EXCHANGES = 200
"""Exchanges printed: the register has them all."""
_Texts = tuple[str, ...]


def people_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the people, then who spoke before them."""
    return (*acteurs_blocks(edition), *interlocuteurs_blocks(edition))


def interlocuteurs_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return who speaks and who spoke for each stakeholder, the one of today first."""
    columns = (
        Column(_("Pour"), 2),
        Column(label("interlocuteurs", "nom"), 1.6),
        Column(label("interlocuteurs", "fonction"), 1.6),
        Column(_("Période"), 1.8),
        Column(_("Échanges"), 0.8, "right"),
        Column(label("interlocuteurs", "note"), 1.6),
    )
    rows = [row for acteur in edition.snapshot.acteurs for row in _spoke_for(acteur, edition)]
    nothing = _("Aucun changement d'interlocuteur n'est noté.")
    return _part(_("Interlocuteurs successifs"), columns, rows, nothing)


def _spoke_for(acteur: Acteur, edition: Edition) -> Iterator[_Texts]:
    before = [i for i in edition.snapshot.interlocuteurs if i.acteur_id == acteur.id]
    if not before and not acteur.depuis:
        return
    counts = contacts(edition.snapshot, edition.now.date()).get(acteur.id, NOBODY).par_nom
    whom = acteur.structure or acteur.fonction or acteur.display_name
    if acteur.nom:
        told = _period(acteur.depuis, None)
        yield (whom, acteur.nom, acteur.fonction, told, _count(counts.get(acteur.nom, 0)), "")
    for one in sorted(before, key=lambda i: i.jusqu_au.toordinal() if i.jusqu_au else 0,
                      reverse=True):  # fmt: skip
        period = _period(one.depuis, one.jusqu_au)
        yield (whom, one.nom, one.fonction, period, _count(counts.get(one.nom, 0)), one.note)


def _count(number: int) -> str:
    return str(number) if number else ""


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{format_date(since, 'month_short')} – {format_date(until, 'month_short')}"
    if since:
        return _("depuis {mois}", mois=format_date(since, "month_short"))
    return _("jusqu'à {mois}", mois=format_date(until, "month_short")) if until else ""


def _short(day: date | None) -> str:
    return format_date(day, "medium") if day else ""


def journal_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the journal of the exchanges, the newest first; the oldest of many are counted."""
    columns = (
        Column(label("echanges", "jour"), 1.1),
        Column(_("Avec"), 1.6),
        Column(label("echanges", "nature"), 1),
        Column(_("Objet et ce qui a été dit"), 4),
        Column(_("Suite"), 1.6),
    )
    lines = journal(edition.snapshot, edition.now.date()).lignes
    rows = [_exchange(line) for line in lines[:MOST_EXCHANGES]]
    left = len(lines) - MOST_EXCHANGES
    part = _part(_("Journal des échanges"), columns, rows, _("Aucun échange n'est encore noté."))
    if left <= 0:
        return part
    told = ngettext(
        "{n} échange plus ancien est au registre des échanges.",
        "{n} échanges plus anciens sont au registre des échanges.",
        left,
    )
    return (*part, Paragraph(told))


def _exchange(line: LigneEchange) -> _Texts:
    return (
        _short(line.jour),
        _with(line),
        word(line.nature),
        "\n".join(part for part in (line.objet, line.texte) if part),
        " ".join(part for part in (line.suite_quoi, _short(line.suite_le)) if part),
    )


def _with(line: LigneEchange) -> str:
    """Return with whom an exchange was; of many, the first and how many more."""
    if len(line.noms) > MOST_NAMES:
        more = len(line.noms) - MOST_NAMES
        first = ", ".join(line.noms[:MOST_NAMES])
        return ngettext("{noms} et {n} autre", "{noms} et {n} autres", more, noms=first)
    return "\n".join(part for part in (line.structures, line.personnes) if part)


def places_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return what was sent and to whom, the versions kept, and where the dossier is."""
    columns = (
        Column(_("Envoyé le"), 1),
        Column(label("envois", "titre"), 3),
        Column(label("envois", "version"), 1.2),
        Column(_("À qui"), 2),
    )
    lines = {line.echange_id: line for line in journal(
        edition.snapshot, edition.now.date()).lignes if line.echange_id}  # fmt: skip
    rows = [
        (
            _short(lines[envoi.echange_id].jour),
            envoi.titre,
            envoi.version,
            lines[envoi.echange_id].structures or lines[envoi.echange_id].personnes,
        )
        for envoi in edition.snapshot.envois
        if envoi.echange_id in lines
    ]
    title = _("Envois, versions et fichiers")
    nothing = _("Aucun document envoyé n'est encore noté.")
    return (*_part(title, columns, rows, nothing), *_files(edition))


def _files(edition: Edition) -> Iterator[Block]:
    """Yield the versions that she named, and where the file of the dossier is."""
    if edition.versions:
        yield Heading(_("Versions gardées dans le dossier"), 2)
        yield KeyValues(tuple((v.nom, format_date(v.moment.date())) for v in edition.versions))
    if edition.place:
        yield Heading(_("Où est le fichier"), 2)
        yield KeyValues(((_("Fichier du dossier"), edition.place),))


def _part(
    title: str, columns: tuple[Column, ...], rows: Iterable[_Texts], nothing: str
) -> tuple[Block, ...]:
    told = tuple(Row(tuple(Cell(text or EMPTY) for text in row)) for row in rows)
    if not told:
        return (Heading(title), Paragraph(nothing))
    return (Heading(title), Table(columns, told, row_header=False, dense=True))
