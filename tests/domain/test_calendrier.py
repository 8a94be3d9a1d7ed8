"""Public holidays, working days and days closed to meetings."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.calendrier import (
    GroupeFeries,
    bridges,
    easter,
    is_working_day,
    public_holidays,
    working_day_predicate,
)

SUBDIVISIONS = {
    GroupeFeries.METROPOLE: None,
    GroupeFeries.ALSACE_MOSELLE: "6AE",
    GroupeFeries.GUADELOUPE: "971",
    GroupeFeries.MARTINIQUE: "972",
    GroupeFeries.GUYANE: "973",
    GroupeFeries.REUNION: "974",
    GroupeFeries.MAYOTTE: "976",
    GroupeFeries.SAINT_BARTHELEMY: "BL",
    GroupeFeries.SAINT_MARTIN: "MF",
}
SINCE_2012 = {GroupeFeries.SAINT_BARTHELEMY, GroupeFeries.SAINT_MARTIN}


@pytest.mark.parametrize("group", GroupeFeries)
def test_every_holiday_agrees_with_the_reference_package(group):
    first_year = 2012 if group in SINCE_2012 else 1990
    for year in range(first_year, 2101):
        expected = set(reference.France(subdiv=SUBDIVISIONS[group], years=year))
        if year in {2005, 2006, 2007}:  # the package drops Whit Monday, which stayed a holiday
            expected.add(easter(year) + timedelta(days=50))
        assert set(public_holidays(year, group)) == expected, year


@pytest.mark.parametrize(
    ("year", "sunday", "monday", "ascension", "pentecost", "friday"),
    [
        (2026, (4, 5), (4, 6), (5, 14), (5, 25), (4, 3)),
        (2027, (3, 28), (3, 29), (5, 6), (5, 17), (3, 26)),
        (2028, (4, 16), (4, 17), (5, 25), (6, 5), (4, 14)),
        (2029, (4, 1), (4, 2), (5, 10), (5, 21), (3, 30)),
        (2030, (4, 21), (4, 22), (5, 30), (6, 10), (4, 19)),
        (2031, (4, 13), (4, 14), (5, 22), (6, 2), (4, 11)),
        (2032, (3, 28), (3, 29), (5, 6), (5, 17), (3, 26)),
    ],
)
def test_the_moving_holidays_are_those_of_the_table(
    year, sunday, monday, ascension, pentecost, friday
):
    days = public_holidays(year, GroupeFeries.ALSACE_MOSELLE)

    assert easter(year) == date(year, *sunday)
    assert days[date(year, *monday)] == "Lundi de Pâques"
    assert days[date(year, *ascension)] == "Ascension"
    assert days[date(year, *pentecost)] == "Lundi de Pentecôte"
    assert days[date(year, *friday)] == "Vendredi saint"


def test_the_national_holidays_are_eleven_and_in_order():
    days = public_holidays(2027)

    assert len(days) == 11
    assert list(days) == sorted(days)


def test_two_holidays_on_one_day_are_both_named():
    assert public_holidays(2008)[date(2008, 5, 1)] == "Ascension, Fête du Travail"


def test_saint_stephen_is_a_working_day_outside_alsace_moselle():
    saint_stephen = date(2028, 12, 26)

    assert working_day_predicate()(saint_stephen)
    assert not working_day_predicate(GroupeFeries.ALSACE_MOSELLE)(saint_stephen)


def test_a_closure_of_her_own_is_not_worked_on_either_bound():
    closure = (date(2027, 2, 8), date(2027, 2, 12))
    is_open = working_day_predicate(closures=[closure])

    assert not any(is_open(day) for day in closure)
    assert is_open(date(2027, 2, 5))
    assert is_open(date(2027, 2, 15))


def test_the_bridges_of_a_year_lie_between_a_holiday_and_the_week_end():
    assert bridges(2027) == (date(2027, 5, 7), date(2027, 11, 12))
    assert date(2028, 1, 3) not in bridges(2028)
    assert date(2029, 12, 31) in bridges(2029), "New Year's Day 2030 is a Tuesday"


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_week_end_is_never_worked(day):
    assert is_working_day(day, ()) is (day.isoweekday() <= 5)
