"""One meeting as its documents and its presentation read it: day, slot, agenda, people, decisions.

Pure functions of the snapshot; the day of a draft follows its milestone in the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.tenue_reunions import (
    agenda_minutes,
    chronological,
    next_meeting,
    previous_meeting,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import NBSP, _, capitalise, format_date
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.planning import dated_tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.instances import Instance
    from cpom_desktop.domain.reunions import Decision, Reunion, ReunionPoint, ReunionPresence
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "dossier",
    "etablissement",
    "acteurs",
    "tasks",
    "task_links",
    "fermetures",
    "fiches_action",
    "instances",
    "instances_membres",
    "reunions",
    "reunions_points",
    "reunions_presences",
    "decisions",
)
HELD = frozenset({EtatReunion.TENUE, EtatReunion.CLOSE})
"""States of a meeting that has taken place."""
DAY_MINUTES = 24 * 60


class PointView(NamedTuple):
    """A point of the agenda in its slot.

    Attributes:
        numero: its number, from 1.
        debut, fin: « 14 h 00 », empty when the hour of the meeting or a duration is not known.
    """

    numero: int
    point: ReunionPoint
    rapporteur: str
    debut: str
    fin: str


class ReunionDocument(NamedTuple):
    """A meeting with everything that hangs from it.

    Attributes:
        nom: « COPIL n° 2 », else its title.
        jour: its own day, else that of its milestone; None while neither is known.
        prevues_minutes: the durations of the agenda, summed.
        precedente, suivante: the meetings of its instance before and after.
    """

    reunion: Reunion
    instance: Instance | None
    nom: str
    jour: date | None
    points: tuple[PointView, ...]
    presences: tuple[ReunionPresence, ...]
    decisions: tuple[Decision, ...]
    prevues_minutes: int
    precedente: Reunion | None
    suivante: Reunion | None

    @property
    def tenue(self) -> bool:
        """Whether it has taken place."""
        return self.reunion.etat in HELD

    @property
    def depassement_minutes(self) -> int:
        """Minutes by which the agenda overruns the slot; 0 when it fits or none is known."""
        return max(0, self.prevues_minutes - (self.reunion.duree_minutes or DAY_MINUTES))


@once
def plan_days(snapshot: DossierSnapshot, content: Content) -> Mapping[int, date]:
    """Return the day that the plan gives to each task, by id; none while it cannot be dated."""
    try:
        return {i: dated.fin for i, dated in dated_tasks(snapshot, content).items()}
    except RegleInvalide:  # told on the page of the plan
        return {}


@once
def meeting_days(snapshot: DossierSnapshot, content: Content) -> Mapping[int, date | None]:
    """Return the day of each meeting, by id: its own, else that of its milestone."""
    plan = plan_days(snapshot, content)
    return {r.id: r.jour or plan.get(r.task_id or 0) for r in snapshot.reunions}


@once
def reunions_in_order(snapshot: DossierSnapshot, content: Content) -> tuple[Reunion, ...]:
    """Return the meetings by day; those without a day come last."""
    return chronological(snapshot.reunions, dict(meeting_days(snapshot, content)))


def instance_of(snapshot: DossierSnapshot, reunion: Reunion) -> Instance | None:
    """Return the instance that meets, or None."""
    return next((i for i in snapshot.instances if i.id == reunion.instance_id), None)


def reunion_name(snapshot: DossierSnapshot, reunion: Reunion) -> str:
    """Return what a meeting is called: « COPIL n° 2 », else its title."""
    return name_in(instance_of(snapshot, reunion), reunion)


def name_in(instance: Instance | None, reunion: Reunion) -> str:
    """Return what a meeting of an instance is called: « COPIL n° 2 », else its title."""
    if instance is None or reunion.numero is None:
        return reunion.titre
    return _("{instance} n° {numero}", instance=instance.display_name, numero=reunion.numero)


def next_reunion(snapshot: DossierSnapshot, content: Content) -> Reunion | None:
    """Return the next meeting to hold, else the last of all; None when there is none."""
    ordered = reunions_in_order(snapshot, content)
    return next((r for r in ordered if r.etat not in HELD), ordered[-1] if ordered else None)


def last_held(snapshot: DossierSnapshot, content: Content) -> Reunion | None:
    """Return the last meeting held, else the first to hold; None when there is none."""
    ordered = reunions_in_order(snapshot, content)
    held = [r for r in ordered if r.etat in HELD]
    return held[-1] if held else next(iter(ordered), None)


@once
def reunion_document(
    snapshot: DossierSnapshot, content: Content, reunion_id: int
) -> ReunionDocument | None:
    """Return a meeting whole, or None when no meeting has this id."""
    reunion = next((r for r in snapshot.reunions if r.id == reunion_id), None)
    if reunion is None:
        return None
    points = tuple(p for p in snapshot.reunions_points if p.reunion_id == reunion_id)
    return ReunionDocument(
        reunion=reunion,
        instance=instance_of(snapshot, reunion),
        nom=reunion_name(snapshot, reunion),
        jour=meeting_days(snapshot, content)[reunion_id],
        points=tuple(_points(snapshot, reunion, points)),
        presences=tuple(p for p in snapshot.reunions_presences if p.reunion_id == reunion_id),
        decisions=decisions_of(snapshot, reunion_id),
        prevues_minutes=agenda_minutes(points),
        precedente=previous_meeting(reunion, snapshot.reunions),
        suivante=next_meeting(reunion, snapshot.reunions),
    )


def decisions_of(snapshot: DossierSnapshot, reunion_id: int) -> tuple[Decision, ...]:
    """Return the decisions of a meeting, by number."""
    found = (d for d in snapshot.decisions if d.reunion_id == reunion_id)
    return tuple(sorted(found, key=lambda d: d.numero))


def next_decision_number(snapshot: DossierSnapshot, reunion_id: int) -> int:
    """Return the number that the next decision of a meeting will bear."""
    return max((d.numero for d in decisions_of(snapshot, reunion_id)), default=0) + 1


def _points(
    snapshot: DossierSnapshot, reunion: Reunion, points: Iterable[ReunionPoint]
) -> Iterable[PointView]:
    """Yield the agenda, each point in its slot as long as the durations before it are known."""
    clock = minutes_of(reunion.heure)
    for numero, point in enumerate(points, start=1):
        start, known = clock, clock is not None and point.duree_minutes is not None
        clock = start + (point.duree_minutes or 0) if start is not None and known else None
        who = snapshot.acteurs_by_id.get(point.rapporteur_id or 0)
        rapporteur = who.display_name if who else ""
        yield PointView(numero, point, rapporteur, clock_words(start), clock_words(clock))


def minutes_of(hour: str) -> int | None:
    """Return « 14:30 » as the minutes from midnight; None when it is empty."""
    hours, _colon, minutes = hour.partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdigit() and minutes.isdigit() else None


def clock_words(minutes: int | None) -> str:
    """Return minutes from midnight as « 14 h 30 »; empty for None. Past midnight, begin again."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes % DAY_MINUTES, 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02}"


def minutes_words(minutes: int | None) -> str:
    """Return a duration: « 45 min », « 2 h », « 2 h 30 »; empty when it is not known."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"


def slot_words(reunion: Reunion) -> str:
    """Return « de 14 h 00 à 16 h 30 », « à 14 h 00 », or nothing while the hour is not known."""
    start = minutes_of(reunion.heure)
    if start is None:
        return ""
    if not reunion.duree_minutes:
        return _("à {heure}", heure=clock_words(start))
    end = clock_words(start + reunion.duree_minutes)
    return _("de {debut} à {fin}", debut=clock_words(start), fin=end)


def when_words(view: ReunionDocument) -> str:
    """Return « jeudi 15 avril 2027, de 14 h 00 à 16 h 30 »; empty while the day is not known."""
    if view.jour is None:
        return ""
    return ", ".join(t for t in (format_date(view.jour, "full"), slot_words(view.reunion)) if t)


def full_when(view: ReunionDocument) -> str:
    """Return « Diagnostic partagé – jeudi 15 avril 2027, de 14 h 00 à 16 h 30, salle 2 »."""
    when = (when_words(view) or _("date à fixer"), view.reunion.lieu)
    told = (subject_words(view), ", ".join(part for part in when if part))
    return " – ".join(part for part in told if part)


def reunion_line(snapshot: DossierSnapshot, content: Content, reunion: Reunion) -> str:
    """Return how a list tells a meeting: « COPIL n° 2, 15 avr. 2027 »."""
    day = meeting_days(snapshot, content)[reunion.id]
    told = (reunion_name(snapshot, reunion), format_date(day, "medium") if day else "")
    return ", ".join(part for part in told if part)


def subject_words(view: ReunionDocument) -> str:
    """Return what the title of a meeting tells beside its name: « Diagnostic partagé »."""
    title, name = view.reunion.titre.replace(NBSP, " "), view.nom.replace(NBSP, " ")
    short = view.instance.display_name if view.instance else ""
    rest = title.removeprefix(name)
    return capitalise((rest if rest != title else title.removeprefix(short)).lstrip(" :–-"))
