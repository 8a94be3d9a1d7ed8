"""The calendar of a plan: worked days counted both ways, days open to meetings, and why not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.calendrier import GroupeFeries, MotifFermeture, working_day_predicate
from cpom_desktop.domain.calendrier_du_plan import (
    CalendarRules,
    PeriodeFermee,
    WorkCalendar,
    calendar_of,
)
from cpom_desktop.errors import RegleInvalide

WEEK = (PeriodeFermee(date(2027, 3, 1), date(2027, 3, 5), "Travaux"),)
AVOIDED = CalendarRules(periodes=WEEK, ete=True, fin_annee=True, ponts=True)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
GROUPS = st.sampled_from(GroupeFeries)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2027, 5, 8), MotifFermeture.WEEK_END),
        (date(2027, 5, 6), MotifFermeture.FERIE),
        (date(2027, 7, 14), MotifFermeture.FERIE),
        (date(2027, 3, 3), MotifFermeture.FERMETURE),
        (date(2027, 7, 15), MotifFermeture.ETE),
        (date(2027, 8, 31), MotifFermeture.ETE),
        (date(2027, 12, 20), MotifFermeture.FIN_ANNEE),
        (date(2027, 1, 4), MotifFermeture.FIN_ANNEE),
        (date(2027, 5, 7), MotifFermeture.PONT),  # the Friday after Ascension
        (date(2028, 11, 13), None),  # the 11th is a Saturday: no bridge
        (date(2026, 7, 13), MotifFermeture.PONT),  # the Monday before 14 July
        (date(2027, 9, 1), None),
        (date(2027, 1, 5), None),
    ],
)
def test_a_closed_day_says_why(day, reason):
    calendar = calendar_of(AVOIDED)
    closed = calendar.closed(day)

    assert (closed.motif if closed else None) is reason
    assert calendar.is_open(day) is (reason is None)


def test_what_is_not_avoided_is_open():
    calendar = calendar_of(CalendarRules())

    for day in (date(2027, 7, 15), date(2027, 12, 20), date(2027, 5, 7), date(2027, 3, 3)):
        assert calendar.is_open(day)
    assert calendar.closed(date(2027, 7, 14)).libelle == "Fête nationale"


def test_a_closure_of_hers_is_named_and_worked_unless_she_says_otherwise():
    day = date(2027, 3, 3)
    moved = PeriodeFermee(*[date(2027, 3, 1), date(2027, 3, 5)], "Déménagement", travail=True)

    assert calendar_of(AVOIDED).closed(day).libelle == "Travaux"
    assert calendar_of(AVOIDED).is_worked(day)
    assert not calendar_of(CalendarRules(periodes=(moved,))).is_worked(day)


@given(DAYS, GROUPS)
def test_a_day_is_worked_as_the_holidays_say(day, group):
    assert calendar_of(CalendarRules(group)).is_worked(day) is working_day_predicate(group)(day)


@given(DAYS, GROUPS)
def test_a_meeting_is_only_ever_held_on_a_working_day(day, group):
    calendar = calendar_of(CalendarRules(group, ete=True, fin_annee=True, ponts=True))
    if calendar.is_open(day):
        assert calendar.is_worked(day)
    else:
        assert calendar.closed(day) is not None


@given(DAYS, st.integers(1, 400))
def test_worked_days_counted_forwards_and_back_mirror_each_other(day, length):
    calendar = calendar_of(AVOIDED)
    start = day.toordinal()
    finish = calendar.finish_of(start, length)

    assert calendar.count(start, finish) == length
    assert calendar.count(start, finish - 1) == length - 1, "not a day later than needed"
    assert calendar.start_of(finish, length) >= start
    assert calendar.finish_of(calendar.start_of(finish, length), length) == finish
    assert calendar.count(finish, start) == -length


@given(DAYS, st.sampled_from((1, -1)), st.booleans())
def test_the_nearest_open_day_is_open_and_none_lies_between(day, step, meeting):
    calendar = calendar_of(AVOIDED)
    is_open = calendar.is_open if meeting else calendar.is_worked
    found = date.fromordinal(calendar.nearest(day.toordinal(), step=step, meeting=meeting))

    assert is_open(found)
    between = range(abs((found - day).days))
    assert not any(is_open(day + timedelta(days=step * n)) for n in between)


def test_ten_worked_days_before_a_day_skip_the_holiday_between():
    calendar = calendar_of(CalendarRules())
    start = date.fromordinal(calendar.start_of(date(2027, 7, 23).toordinal(), 10))

    assert start == date(2027, 7, 8)
    assert calendar.worked_days(start, date(2027, 7, 23)) == 10
    assert [c.libelle for c in calendar.holidays_between(start, date(2027, 7, 23))] == [
        "Fête nationale"
    ]


def test_closed_for_ever_a_meeting_stays_where_it_is():
    always = PeriodeFermee(date(1900, 1, 1), date(2199, 12, 31))
    calendar = WorkCalendar(CalendarRules(periodes=(always,)))
    day = date(2027, 7, 15).toordinal()

    assert calendar.nearest(day, step=-1, meeting=True) == day
    assert calendar.nearest(day, step=-1, meeting=False) == day


@pytest.mark.parametrize("ordinal", [1, date(9999, 12, 31).toordinal(), -5])
def test_a_day_out_of_our_centuries_is_refused(ordinal):
    with pytest.raises(RegleInvalide, match="plan-trop-long"):
        calendar_of(CalendarRules()).count(ordinal, ordinal + 1)


def test_equal_rules_share_one_calendar():
    assert calendar_of(CalendarRules()) is calendar_of(CalendarRules())
