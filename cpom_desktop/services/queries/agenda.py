"""What goes into a calendar: milestones and meetings of the plan, and what is due around them.

Days only, no hour: the plan knows none. A key is stable from one edition to the next, so that a
calendar updates what it holds instead of doubling it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import Piste
from cpom_desktop.domain.tasks import CLOSED, EtatTache, Task
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services.queries.grille import founded_on
from cpom_desktop.services.queries.plan_delais import lead_times
from cpom_desktop.services.queries.planning import plan_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import TachePlan
    from cpom_desktop.services.queries.plan_delais import LeadTime
    from cpom_desktop.services.queries.planning import PlanRow
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "dossier",
    "etablissement",
    "acteurs",
    "tasks",
    "task_links",
    "delais_reunion",
    "echeances",
    "instances",
    "reunions",
)
MEETING_REMINDERS = (7, 1)
LEAD_REMINDERS = (3,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEvent:
    """One whole day of a calendar.

    Attributes:
        key: what it is in its dossier: `tache:12`, `reunion:12:convocation`, `errd:2026`.
        kind: its category in words (« Réunion »).
        text: where the date comes from and on what it leans, one fact a line.
        rappels: days before at which she is reminded; none for what is over.
    """

    key: str
    day: date
    title: str
    kind: str
    text: str = ""
    rappels: tuple[int, ...] = ()


def plan_events(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[AgendaEvent, ...]:
    """Return the milestones and meetings of the plan with their lead times, by day.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long`.
    """
    tasks = {task.id: task for task in snapshot.tasks}
    founded = _foundations(snapshot, content)
    events: list[AgendaEvent] = []
    for row in plan_view(snapshot, content, today).rows:
        task = tasks[row.task_id]
        if row.scheduled is None or not (task.jalon or task.reunion):
            continue
        if task.etat is EtatTache.SANS_OBJET:
            continue
        events.append(_milestone(row, task, founded.get(task.slug, ""), today))
    leads = lead_times(snapshot, content, today)
    events += [_lead_time(lead) for lead in leads if not lead.sans_objet]
    return in_order(_reminded(event, today) for event in events)


def in_order(events: Iterable[AgendaEvent]) -> tuple[AgendaEvent, ...]:
    """Return events by day; of two that tell the same thing, the first is kept."""
    found: dict[str, AgendaEvent] = {}
    for event in events:
        found.setdefault(event.key, event)
    return tuple(sorted(found.values(), key=lambda event: (event.day, event.key)))


def _milestone(row: PlanRow, task: Task, founded: str, today: date) -> AgendaEvent:
    assert row.scheduled is not None
    over = task.etat in CLOSED or row.scheduled.fin < today
    facts = (
        row.explication,
        _("Responsable : {nom}", nom=row.responsable) if row.responsable != EMPTY else "",
        _("Livrable : {texte}", texte=task.livrable) if task.livrable else "",
        founded,
    )
    return AgendaEvent(
        key=f"tache:{task.id}",
        day=row.scheduled.fin,
        title=task.titre,
        kind=_("Réunion") if task.reunion else _("Jalon"),
        text="\n".join(fact for fact in facts if fact),
        rappels=() if over else MEETING_REMINDERS,
    )


def _lead_time(lead: LeadTime) -> AgendaEvent:
    facts = (
        lead.explication,
        _("Fait le {jour}.", jour=format_date(lead.fait_le)) if lead.fait_le else "",
    )
    return AgendaEvent(
        key=lead.cle,
        day=lead.jour,
        title=f"{lead.libelle} – {lead.reunion}",
        kind=_("Délai de réunion"),
        text="\n".join(fact for fact in facts if fact),
        rappels=() if lead.fait_le else LEAD_REMINDERS,
    )


def _reminded(event: AgendaEvent, today: date) -> AgendaEvent:
    """Return an event without the reminders whose day is over: they would all ring at once."""
    ahead = (event.day - today).days
    kept = tuple(days for days in event.rappels if days <= ahead)
    return event if kept == event.rappels else replace(event, rappels=kept)


def _foundations(snapshot: DossierSnapshot, content: Content) -> Mapping[str, str]:
    plan = content.plan_for(snapshot.dossier.piste or Piste.NOUVEAU_CPOM)
    return {tache.slug: _foundation(tache, content) for tache in plan.taches}


def _foundation(tache: TachePlan, content: Content) -> str:
    leans = founded_on(tache.fondement, content) if tache.fondement else ""
    return "\n".join(text for text in (tache.explication, leans) if text)
