"""The meetings of a dossier as they are read: their day, what lacks, what came before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.planification import lead_day
from cpom_desktop.domain.reunions import SETTLED, EtatDecision, EtatReunion
from cpom_desktop.domain.tasks import CLOSED, EtatTache
from cpom_desktop.domain.tenue_reunions import (
    Attendance,
    agenda_minutes,
    attendance,
    chronological,
    next_meeting,
    previous_meeting,
)
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.reunions_suites import meetings_lacking
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.plan_calendrier import plan_calendar
from cpom_desktop.services.queries.reunion import (
    HELD,
    decisions_of,
    instance_of,
    meeting_days,
    name_in,
    plan_days,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_relations import OrdreDuJourModele
    from cpom_desktop.domain.instances import Instance
    from cpom_desktop.domain.reunions import Decision, Reunion, ReunionPoint, ReunionPresence
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "reunions",
    "reunions_points",
    "reunions_presences",
    "decisions",
    "instances",
    "instances_membres",
    "acteurs",
    "tasks",
    "task_links",
    "fermetures",
    "delais_reunion",
    "fiches_action",
    "dossier",
    "etablissement",
    "packs_integres",
)


class Onglet(StrEnum):
    """The parts of a meeting, in the order they are prepared."""

    CONVOCATION = "convocation"
    ORDRE_DU_JOUR = "ordre-du-jour"
    PARTICIPANTS = "participants"
    COMPTE_RENDU = "compte-rendu"
    DIFFUSION = "diffusion"


class Avance(StrEnum):
    """How far a part is."""

    FAIT = "fait"
    EN_COURS = "en_cours"
    A_FAIRE = "a_faire"


class Delais(NamedTuple):
    """The days by which what surrounds a meeting is due; None when its own day is not known."""

    convocation: date | None
    dossier: date | None
    compte_rendu: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReunionView:
    """One meeting and all that hangs from it.

    Attributes:
        jour: the day it is held: its own, else that of its milestone.
        jour_plan: the day that the plan gives to its milestone.
        precedente, suivante: the meetings of the same instance around it.
        decisions_precedentes: what the former one decided.
    """

    reunion: Reunion
    today: date
    instance: Instance | None
    task: Task | None
    jour: date | None
    jour_plan: date | None
    points: tuple[ReunionPoint, ...]
    presences: tuple[ReunionPresence, ...]
    decisions: tuple[Decision, ...]
    precedente: Reunion | None
    suivante: Reunion | None
    decisions_precedentes: tuple[Decision, ...]
    delais: Delais

    @property
    def court(self) -> str:
        """Return « COPIL n° 2 », else its title."""
        return name_in(self.instance, self.reunion)

    @property
    def follows_plan(self) -> bool:
        """Whether its day is that of the plan, and moves with it."""
        return self.reunion.jour is None and self.jour_plan is not None

    @property
    def off_plan(self) -> bool:
        """Whether she gave it another day than its milestone has, while it is not held."""
        held = self.reunion.etat in HELD
        own, plan = self.reunion.jour, self.jour_plan
        return not held and own is not None and plan is not None and own != plan

    @property
    def minutes(self) -> int:
        """How long the points of the agenda take."""
        return agenda_minutes(self.points)

    @property
    def minutes_over(self) -> int:
        """How many minutes the agenda takes over its slot; 0 when it fits, or without a slot."""
        slot = self.reunion.duree_minutes
        return max(0, self.minutes - slot) if slot else 0

    @property
    def has_minutes(self) -> bool:
        """Whether something was written of what was said or decided."""
        return bool(self.decisions) or any(point.notes or point.traite for point in self.points)

    @property
    def too_soon(self) -> bool:
        """Whether minutes are written of a meeting still to come (reliability §7.1, row 17)."""
        return self.jour is not None and self.jour > self.today and self.has_minutes

    @property
    def to_convene_again(self) -> bool:
        """Whether it was moved after its convocation was sent."""
        return self.reunion.etat is EtatReunion.CONVOQUEE and self.reunion.convoquee_le is None

    @property
    def milestone_open(self) -> bool:
        """Whether it was held, and its milestone is not told done."""
        held = self.reunion.etat in HELD
        return held and self.task is not None and self.task.etat is not EtatTache.FAIT

    @property
    def attendance(self) -> Attendance:
        """Who came."""
        return attendance(self.presences)

    @property
    def quorum_reached(self) -> bool | None:
        """Whether enough of those who vote came; None when no rule asks for any."""
        quorum = self.instance.quorum if self.instance else None
        return None if not quorum else self.attendance.votes >= quorum

    def avance(self, onglet: Onglet) -> Avance:
        """Return how far a part is."""
        return _PROGRESS[onglet](self)


def _convocation(view: ReunionView) -> Avance:
    if view.reunion.convoquee_le is not None:
        return Avance.FAIT
    known = view.reunion.heure or view.reunion.lieu or view.reunion.visio
    return Avance.EN_COURS if known or view.to_convene_again else Avance.A_FAIRE


def _agenda(view: ReunionView) -> Avance:
    if not view.points:
        return Avance.A_FAIRE
    whole = all(point.duree_minutes for point in view.points) and not view.minutes_over
    return Avance.FAIT if whole else Avance.EN_COURS


def _participants(view: ReunionView) -> Avance:
    if not view.presences:
        return Avance.A_FAIRE
    held = view.reunion.etat in {EtatReunion.TENUE, EtatReunion.CLOSE}
    return Avance.EN_COURS if held and view.attendance.unsaid else Avance.FAIT


def _minutes(view: ReunionView) -> Avance:
    if view.reunion.redigee_le is not None:
        return Avance.FAIT
    held = view.reunion.etat is EtatReunion.TENUE
    return Avance.EN_COURS if held or view.has_minutes else Avance.A_FAIRE


def _sending(view: ReunionView) -> Avance:
    if view.reunion.diffusee_le is not None:
        return Avance.FAIT
    return Avance.EN_COURS if view.reunion.validee_le is not None else Avance.A_FAIRE


_PROGRESS: Mapping[Onglet, Callable[[ReunionView], Avance]] = {
    Onglet.CONVOCATION: _convocation,
    Onglet.ORDRE_DU_JOUR: _agenda,
    Onglet.PARTICIPANTS: _participants,
    Onglet.COMPTE_RENDU: _minutes,
    Onglet.DIFFUSION: _sending,
}


@once
def reunions(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[ReunionView, ...]:
    """Return the meetings by day, those without one at the end."""
    days = dict(meeting_days(snapshot, content))
    return tuple(
        _view(reunion, snapshot, content, today)
        for reunion in chronological(snapshot.reunions, days)
    )


def milestones_without_meeting(snapshot: DossierSnapshot, content: Content) -> tuple[Task, ...]:
    """Return the meetings of the COPIL in the plan that are to come and have no draft."""
    agendas = content.comitologie
    lacking = meetings_lacking(snapshot.tasks, snapshot.reunions, agendas)
    return tuple(task for task, _model in lacking)


def milestone_for(snapshot: DossierSnapshot, content: Content, modele: str) -> Task | None:
    """Return the milestone still to come that an agenda suits, and that has no meeting."""
    agendas = content.comitologie.ordres_du_jour
    model = next((agenda for agenda in agendas if agenda.slug == modele), None)
    held = {reunion.task_id for reunion in snapshot.reunions}
    wanted = model.taches if model else ()
    free = (t for t in snapshot.tasks if t.slug in wanted and t.id not in held)
    return next((task for task in free if task.etat not in CLOSED), None)


def proposed_title(
    snapshot: DossierSnapshot, instance_id: int | None, model: OrdreDuJourModele | None
) -> str:
    """Return « COPIL n° 3 : accord sur les objectifs et les moyens » for a new meeting."""
    instance = next((i for i in snapshot.instances if i.id == instance_id), None)
    words = model.titre if model else ""
    if instance is None:
        return words
    held = [r.numero or 0 for r in snapshot.reunions if r.instance_id == instance_id]
    name = f"{instance.display_name} n°\u00a0{max(held, default=0) + 1}"
    if not words:
        return name
    lowered = words[:1].lower() + words[1:] if words[1:2].islower() else words
    return _("{nom} : {titre}", nom=name, titre=lowered)


def decision_state(decision: Decision, task: Task | None) -> EtatDecision:
    """Return where a decision stands: as she says, or as the task that carries it out."""
    if task is None or decision.etat in SETTLED:
        return decision.etat
    if task.etat is EtatTache.FAIT:
        return EtatDecision.FAITE
    return EtatDecision.EN_COURS if task.etat is EtatTache.EN_COURS else decision.etat


def _view(
    reunion: Reunion, snapshot: DossierSnapshot, content: Content, today: date
) -> ReunionView:
    plan = plan_days(snapshot, content)
    instance = instance_of(snapshot, reunion)
    jour = meeting_days(snapshot, content)[reunion.id]
    before = previous_meeting(reunion, snapshot.reunions)
    return ReunionView(
        reunion=reunion,
        today=today,
        instance=instance,
        task=next((task for task in snapshot.tasks if task.id == reunion.task_id), None),
        jour=jour,
        jour_plan=plan.get(reunion.task_id or 0),
        points=tuple(p for p in snapshot.reunions_points if p.reunion_id == reunion.id),
        presences=tuple(p for p in snapshot.reunions_presences if p.reunion_id == reunion.id),
        decisions=decisions_of(snapshot, reunion.id),
        precedente=before,
        suivante=next_meeting(reunion, snapshot.reunions),
        decisions_precedentes=decisions_of(snapshot, before.id) if before else (),
        delais=_delais(snapshot, content, instance, jour),
    )


def _delais(
    snapshot: DossierSnapshot, content: Content, instance: Instance | None, jour: date | None
) -> Delais:
    """Return the days due around a meeting: by its instance, else as the plan counts them."""
    if jour is None:
        return Delais(None, None, None)
    days = {d.slug: d.jours for d in snapshot.delais_reunion if d.actif}
    own = (
        (instance.delai_convocation, instance.delai_dossier, instance.delai_compte_rendu)
        if instance
        else (None, None, None)
    )
    calendar = plan_calendar(snapshot, content)
    names = (("convocation", -1), ("pieces", -1), ("compte_rendu", 1))
    found = []
    for given, (slug, sign) in zip(own, names, strict=True):
        around = days.get(slug) if given is None else sign * given
        found.append(None if around is None else lead_day(jour, around, calendar))
    return Delais(*found)
