"""The fields of a meeting, declared once; those of a closed one may only be read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.saisie import parse_minutes
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import SetEtatReunion, UpdatePoint, UpdateReunion
from cpom_desktop.services.queries.reunion import minutes_words
from cpom_desktop.services.queries.reunions_mots import hour_words
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, read_count, show_day, update_record

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.domain.reunions import Reunion, ReunionPoint
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.reunions import ReunionView
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

REUNIONS, POINTS = "reunions", "reunions_points"
SENT_AFTER = ("validee_le", "diffusee_le", "prochaine", "note")
"""What may still be written once the meeting is closed."""


def field_key(table: str, record_id: int, name: str = "") -> str:
    """Return the key of a field: « reunions.3.lieu »."""
    return f"{table}.{record_id}.{name}" if name else f"{table}.{record_id}"


def split_key(key: str) -> tuple[str, int, str]:
    """Return table, id and name of a key; id 0 when it is none of ours."""
    table, _dot, rest = key.partition(".")
    number, _dot, name = rest.partition(".")
    return table, int(number) if number.isdecimal() else 0, name


def reunion_of(snapshot: DossierSnapshot, reunion_id: int) -> Reunion | None:
    """Return a meeting, None once it is deleted."""
    return next((r for r in snapshot.reunions if r.id == reunion_id), None)


def point_of(snapshot: DossierSnapshot, point_id: int) -> ReunionPoint | None:
    """Return a point of an agenda, None once it is deleted."""
    return next((p for p in snapshot.reunions_points if p.id == point_id), None)


def convocation_specs(session: Session, view: ReunionView) -> dict[str, FieldSpec]:
    """Return the fields of the convocation by name."""
    spec = partial(_spec, view)
    day = date_reader(session.workspace)
    made = (
        replace(spec("instance_id", "choice"), choices=_instances, none_label=_("Aucune")),
        replace(spec("numero"), parse=read_count),
        spec("titre"),
        replace(spec("objet", "line", _("à la validation du diagnostic")), optional=True),
        replace(spec("task_id", "choice"), choices=_milestones, none_label=_("Aucun")),
        replace(
            spec("jour", "date"),
            parse=day,
            show=_shown_day,
            placeholder=_plan_words(view.jour_plan),
        ),
        replace(spec("heure", "line", "14 h 00"), show=hour_words),
        replace(spec("duree_minutes", "line", "2 h 30"), parse=parse_minutes, show=minutes_words),
        spec("lieu", "line", _("Salle de réunion, adresse")),
        replace(spec("visio", "line", _("Adresse de connexion")), optional=True),
        replace(spec("repondre_avant", "date"), parse=day, show=_shown_day, optional=True),
        replace(
            spec("convoquee_le", "date"),
            parse=day,
            show=_shown_day,
            write=partial(_convened_on, view),
        ),
    )
    return _locked({one.key.rpartition(".")[2]: one for one in made}, view)


def sending_specs(session: Session, view: ReunionView) -> dict[str, FieldSpec]:
    """Return the fields of what comes after the meeting, by name."""
    spec = partial(_spec, view)
    day = date_reader(session.workspace)
    made = (
        replace(spec("redigee_le", "date"), parse=day, show=_shown_day),
        replace(spec("validee_le", "date"), parse=day, show=_shown_day),
        replace(spec("diffusee_le", "date"), parse=day, show=_shown_day),
        replace(
            spec("prochaine", "line", _next_words(view)), optional=True
        ),
        replace(spec("note", "text"), optional=True, lines=2),
    )  # fmt: skip
    return _locked({one.key.rpartition(".")[2]: one for one in made}, view)


def notes_spec(view: ReunionView, point: ReunionPoint) -> FieldSpec:
    """Return the field of what was said of a point."""
    closed = _is_closed(view)
    return FieldSpec(
        key=field_key(POINTS, point.id, "notes"),
        label=label(POINTS, "notes"),
        kind="text",
        read=partial(_read_notes, point.id),
        write=None if closed else partial(update_record, UpdatePoint, point.id, "notes"),
        placeholder="" if closed else _("Ce qui a été dit, en quelques phrases"),
        lines=4,
    )


def _convened_on(view: ReunionView, day: date | None) -> Operation:
    """Return what says when a meeting was convened: a draft is one no more."""
    if day is not None and view.reunion.etat is EtatReunion.BROUILLON:
        etat = EtatReunion.CONVOQUEE
        return SetEtatReunion(id=view.reunion.id, etat=etat, le=day, jour=view.jour)
    return UpdateReunion(id=view.reunion.id, convoquee_le=day)


def _is_closed(view: ReunionView) -> bool:
    return view.reunion.etat is EtatReunion.CLOSE


def _locked(specs: dict[str, FieldSpec], view: ReunionView) -> dict[str, FieldSpec]:
    if not _is_closed(view):
        return specs
    return {
        name: spec if name in SENT_AFTER else replace(spec, write=None, placeholder="")
        for name, spec in specs.items()
    }


def _spec(
    view: ReunionView, name: str, kind: FieldKind = "line", placeholder: str = ""
) -> FieldSpec:
    reunion_id = view.reunion.id
    return FieldSpec(
        key=field_key(REUNIONS, reunion_id, name),
        label=label(REUNIONS, name),
        kind=kind,
        read=partial(_read, reunion_id, name),
        write=partial(update_record, UpdateReunion, reunion_id, name),
        placeholder=placeholder,
    )


def _read(reunion_id: int, name: str, snapshot: DossierSnapshot) -> object:
    reunion = reunion_of(snapshot, reunion_id)
    return None if reunion is None else getattr(reunion, name)


def _read_notes(point_id: int, snapshot: DossierSnapshot) -> str:
    point = point_of(snapshot, point_id)
    return point.notes if point else ""


def _instances(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    return [(instance.id, instance.nom) for instance in snapshot.instances]


def _milestones(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    """Return the tasks of the plan that are meetings, and those already tied to one."""
    held = {reunion.task_id for reunion in snapshot.reunions}
    wanted = (t for t in snapshot.tasks if t.jalon or t.reunion or t.id in held)
    return [(task.id, task.titre) for task in wanted]


def _shown_day(day: date | None) -> str:
    return show_day(day)


def _plan_words(day: date | None) -> str:
    """Return the day of the plan, shown while the meeting has none of its own."""
    return "" if day is None else format_date(day)


def _next_words(view: ReunionView) -> str:
    return view.suivante.titre if view.suivante else _("COPIL n° 3, le 1er juillet à 14 h")
