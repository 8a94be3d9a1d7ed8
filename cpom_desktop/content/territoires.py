"""What a territory gives: its ARS, its calendar, its tariff regime, and the code of a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cpom_desktop.content.schema import Departement, Regime, Region, Vacances
    from cpom_desktop.domain.calendrier import GroupeFeries
    from cpom_desktop.domain.dossier import RegimeTarifaire, ZoneScolaire


class Territoires(NamedTuple):
    """Regions, départements and tariff regimes, by code."""

    regions: Mapping[str, Region]
    departements: Mapping[str, Departement]
    regimes: tuple[Regime, ...]


class Proposition(NamedTuple):
    """What the département lets us propose; all of it may be corrected by her."""

    ars: str
    collectivite: str
    zone: ZoneScolaire
    regime: RegimeTarifaire
    regime_note: str
    jours_feries: GroupeFeries
    note: str
    fictif: bool


class SchoolBreak(NamedTuple):
    """A school break of one zone, first and last day included."""

    label: str
    first: date
    last: date


def departement_code(postal_code: str) -> str:
    """Return the département of a French postal code, empty when it is not five digits.

    Source: numbers §6.1 (common usage, from memory): 200–201 → 2A, 202–206 → 2B, 97x and 98x.
    """
    compact = re.sub(r"\s", "", postal_code)
    if not re.fullmatch(r"[0-9]{5}", compact):
        return ""
    if compact.startswith("20"):
        return "2A" if compact < "20200" else "2B"
    return compact[:3] if compact[:2] in {"97", "98"} else compact[:2]


def breaks_of(vacances: Iterable[Vacances], zone: ZoneScolaire) -> tuple[SchoolBreak, ...]:
    """Return the breaks of a zone in order; none for Corsica and overseas."""
    found = [
        SchoolBreak(known.libelle, known.premier, known.dernier)
        for known in vacances
        if zone in known.zones
    ]
    return tuple(sorted(found, key=_first_day))


def _first_day(found: SchoolBreak) -> date:
    return found.first
