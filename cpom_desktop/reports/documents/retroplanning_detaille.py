"""Part « Rétroplanning détaillé »: the plan in words, its dates, its meetings, its calendar."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from cpom_desktop.domain.calendrier import MotifFermeture
from cpom_desktop.i18n import EMPTY, _, capitalise, format_date, format_number, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.retroplanning import late_words, split_view
from cpom_desktop.services.queries.agenda import plan_events
from cpom_desktop.services.queries.plan_references import slippage
from cpom_desktop.services.queries.planning import plan_view

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.plan_calendrier import ClosedSpan
    from cpom_desktop.services.queries.plan_references import Slip, SlippageView
    from cpom_desktop.services.queries.planning import PlanRow, PlanView

SEASONS = frozenset({MotifFermeture.ETE, MotifFermeture.FIN_ANNEE})


def retroplanning_detaille_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: what the plan says, its critical path, what moved, then every date."""
    view = plan_view(edition.snapshot, edition.content, edition.now.date())
    before, _after = split_view(view, edition)
    title = Heading(_("Rétroplanning détaillé"))
    if not view.rows:
        return (title, Paragraph(_("Aucune tâche n'est encore saisie.")))
    return (
        title,
        *_summary(before),
        *_critical(before),
        *_moved(slippage(edition.snapshot, edition.content, view.today)),
        *_meetings(edition),
        *_closed(before),
        *_dates(view),
    )


def _summary(view: PlanView) -> Iterable[Block]:
    """Yield what is aimed at, the margin or what lacks, what is late, what to look at."""
    if view.target is None:
        yield Callout(
            _("Dates à venir"),
            _("Les dates seront calculées à rebours dès que la date visée sera connue."),
        )
        return
    lead = _(
        "{label} : {jour}. Les dates sont calculées à rebours, d'après le kit ANAP.",
        label=view.target_label,
        jour=format_date(view.target, "full"),
    )
    late = late_words(view)
    told = " ".join(f"{t.removesuffix('.')}." for t in (view.marge, late, _forecast(view)) if t)
    if view.manque is None and not late:
        yield Paragraph(f"{lead} {told}".strip())
    else:
        yield Paragraph(lead)
        yield Callout(_("À vérifier"), told, "attention")
    if view.alertes:
        yield BulletList(tuple(alert.texte for alert in view.alertes))


def _forecast(view: PlanView) -> str:
    """Return when the target will be met as things stand, where that is later."""
    if view.manque is None or view.fin_prevue is None or view.target is None:
        return ""
    if view.fin_prevue <= view.target:
        return ""
    return _(
        "Au rythme actuel, le plan se terminerait le {jour}", jour=format_date(view.fin_prevue)
    )


def _critical(view: PlanView) -> Iterable[Block]:
    rows = [r for r in view.rows if r.scheduled is not None and r.scheduled.critical]
    if not rows:
        return
    yield Heading(_("Chemin critique"), 2)
    yield Paragraph(
        ngettext(
            "{n} tâche commande la date visée : un retard qui dépasse sa marge la repousse.",
            "{n} tâches commandent la date visée : un retard qui dépasse la marge de l'une "
            "d'elles la repousse.",
            len(rows),
        )
    )
    columns = (
        Column(_("Tâche ou jalon"), 4.8),
        Column(_("Responsable"), 1.9),
        Column(_("Du"), 1.6, "right"),
        Column(_("Au"), 1.6, "right"),
        Column(_("Marge (jours ouvrés)"), 1.3, "right"),
    )
    yield Table(columns, tuple(_critical_row(row) for row in rows))


def _critical_row(row: PlanRow) -> Row:
    assert row.scheduled is not None
    return Row(
        (
            Cell(row.titre, bold=row.jalon),
            Cell(row.responsable),
            Cell(format_date(row.scheduled.debut, "medium")),
            Cell(format_date(row.scheduled.fin, "medium"), bold=row.jalon),
            Cell(_slack(row)),
        )
    )


def _slack(row: PlanRow) -> str:
    """Return the worked days by which a task may slip; nothing for one that is closed."""
    if row.scheduled is None or not row.marge:
        return EMPTY
    return format_number(row.scheduled.marge_ouvres)


def _moved(compared: SlippageView | None) -> Iterable[Block]:
    """Yield what moved since the last plan of reference."""
    if compared is None:
        return
    yield Heading(_("Écarts avec le plan de référence"), 2)
    yield Paragraph(compared.resume)
    columns = (
        Column(_("Tâche ou jalon"), 5.2),
        Column(_("Référence"), 1.8, "right"),
        Column(_("Aujourd'hui"), 1.8, "right"),
        Column(_("Écart"), 1.8),
    )
    moved = [line for line in compared.lignes if line.jours or None in line[3:5]]
    if moved:
        yield Table(columns, tuple(_slip(line) for line in moved))


def _slip(line: Slip) -> Row:
    """Return a task that moved, one that is gone, one that is new."""
    gap = _gap(line.jours) if line.jours else _("ajoutée") if line.fin is None else _("retirée")
    return Row(
        (
            Cell(line.titre),
            Cell(format_date(line.fin, "medium")),
            Cell(format_date(line.fin_actuelle, "medium")),
            Cell(gap, bold=line.jours > 0),
        )
    )


def _gap(days: int) -> str:
    """Return « + 7 jours » or « − 2 jours »."""
    sign = "+" if days > 0 else "\N{MINUS SIGN}"
    return f"{sign} {ngettext('{n} jour', '{n} jours', abs(days))}"


def _meetings(edition: Edition) -> Iterable[Block]:
    """Yield meetings and milestones, what is due around them, day by day."""
    events = plan_events(edition.snapshot, edition.content, edition.now.date())
    if not events:
        return
    yield Heading(_("Réunions, jalons et délais"), 2)
    columns = (
        Column(_("Date"), 1.6, "right"),
        Column(_("Quoi"), 7.2),
        Column(_("Nature"), 1.8),
    )
    own = {"tache"}
    rows = tuple(
        Row(
            (
                Cell(format_date(event.day, "medium")),
                Cell(event.title, bold=event.key.partition(":")[0] in own),
                Cell(event.kind),
            )
        )
        for event in events
    )
    yield Table(columns, rows, row_header=False)


def _closed(view: PlanView) -> Iterable[Block]:
    """Yield the days without meetings while the plan lasts."""
    if view.target is None or view.first_day is None or view.last_day is None:
        return
    yield Heading(_("Jours sans réunion"), 2)
    holidays = [
        _("{jour}, {nom}", jour=format_date(day), nom=name)
        for day, name in view.holidays.items()
        if view.first_day <= day <= view.last_day and day.weekday() < 5
    ]
    periods = [_span(_closed_words(span), span.premier, span.dernier) for span in view.closed]
    breaks = [
        _span(found.label, found.first, found.last)
        for found in view.breaks
        if found.last >= view.first_day and found.first <= view.last_day
    ]
    for head, texts in (
        (_("Jours fériés"), holidays),
        (_("Périodes évitées"), periods),
        (_("Vacances scolaires"), breaks),
    ):
        if texts:
            yield Paragraph(_("{titre} : {liste}.", titre=head, liste=" ; ".join(texts)))
    if view.horizon:
        yield Paragraph(view.horizon)


def _closed_words(span: ClosedSpan) -> str:
    """Return why a period is closed; the summer's and Christmas's own days are told after."""
    told = span.libelle.partition(",")[0] if span.motif in SEASONS else span.libelle
    return capitalise(told)


def _span(label: str, first: date, last: date) -> str:
    if first == last:
        return _("{nom}, le {jour}", nom=label, jour=format_date(first))
    return _(
        "{nom}, du {debut} au {fin}",
        nom=label,
        debut=format_date(first, "short" if first.year == last.year else "long"),
        fin=format_date(last),
    )


def _dates(view: PlanView) -> Iterable[Block]:
    yield Heading(_("Toutes les dates"), 2)
    columns = (
        Column(_("Tâche ou jalon"), 4.6),
        Column(_("Responsable"), 1.9),
        Column(_("Début"), 1.65, "right"),
        Column(_("Échéance"), 1.65, "right"),
        Column(_("Marge (jours ouvrés)"), 1.25, "right"),
        Column(_("État"), 1.2),
    )
    rows: list[Row] = []
    for phase, found in groupby(view.rows, key=attrgetter("phase")):
        rows.append(Row((Cell(phase, bold=True),), "group"))
        rows += [_row(row) for row in found]
    yield Table(columns, tuple(rows))


def _row(row: PlanRow) -> Row:
    dated = row.scheduled
    return Row(
        (
            Cell(row.titre, bold=row.jalon),
            Cell(row.responsable),
            Cell(format_date(dated.debut, "medium") if dated else EMPTY),
            Cell(format_date(dated.fin, "medium") if dated else EMPTY, bold=row.jalon),
            Cell(_slack(row)),
            Cell(row.etat),
        )
    )
