"""Document « Fiche de registre » (RGPD, article 30), and the register of the persons erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
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
from cpom_desktop.services.queries.confidentialite import (
    DURATIONS,
    PROPOSAL,
    fiche_registre,
)
from cpom_desktop.services.queries.confidentialite_mots import MOTIF_WORDS
from cpom_desktop.services.queries.contacts_inactifs import contacts_inactifs

if TYPE_CHECKING:
    from cpom_desktop.domain.confidentialite import Effacement
    from cpom_desktop.reports.documents.context import Edition


def fiche_registre_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the sheet, what it leans on, then the erasures, which name nobody."""
    snapshot = edition.snapshot
    lines = fiche_registre(snapshot)
    ours = [line.titre for line in lines if line.proposee and line.texte]
    idle = len(contacts_inactifs(snapshot, edition.now.date()))
    return (
        PageBreak(),
        Heading(_("Fiche de registre : pilotage du CPOM")),
        Callout(_("À faire valider"), _(PROPOSAL), tone="attention"),
        KeyValues(tuple((line.titre, line.texte) for line in lines)),
        Paragraph(
            _("Rédigé par CPOM Desktop : {quoi}.", quoi=", ".join(ours) or EMPTY), small=True
        ),
        Paragraph(_(DURATIONS), small=True),
        Heading(_("Personnes effacées"), 2),
        *_erased(snapshot.effacements),
        Heading(_("Contacts à revoir"), 2),
        Paragraph(_idle(idle)),
    )


def _erased(rows: tuple[Effacement, ...]) -> tuple[Block, ...]:
    if not rows:
        return (Paragraph(_("Aucune personne n'a été effacée de ce dossier.")),)
    columns = (
        Column(_("N°"), 0.5, "right"),
        Column(_("Le"), 1.4),
        Column(_("Pourquoi"), 2.6),
        Column(_("Fiches vidées"), 1.0, "right"),
        Column(_("Passages remplacés"), 1.2, "right"),
        Column(_("Sauvegardes gardées"), 1.2, "right"),
    )
    return (Table(columns, tuple(map(_row, rows))),)


def _idle(count: int) -> str:
    if not count:
        return _("Aucun contact n'est sans activité.")
    return ngettext("{n} contact est sans activité.", "{n} contacts sont sans activité.", count)


def _row(row: Effacement) -> Row:
    cells = (
        str(row.numero),
        format_date(row.jour),
        _(MOTIF_WORDS[row.motif]),
        str(row.fiches),
        str(row.textes + row.historique),
        str(row.sauvegardes_gardees),
    )
    return Row(tuple(Cell(text) for text in cells))
