"""What an answer is worth on the scale of its criterion (kit §3.1; wording and marks proposed)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import Constat, Cotation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Bareme = Mapping[Cotation, Decimal]
"""What each answer that a scale offers is worth."""

NOTES: Bareme = {
    Cotation.ABSENT: Decimal(1),
    Cotation.PARTIEL: Decimal(2),
    Cotation.EN_PLACE: Decimal(3),
    Cotation.MAITRISE: Decimal(4),
}
"""The common scale, 1 to 4; an answer given before criteria had scales keeps this mark."""
LOWEST, HIGHEST = Decimal(1), Decimal(4)
"""Bounds of a mark on any scale: those of the radar."""


def note(cotation: Cotation | None, bareme: Bareme) -> Decimal | None:
    """Return the mark of an answer on a scale; None when it is no mark.

    An answer that the scale does not offer was given on the common one: it keeps its mark.
    """
    if cotation is None:
        return None
    return bareme.get(cotation, NOTES.get(cotation))


def is_older(cotation: Cotation | None, bareme: Bareme) -> bool:
    """Tell whether a mark was given before the criterion had this scale."""
    return cotation in NOTES and cotation not in bareme


def notes_of(constats: Iterable[Constat], baremes: Mapping[str, Bareme]) -> Mapping[str, Decimal]:
    """Return the marks by slug of criterion; what is no mark is left out.

    Args:
        constats: the findings.
        baremes: the scale of each criterion; the common one for those it does not hold.
    """
    marks = ((c.critere, note(c.cotation, baremes.get(c.critere, NOTES))) for c in constats)
    return {critere: mark for critere, mark in marks if mark is not None}


def proposed_by(echeance: date | None, today: date) -> Cotation | None:
    """Return what a date to meet suggests: in time until its day, overdue after (kit §3.1)."""
    if echeance is None:
        return None
    return Cotation.ABSENT if echeance < today else Cotation.MAITRISE
