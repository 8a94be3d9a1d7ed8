"""The fields of an instance, declared once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.instances import Confidentialite, Instance
from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.labels import LONG_TEXTS, label
from cpom_desktop.services.operations import UpdateInstance
from cpom_desktop.services.queries.comitologie import PLAN_DELAYS, plan_delay, quorum_words
from cpom_desktop.services.queries.words import choices
from ui.kit.field_row import FieldSpec
from ui.kit.specs import read_count, update_record

if TYPE_CHECKING:
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

INSTANCES, MEMBRES = "instances", "membres"
DELAYS = tuple(PLAN_DELAYS)


def field_key(instance_id: int, name: str = "") -> str:
    """Return the key of a field: « instances.1.quorum »."""
    return f"{INSTANCES}.{instance_id}.{name}" if name else f"{INSTANCES}.{instance_id}"


def instance_specs(session: Session, instance_id: int) -> dict[str, FieldSpec]:
    """Return the fields of an instance by name, in the order in which she reads them."""
    spec = partial(_spec, instance_id)
    acteurs = _acteurs
    made = (
        replace(spec("objet"), lines=2),
        replace(spec("composition"), lines=2),
        replace(spec("president_id", "choice"), choices=acteurs),
        replace(spec("secretaire_id", "choice"), choices=acteurs),
        spec("frequence"),
        replace(
            spec("quorum", "integer"),
            parse=read_count,
            show=_shown,
            optional=True,
            check=partial(_quorum_doubt, instance_id),
        ),
        *(_delay(session, spec(name, "integer"), name) for name in DELAYS),
        replace(spec("regle_validation"), lines=2),
        replace(
            spec("confidentialite", "choice"), choices=choices(Confidentialite), none_label=None
        ),
        spec("nom"),
        replace(spec("abrege"), optional=True, placeholder=_("COPIL")),
        replace(spec("phase"), optional=True),
    )
    return {one.key.rpartition(".")[2]: one for one in made}


def _spec(instance_id: int, name: str, kind: FieldKind | None = None) -> FieldSpec:
    usual: FieldKind = "text" if (INSTANCES, name) in LONG_TEXTS else "line"
    return FieldSpec(
        key=field_key(instance_id, name),
        label=label(INSTANCES, name),
        kind=kind or usual,
        read=partial(_read, instance_id, name),
        write=partial(update_record, UpdateInstance, instance_id, name),
    )


def _delay(session: Session, spec: FieldSpec, name: str) -> FieldSpec:
    """Return a delay, with what holds in its place while it is empty."""
    days = plan_delay(session.snapshot, name)
    planned = "" if days is None else ngettext("Plan : {n} jour", "Plan : {n} jours", days)
    return replace(spec, parse=read_count, show=_shown, unit=_("j"), placeholder=planned)


def _instance(instance_id: int, snapshot: DossierSnapshot) -> Instance | None:
    return next((i for i in snapshot.instances if i.id == instance_id), None)


def _read(instance_id: int, name: str, snapshot: DossierSnapshot) -> object:
    instance = _instance(instance_id, snapshot)
    return None if instance is None else getattr(instance, name)


def _quorum_doubt(instance_id: int, value: object, snapshot: DossierSnapshot) -> str | None:
    """Return why a quorum cannot be reached; it never blocks."""
    instance = _instance(instance_id, snapshot)
    if instance is None or not isinstance(value, int):
        return None
    rows = (m for m in snapshot.instances_membres if m.instance_id == instance_id)
    votants = sum(membre.voix for membre in rows)
    told = replace(instance, quorum=value)
    return quorum_words(told, votants) if value > votants else None


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _acteurs(snapshot: DossierSnapshot) -> tuple[tuple[object, str], ...]:
    return tuple((a.id, a.display_name or EMPTY) for a in snapshot.acteurs)
