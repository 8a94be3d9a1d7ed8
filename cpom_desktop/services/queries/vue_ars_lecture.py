"""How a value reads beside the bounds, the threshold and the reference known of it.

The reading is ours: no text fixes it. A bound or a threshold that is only proposed, or from
memory, may ask for an explanation; it never makes a value atypical.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Polarite, arrondi
from cpom_desktop.services.queries.donnees_types import Lecture

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR = Decimal("0.025")
"""Share of a reference within which a value that worsens deserves a word."""
FAR = Decimal("0.10")
"""Share of a reference beyond which a value that is neither good nor bad deserves a word."""
STREAK = 3
"""Years in a row on the wrong side of a threshold that make a value atypical."""


class Raison(StrEnum):
    """Why a value reads as it does."""

    SOUS_LA_BORNE = "sous_la_borne"
    AU_DELA_DE_LA_BORNE = "au_dela_de_la_borne"
    SEUIL_MANQUE = "seuil_manque"
    SEUIL_MANQUE_DURABLEMENT = "seuil_manque_durablement"
    SEUIL_TENU = "seuil_tenu"
    REPERE_DEFAVORABLE = "repere_defavorable"
    REPERE_ELOIGNE = "repere_eloigne"
    REPERE_PROCHE_ET_DEGRADATION = "repere_proche_et_degradation"
    REPERE_TENU = "repere_tenu"
    BORNE_TENUE = "borne_tenue"
    SANS_REPERE = "sans_repere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bornes:
    """What a value is read beside.

    Attributes:
        polarite: which side is the better one.
        decimales: digits that are shown of the value; it is compared as it is shown.
        sous, au_dela: where the authorities have a value checked.
        seuil: a threshold, held when the value reaches it.
        repere: the reference value of others.
        lues: the bounds and the threshold were read in a source, not remembered or proposed.
    """

    polarite: Polarite
    decimales: int = 2
    sous: Decimal | None = None
    au_dela: Decimal | None = None
    seuil: Decimal | None = None
    repere: Decimal | None = None
    lues: bool = True

    def better(self, valeur: Decimal, other: Decimal) -> bool:
        """Tell whether a value is strictly on the better side of another."""
        match self.polarite:
            case Polarite.HAUSSE:
                return valeur > other
            case Polarite.BAISSE:
                return valeur < other
            case Polarite.NEUTRE:
                return False

    def worse(self, valeur: Decimal, other: Decimal) -> bool:
        """Tell whether a value is strictly on the worse side of another."""
        return self.better(other, valeur)

    @property
    def borne(self) -> Decimal | None:
        """The bound that says something of a value within it: the one on its worse side."""
        match self.polarite:
            case Polarite.HAUSSE:
                return self.sous
            case Polarite.BAISSE | Polarite.NEUTRE:
                return self.au_dela


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reading, and why."""

    lecture: Lecture
    raison: Raison


def lire(valeurs: Sequence[Decimal | None], bornes: Bornes) -> Verdict | None:
    """Return how the last of some values reads; None when it is not known.

    Args:
        valeurs: year by year, the oldest first.
        bornes: what it is read beside; the first of bound, threshold and reference decides.
    """
    shown = [None if v is None else arrondi(v, bornes.decimales) for v in valeurs]
    if not shown or (last := shown[-1]) is None:
        return None
    if bornes.sous is not None and last < bornes.sous:
        return Verdict(_at_worst(bornes), Raison.SOUS_LA_BORNE)
    if bornes.au_dela is not None and last > bornes.au_dela:
        return Verdict(_at_worst(bornes), Raison.AU_DELA_DE_LA_BORNE)
    if bornes.seuil is not None:
        return _beside_threshold(shown, bornes.seuil, bornes)
    if bornes.repere is not None:
        before = shown[-2] if len(shown) > 1 else None
        return _beside_reference(last, before, bornes.repere, bornes)
    if bornes.borne is not None:
        return Verdict(Lecture.DANS_LA_NORME, Raison.BORNE_TENUE)
    return Verdict(Lecture.SANS_REPERE, Raison.SANS_REPERE)


def _at_worst(bornes: Bornes) -> Lecture:
    return Lecture.ATYPIQUE if bornes.lues else Lecture.A_EXPLIQUER


def _beside_threshold(shown: Sequence[Decimal | None], seuil: Decimal, bornes: Bornes) -> Verdict:
    missed = [v is not None and bornes.worse(v, seuil) for v in shown]
    if not missed[-1]:
        return Verdict(Lecture.DANS_LA_NORME, Raison.SEUIL_TENU)
    if len(missed) >= STREAK and all(missed[-STREAK:]):
        return Verdict(_at_worst(bornes), Raison.SEUIL_MANQUE_DURABLEMENT)
    return Verdict(Lecture.A_EXPLIQUER, Raison.SEUIL_MANQUE)


def _beside_reference(
    last: Decimal, before: Decimal | None, repere: Decimal, bornes: Bornes
) -> Verdict:
    """Compare at the precision of the reference: 4,10 % is the 4,1 % of others."""
    near = _as_published(last, repere)
    gap = abs(near - repere)
    if bornes.worse(near, repere):
        return Verdict(Lecture.A_EXPLIQUER, Raison.REPERE_DEFAVORABLE)
    if bornes.polarite is Polarite.NEUTRE and gap > abs(repere) * FAR:
        return Verdict(Lecture.A_EXPLIQUER, Raison.REPERE_ELOIGNE)
    worsens = before is not None and bornes.worse(last, before)
    if worsens and gap <= abs(repere) * NEAR:
        return Verdict(Lecture.A_EXPLIQUER, Raison.REPERE_PROCHE_ET_DEGRADATION)
    return Verdict(Lecture.DANS_LA_NORME, Raison.REPERE_TENU)


def _as_published(valeur: Decimal, repere: Decimal) -> Decimal:
    """Return a value with the digits of a reference, one at least."""
    exponent = repere.as_tuple().exponent
    return arrondi(valeur, max(1, -exponent if isinstance(exponent, int) else 0))
