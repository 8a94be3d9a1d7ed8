"""Calendar files: what RFC 5545 asks, read back by another parser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.reports.ics import read_days, uid_of
from tests.outils.agendas import PLACE, event, read, rendered

HOSTILE = (
    "virgule, point-virgule ; deux-points : barre \\ \\n \\, \\;",
    'DTSTART:20000101\r\nEND:VEVENT\r\nBEGIN:VEVENT\n"guillemets" ^n',
    "👩‍⚕️" * 40 + " שלום é",
    "Une phrase assez longue. " * 200,
    "m" * 5000,
    "a\x00b\x07c\x0bd\x1be\x7ff\x85g\u2028h\u202ei\ud800j",
)


def lines(data):
    """Return the lines of a file, folded as they are."""
    assert data.endswith(b"\r\n")
    return data.split(b"\r\n")[:-1]


def unfolded(data):
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_sixty_events_come_back_on_their_days():
    events = [
        event(n, title=f"Réunion n° {n} : ordre du jour, pièces ; suites") for n in range(60)
    ]
    found = read(rendered(*events))

    assert [(e.uid, e.first, e.after, e.title) for e in found] == [
        (uid_of(e, PLACE), e.day, e.day + timedelta(days=1), e.title) for e in events
    ]
    assert all(type(e.first) is date for e in found), "a whole day, not midnight somewhere"
    assert len({e.uid for e in found}) == 60


def test_the_file_is_what_the_standard_asks():
    data = rendered(event(text="É" * 900, rappels=(7, 1)), event(2))
    text = unfolded(data)

    assert all(len(line) <= 75 for line in lines(data))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert text[0] == "BEGIN:VCALENDAR"
    assert text[-2] == "END:VCALENDAR"
    for line in ("VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"):
        assert text.count(line) == 1
    assert sum(line.startswith("PRODID:-//CPOM Desktop//") for line in text) == 1
    for name in ("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SEQUENCE"):
        assert sum(line.startswith(f"{name}:") for line in text) == 2, name


def test_a_letter_of_several_octets_is_never_cut_by_a_fold():
    for line in lines(rendered(event(text="👩‍⚕️é" * 300))):
        assert line.decode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_in_its_place(text):
    before, after = event(1), event(3)
    nasty = event(2, title=text, text=text, kind=text, rappels=(7,))
    found = read(rendered(before, nasty, after, place=PLACE._replace(name=text)))

    assert [e.first for e in found] == [e.day for e in (before, nasty, after)]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", found[1].text)
    assert "\n" not in found[1].title
    assert found[1].categories[0] == "CPOM"


def test_a_long_text_is_whole():
    text = "Une phrase, assez longue ; avec tout : cela.\n" * 120
    (found,) = read(rendered(event(text=text)))

    assert found.text.startswith(text.strip())
    assert "édité par CPOM Desktop le 12 mars 2027" in found.text


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_comes_back_as_it_was_cleaned(title, text):
    (found,) = read(rendered(event(title=f"T {title} T", text=f"D {text} D")))

    assert found.title.startswith("T ")
    assert found.title.endswith(" T")
    assert found.text.startswith("D ")


def test_reminders_ring_at_nine_so_many_days_before():
    (found,) = read(rendered(event(rappels=(30, 7, 0))))

    assert found.alarms == (
        timedelta(days=-30, hours=9),
        timedelta(days=-7, hours=9),
        timedelta(hours=9),
    )


def test_what_is_over_has_no_reminder():
    assert b"VALARM" not in rendered(event())


def test_same_events_and_same_moment_give_the_same_bytes():
    events = [event(n, rappels=(7,)) for n in range(5)]

    assert rendered(*events) == rendered(*events)


def test_a_later_edition_replaces_the_former_one_in_a_calendar():
    later = PLACE._replace(now=PLACE.now + timedelta(minutes=1))
    moved = replace(event(), day=date(2028, 2, 29))
    first, second = unfolded(rendered(event())), unfolded(rendered(moved, place=later))

    def value(text, name):
        return next(line.partition(":")[2] for line in text if line.startswith(f"{name}:"))

    assert value(first, "UID") == value(second, "UID")
    assert int(value(second, "SEQUENCE")) == int(value(first, "SEQUENCE")) + 1
    assert 0 < int(value(second, "SEQUENCE")) < 2**31
    assert "DTEND;VALUE=DATE:20280301" in second


def test_a_clock_before_the_first_sequence_counts_for_nothing():
    old = PLACE._replace(now=datetime(2001, 1, 1, tzinfo=UTC))

    assert b"SEQUENCE:0\r\n" in rendered(event(), place=old)


def test_the_stamp_is_in_universal_time():
    paris = PLACE._replace(now=datetime(2027, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=2))))

    assert b"DTSTAMP:20270701T080000Z" in rendered(event(), place=paris)


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2026, 12, 31), date(9999, 12, 30)])
def test_the_first_and_last_days_hold(day):
    (found,) = read(rendered(event(day=day)))

    assert (found.first, found.after) == (day, day + timedelta(days=1))


def test_the_file_tells_what_it_holds_when_read_again():
    events = [event(n) for n in range(3)]

    assert read_days(rendered(*events)) == tuple((uid_of(e, PLACE), e.day) for e in events)


@pytest.mark.parametrize("data", [b"", b"BEGIN:VCALENDAR\r\n", b"%PDF-1.7", b"\xff\xfe\x00"])
def test_what_is_no_calendar_is_told(data):
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        read_days(data)
