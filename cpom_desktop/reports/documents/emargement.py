"""« Feuille d'émargement » of a meeting: a tall line to sign for each, some for the unexpected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.reunions import Presence
from cpom_desktop.i18n import EMPTY, NBSP, _, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.reunion_entete import (
    heading_blocks,
    presence_told,
    quorum_words,
    reunion_of,
    structure_of,
)
from cpom_desktop.services.queries.tournures import of_name

if TYPE_CHECKING:
    from cpom_desktop.domain.reunions import ReunionPresence
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.reunion import ReunionDocument

ROW_MM = 12.5
"""Height of a line to sign: the design asks for 9 mm at least, the kit for room."""
BLANK_ROWS = 3
"""Lines left for who comes without being expected."""
DOTS = "…" * 8
EXPECTED = frozenset({Presence.ATTENDU, Presence.PRESENT})


def emargement_blocks(edition: Edition, reunion_id: int) -> tuple[Block, ...]:
    """Return the sheet that each signs as they come in."""
    view = reunion_of(edition, reunion_id)
    title = _("Feuille d'émargement {du_nom}", du_nom=of_name(view.nom))
    hours = _("Séance ouverte à {trou}, close à {trou}.", trou=DOTS)
    columns = (
        Column(_("Nom"), 2.3),
        Column(_("Qualité"), 2.3),
        Column(_("Structure"), 2.1),
        Column(_("Présence"), 1.7),
        Column(_("Signature"), 2.7),
    )
    return (
        PageBreak(),
        *heading_blocks(title, view, edition),
        Paragraph(hours),
        Table(columns, _rows(view, edition), row_mm=ROW_MM),
        Paragraph(_total(view)),
        *_quorum(view),
    )


def _rows(view: ReunionDocument, edition: Edition) -> tuple[Row, ...]:
    blank = Row(tuple(Cell(NBSP) for _column in range(5)))
    return (*(_row(presence, edition) for presence in view.presences), *[blank] * BLANK_ROWS)


def _row(presence: ReunionPresence, edition: Edition) -> Row:
    """Return the line of a participant; « – » stands where nobody will sign."""
    comes = presence.presence in EXPECTED
    signs = comes or presence.presence is Presence.REPRESENTE
    return Row(
        (
            Cell(presence.nom, bold=True),
            Cell(presence.qualite or EMPTY),
            Cell(structure_of(presence, edition) or EMPTY),
            Cell("" if comes else presence_told(presence, edition)),
            Cell("" if signs else EMPTY),
        )
    )


def _total(view: ReunionDocument) -> str:
    expected = ngettext("{n} personne convoquée", "{n} personnes convoquées", len(view.presences))
    return _("Total : {attendus}, {trou} présentes.", attendus=expected, trou=DOTS)


def _quorum(view: ReunionDocument) -> tuple[Block, ...]:
    told = quorum_words(view)
    if not told:
        return ()
    return (Paragraph(_("Quorum : {texte}.", texte=told)),)
