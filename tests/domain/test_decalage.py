"""Days moved by months: the end of a month stays the end, and a move back comes back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.decalage import shifted_day


@pytest.mark.parametrize(
    ("day", "mois", "moved"),
    [
        (date(2028, 3, 31), 3, date(2028, 6, 30)),
        (date(2028, 6, 30), -3, date(2028, 3, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 11, 15), 3, date(2029, 2, 15)),
        (date(2028, 1, 30), 1, date(2028, 2, 29)),
        (date(2028, 1, 3), -1, date(2027, 12, 3)),
    ],
)
def test_a_day_is_moved_by_months(day, mois, moved):
    assert shifted_day(day, mois=mois) == moved


def test_a_day_is_moved_by_days():
    assert shifted_day(date(2028, 2, 28), jours=2) == date(2028, 3, 1)


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(-12, 12))
def test_the_first_28_days_come_back(day, mois):
    before = day.replace(day=min(day.day, 27))
    assert shifted_day(shifted_day(before, mois=mois), mois=-mois) == before


def test_no_calendar_goes_beyond_year_one():
    with pytest.raises(ValueError, match="year"):
        shifted_day(date(1, 1, 1), mois=-3)
