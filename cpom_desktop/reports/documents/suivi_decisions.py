"""« Suivi des décisions »: every decision of every meeting, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
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
from cpom_desktop.services.queries.decisions import decisions_followed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.decisions import DecisionView

TITLE = "Suivi des décisions"
LATE = "▲ "
"""Before the state of what is late: a shape, then words, never a colour alone."""


def suivi_decisions_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the decisions still open by date, then those that are settled."""
    found = _decisions(edition)
    if not found:
        return Heading(_(TITLE)), Paragraph(_("Aucune décision n'est encore consignée."))
    return (
        PageBreak(landscape=True),
        Heading(_(TITLE)),
        Paragraph(_summary(found)),
        Table(_columns(), tuple(_rows(found))),
    )


def _decisions(edition: Edition) -> tuple[DecisionView, ...]:
    return decisions_followed(edition.snapshot, edition.content, edition.now.date())


def _summary(found: Sequence[DecisionView]) -> str:
    """Return « 5 décisions : 2 à suivre, dont 1 en retard ; 3 closes. »."""
    still = [view for view in found if not view.close]
    late = sum(bool(view.retard_jours) for view in still)
    return _(
        "{decisions} : {ouvertes} à suivre{retard} ; {closes}.",
        decisions=ngettext("{n} décision", "{n} décisions", len(found)),
        ouvertes=len(still),
        retard=_(", dont {n} en retard", n=late) if late else "",
        closes=ngettext("{n} close", "{n} closes", len(found) - len(still)),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Échéance"), 1.3),
        Column(_("Décision"), 4.6),
        Column(_("Réunion"), 1.7),
        Column(_("Responsable"), 1.8),
        Column(_("Où en est-on"), 1.7),
        Column(_("Devenue"), 2.2),
    )


def _rows(found: Sequence[DecisionView]) -> Iterable[Row]:
    for title, close in ((_("À suivre"), False), (_("Closes"), True)):
        views = [view for view in found if view.close is close]
        if views:
            yield Row((Cell(title, bold=True),), "group")
        yield from (_row(view) for view in views)


def _row(view: DecisionView) -> Row:
    late = bool(view.retard_jours)
    return Row(
        (
            Cell(format_date(view.decision.echeance, "medium")),
            Cell(view.decision.texte),
            Cell(_meeting(view)),
            Cell(view.responsable),
            Cell(f"{LATE if late else ''}{view.etat}", bold=late),
            Cell(view.devenue or EMPTY),
        )
    )


def _meeting(view: DecisionView) -> str:
    """Return the meeting and the number under which it was decided: « COPIL n° 1, décision 3 »."""
    return _("{reunion}, décision {n}", reunion=view.reunion, n=view.decision.numero)


def suivi_decisions_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets: the decisions, then what was edited, and when."""
    columns = (
        SheetColumn(_("Échéance"), "day", 12),
        SheetColumn(_("Décision"), "long", 60),
        SheetColumn(_("Réunion"), "text", 24),
        SheetColumn(_("Tenue le"), "day", 12),
        SheetColumn(_("N°"), "number", 6),
        SheetColumn(_("Responsable"), "text", 26),
        SheetColumn(_("Où en est-on"), "text", 24),
        SheetColumn(_("Retard (jours)"), "number", 10),
        SheetColumn(_("Faite le"), "day", 12),
        SheetColumn(_("Devenue"), "long", 40),
    )
    rows = tuple(_sheet_row(view) for view in _decisions(edition))
    return Sheet(_("Décisions"), columns, rows), about_sheet(edition)


def _sheet_row(view: DecisionView) -> tuple[Value, ...]:
    decision = view.decision
    return (
        decision.echeance,
        decision.texte,
        view.reunion,
        view.reunion_jour,
        decision.numero,
        view.responsable if view.responsable != EMPTY else "",
        view.etat,
        view.retard_jours or None,
        decision.fait_le,
        view.devenue,
    )
