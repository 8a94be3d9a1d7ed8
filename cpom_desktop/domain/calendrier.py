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
    from collections.abc import Callable, Container, Iterable, Mapping

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
    """Why no meeting is held on a day; the first that applies, in this order."""

    WEEK_END = "week_end"
    FERIE = "ferie"
    FERMETURE = "fermeture"
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
_MONDAY, _FRIDAY = 0, 4
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
        return open_day and not _inside(day, periods)

    return answer


def closure_reason(
    day: date,
    group: GroupeFeries = GroupeFeries.METROPOLE,
    closures: Iterable[Period] = (),
) -> MotifFermeture | None:
    """Return why no meeting should be held that day, None when one may (numbers §5.4, proposed).

    Args:
        day: the day proposed for a meeting.
        group: whose public holidays apply.
        closures: her own closed periods, or the school breaks when she avoids them.
    """
    if day.weekday() >= _SATURDAY:
        return MotifFermeture.WEEK_END
    if day in public_holidays(day.year, group):
        return MotifFermeture.FERIE
    if _inside(day, closures):
        return MotifFermeture.FERMETURE
    month_day = (day.month, day.day)
    if _SUMMER[0] <= month_day <= _SUMMER[1]:
        return MotifFermeture.ETE
    if month_day >= _YEAR_END[0] or month_day <= _YEAR_END[1]:
        return MotifFermeture.FIN_ANNEE
    return MotifFermeture.PONT if _is_bridge(day, group) else None


def closed_to_meetings(
    day: date,
    group: GroupeFeries = GroupeFeries.METROPOLE,
    closures: Iterable[Period] = (),
) -> bool:
    """Tell whether a meeting should move off a day."""
    return closure_reason(day, group, closures) is not None


def meeting_day_predicate(
    group: GroupeFeries = GroupeFeries.METROPOLE, closures: Iterable[Period] = ()
) -> Callable[[date], bool]:
    """Return the question « may a meeting be held? », as the scheduler asks it."""
    periods = tuple(closures)

    def answer(day: date) -> bool:
        return not closed_to_meetings(day, group, periods)

    return answer


def _inside(day: date, periods: Iterable[Period]) -> bool:
    return any(first <= day <= last for first, last in periods)


def _is_bridge(day: date, group: GroupeFeries) -> bool:
    """Tell whether a day lies alone between a holiday and the week-end."""
    beside = {_FRIDAY: -1, _MONDAY: 1}.get(day.weekday())
    if beside is None:
        return False
    neighbour = day + timedelta(days=beside)
    return neighbour in public_holidays(neighbour.year, group)
