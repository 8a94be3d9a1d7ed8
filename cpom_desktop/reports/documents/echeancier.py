"""Document « Échéancier de l'année »: one line a date, by month, each with its box to tick."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, capitalise, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.echeancier import Rang, echeancier
from cpom_desktop.services.queries.echeancier_mots import (
    ON_PAPER,
    deposit_day,
    paper_rule,
    text_name,
)
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Ligne, Origine
from cpom_desktop.services.queries.plan_calendrier import holiday_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.domain.calendrier import GroupeFeries
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.echeancier import Echeancier

TO_DO, DONE = "☐", "☑"
SOURCED = (3, 5)
"""From which column to which one stand the text of a rule and how it was read."""
LAST_MONTHS = 11
"""From this month on, the next year is told too."""


def echeancier_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the document: what it covers, what is late, the dates, how to read them."""
    today = edition.now.date()
    found = echeancier(edition.snapshot, edition.content, today)
    end = last_day(today)
    title = Heading(title_of(today))
    lines = printed_lines(found, end)
    trouble = _trouble(found)
    if not lines:
        nothing = _("Aucune date n'est attendue d'ici au {fin}.", fin=format_date(end))
        return (title, *trouble, Paragraph(nothing))
    group = holiday_group(edition.snapshot, edition.content)
    return (
        title,
        *trouble,
        Paragraph(_lead(lines, today, end, edition)),
        _table(found, lines, group, sources=edition.options.sources),
        Paragraph(_legend(edition), small=True),
    )


def last_day(today: date) -> date:
    """Return the last day told: 31 December, of next year at the end of a year."""
    return date(today.year + (today.month >= LAST_MONTHS), 12, 31)


def title_of(today: date) -> str:
    """Return « Échéancier 2027 », or both years at the end of one."""
    last = last_day(today).year
    years = str(today.year) if last == today.year else f"{today.year}–{last}"
    return _("Échéancier {annees}", annees=years)


def printed_lines(found: Echeancier, end: date) -> list[Ligne]:
    """Return what is printed: late and to come until a day; of the plan, its milestones only."""
    return [
        line
        for line in found.lignes
        if line.jour is not None
        and line.jour <= end
        and line.etat is not EtatEcheance.SANS_OBJET
        and (line.jour >= found.today or found.rank(line) is Rang.EN_RETARD)
        and (line.origine is not Origine.TACHE or line.jalon)
    ]


def _trouble(found: Echeancier) -> tuple[Block, ...]:
    if not found.plan_error:
        return ()
    told = _("Le rétroplanning ne donne pas de date. {pourquoi}", pourquoi=found.plan_error)
    return (Callout(_("À vérifier"), told, "attention"),)


def _lead(lines: Sequence[Ligne], today: date, end: date, edition: Edition) -> str:
    count = ngettext("{n} échéance", "{n} échéances", len(lines))
    told = "Du {debut} au {fin} : {n}, avec la règle et le texte qui fondent chaque date."
    plain = "Du {debut} au {fin} : {n}, avec la règle de chaque date."
    return _(
        told if edition.options.sources else plain,
        debut=format_date(today, "day" if end.year == today.year else "long"),
        fin=format_date(end),
        n=count,
    )


def _table(
    found: Echeancier, lines: Sequence[Ligne], group: GroupeFeries, *, sources: bool
) -> Table:
    """Return the dates; without the texts that found them, nor how they were read, on demand."""
    columns: tuple[Column, ...] = (
        Column(_("Jour"), 0.6, "right"),
        Column(_("Échéance"), 3.1),
        Column(_("Règle"), 2.6),
        Column(_("Texte"), 1.7),
        Column(_("Source"), 1.25),
        Column(_("Qui"), 1.5),
        Column(_("Fait"), 0.6, "center"),
    )
    rows = tuple(_rows(found, lines, group))
    if not sources:
        columns = (*columns[: SOURCED[0]], *columns[SOURCED[1] :])
        rows = tuple(_unsourced(row) for row in rows)
    return Table(columns, rows, row_header=False, dense=True)


def _unsourced(row: Row) -> Row:
    if row.kind == "group":
        return row
    return replace(row, cells=(*row.cells[: SOURCED[0]], *row.cells[SOURCED[1] :]))


def _rows(found: Echeancier, lines: Sequence[Ligne], group: GroupeFeries) -> Iterator[Row]:
    late = [line for line in lines if found.rank(line) is Rang.EN_RETARD]
    if late:
        yield Row((Cell(_("En retard"), bold=True),), "group")
        for line in late:
            yield _row(line, group, format_date(line.jour, "short"))
    left = [line for line in lines if line not in late]
    for month, of_month in groupby(left, key=_month):
        yield Row((Cell(capitalise(month), bold=True),), "group")
        for line in of_month:
            assert line.jour is not None
            yield _row(line, group, "1er" if line.jour.day == 1 else str(line.jour.day))


def _month(line: Ligne) -> str:
    return format_date(line.jour, "month")


def _row(line: Ligne, group: GroupeFeries, day: str) -> Row:
    return Row(
        (
            Cell(day, bold=True),
            Cell(line.titre),
            Cell(_rule(line, group)),
            Cell(text_name(line)),
            Cell(_(ON_PAPER[line.confiance])),
            Cell(line.qui),
            Cell(DONE if line.etat is EtatEcheance.FAITE else TO_DO),
        )
    )


def _rule(line: Ligne, group: GroupeFeries) -> str:
    """Return why this date, in a few words, and until when to hand in on a closed day."""
    words = paper_rule(line)
    before = deposit_day(line, group)
    if before is None:
        return words or EMPTY
    return _("{regle} ; à déposer le {jour}", regle=words, jour=format_date(before, "short"))


def _legend(edition: Edition) -> str:
    if not edition.options.sources:
        return _(
            "Une date qui tombe un jour chômé reste inchangée : déposez le dernier jour ouvré "
            "précédent."
        )
    checked = max(regle.verifie_le for regle in edition.content.echeances.regles)
    return _(
        "Source : « lu », vérifié mot à mot dans le texte officiel ; « indirecte », lu dans une "
        "source secondaire. « À confirmer » : à vérifier auprès de votre ARS ; « conseillé » : "
        "aucun texte ne l'impose ; « dossier » : date fixée par vous. Textes vérifiés le {jour}. "
        "Une date qui tombe un jour chômé reste inchangée : déposez le dernier jour ouvré "
        "précédent.",
        jour=format_date(checked),
    )
