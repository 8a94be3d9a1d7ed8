"""Document « Dossier de passation » (picture D14): its first page alone must suffice.

It stays in the house, and says so. Her opinion of people is not printed all the same.
"""

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
    PageBreak,
    Pages,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.etablissement import dossier_name
from cpom_desktop.services.queries.passation import next_days, people, promises, summary
from cpom_desktop.services.queries.vigilance import vigilance

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.reports.documents.context import Edition

SUITE = (
    ("rétroplanning", "Rétroplanning"),
    ("acteurs", "Cartographie des acteurs"),
    ("interlocuteurs successifs", "Interlocuteurs successifs"),
    ("décisions", "Suivi des décisions"),
    ("journal des échanges", "Journal des échanges"),
    ("pièces et lieux de rangement", "Pièces à réunir"),
    ("envois, versions et fichiers", "Envois, versions et fichiers"),
)
"""What follows the first page: how it is called there, and its heading."""
MOST_LATE, MOST_DATES, MOST_PEOPLE, MOST_PROMISES, MOST_POINTS = 3, 5, 6, 5, 7
"""Lines of each part of the first page, which is one page: the rest is told by number."""
MORE_LATE = ("Et {n} autre date en retard.", "Et {n} autres dates en retard.")
MORE_DATES = ("Et {n} autre date d'ici là.", "Et {n} autres dates d'ici là.")
MORE_PEOPLE = (
    "Et {n} autre personne, parmi les acteurs.",
    "Et {n} autres personnes, parmi les acteurs.",
)
MORE_PROMISES = ("Et {n} autre engagement.", "Et {n} autres engagements.")
MORE_POINTS = ("Et {n} autre point.", "Et {n} autres points.")


def passation_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the first page."""
    snapshot, today = edition.snapshot, edition.now.date()
    title = _("Dossier de passation")
    lead = _(
        "{dossier}. Pour la personne qui reprend le dossier, état au {jour}. Document interne : "
        "il ne quitte pas l'établissement.",
        dossier=dossier_name(snapshot),
        jour=format_date(today),
    )
    return (
        PageBreak(form=title),
        Heading(title),
        Paragraph(lead),
        Callout(_("Où en est-on, en trois phrases"), summary(snapshot, edition.content, today)),
        *_next_days(edition),
        *_people(edition),
        *_promises(edition),
        *_points(edition),
        Pages(_("Suite du dossier"), tuple((_(words), _(head)) for words, head in SUITE)),
    )


def _next_days(edition: Edition) -> tuple[Block, ...]:
    today = edition.now.date()
    found = next_days(edition.snapshot, edition.content, today)
    heading = Heading(_("Les trente prochains jours"), 2)
    if not found:
        return (heading, Paragraph(_("Rien n'est attendu d'ici là.")))
    late = [line for line in reversed(found) if line.retard]
    coming = [line for line in found if not line.retard]
    shown = [*late[:MOST_LATE], *coming[:MOST_DATES]]
    columns = (
        Column(_("Date"), 1),
        Column(_("À faire"), 3.4),
        Column(_("Avec qui"), 1.5),
        Column(_("État"), 1.1),
    )
    rows = [
        Row((
            Cell(_near(line.jour, today), bold=True),
            Cell(line.quoi),
            Cell(line.qui or EMPTY),
            Cell(line.etat, bold=line.retard),
        ))
        for line in shown
    ]  # fmt: skip
    return (
        heading,
        _table(columns, rows),
        *_rest((len(late) - MOST_LATE, MORE_LATE), (len(coming) - MOST_DATES, MORE_DATES)),
    )


def _people(edition: Edition) -> tuple[Block, ...]:
    found = people(edition.snapshot, edition.now.date())
    heading = Heading(_("À qui parler"), 2)
    if not found:
        return (heading, Paragraph(_("Aucune personne n'est encore nommée.")))
    columns = (Column(_("Personne"), 1.3), Column(_("Rôle"), 2), Column(_("À savoir"), 3.2))
    rows = [
        Row((Cell(one.nom, bold=True), Cell(one.role), Cell(one.a_savoir)))
        for one in found[:MOST_PEOPLE]
    ]
    return (
        heading,
        _table(columns, rows),
        *_rest((len(found) - MOST_PEOPLE, MORE_PEOPLE)),
    )


def _promises(edition: Edition) -> tuple[Block, ...]:
    found = promises(edition.snapshot, edition.content, edition.now.date())
    heading = Heading(_("Ce qui a été promis"), 2)
    if not found:
        return (heading, Paragraph(_("Aucun engagement n'attend d'être tenu.")))
    columns = (
        Column(_("Quand"), 0.9),
        Column(_("Engagement"), 3.6),
        Column(_("Envers qui"), 1.4),
        Column(_("Pour le"), 0.9),
    )
    rows = [
        Row((
            Cell(_near(one.quand, edition.now.date()), bold=True),
            Cell(one.quoi),
            Cell(one.envers or EMPTY),
            Cell(_near(one.echeance, edition.now.date())),
        ))
        for one in found[:MOST_PROMISES]
    ]  # fmt: skip
    return (
        heading,
        _table(columns, rows),
        *_rest((len(found) - MOST_PROMISES, MORE_PROMISES)),
    )


def _points(edition: Edition) -> tuple[Block, ...]:
    found = vigilance(edition.snapshot, edition.content, edition.now.date())
    heading = Heading(_("Points de vigilance"), 2)
    if not found:
        return (heading, Paragraph(_("Rien à signaler.")))
    return (
        heading,
        BulletList(found[:MOST_POINTS]),
        *_rest((len(found) - MOST_POINTS, MORE_POINTS)),
    )


def _near(day: date | None, today: date) -> str:
    """Return a day without its year when it is this one; « – » without any."""
    if day is None:
        return EMPTY
    return format_date(day, "short" if day.year == today.year else "medium")


def _table(columns: tuple[Column, ...], rows: list[Row]) -> Table:
    return Table(columns, tuple(rows), row_header=False, dense=True)


def _rest(*left: tuple[int, tuple[str, str]]) -> tuple[Block, ...]:
    """Return how many lines are left out, of each kind, in one line; nothing when none is."""
    told = " ".join(ngettext(*words, count) for count, words in left if count > 0)
    return (Paragraph(told, small=True),) if told else ()
