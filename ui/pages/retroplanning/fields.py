"""The fields of a task, declared once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import EtatTache, ModePlanification, Task
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateTask
from cpom_desktop.services.queries.planning import phases_of
from cpom_desktop.services.queries.words import choices
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, read_number, update_record

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session


def task_of(snapshot: DossierSnapshot, task_id: int) -> Task | None:
    """Return a task, None once it is deleted."""
    return next((task for task in snapshot.tasks if task.id == task_id), None)


def field_key(task_id: int, name: str) -> str:
    """Return the key of a field of a task."""
    return f"tasks.{task_id}.{name}"


def task_specs(session: Session, task_id: int) -> tuple[FieldSpec, ...]:
    """Return the fields of a task, from top to bottom of its panel."""
    spec = partial(_spec, task_id)
    day = date_reader(session.workspace)
    phases = phases_of(session.snapshot, session.content)
    return (
        spec("titre", "line"),
        replace(spec("acteur_id", "choice"), choices=_acteurs),
        replace(spec("etat", "choice"), choices=choices(EtatTache), none_label=None),
        replace(spec("avancement", "integer"), unit="%", parse=read_number),
        replace(spec("duree_jours", "integer"), unit=_("jours"), parse=read_number),
        replace(
            spec("mode", "choice"), choices=choices(ModePlanification), none_label=None,
        ),
        replace(spec("date_epinglee", "date"), parse=day, show=_short,
                help=_("Les liens ne la déplacent plus ; videz pour la recalculer.")),
        replace(spec("fin_reelle", "date"), parse=day, show=_short),
        replace(spec("phase", "choice"), choices=tuple(phases.items()), none_label=None),
        spec("jalon", "flag"),
        replace(spec("livrable", "text"), lines=2),
        replace(spec("note", "text"), lines=3),
    )  # fmt: skip


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


def _short(day: date | None) -> str:
    """Return a day that fits half the panel."""
    return "" if day is None else format_date(day, "medium")


def _acteurs(snapshot: DossierSnapshot) -> tuple[tuple[object, str], ...]:
    return tuple((acteur.id, acteur.display_name) for acteur in snapshot.acteurs)
