"""The fields of a stakeholder, in the order of the card."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from cpom_desktop.domain.acteurs import Civilite, Position, StatutContrat, strategie
from cpom_desktop.domain.saisie import parse_email, parse_phone
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateActeur
from cpom_desktop.services.queries.acteurs import renamed_sentence
from cpom_desktop.services.queries.planning import phases_of
from cpom_desktop.services.queries.words import choices, word
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, show_day, update_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.acteurs import Strategie
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

NAMES = (
    "structure",
    "service",
    "nom",
    "fonction",
    "telephone",
    "courriel",
    "statut_contrat",
    "position",
    "relation",
    "influence",
    "interet",
    "civilite",
    "depuis",
    "adresse",
    "attentes",
    "phases",
    "strategie",
    "famille",
    "convention",
    "convention_signee_le",
    "convention_echeance",
    "convention_evaluee_le",
)
"""Every field, in the order of the card."""
DATES = ("depuis", "convention_signee_le", "convention_echeance", "convention_evaluee_le")


def specs_of(session: Session, acteur_id: int) -> list[FieldSpec]:
    """Return the specs of the fields of a stakeholder, in the order of `NAMES`."""
    kinds = _kinds()
    traits = _traits(session, acteur_id)
    return [
        _strategy(acteur_id)
        if name == "strategie"
        else replace(_plain(acteur_id, name, kinds.get(name, "line")), **traits.get(name, {}))
        for name in NAMES
    ]


def _kinds() -> Mapping[str, FieldKind]:
    """Return the editor of each field that is not one line."""
    return {
        **dict.fromkeys(("statut_contrat", "position", "civilite", "famille"), "choice"),
        **dict.fromkeys(("relation", "attentes", "adresse"), "text"),
        **dict.fromkeys(("influence", "interet"), "rating"),
        **dict.fromkeys(DATES, "date"),
        "phases": "chips",
        "convention": "flag",
    }


def _traits(session: Session, acteur_id: int) -> Mapping[str, dict[str, Any]]:
    """Return what a field has beside its editor."""
    day = {"parse": date_reader(session.workspace), "show": show_day}
    return {
        "nom": {"check": partial(_check_name, acteur_id)},
        "telephone": {"parse": parse_phone},
        "courriel": {"parse": parse_email},
        "statut_contrat": {"choices": choices(StatutContrat)},
        "position": {"choices": choices(Position)},
        "civilite": {"choices": choices(Civilite)},
        "famille": {"choices": _families(session), "none_label": None},
        "phases": {
            "choices": _phases(session),
            "help": _("Aucune phase choisie : toutes sont concernées."),
        },
        "relation": {"lines": 1},
        "attentes": {"lines": 2},
        "adresse": {"lines": 2},
        **dict.fromkeys(DATES, day),
    }


def _plain(acteur_id: int, name: str, kind: FieldKind = "line") -> FieldSpec:
    return FieldSpec(
        key=key_of(acteur_id, name),
        label=label("acteurs", name),
        kind=kind,
        read=partial(_read, acteur_id, name),
        write=partial(update_record, UpdateActeur, acteur_id, name),
    )


def _strategy(acteur_id: int) -> FieldSpec:
    return FieldSpec(
        key=key_of(acteur_id, "strategie"),
        label=_("Comment l'associer"),
        kind="line",
        read=partial(_read_strategy, acteur_id),
        show=word,
    )


def key_of(acteur_id: int, name: str) -> str:
    """Return the key of a field of a stakeholder."""
    return f"acteurs.{acteur_id}.{name}"


def _families(session: Session) -> list[tuple[object, str]]:
    return [(f.slug, f.libelle) for f in session.content.acteurs.familles]


def _phases(session: Session) -> list[tuple[object, str]]:
    return list(phases_of(session.snapshot, session.content).items())


def _read(acteur_id: int, name: str, snapshot: DossierSnapshot) -> object:
    acteur = snapshot.acteurs_by_id.get(acteur_id)
    return getattr(acteur, name) if acteur else None


def _read_strategy(acteur_id: int, snapshot: DossierSnapshot) -> Strategie | None:
    acteur = snapshot.acteurs_by_id.get(acteur_id)
    return strategie(acteur.influence, acteur.interet) if acteur else None


def _check_name(acteur_id: int, _value: object, snapshot: DossierSnapshot) -> str | None:
    acteur = snapshot.acteurs_by_id.get(acteur_id)
    return renamed_sentence(snapshot, acteur) if acteur else None
