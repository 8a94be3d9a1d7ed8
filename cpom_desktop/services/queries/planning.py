"""The rétroplanning as it is read: rows with dates, words, lateness; margin and feasibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.calendrier import GroupeFeries, public_holidays, working_day_predicate
from cpom_desktop.domain.dossier import Piste, ZoneScolaire
from cpom_desktop.domain.planning import ScheduledTask, is_late, schedule_retroplanning
from cpom_desktop.domain.tasks import CLOSED, EtatTache
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.queries.words import LATE, word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content, SchoolBreak
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("dossier", "etablissement", "acteurs", "tasks", "task_links")


class PlanRow(NamedTuple):
    """One line of the plan.

    Attributes:
        phase: label of its phase; `rank` its number in the plan, from 1.
        scheduled: None while no target date is known.
        etat: word of its state, lateness included.
        retard_jours: days past its end, 0 when on time.
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


class PlanView(NamedTuple):
    """The whole plan on one day.

    Attributes:
        target_label: what the plan is computed back from (« Date de signature visée »).
        marge_jours: calendar days before the first open task must start; None without a target.
        marge: the same in words.
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


def plan_view(snapshot: DossierSnapshot, content: Content, today: date) -> PlanView:
    """Return the plan of a dossier as it is read on `today`.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long` when it would begin before the calendar.
    """
    target = snapshot.dossier.date_signature
    group = holiday_group(snapshot, content)
    scheduled = dated_tasks(snapshot, content)
    rows = _rows(snapshot, content, scheduled, today)
    margin = _margin(scheduled, today)
    return PlanView(
        target_label=target_label(snapshot, content),
        target=target,
        today=today,
        rows=rows,
        links=tuple((li.predecessor_id, li.task_id) for li in snapshot.task_links),
        marge_jours=margin,
        marge=_margin_sentence(margin, scheduled),
        breaks=_breaks(snapshot, content),
        holidays=_holidays(scheduled, group),
    )


def dated_tasks(snapshot: DossierSnapshot, content: Content) -> dict[int, ScheduledTask]:
    """Return every task dated, by id, in the order of the plan; nothing without a target.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long` when it would begin before the calendar.
    """
    target = snapshot.dossier.date_signature
    if target is None:
        return {}
    group = holiday_group(snapshot, content)
    try:
        dated = schedule_retroplanning(
            snapshot.tasks,
            snapshot.task_links,
            target,
            is_working_day=working_day_predicate(group),
        )
    except OverflowError as error:
        raise RegleInvalide("plan-trop-long") from error
    return {s.task.id: s for s in dated}


def target_label(snapshot: DossierSnapshot, content: Content) -> str:
    """Return what the date that the plan is computed back from is called."""
    return content.plan_for(snapshot.dossier.piste or Piste.NOUVEAU_CPOM).target


def phases_of(snapshot: DossierSnapshot, content: Content) -> Mapping[str, str]:
    """Return the phases of the plan, slug → label, in order."""
    plan = content.plan_for(snapshot.dossier.piste or Piste.NOUVEAU_CPOM)
    return {phase.slug: phase.libelle for phase in plan.phases}


def holiday_group(snapshot: DossierSnapshot, content: Content) -> GroupeFeries:
    """Return the public holidays of the establishment's département; mainland by default."""
    found = content.territoires.departements.get(snapshot.etablissement.departement)
    return GroupeFeries(found.jours_feries) if found else GroupeFeries.METROPOLE


def _rows(
    snapshot: DossierSnapshot,
    content: Content,
    scheduled: Mapping[int, ScheduledTask],
    today: date,
) -> tuple[PlanRow, ...]:
    phases = phases_of(snapshot, content)
    ranks = {slug: rank for rank, slug in enumerate(phases, start=1)}
    rows = []
    for task in snapshot.tasks:
        dated = scheduled.get(task.id)
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
                explication=explain(dated),
            )
        )
    return tuple(rows)


def explain(dated: ScheduledTask | None) -> str:
    """Return in one sentence where the end of a task comes from."""
    if dated is None:
        return _("Pas de date tant que la date visée n'est pas connue.")
    end = format_date(dated.fin)
    task = dated.task
    if task.etat is EtatTache.FAIT:
        return _("{fin} : terminée ce jour-là.", fin=end)
    if task.date_epinglee is not None:
        return _("{fin} : date que vous avez fixée.", fin=end)
    if dated.shifted_from is not None:
        return _(
            "{fin} : le {prevu} n'est pas un jour ouvré, la réunion passe au jour ouvré "
            "précédent.",
            fin=end,
            prevu=format_date(dated.shifted_from),
        )
    if dated.fin == dated.fin_au_plus_tard and dated.marge_jours <= 0:
        return _(
            "{fin} : date limite, sans marge ; un retard repousserait la date visée.", fin=end
        )
    if dated.fin == dated.fin_au_plus_tard:
        return _("{fin} : date limite pour ne pas retarder la suite.", fin=end)
    return ngettext(
        "{fin} : au plus tôt ; il reste {n} jour de marge.",
        "{fin} : au plus tôt ; il reste {n} jours de marge.",
        (dated.fin_au_plus_tard - dated.fin).days,
        fin=end,
    )


def _open(scheduled: Mapping[int, ScheduledTask]) -> list[ScheduledTask]:
    return [
        s
        for s in scheduled.values()
        if s.task.etat not in CLOSED and s.task.etat is not EtatTache.EN_COURS
    ]


def _margin(scheduled: Mapping[int, ScheduledTask], today: date) -> int | None:
    starts = [s.debut_au_plus_tard for s in _open(scheduled)]
    return (min(starts) - today).days if starts else None


def _margin_sentence(margin: int | None, scheduled: Mapping[int, ScheduledTask]) -> str:
    if margin is None:
        return ""
    if margin < 0:
        first = min(s.debut_au_plus_tard for s in _open(scheduled))
        return ngettext(
            "Il aurait fallu commencer le {jour} : {n} jour de retard.",
            "Il aurait fallu commencer le {jour} : {n} jours de retard.",
            -margin,
            jour=format_date(first),
        )
    return ngettext("Marge restante : {n} jour", "Marge restante : {n} jours", margin)


def _breaks(snapshot: DossierSnapshot, content: Content) -> tuple[SchoolBreak, ...]:
    zone = snapshot.etablissement.zone_scolaire
    return () if zone in {None, ZoneScolaire.AUTRE} else content.school_breaks(zone)


def _holidays(scheduled: Mapping[int, ScheduledTask], group: GroupeFeries) -> Mapping[date, str]:
    if not scheduled:
        return {}
    first = min(s.debut for s in scheduled.values()).year
    last = max(s.fin for s in scheduled.values()).year
    return {
        day: name
        for year in range(first, last + 1)
        for day, name in public_holidays(year, group).items()
    }
