"""French public holidays, working days and the days on which no meeting is held.

Source: numbers §5.1 (eleven national days, Alsace-Moselle) and §5.4 (days to avoid, proposed).
The local days overseas are from memory (`memoire`): décret 83-1003 of 23 November 1983 and
custom, not read again; they agree with the `holidays` package.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

Period = tuple[date, date]
"""First and last day, both included."""


class GroupeFeries(StrEnum):
    """Groups of départements that share their public holidays."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace_moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_BARTHELEMY = "saint_barthelemy"
    SAINT_MARTIN = "saint_martin"


class MotifFermeture(StrEnum):
    """Why no meeting is held on a day; the first that applies, in this order.

    A closure of hers (`fermeture`) comes before the school breaks (`vacances`).
    """

    WEEK_END = "week_end"
    FERIE = "ferie"
    FERMETURE = "fermeture"
    VACANCES = "vacances"
    ETE = "ete"
    FIN_ANNEE = "fin_annee"
    PONT = "pont"


_FIXED: Mapping[str, tuple[int, int]] = {
    "Jour de l’an": (1, 1),
    "Fête du Travail": (5, 1),
    "Fête de la Victoire": (5, 8),
    "Fête nationale": (7, 14),
    "Assomption": (8, 15),
    "Toussaint": (11, 1),
    "Armistice": (11, 11),
    "Noël": (12, 25),
}
_FROM_EASTER: Mapping[str, int] = {
    "Lundi de Pâques": 1,
    "Ascension": 39,
    "Lundi de Pentecôte": 50,
}
_GOOD_FRIDAY = "Vendredi saint"
_ABOLITION = "Abolition de l’esclavage"
_SCHOELCHER = "Fête de Victor Schœlcher"

_LOCAL_FIXED: Mapping[GroupeFeries, Mapping[str, tuple[int, int]]] = {
    GroupeFeries.ALSACE_MOSELLE: {"Saint-Étienne": (12, 26)},
    GroupeFeries.GUADELOUPE: {_ABOLITION: (5, 27), _SCHOELCHER: (7, 21)},
    GroupeFeries.MARTINIQUE: {_ABOLITION: (5, 22), _SCHOELCHER: (7, 21)},
    GroupeFeries.GUYANE: {_ABOLITION: (6, 10)},
    GroupeFeries.REUNION: {_ABOLITION: (12, 20)},
    GroupeFeries.MAYOTTE: {_ABOLITION: (4, 27)},
    GroupeFeries.SAINT_BARTHELEMY: {_ABOLITION: (10, 9)},
    GroupeFeries.SAINT_MARTIN: {_ABOLITION: (5, 28), _SCHOELCHER: (7, 21)},
}
_LOCAL_FROM_EASTER: Mapping[GroupeFeries, Mapping[str, int]] = {
    GroupeFeries.ALSACE_MOSELLE: {_GOOD_FRIDAY: -2},
    GroupeFeries.GUADELOUPE: {"Mi-Carême": -24, _GOOD_FRIDAY: -2},
}

_SATURDAY = 5
_TUESDAY, _THURSDAY = 1, 3
_SUMMER = ((7, 15), (8, 31))
_YEAR_END = ((12, 20), (1, 4))


def easter(year: int) -> date:
    """Return Easter Sunday (Meeus and Butcher's reckoning, numbers §5.1)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def public_holidays(year: int, group: GroupeFeries = GroupeFeries.METROPOLE) -> Mapping[date, str]:
    """Return the public holidays of a year and their French names, in order of date.

    Two holidays on one day (Ascension on 1 or 8 May) share it, both named. Whit Monday stays
    in 2005–2007: the « journée de solidarité » was worked, it remained a public holiday.
    """
    sunday = easter(year)
    fixed = {**_FIXED, **_LOCAL_FIXED.get(group, {})}
    moving = {**_FROM_EASTER, **_LOCAL_FROM_EASTER.get(group, {})}
    named = [(date(year, *month_day), name) for name, month_day in fixed.items()]
    named += [(sunday + timedelta(days=offset), name) for name, offset in moving.items()]
    days: dict[date, str] = {}
    for day, name in sorted(named):
        days[day] = f"{days[day]}, {name}" if day in days else name
    return days


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Tell whether a day is from Monday to Friday and not a holiday (numbers §5.4)."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_day_predicate(
    group: GroupeFeries = GroupeFeries.METROPOLE, closures: Iterable[Period] = ()
) -> Callable[[date], bool]:
    """Return the question « is it a working day? » for a group, outside her own closures."""
    periods = tuple(closures)

    def answer(day: date) -> bool:
        open_day = is_working_day(day, public_holidays(day.year, group))
        return open_day and not any(first <= day <= last for first, last in periods)

    return answer


def summer(year: int) -> tuple[Period, ...]:
    """Return when meetings are avoided in summer (numbers §5.4, proposed)."""
    return ((date(year, *_SUMMER[0]), date(year, *_SUMMER[1])),)


def year_ends(year: int) -> tuple[Period, ...]:
    """Return when meetings are avoided at both ends of a year (numbers §5.4, proposed)."""
    return (
        (date(year, 1, 1), date(year, *_YEAR_END[1])),
        (date(year, *_YEAR_END[0]), date(year, 12, 31)),
    )


def bridges(year: int, group: GroupeFeries = GroupeFeries.METROPOLE) -> tuple[date, ...]:
    """Return the days left alone between a holiday and the week-end."""
    return tuple(day for day in _beside_holidays(year, group) if day.year == year)


def _beside_holidays(year: int, group: GroupeFeries) -> Iterator[date]:
    for holiday in (*public_holidays(year, group), date(year + 1, 1, 1)):
        offset = {_THURSDAY: 1, _TUESDAY: -1}.get(holiday.weekday())
        if offset is not None:
            day = holiday + timedelta(days=offset)
            if day not in public_holidays(day.year, group):
                yield day
