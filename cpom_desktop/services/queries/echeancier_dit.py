"""What she said of a date, laid over what is computed: done, out of scope, reminders, who."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from cpom_desktop.i18n import EMPTY
from cpom_desktop.services.queries.echeancier_types import EtatEcheance

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.echeances import Echeance


def state_of(
    jour: date | None,
    done: date | None,
    said: Echeance | None,
    today: date,
    *,
    information: bool = False,
) -> EtatEcheance:
    """Return where a date stands on `today`; one of `information` is never late."""
    if said and said.sans_objet:
        return EtatEcheance.SANS_OBJET
    if done:
        return EtatEcheance.FAITE
    if jour is None:
        return EtatEcheance.A_SAISIR
    late = jour < today and not information
    return EtatEcheance.EN_RETARD if late else EtatEcheance.A_FAIRE


class Dit(TypedDict):
    """The fields of a line that are what she said of it, else what is proposed."""

    note: str
    acteur_id: int | None
    qui: str
    rappels: tuple[int, ...]
    rappels_proposes: tuple[int, ...]
    echeance_id: int


def said_of(said: Echeance | None, acteur: Acteur | None, proposed: tuple[int, ...]) -> Dit:
    """Return the fields of a line; `acteur` is who takes care of it, `proposed` its reminders."""
    return Dit(
        note=said.note if said else "",
        acteur_id=acteur.id if acteur else None,
        qui=name_of(acteur),
        rappels=reminders_said(said, proposed),
        rappels_proposes=proposed,
        echeance_id=said.id if said else 0,
    )


def name_of(acteur: Acteur | None) -> str:
    """Return who it is, « – » for nobody."""
    return (acteur.nom or acteur.display_name) if acteur else EMPTY


def reminders_said(said: Echeance | None, proposed: tuple[int, ...]) -> tuple[int, ...]:
    """Return the reminders that hold: hers, else those proposed."""
    return days_of(said.rappels) if said and said.rappels else proposed


def days_of(text: str) -> tuple[int, ...]:
    """Return « 60,30,7 » as days, the farthest first; what is no number is left out."""
    words: Iterable[str] = (word.strip() for word in text.split(","))
    return tuple(sorted({int(w) for w in words if w.isascii() and w.isdecimal()}, reverse=True))
