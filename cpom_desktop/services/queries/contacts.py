"""What the journal says of each stakeholder: how often, last contact, what is due next."""

from __future__ import annotations

from collections import Counter
from datetime import date  # noqa: TC003 - a named tuple keeps its annotations
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.services.queries.journal import TABLES, EtatSuite, Trace, journal
from cpom_desktop.services.queries.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.services.queries.journal import LigneEchange
    from cpom_desktop.services.snapshot import DossierSnapshot

__all__ = ["TABLES", "Contact", "contacts"]


class Contact(NamedTuple):
    """What the journal holds of one stakeholder on a day.

    Attributes:
        nombre: exchanges and meetings with them.
        dernier: day of the last one that has taken place; `dernier_objet` its subject.
        suite, suite_le: the nearest thing to be done next, the undated last.
        sans_reponse: demands that wait for an answer.
        par_nom: how many with each person of that structure, by the name of that day.
    """

    nombre: int
    dernier: date | None
    dernier_objet: str
    suite: str
    suite_le: date | None
    sans_reponse: int
    par_nom: Mapping[str, int]


NOBODY = Contact(0, None, "", "", None, 0, {})
"""What is known of a stakeholder with whom nothing was exchanged yet."""


@once
def contacts(snapshot: DossierSnapshot, today: date) -> Mapping[int, Contact]:
    """Return what the journal says of each stakeholder that is in it, by id.

    Convocations and minutes sent by the house are no contacts.
    """
    found: dict[int, list[LigneEchange]] = {}
    for line in journal(snapshot, today).lignes:
        if line.trace in {Trace.ECHANGE, Trace.TENUE}:
            for acteur_id in line.avec:
                found.setdefault(acteur_id, []).append(line)
    names = _names(snapshot)
    return {key: _contact(lines, names.get(key, {}), today) for key, lines in found.items()}


def _names(snapshot: DossierSnapshot) -> Mapping[int, Counter[str]]:
    counted: dict[int, Counter[str]] = {}
    for row in snapshot.echanges_personnes:
        if row.acteur_id and row.nom:
            counted.setdefault(row.acteur_id, Counter())[row.nom] += 1
    return counted


def _contact(lines: Iterable[LigneEchange], names: Mapping[str, int], today: date) -> Contact:
    """Return the sum of the lines of one stakeholder, the newest first."""
    known = list(lines)
    past = next((line for line in known if line.jour <= today), None)
    due = [li for li in known if li.suite in {EtatSuite.A_FAIRE, EtatSuite.EN_RETARD}]
    nearest = min(due, key=_due, default=None)
    return Contact(
        len(known),
        past.jour if past else None,
        past.objet if past else "",
        nearest.suite_quoi if nearest else "",
        nearest.suite_le if nearest else None,
        sum(line.suite is EtatSuite.SANS_REPONSE for line in known),
        names,
    )


def _due(line: LigneEchange) -> tuple[bool, date]:
    return line.suite_le is None, line.suite_le or line.jour
