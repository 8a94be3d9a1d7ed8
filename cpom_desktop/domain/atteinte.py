"""How far an indicator is on its way from where it starts to its target (kit §1.12, proposed).

The texts give no formula: they ask for « le niveau de réalisation retracé par l'indicateur
comparé à la cible ». Rates are fractions, 1 for a target reached; nothing is rounded before it
is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from cpom_desktop.domain.donnees import EXACT, Polarite, arrondi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

TOLERANCE = Decimal("0.20")
"""By how much a rate may stay under what is expected before it is late."""
MOITIE = Decimal("0.5")
"""Rate from which a target missed at the end of the contract is partly reached."""
NUL, PLEIN = Decimal(0), Decimal(1)


class StatutAtteinte(StrEnum):
    """Where an indicator stands; the last two are said at the end of the contract only."""

    ATTEINT = "atteint"
    EN_BONNE_VOIE = "en_bonne_voie"
    A_SURVEILLER = "a_surveiller"
    EN_RETARD = "en_retard"
    NON_RENSEIGNE = "non_renseigne"
    PARTIELLEMENT_ATTEINT = "partiellement_atteint"
    NON_ATTEINT = "non_atteint"


class ModeCible(StrEnum):
    """How a target is told: a value, or a change from the start in points or in percent of it."""

    ABSOLUE = "absolue"
    POINTS = "points"
    POURCENT = "pourcent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajet:
    """From where to where an indicator goes.

    Attributes:
        polarite: what is better when the target is the start: it then says which way to hold.
    """

    initiale: Decimal
    cible: Decimal
    polarite: Polarite = Polarite.NEUTRE

    @property
    def sens(self) -> Polarite:
        """Which way is better: that of the target, or of the indicator when there is no way."""
        if self.cible == self.initiale:
            return self.polarite
        return Polarite.HAUSSE if self.cible > self.initiale else Polarite.BAISSE

    @property
    def is_maintien(self) -> bool:
        """Whether the target is to stay where it starts."""
        return self.cible == self.initiale


@dataclass(frozen=True, slots=True, kw_only=True)
class Atteinte:
    """What a value says of a target.

    Attributes:
        taux: the rate as computed, below 0 or above 1 too; None when there is no value.
        attendu: the rate expected by then; None at the end of the contract.
    """

    taux: Decimal | None
    attendu: Decimal | None
    statut: StatutAtteinte

    @property
    def affiche(self) -> Decimal | None:
        """The rate to show, between 0 and 1."""
        return None if self.taux is None else min(max(self.taux, NUL), PLEIN)

    @property
    def is_depasse(self) -> bool:
        """Whether the target is left behind."""
        return self.taux is not None and self.taux > PLEIN

    @property
    def is_recul(self) -> bool:
        """Whether the value is worse than at the start."""
        return self.taux is not None and self.taux < NUL


def is_at_least(valeur: Decimal, cible: Decimal, sens: Polarite) -> bool:
    """Return whether a value is at least as good as a target; the same, when neither is better."""
    match sens:
        case Polarite.HAUSSE:
            return valeur >= cible
        case Polarite.BAISSE:
            return valeur <= cible
        case Polarite.NEUTRE:
            return valeur == cible
        case _:
            assert_never(sens)


def taux(valeur: Decimal, trajet: Trajet) -> Decimal:
    """Return the share of the way that is done, below 0 or above 1 too.

    A target to hold is reached (1) or not (0).
    """
    if trajet.is_maintien:
        return PLEIN if is_at_least(valeur, trajet.cible, trajet.sens) else NUL
    done = EXACT.subtract(valeur, trajet.initiale)
    return EXACT.divide(done, EXACT.subtract(trajet.cible, trajet.initiale))


def attendu_au(jour: date, *, debut: date, fin: date) -> Decimal:
    """Return the rate expected on a day, pro rata; 0 before the contract, 1 from its end on."""
    if jour >= fin:
        return PLEIN
    if jour <= debut:
        return NUL
    return EXACT.divide(Decimal((jour - debut).days), Decimal((fin - debut).days))


def attendu(
    jour: date, *, trajet: Trajet, cibles: Mapping[int, Decimal], debut: date, fin: date
) -> Decimal:
    """Return the rate expected on a day: that of the target of its year, else pro rata."""
    yearly = cibles.get(jour.year)
    return attendu_au(jour, debut=debut, fin=fin) if yearly is None else taux(yearly, trajet)


def atteinte(valeur: Decimal | None, trajet: Trajet, expected: Decimal) -> Atteinte:
    """Return where an indicator stands during the contract.

    Args:
        valeur: the last one of the period; None when none was told.
        trajet: its start and its target.
        expected: the rate `attendu` by then.
    """
    if valeur is None:
        return Atteinte(taux=None, attendu=expected, statut=StatutAtteinte.NON_RENSEIGNE)
    rate = taux(valeur, trajet)
    if is_at_least(valeur, trajet.cible, trajet.sens):
        statut = StatutAtteinte.ATTEINT
    elif rate >= expected:
        statut = StatutAtteinte.EN_BONNE_VOIE
    elif rate >= EXACT.subtract(expected, TOLERANCE):
        statut = StatutAtteinte.A_SURVEILLER
    else:
        statut = StatutAtteinte.EN_RETARD
    return Atteinte(taux=rate, attendu=expected, statut=statut)


def atteinte_finale(valeur: Decimal | None, trajet: Trajet) -> Atteinte:
    """Return where an indicator stands at the end of the contract."""
    if valeur is None:
        return Atteinte(taux=None, attendu=None, statut=StatutAtteinte.NON_RENSEIGNE)
    rate = taux(valeur, trajet)
    if is_at_least(valeur, trajet.cible, trajet.sens):
        statut = StatutAtteinte.ATTEINT
    elif rate >= MOITIE:
        statut = StatutAtteinte.PARTIELLEMENT_ATTEINT
    else:
        statut = StatutAtteinte.NON_ATTEINT
    return Atteinte(taux=rate, attendu=None, statut=statut)


def cible_depuis(
    initiale: Decimal, *, valeur: Decimal, mode: ModeCible, decimales: int
) -> Decimal:
    """Return the target that a library proposes, from where the indicator starts.

    A change is rounded half up to the digits of the indicator; a value is left as it is.
    """
    match mode:
        case ModeCible.ABSOLUE:
            return valeur
        case ModeCible.POINTS:
            return arrondi(EXACT.add(initiale, valeur), decimales)
        case ModeCible.POURCENT:
            part = EXACT.multiply(initiale, EXACT.divide(valeur, Decimal(100)))
            return arrondi(EXACT.add(initiale, part), decimales)
        case _:
            assert_never(mode)


def interpolation(
    *, depart: tuple[int, Decimal], arrivee: tuple[int, Decimal], decimales: int
) -> Mapping[int, Decimal]:
    """Return a value for each year from one to another, in a straight line, both ends as given.

    Years between are rounded half up to the digits of the indicator. The end alone is returned
    when it does not come after the start.
    """
    (first, low), (last, high) = depart, arrivee
    if first >= last:
        return {last: high}
    slope = EXACT.subtract(high, low)
    years = {first: low}
    for year in range(first + 1, last):
        step = EXACT.divide(EXACT.multiply(slope, Decimal(year - first)), Decimal(last - first))
        years[year] = arrondi(EXACT.add(low, step), decimales)
    return years | {last: high}
