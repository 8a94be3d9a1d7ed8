"""Rules of the synthesis: which weakness comes first, and how far the authorities are.

Importance × feasibility, 1 to 3 each: 6 and 9 are a high priority, 3 and 4 a middle one, 1 and 2
a low one (design 07: the tinted cells are dealt with first).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.diagnostic import PRIORITIES, PositionAutorite
from cpom_desktop.domain.fiches_action import Priorite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.diagnostic import Constat

DEGREES = (1, 2, 3)
"""Low, middle, high: of an importance, of a feasibility."""
HIGH, MIDDLE = 6, 3
"""Products from which a priority is high, then middle."""
BULLET, COLON = "- ", "\N{NO-BREAK SPACE}: "
"""What begins a line of a list, and what ends the name that it is known by."""
GIVEN: Mapping[int, Priorite] = dict(zip(PRIORITIES, Priorite, strict=True))
"""The priority given by hand in the grid, where the product is not known."""


class Ecart(StrEnum):
    """How far the authorities are from a finding: the least favourable answer counts."""

    DIVERGENCE = "divergence"
    NUANCE = "nuance"
    NON_CONNUE = "non_connue"
    CONVERGENCE = "convergence"


_GAPS: Mapping[PositionAutorite, Ecart] = {
    PositionAutorite.CONTESTEE: Ecart.DIVERGENCE,
    PositionAutorite.NUANCEE: Ecart.NUANCE,
    PositionAutorite.PARTAGEE: Ecart.CONVERGENCE,
}


def produit(constat: Constat) -> int | None:
    """Return importance × feasibility; None while one of them is not decided."""
    if constat.importance is None or constat.faisabilite is None:
        return None
    return constat.importance * constat.faisabilite


def priorite(constat: Constat) -> Priorite | None:
    """Return how urgent a finding is: by the product, else as the grid was told; or None."""
    found = produit(constat)
    if found is None:
        return GIVEN.get(constat.priorite or 0)
    if found >= HIGH:
        return Priorite.HAUTE
    return Priorite.MOYENNE if found >= MIDDLE else Priorite.BASSE


def hierarchised(constats: Iterable[Constat]) -> tuple[Constat, ...]:
    """Return findings by rank: the order she gave, then the product, then what is left.

    Ties keep the order they come in, that of the grid.
    """
    return tuple(sorted(constats, key=_urgency))


def _urgency(constat: Constat) -> tuple[bool, int, int, int, int]:
    return (
        constat.rang is None,
        constat.rang or 0,
        -(produit(constat) or 0),
        constat.priorite or len(PRIORITIES) + 1,
        -(constat.importance or 0),
    )


def ecart(constat: Constat, *, signs: bool = True) -> Ecart:
    """Return how far the authorities are from a finding.

    Args:
        constat: the finding.
        signs: the département signs the contract, so that its answer is waited for too.
    """
    waited = (constat.position_ars, *((constat.position_departement,) if signs else ()))
    told = {constat.position_ars, constat.position_departement}
    for position, gap in _GAPS.items():
        if position in told and gap is not Ecart.CONVERGENCE:
            return gap
    return Ecart.NON_CONNUE if None in waited else Ecart.CONVERGENCE


class Nuance(NamedTuple):
    """A line of a draft that is no longer as it was; empty where it was not, or is no more."""

    avant: str
    apres: str


def nuances(base: str, draft: str) -> tuple[Nuance, ...]:
    """Return what a draft says otherwise than the one before, line by line.

    A line is the same line when it begins alike up to its colon (the name of its criterion); one
    that has none is known by its place.
    """
    before, after = _lines(base), _lines(draft)
    changed = [
        Nuance(before.get(key, ""), text) for key, text in after.items() if before.get(key) != text
    ]
    gone = [Nuance(text, "") for key, text in before.items() if key not in after]
    return (*changed, *gone)


def _lines(text: str) -> Mapping[str, str]:
    """Return the lines by what they are known by."""
    found: dict[str, str] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        head, colon, _rest = line.partition(COLON)
        named = bool(colon) and line.startswith(BULLET) and head not in found
        found[head if named else f"{place}"] = line
    return found
