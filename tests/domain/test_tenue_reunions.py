"""Meetings: their place in their instance, their length, who came."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.reunions import Presence, Reunion, ReunionPoint, ReunionPresence
from cpom_desktop.domain.saisie import parse_minutes
from cpom_desktop.domain.tenue_reunions import (
    agenda_minutes,
    attendance,
    chronological,
    next_meeting,
    previous_meeting,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.queries.reunion import minutes_words


def meeting(ident, *, instance=1, numero=None, jour=None):
    return Reunion(id=ident, titre="Réunion", instance_id=instance, numero=numero, jour=jour)


def came(presence, *, voix=True):
    return ReunionPresence(id=1, reunion_id=1, presence=presence, voix=voix)


def test_the_meeting_before_is_that_of_the_number_before():
    first, second, third = (meeting(i, numero=i) for i in (1, 2, 3))

    assert previous_meeting(third, [first, second, third]) is second
    assert previous_meeting(first, [first, second, third]) is None
    assert next_meeting(first, [first, second, third]) is second


def test_without_numbers_the_day_tells_which_came_before():
    early = meeting(1, jour=date(2027, 1, 5))
    late = meeting(2, jour=date(2027, 3, 5))

    assert previous_meeting(late, [early, late]) is early
    assert next_meeting(early, [early, late]) is late


def test_another_instance_is_no_predecessor():
    other = meeting(1, instance=2, numero=1)
    own = meeting(2, instance=1, numero=2)

    assert previous_meeting(own, [other, own]) is None
    assert previous_meeting(meeting(3, instance=None, numero=3), [own]) is None


def test_meetings_without_a_day_come_last():
    dated, undated = meeting(1, jour=date(2027, 4, 1)), meeting(2)

    assert chronological([undated, dated], {1: dated.jour, 2: None}) == (dated, undated)


def test_a_point_without_a_duration_counts_for_none():
    points = [ReunionPoint(id=i, reunion_id=1, titre="P", duree_minutes=m) for i, m in
              ((1, 30), (2, None), (3, 45))]  # fmt: skip

    assert agenda_minutes(points) == 75


def test_who_is_represented_counts_and_who_has_no_vote_does_not():
    told = attendance(
        [
            came(Presence.PRESENT),
            came(Presence.REPRESENTE),
            came(Presence.PRESENT, voix=False),
            came(Presence.EXCUSE),
            came(Presence.ATTENDU),
        ]
    )

    assert (told.convened, told.came, told.votes, told.voters, told.unsaid) == (5, 3, 2, 4, 1)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2 h 30", 150),
        ("2h30", 150),
        ("2h", 120),
        ("1:05", 65),
        ("45 min", 45),
        ("45", 45),
        ("150", 150),
        ("", None),
        ("2\u00a0h\u00a030", 150),
    ],
)
def test_a_length_is_read_as_it_is_said(typed, minutes):
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["longtemps", "0", "2 h 75", "-5", "25 h", "1441", "1,5 h"])
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(RegleInvalide, match="minutes"):
        parse_minutes(typed)


@given(st.integers(min_value=1, max_value=1440))
def test_a_length_shown_is_read_again(minutes):
    assert parse_minutes(minutes_words(minutes)) == minutes
