"""The rétroplanning as it is read: rows with dates, words, lateness; margin and feasibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.calendrier import GroupeFeries, public_holidays
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.domain.planning import Contrat, ScheduledTask, is_late, schedule_retroplanning
from cpom_desktop.domain.planning_marge import Manque, Marge, plan_margin
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.plan_alertes import PlanAlert, plan_alerts
from cpom_desktop.services.queries.plan_calendrier import (
    ClosedSpan,
    closed_spans,
    holiday_group,
    plan_calendar,
    school_breaks,
    school_horizon,
)
from cpom_desktop.services.queries.plan_explications import PlanBook, explain, margin_words
from cpom_desktop.services.queries.words import LATE, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.territoires import SchoolBreak
    from cpom_desktop.services.snapshot import DossierSnapshot

LONGEST_TITLE = 40
"""Characters of a title in the sentence of the margin, which has one line."""
TABLES = ("dossier", "etablissement", "acteurs", "tasks", "task_links", "fermetures")


class PlanRow(NamedTuple):
    """One line of the plan.

    Attributes:
        phase: label of its phase; `rank` its number in the plan, from 1.
        scheduled: None while no target date is known.
        etat: word of its state, lateness included.
        retard_jours: days past its end, 0 when on time.
        explication: where its end comes from, in one sentence.
        marge: its slack in a few words, empty when it is closed or undated.
    """

    task_id: int
    titre: str
    phase: str
    rank: int
    jalon: bool
    responsable: str
    scheduled: ScheduledTask | None
    etat: str
    retard_jours: int
    explication: str
    marge: str = ""
    reunion: bool = False
    phase_slug: str = ""
    acteur_id: int | None = None


class PlanView(NamedTuple):
    """The whole plan on one day.

    Attributes:
        target_label: what the plan is computed back from (« Date de signature visée »).
        marge_jours: calendar days by which the work still to begin may wait; negative when the
            plan does not fit; None without a target or when all is begun.
        marge_ouvres: the same in worked days.
        marge: the same in words.
        manque: what lacks, when the plan does not fit; None when it does.
        fin_prevue: when the target will be met as things stand.
        closed: periods closed to meetings while the plan lasts (not week-ends nor holidays).
        horizon: what is to be known of the school breaks; empty when nothing is.
        alertes: what to look at, in sentences.
    """

    target_label: str
    target: date | None
    today: date
    rows: tuple[PlanRow, ...]
    links: tuple[tuple[int, int], ...]
    marge_jours: int | None
    marge: str
    breaks: tuple[SchoolBreak, ...]
    holidays: Mapping[date, str]
    marge_ouvres: int | None = None
    manque: Manque | None = None
    fin_prevue: date | None = None
    closed: tuple[ClosedSpan, ...] = ()
    horizon: str = ""
    alertes: tuple[PlanAlert, ...] = ()

    @property
    def first_day(self) -> date | None:
        """Earliest date drawn."""
        return min((r.scheduled.debut for r in self.rows if r.scheduled), default=None)

    @property
    def last_day(self) -> date | None:
        """Latest date drawn."""
        return max((r.scheduled.fin for r in self.rows if r.scheduled), default=None)

    @property
    def late_rows(self) -> tuple[PlanRow, ...]:
        """Tasks that should be over and are not."""
        return tuple(row for row in self.rows if row.retard_jours)


@once
def plan_view(snapshot: DossierSnapshot, content: Content, today: date) -> PlanView:
    """Return the plan of a dossier as it is read on `today`.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long` when it leaves our centuries.
    """
    book = plan_book(snapshot, content, today)
    rows = _rows(snapshot, content, book, today)
    margin = plan_margin(book.dated, snapshot.task_links)
    ends = [d.fin for d in book.dated.values()]
    starts = [d.debut for d in book.dated.values()]
    return PlanView(
        target_label=target_label(snapshot, content),
        target=book.target,
        today=today,
        rows=rows,
        links=tuple((li.predecessor_id, li.task_id) for li in snapshot.task_links),
        marge_jours=margin.jours if margin else None,
        marge=_margin_sentence(margin, book),
        breaks=school_breaks(snapshot, content),
        holidays=_holidays(starts, ends, holiday_group(snapshot, content)),
        marge_ouvres=margin.ouvres if margin else None,
        manque=margin.manque if margin else None,
        fin_prevue=margin.fin_prevue if margin else None,
        closed=closed_spans(book.calendar, min(starts), max(ends)) if ends else (),
        horizon=school_horizon(snapshot, content, max(ends, default=None)),
        alertes=plan_alerts(snapshot, book, today),
    )


@once
def plan_book(snapshot: DossierSnapshot, content: Content, today: date) -> PlanBook:
    """Return the tasks dated, by id, with the calendar and the dates that they follow."""
    dossier = snapshot.dossier
    return PlanBook(
        dated_tasks(snapshot, content, today),
        plan_calendar(snapshot, content),
        dossier.date_signature,
        Contrat(dossier.date_effet, dossier.date_fin),
    )


@once
def dated_tasks(
    snapshot: DossierSnapshot, content: Content, today: date | None = None
) -> Mapping[int, ScheduledTask]:
    """Return every task dated, by id, in the order of the plan; nothing without a target.

    Planned dates do not depend on `today`; without it nothing is told of lateness.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long` when it leaves our centuries.
    """
    dossier = snapshot.dossier
    if dossier.date_signature is None:
        return {}
    dated = schedule_retroplanning(
        snapshot.tasks,
        snapshot.task_links,
        dossier.date_signature,
        calendar=plan_calendar(snapshot, content),
        start=dossier.debut_demarche,
        today=today,
        contrat=Contrat(dossier.date_effet, dossier.date_fin),
    )
    return {d.task.id: d for d in dated}


def target_label(snapshot: DossierSnapshot, content: Content) -> str:
    """Return what the date that the plan is computed back from is called."""
    return content.plan_for(snapshot.dossier.piste or Piste.NOUVEAU_CPOM).target


def phases_of(snapshot: DossierSnapshot, content: Content) -> Mapping[str, str]:
    """Return the phases of the plan, slug → label, in order."""
    plan = content.plan_for(snapshot.dossier.piste or Piste.NOUVEAU_CPOM)
    return {phase.slug: phase.libelle for phase in plan.phases}


def _rows(
    snapshot: DossierSnapshot, content: Content, book: PlanBook, today: date
) -> tuple[PlanRow, ...]:
    phases = phases_of(snapshot, content)
    ranks = {slug: rank for rank, slug in enumerate(phases, start=1)}
    rows = []
    for task in snapshot.tasks:
        dated = book.dated.get(task.id)
        late = dated is not None and is_late(dated, today)
        acteur = snapshot.acteurs_by_id.get(task.acteur_id or 0)
        rows.append(
            PlanRow(
                task_id=task.id,
                titre=task.titre,
                phase=phases.get(task.phase, task.phase),
                rank=ranks.get(task.phase, len(ranks)),
                jalon=task.jalon,
                responsable=acteur.display_name if acteur else EMPTY,
                scheduled=dated,
                etat=_(LATE) if late else word(task.etat),
                retard_jours=(today - dated.fin).days if dated and late else 0,
                explication=explain(dated, book),
                marge=margin_words(dated),
                reunion=task.reunion,
                phase_slug=task.phase,
                acteur_id=task.acteur_id,
            )
        )
    return tuple(rows)


def _margin_sentence(margin: Marge | None, book: PlanBook) -> str:
    if margin is None:
        return ""
    if margin.manque is None:
        return ngettext(
            "Marge restante : {n} jour ouvré", "Marge restante : {n} jours ouvrés", margin.ouvres
        )
    lack = margin.manque
    if lack.commence:
        return ngettext(
            "« {titre} » est à finir le {jour} au plus tard : {n} jour de trop.",
            "« {titre} » est à finir le {jour} au plus tard : {n} jours de trop.",
            lack.jours,
            titre=_brief(book.dated[lack.task_id].task.titre),
            jour=format_date(lack.depuis, "medium"),
        )
    return ngettext(
        "Il aurait fallu commencer le {jour} : {n} jour de retard.",
        "Il aurait fallu commencer le {jour} : {n} jours de retard.",
        lack.jours,
        jour=format_date(lack.depuis),
    )


def _brief(title: str) -> str:
    """Return a title cut at a word, so that the sentence keeps to its line."""
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[:LONGEST_TITLE].rpartition(' ')[0] or title[:LONGEST_TITLE]}…"


def _holidays(
    starts: Sequence[date], ends: Sequence[date], group: GroupeFeries
) -> Mapping[date, str]:
    if not starts:
        return {}
    return {
        day: name
        for year in range(min(starts).year, max(ends).year + 1)
        for day, name in public_holidays(year, group).items()
    }
