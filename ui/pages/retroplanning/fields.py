"""The fields of a task, declared once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.tasks import EtatTache, ModePlanification, Task, UniteDuree
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateTask
from cpom_desktop.services.queries.plan_calendrier import plan_calendar
from cpom_desktop.services.queries.plan_durees import read_days
from cpom_desktop.services.queries.planning import phases_of
from cpom_desktop.services.queries.words import choices
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, read_number, update_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.planning import PlanRow, PlanView
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session


class Around(NamedTuple):
    """What the fields of a task need beside it: the open dossier, and the plan as shown."""

    session: Session
    plan: Callable[[], PlanView | None]

    def row(self, task_id: int) -> PlanRow | None:
        """Return the line of a task, None when it is not in the plan."""
        view = self.plan()
        rows = view.rows if view else ()
        return next((row for row in rows if row.task_id == task_id), None)


def task_of(snapshot: DossierSnapshot, task_id: int) -> Task | None:
    """Return a task, None once it is deleted."""
    return next((task for task in snapshot.tasks if task.id == task_id), None)


def field_key(task_id: int, name: str) -> str:
    """Return the key of a field of a task."""
    return f"tasks.{task_id}.{name}"


def task_specs(around: Around, task_id: int) -> tuple[FieldSpec, ...]:
    """Return the fields of a task, from top to bottom of its panel."""
    session = around.session
    spec = partial(_spec, task_id)
    day = date_reader(session.workspace)
    phases = phases_of(session.snapshot, session.content)
    return (
        spec("titre", "line"),
        replace(spec("acteur_id", "choice"), choices=_acteurs),
        replace(spec("etat", "choice"), choices=choices(EtatTache), none_label=None),
        replace(spec("duree_jours", "integer"), parse=read_days),
        replace(spec("unite", "choice"), choices=choices(UniteDuree), none_label=None),
        *_dates(around, task_id),
        replace(spec("avancement", "integer"), unit="%", parse=read_number),
        replace(
            spec("mode", "choice"), choices=choices(ModePlanification), none_label=None,
        ),
        replace(spec("debut_reel", "date"), parse=day, show=_short,
                write=partial(_write_real, around, task_id, "debut_reel")),
        replace(spec("fin_reelle", "date"), parse=day, show=_short,
                write=partial(_write_real, around, task_id, "fin_reelle")),
        replace(spec("phase", "choice"), choices=tuple(phases.items()), none_label=None),
        spec("jalon", "flag"),
        spec("reunion", "flag"),
        replace(spec("livrable", "text"), lines=2),
        replace(spec("note", "text"), lines=3),
    )  # fmt: skip


def _dates(around: Around, task_id: int) -> tuple[FieldSpec, FieldSpec]:
    """Return the planned start and end: computed, and fixed by what is typed."""
    day = date_reader(around.session.workspace)
    start = FieldSpec(
        key=field_key(task_id, "debut"),
        label=_("Début"),
        kind="date",
        read=partial(_planned, around, task_id, "debut"),
        write=partial(_fix_start, around, task_id),
        parse=day,
        show=_short,
    )
    end = replace(
        _spec(task_id, "date_epinglee", "date"),
        label=_("Échéance"),
        read=partial(_planned, around, task_id, "fin"),
        write=partial(_fix_end, around, task_id),
        check=partial(_doubt, around, task_id),
        parse=day,
        show=_short,
    )
    return start, end


def _spec(task_id: int, name: str, kind: FieldKind) -> FieldSpec:
    return FieldSpec(
        key=field_key(task_id, name),
        label=label("tasks", name),
        kind=kind,
        read=partial(_read, task_id, name),
        write=partial(update_record, UpdateTask, task_id, name),
    )


def _read(task_id: int, name: str, snapshot: DossierSnapshot) -> object:
    task = task_of(snapshot, task_id)
    return None if task is None else getattr(task, name)


def _planned(around: Around, task_id: int, name: str, _snapshot: object) -> date | None:
    row = around.row(task_id)
    day = getattr(row.scheduled, name) if row and row.scheduled else None
    return day if isinstance(day, date) else None


def _fix_end(around: Around, task_id: int, day: date | None) -> Operation:
    """Fix the end by hand, or the day it was over when it is done; nothing unfixes it."""
    task = task_of(around.session.snapshot, task_id)
    if task is not None and task.etat is EtatTache.FAIT:
        return _write_real(around, task_id, "fin_reelle", day)
    return UpdateTask(id=task_id, date_epinglee=day)


def _fix_start(around: Around, task_id: int, day: date | None) -> Operation:
    """Fix the end so that the task starts on a day; what is under way began on it."""
    task = task_of(around.session.snapshot, task_id)
    if task is None or day is None:
        return UpdateTask(id=task_id, date_epinglee=None)
    if task.etat in {EtatTache.EN_COURS, EtatTache.FAIT}:
        return _write_real(around, task_id, "debut_reel", day)
    return UpdateTask(
        id=task_id, date_epinglee=end_from(around.session, day, task.duree_jours, task.unite)
    )


def end_from(session: Session, start: date, days: int, unite: UniteDuree) -> date:
    """Return the end of what starts on a day and lasts so long."""
    if unite is UniteDuree.OUVRES:
        calendar = plan_calendar(session.snapshot, session.content)
        return date.fromordinal(calendar.finish_of(start.toordinal(), days))
    return start + timedelta(days=days)


def _write_real(around: Around, task_id: int, name: str, day: date | None) -> Operation:
    """Write a day on which the work began or ended; an end before its beginning is refused."""
    task = task_of(around.session.snapshot, task_id)
    known = {} if task is None else {n: getattr(task, n) for n in ("debut_reel", "fin_reelle")}
    known[name] = day
    begun, over = known.get("debut_reel"), known.get("fin_reelle")
    if begun and over and over < begun:
        raise RegleInvalide("fin-avant-debut", debut=_figures(begun), fin=_figures(over))
    return update_record(UpdateTask, task_id, name, day)


def _doubt(around: Around, task_id: int, _day: object, snapshot: DossierSnapshot) -> str | None:
    """Return what is odd in the end of a task, beside its field."""
    task, view = task_of(snapshot, task_id), around.plan()
    if task is None or view is None:
        return None
    told = [alert.texte for alert in view.alertes if alert.task_id == task_id]
    pinned = task.date_epinglee
    if pinned is not None and pinned < view.today and task.etat is EtatTache.A_FAIRE:
        told.insert(0, ngettext(
            "Cette échéance est déjà passée (il y a {n} jour). Est-ce voulu ?",
            "Cette échéance est déjà passée (il y a {n} jours). Est-ce voulu ?",
            (view.today - pinned).days,
        ))  # fmt: skip
    return told[0] if told else None


def _figures(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _short(day: date | None) -> str:
    """Return a day that fits half the panel."""
    return "" if day is None else format_date(day, "medium")


def _acteurs(snapshot: DossierSnapshot) -> tuple[tuple[object, str], ...]:
    return tuple((acteur.id, acteur.display_name) for acteur in snapshot.acteurs)
