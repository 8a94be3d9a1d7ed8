"""« Ordre du jour » of a meeting: its points in their slots, and what the last one decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.reunion_entete import (
    heading_blocks,
    reunion_of,
    who_carries,
)
from cpom_desktop.services.queries.decisions import state_words
from cpom_desktop.services.queries.reunion import decisions_of, minutes_words, reunion_name
from cpom_desktop.services.queries.tournures import of_name
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.reunion import PointView, ReunionDocument


def ordre_du_jour_blocks(edition: Edition, reunion_id: int) -> tuple[Block, ...]:
    """Return the agenda of a meeting, on a page if it holds."""
    view = reunion_of(edition, reunion_id)
    title = _("Ordre du jour {du_nom}", du_nom=of_name(view.nom))
    return (
        PageBreak(form=title),
        *heading_blocks(title, view, edition),
        Heading(_("Points à l'ordre du jour"), 3),
        *_agenda(view),
        *_before(view, edition),
    )


def _agenda(view: ReunionDocument) -> Iterable[Block]:
    if not view.points:
        yield Paragraph(_("À compléter : aucun point n'est encore à l'ordre du jour."))
        return
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Horaire"), 1.9),
        Column(_("Point"), 4.6),
        Column(_("Rapporteur"), 1.9),
        Column(_("Durée"), 0.9, "right"),
        Column(_("Nature"), 1.2),
    )
    rows = (*map(_row, view.points), _total(view))
    yield Table(columns, rows, row_header=False)
    if late := overrun_words(view):
        yield Callout(_("Horaire"), late, "attention")


def _row(line: PointView) -> Row:
    point = line.point
    document = _("Document : {nom}", nom=point.document) if point.document else ""
    texts = (
        str(line.numero),
        slot_of(line),
        "\n".join(part for part in (point.titre, document) if part),
        line.rapporteur or EMPTY,
        minutes_words(point.duree_minutes),
        word(point.nature).lower(),
    )
    return Row(tuple(Cell(text) for text in texts))


def slot_of(line: PointView) -> str:
    """Return « 14 h 00 – 14 h 10 » for a point, « – » while it is not known."""
    return " – ".join(part for part in (line.debut, line.fin) if part) or EMPTY


def _total(view: ReunionDocument) -> Row:
    total = minutes_words(view.prevues_minutes)
    if view.reunion.duree_minutes:
        slot = minutes_words(view.reunion.duree_minutes)
        total = _("{total} sur {creneau}", total=total, creneau=slot)
    cells = ("", "", _("Durée prévue"), total, "", "")
    return Row(tuple(Cell(text) for text in cells), "total")


def overrun_words(view: ReunionDocument) -> str:
    """Return by how much the agenda overruns the slot, in a sentence; empty when it fits."""
    if not view.depassement_minutes:
        return ""
    return _(
        "L'ordre du jour prévoit {total} pour un créneau de {creneau} : {trop} de trop.",
        total=minutes_words(view.prevues_minutes),
        creneau=minutes_words(view.reunion.duree_minutes),
        trop=minutes_words(view.depassement_minutes),
    )


def _before(view: ReunionDocument, edition: Edition) -> Iterable[Block]:
    """Yield what comes back from the meeting before: its minutes, then its decisions."""
    before = view.precedente
    if before is None:
        return
    name = reunion_name(edition.snapshot, before)
    yield Heading(_("Suites {du_nom}", du_nom=of_name(name)), 3)
    yield Paragraph(_minutes_words(before))
    decisions = decisions_of(edition.snapshot, before.id)
    if not decisions:
        yield Paragraph(_("Aucune décision n'y a été consignée."))
        return
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Décision"), 4.4),
        Column(_("Responsable"), 1.8),
        Column(_("Échéance"), 1.6),
        Column(_("Où en est-on"), 1.7),
    )
    today = edition.now.date()
    yield Table(
        columns,
        tuple(
            Row(
                (
                    Cell(str(d.numero)),
                    Cell(d.texte),
                    Cell(who_carries(d, edition)),
                    Cell(format_date(d.echeance, "medium")),
                    Cell(state_words(d, today)),
                )
            )
            for d in decisions
        ),
        row_header=False,
    )


def _minutes_words(before: Reunion) -> str:
    """Return where the minutes of the meeting before stand."""
    if before.validee_le:
        told = _("Son compte rendu a été approuvé le {jour}.", jour=format_date(before.validee_le))
    elif before.diffusee_le or before.redigee_le:
        day = format_date(before.diffusee_le or before.redigee_le)
        told = _("Son compte rendu, diffusé le {jour}, est à approuver.", jour=day)
        if not before.diffusee_le:
            told = _("Son compte rendu, rédigé le {jour}, est à approuver.", jour=day)
    else:
        told = _("Son compte rendu n'est pas encore rédigé.")
    return told
