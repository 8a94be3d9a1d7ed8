"""The fields of the panel: who, when, what was decided, on what document, why, a note."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateControle
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, update_record

if TYPE_CHECKING:
    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.controles import Controle
    from cpom_desktop.services.queries.controles_types import PointLu
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

SHOWN = {
    ListeControle.CPOM: ("acteur_id", "echeance", "fait_le", "motif", "document", "note"),
    ListeControle.LANCEMENT: ("acteur_id", "echeance", "decision", "motif", "note"),
}
"""The fields of a point, by list; the reason is shown when there is something to justify."""
TEXTS = {"decision": 3, "motif": 2, "note": 2}
"""Fields of several lines, and how many."""


def key_of(point: PointLu, name: str) -> str:
    """Return the key of a field of a point."""
    return f"controles.{point.id}.{name}"


def specs_of(session: Session, point: PointLu) -> list[FieldSpec]:
    """Return the fields of a point."""
    return [_spec(session, point, name) for name in SHOWN[point.row.liste]]


def _spec(session: Session, point: PointLu, name: str) -> FieldSpec:
    spec = FieldSpec(
        key=key_of(point, name),
        label=label("controles", name),
        kind="line",
        read=partial(_read, point.id, name),
        write=partial(update_record, UpdateControle, point.id, name),
        optional=name not in {"acteur_id", "echeance", "fait_le"},
    )
    if name == "acteur_id":
        read = partial(_acteur, point.id, session.content)
        none = _("Personne")
        return replace(spec, kind="choice", read=read, choices=_acteurs, none_label=none)
    if name in {"echeance", "fait_le"}:
        proposed = _proposed_day(point) if name == "echeance" else ""
        reader = date_reader(session.workspace)
        return replace(spec, kind="date", parse=reader, placeholder=proposed)
    return replace(spec, kind="text", lines=TEXTS[name]) if name in TEXTS else spec


def _proposed_day(point: PointLu) -> str:
    if not point.par_le_plan:
        return ""
    return _("{jour} (plan)", jour=format_date(point.echeance, "short"))


def _row(point_id: int, snapshot: DossierSnapshot) -> Controle | None:
    return next((row for row in snapshot.controles if row.id == point_id), None)


def _read(point_id: int, name: str, snapshot: DossierSnapshot) -> object:
    row = _row(point_id, snapshot)
    return getattr(row, name) if row else None


def _acteur(point_id: int, content: Content, snapshot: DossierSnapshot) -> int | None:
    """Return whom she named, else whom the task of the plan names."""
    row = _row(point_id, snapshot)
    if row is None or row.acteur_id is not None:
        return row.acteur_id if row else None
    model = content.controles.point(row.slug)
    tache = model.tache if model else None
    return next((t.acteur_id for t in snapshot.tasks if tache and t.slug == tache), None)


def _acteurs(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    named = [a for a in snapshot.acteurs if a.nom]
    others = [a for a in snapshot.acteurs if not a.nom]
    return [(a.id, a.display_name) for a in (*named, *others) if a.display_name]
