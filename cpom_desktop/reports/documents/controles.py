"""Documents « Check-list »: the procedure and the launch meeting, filled or to fill by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.i18n import EMPTY, NBSP, _, format_date
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.services.queries.controles import Filtre, check_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.controles import CheckList
    from cpom_desktop.services.queries.controles_types import PointLu

TO_DO, DONE = "☐", "☑"
FREE_LINES = 3
"""Lines left free at the end of a list."""
TALL = f"{NBSP}\n{NBSP}"
"""Two empty lines: room to write by hand."""


def controles_blocks(edition: Edition, *, liste: ListeControle) -> tuple[Block, ...]:
    """Return a check-list as it stands: what it comes to, the points, how to read them."""
    found = check_list(edition.snapshot, liste, edition.content, edition.now.date())
    title = Heading(_title(liste))
    if not found.points:
        return (title, Paragraph(_("Cette liste ne contient aucun point.")))
    return (
        title,
        Paragraph(_lead(found)),
        _table(found, partial(_filled_row, found.today.year)),
        Paragraph(_legend(edition, liste), small=True),
    )


def blank_blocks(edition: Edition, *, liste: ListeControle) -> tuple[Block, ...]:
    """Return a check-list to fill by hand: empty boxes, room to write, free lines."""
    found = check_list(edition.snapshot, liste, edition.content, edition.now.date())
    told = _("Cochez ce qui est fait ; écrivez qui s'en charge et pour quand.")
    if liste is ListeControle.LANCEMENT:
        told = _("Date : …………………………  Lieu : ………………………………………  Animée par : …………………………………")
    return (
        Heading(_title(liste)),
        Paragraph(told),
        _table(found, _blank_row),
        Paragraph(edition.content.controles.mention, small=True),
    )


def _title(liste: ListeControle) -> str:
    launch = liste is ListeControle.LANCEMENT
    return _("Check-list de la réunion de lancement") if launch else _("Check-list du CPOM")


def _lead(found: CheckList) -> str:
    parts = ", ".join(part for part in (found.headline, found.details) if part)
    return _("Au {jour} : {compte}.", jour=format_date(found.today), compte=parts)


def _table(found: CheckList, row_of: Callable[[PointLu], Row]) -> Table:
    columns = (
        Column(_("Fait"), 0.5, "center"),
        Column(_("Point à aborder" if _is_launch(found) else "Point à vérifier"), 3.6),
        Column(_("Décision prise" if _is_launch(found) else "Constat"), 3.2),
        Column(_("Qui"), 1.4),
        Column(_("Pour le"), 1.0),
    )
    return Table(columns, tuple(_rows(found, row_of)), row_header=False, dense=True)


def _is_launch(found: CheckList) -> bool:
    return found.liste is ListeControle.LANCEMENT


def _rows(found: CheckList, row_of: Callable[[PointLu], Row]) -> Iterator[Row]:
    for etape in found.chosen(Filtre.TOUT):
        note = "" if row_of is _blank_row else f" – {etape.note}"
        yield Row((Cell(f"{etape.titre}{note}", bold=True),), "group")
        for point in etape.points:
            yield row_of(point)
    if row_of is _blank_row:
        yield Row((Cell(_("Autres points"), bold=True),), "group")
        for _line in range(FREE_LINES):
            yield Row((Cell(TO_DO), Cell(TALL), Cell(""), Cell(""), Cell("")))


def _filled_row(year: int, point: PointLu) -> Row:
    day = point.echeance
    aside = point.etat is EtatControle.SANS_OBJET
    box = EMPTY if aside else DONE if point.etat is EtatControle.FAIT else TO_DO
    return Row(
        (
            Cell(box),
            Cell(point.row.texte),
            Cell(_finding(point)),
            Cell(point.qui),
            Cell(format_date(day, "short" if day and day.year == year else "medium")),
        )
    )


def _finding(point: PointLu) -> str:
    """Return what is said of a point: the decision, else the datum, else its note."""
    if point.row.liste is ListeControle.LANCEMENT:
        return " ; ".join(part for part in (point.row.decision, point.row.motif) if part)
    return point.phrase


def _blank_row(point: PointLu) -> Row:
    return Row((Cell(TO_DO), Cell(point.row.texte), Cell(TALL), Cell(""), Cell("")))


def _legend(edition: Edition, liste: ListeControle) -> str:
    mention = edition.content.controles.mention
    if liste is ListeControle.LANCEMENT:
        return mention
    told = _(
        "☑ fait, coché à la main ou par le dossier quand une donnée le prouve ; ☐ à faire ou en "
        "cours ; – sans objet. Sans date saisie, « Pour le » suit le rétroplanning."
    )
    return f"{told} {mention}"
