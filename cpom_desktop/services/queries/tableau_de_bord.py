"""The dashboard as it is read: stages, what to do now, what to check, next meeting, load."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.tasks import CLOSED, EtatTache
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.completion import percent, stage_completion
from cpom_desktop.services.parcours import STAGES
from cpom_desktop.services.queries.a_faire import Todo, todos
from cpom_desktop.services.queries.diagnostic import themes
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.etablissement import avertissements
from cpom_desktop.services.queries.fil_dor import fil_dor
from cpom_desktop.services.queries.planning import PlanRow, PlanView, plan_view
from cpom_desktop.services.queries.raci import raci_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.parcours import Stage
    from cpom_desktop.services.queries.diagnostic import ThemeView
    from cpom_desktop.services.queries.echeancier import Echeancier
    from cpom_desktop.services.queries.echeancier_types import Ligne
    from cpom_desktop.services.snapshot import DossierSnapshot

MOST_TODOS = 6

MILESTONES: Mapping[str, tuple[int, str]] = {
    "reunion-lancement": (1, "COPIL n° 1"),
    "visite-autorites": (2, "Visite"),
    "reunion-concertation": (2, "COPIL n° 2"),
    "negociation-objectifs": (3, "Négociation"),
    "negociation-moyens": (4, "Négociation"),
    "reunion-accord": (4, "COPIL n° 3"),
    "signature-cpom": (5, "Signature"),
    "signature-avenant": (5, "Signature"),
    "reunion-dialogue": (6, "Dialogue"),
}
"""Slug of a milestone of the plans → the stage that it marks, and its short name."""
MEETINGS = frozenset(MILESTONES) - {"visite-autorites"}
"""Milestones for which people are convened."""


class StageView(NamedTuple):
    """One column of the strip.

    Attributes:
        share: how far, 0 to 1.
        next_step: its next date or what blocks it.
        etat: « Fait », « En cours, 64 % », « À venir ».
        page, field: where it leads.
    """

    stage: Stage
    share: float
    next_step: str
    etat: str
    is_current: bool
    page: str
    field: str


class Check(NamedTuple):
    """Something to look at again: how many, what, and where."""

    icon: str
    nombre: int
    words: str
    page: str
    champ: str = ""


TO_HOLD = frozenset({EtatReunion.BROUILLON, EtatReunion.CONVOQUEE})
"""States of a meeting that was not held yet."""


class Meeting(NamedTuple):
    """The next meeting of the plan; `notice` says until when to convene it, or that it is done."""

    titre: str
    day: str
    notice: str
    field: str
    page: str = "retroplanning"


class LoadRow(NamedTuple):
    """The open tasks of one person."""

    nom: str
    fonction: str
    ouvertes: int
    en_retard: int


class Dashboard(NamedTuple):
    """The whole page on one day.

    Attributes:
        target: date that the plan aims at; None while she has not said.
        jours_restants: days until it, negative once it is past.
        todos: the most urgent first.
        dates_en_retard, dates_de_la_semaine: how many dates of the échéancier are late, how many
            come within seven days.
    """

    target_label: str
    target: date | None
    jours_restants: int | None
    stages: tuple[StageView, ...]
    todos: tuple[Todo, ...]
    checks: tuple[Check, ...]
    meeting: Meeting | None
    charge: tuple[LoadRow, ...]
    themes: tuple[ThemeView, ...]
    dates_en_retard: int = 0
    dates_de_la_semaine: int = 0

    @property
    def late_count(self) -> int:
        """How many things to do are late."""
        return sum(todo.retard_jours > 0 for todo in self.todos)


def dashboard(
    snapshot: DossierSnapshot, content: Content, today: date, resumed: str = ""
) -> Dashboard:
    """Return what the dashboard shows on `today`.

    Args:
        snapshot: the dossier.
        content: its packs.
        today: the dossier's day.
        resumed: slug of the page she worked on last, which makes its stage the current one.
    Raises:
        RegleInvalide: `cycle`, `plan-trop-long`: the plan cannot be dated.
    """
    plan = plan_view(snapshot, content, today)
    views = themes(snapshot, content) if snapshot.constats else ()
    dates = echeancier(snapshot, content, today)
    matrix = raci_view(snapshot, content).findings
    severe = [finding.constat.activite_id for finding in matrix if finding.severe]
    wrong = len(set(severe))
    return Dashboard(
        target_label=plan.target_label,
        target=plan.target,
        jours_restants=(plan.target - today).days if plan.target else None,
        stages=_stages(snapshot, plan, resumed, matrix_wrong=bool(wrong)),
        todos=todos(snapshot, content, plan, views, dates),
        checks=_checks(snapshot, wrong, len(matrix) - len(severe)),
        meeting=_meeting(snapshot, plan, dates),
        charge=_charge(snapshot, plan),
        themes=views,
        dates_en_retard=len(dates.late),
        dates_de_la_semaine=len(dates.soon),
    )


def _is_open(row: PlanRow, states: dict[int, EtatTache]) -> bool:
    return states[row.task_id] not in CLOSED


# --- stages


def _stages(
    snapshot: DossierSnapshot, plan: PlanView, resumed: str, *, matrix_wrong: bool
) -> tuple[StageView, ...]:
    shares = {stage.number: stage_completion(stage, snapshot) for stage in STAGES}
    current = _current(shares, resumed)
    views = [
        _stage(stage, shares[stage.number], snapshot, plan, is_current=stage.number == current)
        for stage in STAGES
    ]
    if matrix_wrong:
        views[0] = views[0]._replace(next_step=_("Matrice RACI à corriger"))
    return tuple(views)


def _current(shares: dict[int, float], resumed: str) -> int:
    """Return the stage she works on: that of the last page, else the first not finished."""
    for stage in STAGES:
        if any(page.slug == resumed for page in stage.pages):
            return stage.number
    return next((number for number, share in shares.items() if share < 1), STAGES[0].number)


def _stage(
    stage: Stage, share: float, snapshot: DossierSnapshot, plan: PlanView, *, is_current: bool
) -> StageView:
    milestone = _milestone(stage.number, snapshot, plan)
    field = f"tasks.{milestone.task_id}" if milestone else ""
    page = stage.pages[0].slug if stage.pages else "retroplanning"
    return StageView(
        stage,
        share,
        _next_step(stage.number, milestone, snapshot),
        _state(share),
        is_current,
        page,
        "" if stage.pages else field,
    )


def _state(share: float) -> str:
    if share >= 1:
        return _("Fait")
    return _("En cours, {n} %", n=percent(share)) if share else _("À venir")


def _milestone(number: int, snapshot: DossierSnapshot, plan: PlanView) -> PlanRow | None:
    """Return the next open milestone of a stage."""
    states = {task.id: task.etat for task in snapshot.tasks}
    slugs = {task.id: task.slug for task in snapshot.tasks}
    return next(
        (
            row
            for row in plan.rows
            if row.scheduled
            and MILESTONES.get(slugs[row.task_id], (0, ""))[0] == number
            and _is_open(row, states)
        ),
        None,
    )


def _next_step(number: int, milestone: PlanRow | None, snapshot: DossierSnapshot) -> str:
    if milestone is not None and milestone.scheduled is not None:
        slug = milestone.scheduled.task.slug
        day = format_date(milestone.scheduled.fin, "short")
        return _("{nom} : {jour}", nom=_(MILESTONES[slug][1]), jour=day)
    effet = snapshot.dossier.date_effet
    if number == STAGES[-1].number and effet is not None:
        return _("Dès {jour}", jour=format_date(effet, "month"))
    return ""


# --- what to check


def _checks(snapshot: DossierSnapshot, wrong: int, better: int) -> tuple[Check, ...]:
    """Return what deserves another look, the most serious first; empty ones left out.

    Args:
        snapshot: the dossier.
        wrong: lines of the matrix to correct.
        better: what else is advised on the matrix.
    """
    doubts = sum(not doubt.motif for doubt in avertissements(snapshot))
    unnamed = sum(
        not acteur.nom
        for acteur in snapshot.acteurs
        if acteur.famille in {"autorites", "internes"}
    )
    to_verify = sum(constat.a_verifier for constat in snapshot.constats)
    broken = len(fil_dor(snapshot).a_reparer) if snapshot.axes else 0
    found = (
        Check("octagon-x", wrong, _raci_words(wrong), "raci"),
        Check(
            "triangle-alert",
            doubts,
            ngettext("doute sur l'établissement", "doutes sur l'établissement", doubts),
            "etablissement",
        ),
        Check(
            "triangle-alert",
            to_verify,
            ngettext(
                "constat à vérifier avant l'envoi",
                "constats à vérifier avant l'envoi",
                to_verify,
            ),
            "grille",
            "constats.filtre:a_verifier",
        ),
        Check(
            "triangle-alert",
            broken,
            ngettext("fil d'or rompu", "fils d'or rompus", broken),
            "fil-dor",
        ),
        Check(
            "info", unnamed, ngettext("acteur sans nom", "acteurs sans nom", unnamed), "acteurs"
        ),
        Check(
            "info",
            better,
            ngettext("conseil sur la matrice RACI", "conseils sur la matrice RACI", better),
            "raci",
        ),
    )
    return tuple(check for check in found if check.nombre)


def _raci_words(count: int) -> str:
    return ngettext(
        "ligne à corriger dans la matrice RACI", "lignes à corriger dans la matrice RACI", count
    )


# --- next meeting and load


def _meeting(snapshot: DossierSnapshot, plan: PlanView, dates: Echeancier) -> Meeting | None:
    """Return the next meeting: one prepared in the dossier has its own day and its page."""
    coming = [*_prepared(snapshot, plan), *_planned(snapshot, plan)]
    if not coming:
        return None
    day, titre, task_id, reunion_id = min(coming)
    notice = _notice(dates.line(f"reunion:{task_id}:convocation"), dates)
    told = format_date(day, "full")
    if reunion_id:
        return Meeting(titre, told, notice, f"reunions.{reunion_id}", "reunions")
    return Meeting(titre, told, notice, f"tasks.{task_id}")


def _prepared(snapshot: DossierSnapshot, plan: PlanView) -> Iterator[tuple[date, str, int, int]]:
    """Yield the meetings of the dossier still to be held: day, title, milestone, id."""
    days = {row.task_id: row.scheduled.fin for row in plan.rows if row.scheduled}
    for reunion in snapshot.reunions:
        day = reunion.jour or days.get(reunion.task_id or 0)
        if reunion.etat in TO_HOLD and day is not None and day >= plan.today:
            yield day, reunion.titre, reunion.task_id or 0, reunion.id


def _planned(snapshot: DossierSnapshot, plan: PlanView) -> Iterator[tuple[date, str, int, int]]:
    """Yield the milestones still to come that no meeting is prepared for."""
    slugs = {task.id: task.slug for task in snapshot.tasks}
    prepared = {reunion.task_id for reunion in snapshot.reunions}
    for row in plan.rows:
        if slugs[row.task_id] not in MEETINGS or row.task_id in prepared or row.scheduled is None:
            continue
        if row.scheduled.fin >= plan.today and row.scheduled.task.etat not in CLOSED:
            yield row.scheduled.fin, row.titre, row.task_id, 0


def _notice(line: Ligne | None, dates: Echeancier) -> str:
    """Return until when to convene a meeting, by the lead times of the dossier."""
    if line is None or line.jour is None:
        return ""
    if line.fait_le is not None:
        return _("Convocation envoyée le {jour}", jour=format_date(line.fait_le))
    if not line.open:
        return ""
    if line.jour >= dates.today:
        return _("Convocation à envoyer avant le {jour}", jour=format_date(line.jour))
    return _("Convocation à envoyer sans attendre : prévue le {j}", j=format_date(line.jour))


def _charge(snapshot: DossierSnapshot, plan: PlanView) -> tuple[LoadRow, ...]:
    """Return the open tasks by person, the most loaded first; nobody's are left out."""
    late = {row.task_id for row in plan.late_rows}
    open_tasks: Counter[tuple[str, str]] = Counter()
    late_tasks: Counter[tuple[str, str]] = Counter()
    for task in snapshot.tasks:
        acteur = snapshot.acteurs_by_id.get(task.acteur_id or 0)
        if task.etat in CLOSED or acteur is None:
            continue
        who = (acteur.nom or acteur.display_name, acteur.fonction if acteur.nom else "")
        open_tasks[who] += 1
        late_tasks[who] += task.id in late
    return tuple(
        LoadRow(*who, count, late_tasks[who])
        for who, count in sorted(open_tasks.items(), key=_most_loaded)
    )


def _most_loaded(entry: tuple[tuple[str, str], int]) -> tuple[int, str]:
    return -entry[1], entry[0][0]
