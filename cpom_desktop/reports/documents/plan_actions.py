"""Parts « Plan d'actions » and « Tableau des coûts »: the same words and cents as the screen."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_actions_page import ActionRow, ActionsPage, Couts, actions_pages
from cpom_desktop.i18n import EMPTY, NBSP, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.plan_actions import plan_actions
from cpom_desktop.services.queries.plan_actions_couts import (
    note_annees,
    note_couts,
    tableaux_couts,
)
from cpom_desktop.services.queries.plan_actions_gantt import plan_gantt, years_shown_of
from cpom_desktop.services.queries.plan_actions_lignes import (
    ETATS,
    Rang,
    VuePlan,
    origines_words,
    rangs,
    sans_financement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.plan_actions import PlanActions
    from cpom_desktop.services.queries.plan_actions_couts import LigneMontants, TableauMontants

WIDTH_MM, HEIGHT_MM, LEAD_MM = 267.0, 180.0, 26.0
"""Room between the margins of a landscape page, and what title and lead take of it."""
SPOKEN = 90
"""Letters of a title told in the words that stand for the picture."""


def plan_actions_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: the calendar on landscape pages, then every step with its dates."""
    plan = _plan(edition)
    title = Heading(_("Plan d'actions"))
    if not plan.lignes:
        return (title, Paragraph(_("À compléter : aucune fiche action n'est encore écrite.")))
    return (*_calendar(title, plan, edition), *_steps(edition, plan))


def couts_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: costs by action and by section, year by year, then the funding."""
    plan = _plan(edition)
    title = Heading(_("Tableau des coûts"))
    if not plan.lignes:
        return (title, Paragraph(_("À compléter : aucune fiche action n'est encore écrite.")))
    tables = [block for told in tableaux_couts(plan) for block in _table(told)]
    note = note_couts(plan)
    told = (Paragraph(note, small=True),) if note else ()
    return (PageBreak(landscape=True), title, *_unpaid(plan), *tables, *told)


def _plan(edition: Edition) -> PlanActions:
    return plan_actions(edition.snapshot, edition.now.date())


def _rows(edition: Edition, plan: PlanActions, *, steps: bool = False) -> tuple[Rang, ...]:
    shown = frozenset(li.view.fiche.id for li in plan.lignes) if steps else frozenset()
    return rangs(
        edition.snapshot, plan.lignes, VuePlan.OBJECTIF, edition.now.date(), unfolded=shown
    )


def _calendar(title: Heading, plan: PlanActions, edition: Edition) -> Iterator[Block]:
    today = edition.now.date()
    rows, shown = _rows(edition, plan), years_shown_of(plan, today)
    pages = actions_pages(
        tuple(_words(row) for row in rows),
        plan_gantt(rows, today),
        shown,
        _foot(plan, shown),
        (WIDTH_MM, HEIGHT_MM - LEAD_MM),
    )
    for rank, page in enumerate(pages, start=1):
        yield PageBreak(landscape=True)
        if rank == 1:
            yield title
            yield Paragraph(_lead(plan))
        else:
            yield Heading(_("Plan d'actions ({n} sur {total})", n=rank, total=len(pages)), 2)
        yield Figure(page.scene, _alt(page, rows))


def _words(row: Rang) -> ActionRow:
    if row.ligne is None:
        return ActionRow(row.titre, heading=True)
    fiche = row.ligne.view.fiche
    return ActionRow(
        f"{fiche.repere} {fiche.titre}",
        row.ligne.responsable or EMPTY,
        origines_words(row.ligne),
        format_euros(row.ligne.view.cout_centimes),
    )


def _foot(plan: PlanActions, shown: tuple[date, date]) -> Couts:
    amounts = {
        year: (centimes, (format_euros(centimes), f"{round(centimes / 100_000)}{NBSP}k€"))
        for year, centimes in plan.couts.par_annee.items()
    }
    note = note_annees(plan.couts, shown[0].year, shown[1].year)
    return Couts(format_euros(plan.couts.total), note, amounts)


def _lead(plan: PlanActions) -> str:
    """Return how many actions, what they cost, and what nobody pays for."""
    count = ngettext("{n} fiche action", "{n} fiches actions", len(plan.lignes))
    told = _("{fiches}, {cout} en tout.", fiches=count, cout=format_euros(plan.couts.total))
    alone = ", ".join(li.view.fiche.repere for li in sans_financement(plan))
    return f"{told} {_('Sans financement : {fiches}.', fiches=alone)}" if alone else told


def _alt(page: ActionsPage, rows: tuple[Rang, ...]) -> str:
    """Return the words that stand for the picture: each fiche, its dates and its cost."""
    told = [row for row in (rows[i] for i in page.rows) if row.ligne is not None]
    count = ngettext("{n} fiche dessinée", "{n} fiches dessinées", len(told))
    return " ".join((_("Calendrier : {fiches}.", fiches=count), *map(_spoken, told)))


def _spoken(row: Rang) -> str:
    assert row.ligne is not None
    fiche = row.ligne.view.fiche
    title = fiche.titre if len(fiche.titre) <= SPOKEN else f"{fiche.titre[: SPOKEN - 1]}…"
    cost = format_euros(row.ligne.view.cout_centimes)
    if row.ligne.debut is None or row.ligne.fin is None:
        return _("{repere} {titre} : sans date, {cout}.", repere=fiche.repere, titre=title,
                 cout=cost)  # fmt: skip
    return _(
        "{repere} {titre} : du {debut} au {fin}, {cout}.",
        repere=fiche.repere,
        titre=title,
        debut=format_date(row.ligne.debut),
        fin=format_date(row.ligne.fin),
        cout=cost,
    )


# --- the steps


def _steps(edition: Edition, plan: PlanActions) -> tuple[Block, ...]:
    columns = tuple(
        Column(column.header, width, "right" if column.kind == "number" else "left")
        for column, width in zip(_step_columns(), (0.8, 3.6, 1.8, 1.2, 1.2, 2.6, 1.1), strict=True)
    )
    rows = [
        Row(tuple(Cell(_printed(value)) for value in _step_values(row)))
        for row in _rows(edition, plan, steps=True)
        if row.etape is not None
    ]
    title = Heading(_("Étapes des fiches"), 2)
    if not rows:
        return (title, Paragraph(_("Aucune étape n'est encore écrite.")))
    return (PageBreak(landscape=True), title, Table(columns, tuple(rows), dense=True))


def _step_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("Fiche"), "text", 8),
        SheetColumn(_("Étape"), "long", 50),
        SheetColumn(_("Responsable"), "text", 22),
        SheetColumn(_("Début"), "day", 12),
        SheetColumn(_("Fin"), "day", 12),
        SheetColumn(_("Livrable"), "long", 34),
        SheetColumn(_("Avancement (%)"), "number", 12),
    )


def _step_values(row: Rang) -> tuple[Value, ...]:
    assert row.ligne is not None
    assert row.etape is not None
    etape = row.etape
    return (
        row.ligne.view.fiche.repere,
        etape.libelle,
        row.responsable,
        etape.debut,
        etape.fin,
        etape.livrable,
        etape.avancement,
    )


def _printed(value: Value) -> str:
    if value is None or value == "":
        return EMPTY
    return str(value) if isinstance(value, str | int) else format_date(value, "medium")  # type: ignore[arg-type]


# --- the costs


def _unpaid(plan: PlanActions) -> tuple[Block, ...]:
    alone = ", ".join(li.view.fiche.repere for li in sans_financement(plan))
    if not alone:
        return ()
    told = _("Dites qui finance : {fiches}.", fiches=alone)
    return (Callout(_("Des actions sont sans financement"), told, "attention"),)


def _table(told: TableauMontants) -> tuple[Block, ...]:
    share = 3.4 if len(told.colonnes) > 3 else 2.0
    columns = (
        Column(told.tete, share),
        *(Column(header, 1.0, "right") for header in told.colonnes),
    )
    rows = tuple(_row(line) for line in told.lignes)
    return (Heading(told.titre, 2), Table(columns, rows, dense=True))


def _row(line: LigneMontants) -> Row:
    cells = (Cell(line.libelle), *(Cell(format_euros(amount)) for amount in line.montants))
    return Row(cells, "total" if line.total else "body")


# --- the workbooks


def plan_actions_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the fiches, their steps with the columns of the printed table, what was edited."""
    plan = _plan(edition)
    rows = _rows(edition, plan, steps=True)
    steps = tuple(_step_values(row) for row in rows if row.etape is not None)
    return (
        Sheet(_("Plan d'actions"), _fiche_columns(plan), tuple(_fiche_rows(plan, rows))),
        Sheet(_("Étapes"), _step_columns(), steps),
        about_sheet(edition),
    )


def _fiche_columns(plan: PlanActions) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("Axe"), "text", 30),
        SheetColumn(_("Fiche"), "text", 8),
        SheetColumn(_("Fiche action"), "long", 48),
        SheetColumn(_("Pilote"), "text", 22),
        SheetColumn(_("Origine"), "text", 28),
        SheetColumn(_("État"), "text", 14),
        SheetColumn(_("Avancement (%)"), "number", 12),
        SheetColumn(_("Début"), "day", 12),
        SheetColumn(_("Fin"), "day", 12),
        *(SheetColumn(str(year), "figure", 13) for year in plan.couts.par_annee),
        SheetColumn(_("Coût"), "figure", 14),
    )


def _fiche_rows(plan: PlanActions, rows: tuple[Rang, ...]) -> Iterator[tuple[Value, ...]]:
    axis = ""
    for row in rows:
        if row.ligne is None:
            axis = row.titre
        elif row.etape is None:
            view, line = row.ligne.view, row.ligne
            yield (
                axis,
                view.fiche.repere,
                view.fiche.titre,
                line.responsable,
                origines_words(line),
                _(ETATS[line.etat]),
                line.avancement,
                line.debut,
                line.fin,
                *(euros(view.cout_par_annee.get(year, 0)) for year in plan.couts.par_annee),
                euros(view.cout_centimes),
            )


def couts_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the tables of the costs, one a sheet, with the columns of the printed ones."""
    tables = tableaux_couts(_plan(edition))
    return (*(_sheet(told) for told in tables), about_sheet(edition))


def _sheet(told: TableauMontants) -> Sheet:
    columns = (
        SheetColumn(told.tete, "long", 48),
        *(SheetColumn(header, "figure", 16) for header in told.colonnes),
    )
    rows = tuple(
        (line.libelle, *(None if a is None else euros(a) for a in line.montants))
        for line in told.lignes
    )
    return Sheet(told.titre, columns, rows)


def euros(centimes: int) -> Decimal:
    """Return an amount in euros, to the cent."""
    whole = Decimal(centimes) / 100
    return whole.quantize(Decimal("0.01")) if centimes % 100 else whole.quantize(Decimal(1))
