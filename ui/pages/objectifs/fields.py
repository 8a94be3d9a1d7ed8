"""The fields of an axis and of an objective, declared once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateAxe, UpdateObjectif
from cpom_desktop.services.queries.arbre import AXES, OBJECTIFS
from ui.kit.field_row import FieldSpec
from ui.kit.specs import update_record

if TYPE_CHECKING:
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

WRITERS: dict[str, type[Operation]] = {AXES: UpdateAxe, OBJECTIFS: UpdateObjectif}


def field_key(table: str, record_id: int, name: str) -> str:
    """Return the key of a field: « objectifs.3.domaine »."""
    return f"{table}.{record_id}.{name}"


def axe_specs(_session: Session, axe_id: int) -> list[FieldSpec]:
    """Return the fields of an axis."""
    return [replace(_spec(AXES, axe_id, "libelle", "text"), lines=2)]


def objectif_specs(session: Session, objectif_id: int) -> list[FieldSpec]:
    """Return the fields of an objective."""
    spec = partial(_spec, OBJECTIFS, objectif_id)
    domaines = [(d.slug, d.libelle) for d in session.content.objectifs.domaines]
    return [
        replace(spec("libelle", "text"), lines=2),
        replace(
            spec("domaine", "choice"),
            choices=domaines,
            none_label=_("Non dit"),
            write=partial(_write_domaine, objectif_id),
            read=partial(_read_domaine, objectif_id),
        ),
        replace(
            spec("priorite", "choice"),
            choices=[(1, _("1, la première")), (2, _("2")), (3, _("3"))],
            none_label=_("Non décidée"),
        ),
        spec("a_adapter", "flag"),
        replace(spec("note", "text"), lines=2, optional=True),
    ]


def _spec(table: str, record_id: int, name: str, kind: FieldKind) -> FieldSpec:
    return FieldSpec(
        key=field_key(table, record_id, name),
        label=label(table, name),
        kind=kind,
        read=partial(_read, table, record_id, name),
        write=partial(update_record, WRITERS[table], record_id, name),
    )


def _read(table: str, record_id: int, name: str, snapshot: DossierSnapshot) -> object:
    rows = snapshot.axes if table == AXES else snapshot.objectifs
    found = next((row for row in rows if row.id == record_id), None)
    return getattr(found, name) if found else None


def _read_domaine(record_id: int, snapshot: DossierSnapshot) -> object:
    """Return the domain; None, the empty choice, when it is not said."""
    return _read(OBJECTIFS, record_id, "domaine", snapshot) or None


def _write_domaine(record_id: int, value: object) -> Operation:
    return UpdateObjectif(id=record_id, domaine=str(value or ""))
