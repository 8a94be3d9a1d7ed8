"""Figures of a year, and what a named formula makes of them, numerator and denominator kept.

A value is a `Decimal` as typed; nothing is rounded before it is shown (numbers §2.9: half up,
at the end of the calculation). An empty cell is not a zero: a formula that lacks one says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EXACT = Context(prec=40, rounding=ROUND_HALF_UP)
"""Digits of a quotient before it is rounded to be shown."""


class Unite(StrEnum):
    """What a value counts; it is always shown after it."""

    NOMBRE = "nombre"
    JOURS = "jours"
    PLACES = "places"
    PERSONNES = "personnes"
    ETP = "etp"
    EUROS = "euros"
    POUR_CENT = "pour_cent"
    POINTS = "points"
    POUR_MILLE_JOURNEES = "pour_mille_journees"
    ETP_POUR_CENT_PLACES = "etp_pour_cent_places"
    ANNEES = "annees"
    KWH = "kwh"
    KWH_M2 = "kwh_m2"
    M2 = "m2"


class Polarite(StrEnum):
    """Whether a higher value is better."""

    HAUSSE = "hausse"
    BAISSE = "baisse"
    NEUTRE = "neutre"


FACTORS: Mapping[Unite, int] = {
    Unite.POUR_CENT: 100,
    Unite.POUR_MILLE_JOURNEES: 1000,
    Unite.ETP_POUR_CENT_PLACES: 100,
}
"""By how much a quotient is multiplied to be told in its unit; 1 for every other one."""


class Lecteur:
    """Gives the figures of one year to a formula, and notes those that it lacks.

    Attributes:
        lus: slugs that the formula asked for, in order.
        manquants: those of them that were not typed.
    """

    def __init__(self, valeurs: Mapping[str, Decimal]) -> None:
        self._valeurs = valeurs
        self.lus: dict[str, None] = {}
        self.manquants: dict[str, None] = {}

    def __call__(self, slug: str) -> Decimal:
        """Return a figure; 0 stands for it when it is missing, and the result is then unknown."""
        self.lus[slug] = None
        if slug not in self._valeurs:
            self.manquants[slug] = None
        return self._valeurs.get(slug, Decimal(0))

    def facultatif(self, slug: str) -> Decimal:
        """Return a figure that is 0 unless typed."""
        self.lus[slug] = None
        return self._valeurs.get(slug, Decimal(0))

    def total(self, *slugs: str) -> Decimal:
        """Return the sum of several figures, all needed."""
        return sum(map(self, slugs), Decimal(0))


if TYPE_CHECKING:
    Terme = Callable[[Lecteur], Decimal]


@dataclass(frozen=True, slots=True)
class Formule:
    """How an indicator is computed from the figures of its year.

    Attributes:
        numerateur, denominateur: what is divided by what; no denominator, nothing is divided.
        unite: unit of the result.
        decimales: digits that are shown.
    """

    numerateur: Terme
    denominateur: Terme | None
    unite: Unite
    decimales: int = 2

    @property
    def donnees(self) -> tuple[str, ...]:
        """Slugs of the figures that it reads, in its order."""
        lecteur = Lecteur({})
        self.numerateur(lecteur)
        if self.denominateur is not None:
            self.denominateur(lecteur)
        return tuple(lecteur.lus)


@dataclass(frozen=True, slots=True)
class Calcul:
    """What a formula gives for a year.

    Attributes:
        numerateur, denominateur: None when a figure lacks, or when nothing is divided.
        valeur: exact, in the unit of the formula; None when it cannot be computed.
        manquants: slugs of the figures that lack.
    """

    numerateur: Decimal | None
    denominateur: Decimal | None
    valeur: Decimal | None
    manquants: tuple[str, ...] = ()

    @property
    def denominateur_nul(self) -> bool:
        """Whether it cannot be computed because it would divide by zero."""
        return self.denominateur == 0


def calculer(formule: Formule, valeurs: Mapping[str, Decimal]) -> Calcul:
    """Return what a formula makes of the figures of one year."""
    lecteur = Lecteur(valeurs)
    numerateur = formule.numerateur(lecteur)
    denominateur = formule.denominateur(lecteur) if formule.denominateur else None
    if lecteur.manquants:
        return Calcul(None, None, None, tuple(lecteur.manquants))
    if denominateur is None:
        return Calcul(numerateur, None, numerateur)
    if denominateur == 0:
        return Calcul(numerateur, denominateur, None)
    factor = FACTORS.get(formule.unite, 1)
    quotient = EXACT.divide(EXACT.multiply(numerateur, Decimal(factor)), denominateur)
    return Calcul(numerateur, denominateur, quotient)


def arrondi(valeur: Decimal, decimales: int) -> Decimal:
    """Return a value rounded half up, as accounts are (numbers §1.2, remark c)."""
    return valeur.quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP, EXACT)
