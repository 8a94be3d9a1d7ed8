"""Document « Registre des échanges » (kit §6, DO33): one line an exchange, by month.

Source of its columns: kit DO33 (date, way, person, channel, subject, documents, what follows).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import TRANSMIS
from cpom_desktop.i18n import EMPTY, _, capitalise, format_date, ngettext
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
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.queries.documents_echanges import registre_lines
from cpom_desktop.services.queries.journal import EtatSuite
from cpom_desktop.services.queries.journal_mots import SHORT_SENS, forme_words, suite_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cpom_desktop.domain.echanges import Envoi
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.journal import LigneEchange

MOST_TEXT = 400
"""Characters of what was said that a line of the register holds."""


def registre_blocks(edition: Edition, subject_id: int) -> tuple[Block, ...]:
    """Return the register: what it covers, then every exchange, the oldest first."""
    lines = registre_lines(edition.snapshot, edition.now.date(), subject_id)
    if not lines:
        told = _("Aucun échange n'est noté dans cette partie.")
        return (PageBreak(landscape=True), Heading(_("Registre des échanges")), Paragraph(told))
    columns = (
        Column(_("Jour"), 0.9, "right"),
        Column(_("Forme"), 1.3),
        Column(_("Avec"), 2.2),
        Column(_("Objet, ce qui a été dit"), 5.2),
        Column(_("Documents"), 2.4),
        Column(_("Suite"), 2.2),
    )
    return (
        PageBreak(landscape=True),
        Heading(_("Registre des échanges")),
        Paragraph(_lead(lines)),
        Table(columns, tuple(_rows(lines, edition)), row_header=False, dense=True),
        Paragraph(_legend(), small=True),
    )


def _lead(lines: Sequence[LigneEchange]) -> str:
    count = ngettext("{n} échange", "{n} échanges", len(lines))
    waiting = sum(line.suite is EtatSuite.SANS_REPONSE for line in lines)
    left = ngettext("{n} sans réponse", "{n} sans réponse", waiting)
    return _(
        "Du {debut} au {fin} : {n}, dont {attente}.",
        debut=format_date(lines[0].jour),
        fin=format_date(lines[-1].jour),
        n=count,
        attente=left,
    )


def _legend() -> str:
    return _(
        "« Reçu » : l'autre partie a parlé la première. Chaque personne est nommée comme elle "
        "l'était ce jour-là. Les réunions, leurs convocations et leurs comptes rendus viennent de "
        "la page « Réunions ». Document interne : il nomme des personnes."
    )


def _rows(lines: Sequence[LigneEchange], edition: Edition) -> Iterator[Row]:
    today, envois = edition.now.date(), _envois(edition)
    for month, of_month in groupby(lines, key=_month):
        yield Row((Cell(capitalise(month), bold=True),), "group")
        for line in of_month:
            yield _row(line, envois.get(line.echange_id, ()), edition, today)


def _month(line: LigneEchange) -> str:
    return format_date(line.jour, "month")


def _envois(edition: Edition) -> Mapping[int, Sequence[Envoi]]:
    found: dict[int, list[Envoi]] = {}
    for envoi in edition.snapshot.envois:
        found.setdefault(envoi.echange_id, []).append(envoi)
    return found


def _row(line: LigneEchange, envois: Sequence[Envoi], edition: Edition, today: date) -> Row:
    day = "1er" if line.jour.day == 1 else str(line.jour.day)
    hour = line.heure.removeprefix("0").replace(":", _(" h "))
    forme = f"{forme_words(line)}\n{_(SHORT_SENS[line.sens])}"
    who = "\n".join(filter(None, (line.structures, ", ".join(line.noms))))
    return Row(
        (
            Cell("\n".join(filter(None, (day, hour))), bold=True),
            Cell(forme),
            Cell(who or EMPTY),
            Cell(_said(line)),
            Cell("\n".join(_documents(line, envois, edition)) or EMPTY),
            Cell(_suite(line, today) or EMPTY),
        )
    )


def _said(line: LigneEchange) -> str:
    """Return the subject, then what was said when it tells more."""
    if not line.texte or line.texte.strip() == line.objet:
        return line.objet
    text = line.texte.strip()
    if text.startswith(line.objet):
        return _cut(text)
    return f"{line.objet}\n{_cut(text)}"


def _cut(text: str) -> str:
    whole = " ".join(text.split())
    if len(whole) <= MOST_TEXT:
        return whole
    return f"{whole[:MOST_TEXT].rpartition(' ')[0] or whole[:MOST_TEXT]}…"


def _documents(line: LigneEchange, envois: Sequence[Envoi], edition: Edition) -> Iterator[str]:
    if not line.echange_id:
        return
    for envoi in envois:
        yield ", ".join(filter(None, (envoi.titre, envoi.version)))
    for fichier in edition.snapshot.fichiers:
        if fichier.echange_id == line.echange_id and fichier.usage != TRANSMIS:
            yield fichier.nom
    number = next(
        (e.bordereau for e in edition.snapshot.echanges if e.id == line.echange_id), None
    )
    if number:
        yield _("bordereau n° {n}", n=number)


def _suite(line: LigneEchange, today: date) -> str:
    """Return what follows, in words, and what is to be done."""
    return "\n".join(filter(None, (suite_words(line, today), line.suite_quoi)))


def registre_sheets(edition: Edition, subject_id: int) -> tuple[Sheet, ...]:
    """Return the sheets: the exchanges, then what was edited, and when."""
    today, envois = edition.now.date(), _envois(edition)
    columns = (
        SheetColumn(_("Date"), "day", 12),
        SheetColumn(_("Heure"), "text", 8),
        SheetColumn(_("Forme"), "text", 14),
        SheetColumn(_("Sens"), "text", 8),
        SheetColumn(_("Structure"), "text", 24),
        SheetColumn(_("Personnes"), "text", 28),
        SheetColumn(_("Objet"), "long", 44),
        SheetColumn(_("Ce qui a été dit"), "long", 60),
        SheetColumn(_("Documents"), "long", 34),
        SheetColumn(_("État"), "text", 18),
        SheetColumn(_("À faire ensuite"), "text", 28),
        SheetColumn(_("Pour le"), "day", 12),
    )
    lines = registre_lines(edition.snapshot, today, subject_id)
    rows = tuple(_values(line, envois.get(line.echange_id, ()), edition) for line in lines)
    return Sheet(_("Registre des échanges"), columns, rows), about_sheet(edition)


def _values(line: LigneEchange, envois: Sequence[Envoi], edition: Edition) -> tuple[Value, ...]:
    return (
        line.jour,
        line.heure,
        forme_words(line),
        _(SHORT_SENS[line.sens]),
        line.structures,
        ", ".join(line.noms),
        line.objet,
        line.texte,
        "\n".join(_documents(line, envois, edition)),
        suite_words(line, edition.now.date()),
        line.suite_quoi,
        line.suite_le,
    )
