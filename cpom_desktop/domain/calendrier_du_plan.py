"""The calendar of one plan: days worked, days open to meetings, and why a day is not.

Days are counted over tables made once for a range of years, and kept for rules that are equal:
a plan of hundreds of tasks asks thousands of times. Days are proleptic ordinals inside.
Source: numbers §5.4 (proposed).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.calendrier import (
    GroupeFeries,
    MotifFermeture,
    bridges,
    public_holidays,
    summer,
    year_ends,
)
from cpom_desktop.errors import RegleInvalide

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A plan that leaves these years is refused, as typing refuses a date far beyond."""

FIRST_DAY = date(FIRST_YEAR, 1, 1).toordinal()
LAST_DAY = date(LAST_YEAR, 12, 31).toordinal()
_ROOM_YEARS = 3
_NOT_WORKED, _NO_MEETING = 2, 1


@dataclass(frozen=True, slots=True)
class PeriodeFermee:
    """Days without meetings, first and last included: a closure of hers, or a school break.

    `travail` tells that nobody works either.
    """

    debut: date
    fin: date
    libelle: str = ""
    motif: MotifFermeture = MotifFermeture.FERMETURE
    travail: bool = False


@dataclass(frozen=True, slots=True)
class JourFerme:
    """A day on which no meeting is held, why, and the name of what closes it, if it has one."""

    jour: date
    motif: MotifFermeture
    libelle: str = ""


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """What makes a calendar.

    Attributes:
        periodes: her closures, and the school breaks when she avoids them.
        reporter: meetings and milestones move off closed days; otherwise they stay.
    """

    groupe: GroupeFeries = GroupeFeries.METROPOLE
    periodes: tuple[PeriodeFermee, ...] = ()
    ete: bool = False
    fin_annee: bool = False
    ponts: bool = False
    reporter: bool = True


class _Tables(NamedTuple):
    """From the ordinal `first`: marks, worked days before each day, nearest open days."""

    first: int
    marks: bytearray
    worked_before: list[int]
    worked: list[int]


class WorkCalendar:
    """Count and find days under some rules; equal rules share one (`calendar_of`)."""

    def __init__(self, rules: CalendarRules) -> None:
        self.rules = rules
        self._tables = _Tables(0, bytearray(), [0], [])

    def is_worked(self, day: date) -> bool:
        """Tell whether people work that day."""
        return self._mark(day.toordinal()) < _NOT_WORKED

    def is_open(self, day: date) -> bool:
        """Tell whether a meeting may be held that day."""
        return not self._mark(day.toordinal())

    def closed(self, day: date) -> JourFerme | None:
        """Return why no meeting is held that day; None when one may."""
        if self.is_open(day):
            return None
        motif, libelle = _reason(day, self.rules)
        return JourFerme(day, motif, libelle)

    def worked_days(self, first: date, after: date) -> int:
        """Return the days worked from `first` to the day before `after`; negative backwards."""
        return self.count(first.toordinal(), after.toordinal())

    def holidays_between(self, first: date, after: date) -> tuple[JourFerme, ...]:
        """Return the days from Monday to Friday, `after` left out, on which nobody works."""
        if self.worked_days(first, after) == _weekdays(first, after):
            return ()
        days = (date.fromordinal(n) for n in range(first.toordinal(), after.toordinal()))
        closed = (self.closed(day) for day in days if not self.is_worked(day))
        return tuple(c for c in closed if c and c.motif is not MotifFermeture.WEEK_END)

    def count(self, first: int, after: int) -> int:
        """Return the days worked between two ordinals, the second left out."""
        tables = self._around(min(first, after), max(first, after))
        return (
            tables.worked_before[after - tables.first] - tables.worked_before[first - tables.first]
        )

    def start_of(self, finish: int, days: int) -> int:
        """Return the last day from which `days` worked days remain before `finish`."""
        tables = self._around(finish - 3 * days // 2 - 40, finish)
        while (place := tables.worked_before[finish - tables.first] - days) < 0:
            tables = self._around(tables.first - 366, finish)
        return tables.worked[place]

    def finish_of(self, start: int, days: int) -> int:
        """Return the first day before which `days` days have been worked since `start`."""
        tables = self._around(start, start + 3 * days // 2 + 40)
        place = tables.worked_before[start - tables.first] + days - 1
        while place >= len(tables.worked):
            tables = self._around(start, tables.first + len(tables.marks) + 366)
        return tables.worked[place] + 1

    def nearest(self, day: int, *, step: int, meeting: bool) -> int:
        """Return the first day from `day` on (`step` 1) or back (−1) that is not closed.

        A milestone that is no meeting only keeps off days without work. A day with no open
        one within three years stays as it is: nothing better can be said.
        """
        least = _NO_MEETING if meeting else _NOT_WORKED
        tables = self._around(day - 1, day + 1)
        place = day - tables.first
        while 0 <= place < len(tables.marks) and tables.marks[place] >= least:
            place += step
        if 0 <= place < len(tables.marks):
            return tables.first + place
        return self._farther(day, step, least)

    def _farther(self, day: int, step: int, least: int) -> int:
        for found in range(day, day + step * 366 * _ROOM_YEARS, step):
            if self._mark(found) < least:
                return found
        return day

    def _mark(self, ordinal: int) -> int:
        tables = self._around(ordinal, ordinal)
        return tables.marks[ordinal - tables.first]

    def _around(self, first: int, last: int) -> _Tables:
        """Return tables that hold both days, made wider when they have to."""
        tables = self._tables
        end = tables.first + len(tables.marks)
        if tables.first <= first and last < end:
            return tables
        start_year, end_year = _year(first) - _ROOM_YEARS, _year(last) + _ROOM_YEARS
        if tables.marks:
            start_year = min(start_year, date.fromordinal(tables.first).year)
            end_year = max(end_year, date.fromordinal(end - 1).year)
        self._tables = _tables(self.rules, start_year, end_year)
        return self._tables


@lru_cache(maxsize=16)
def calendar_of(rules: CalendarRules) -> WorkCalendar:
    """Return the calendar of some rules, made once."""
    return WorkCalendar(rules)


def _weekdays(first: date, after: date) -> int:
    """Return the days from Monday to Friday from `first` to the day before `after`."""
    weeks, rest = divmod((after - first).days, 7)
    return weeks * 5 + sum((first.weekday() + k) % 7 < 5 for k in range(rest))


def _year(ordinal: int) -> int:
    """Return the year of a day. Raises `RegleInvalide` (`plan-trop-long`) far from ours."""
    if not FIRST_DAY <= ordinal <= LAST_DAY:
        raise RegleInvalide("plan-trop-long")
    return date.fromordinal(ordinal).year


def _tables(rules: CalendarRules, start_year: int, end_year: int) -> _Tables:
    first = date(start_year, 1, 1).toordinal()
    marks = bytearray(date(end_year, 12, 31).toordinal() - first + 2)
    for weekday in (5, 6):
        place = (weekday - (first + 6)) % 7
        marks[place::7] = bytes([_NOT_WORKED]) * len(marks[place::7])
    for start, end, mark in _closures(rules, range(start_year, end_year + 1)):
        for place in range(max(start - first, 0), min(end - first + 1, len(marks))):
            marks[place] = max(marks[place], mark)
    open_days = [mark < _NOT_WORKED for mark in marks]
    worked = [first + place for place, worked in enumerate(open_days) if worked]
    return _Tables(first, marks, [0, *accumulate(open_days)], worked)


def _closures(rules: CalendarRules, years: Iterable[int]) -> Iterable[tuple[int, int, int]]:
    """Yield first and last ordinal, and mark, of everything that closes days."""
    for year in years:
        for day in public_holidays(year, rules.groupe):
            yield day.toordinal(), day.toordinal(), _NOT_WORKED
        seasons = [*summer(year)] if rules.ete else []
        seasons += [*year_ends(year)] if rules.fin_annee else []
        seasons += [(day, day) for day in bridges(year, rules.groupe)] if rules.ponts else []
        for start, end in seasons:
            yield start.toordinal(), end.toordinal(), _NO_MEETING
    for period in rules.periodes:
        mark = _NOT_WORKED if period.travail else _NO_MEETING
        yield period.debut.toordinal(), period.fin.toordinal(), mark


def _reason(day: date, rules: CalendarRules) -> tuple[MotifFermeture, str]:
    """Return the first reason that closes a day that is closed."""
    if day.weekday() >= 5:
        return MotifFermeture.WEEK_END, ""
    if name := public_holidays(day.year, rules.groupe).get(day):
        return MotifFermeture.FERIE, name
    for period in rules.periodes:
        if period.debut <= day <= period.fin:
            return period.motif, period.libelle
    if rules.ete and any(start <= day <= end for start, end in summer(day.year)):
        return MotifFermeture.ETE, ""
    if rules.fin_annee and any(start <= day <= end for start, end in year_ends(day.year)):
        return MotifFermeture.FIN_ANNEE, ""
    return MotifFermeture.PONT, ""
