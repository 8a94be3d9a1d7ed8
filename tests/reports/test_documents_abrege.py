"""Texts cut to a width: never wider, whole when they fit, and it is known when they were cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.reports.documents.abrege import CUT, fitted, is_cut, kept_lines, one_line

TEXTS = st.text(st.sampled_from("aéW i’\n« »m.5%"), max_size=600)
EMS = st.floats(min_value=10, max_value=200)


@given(TEXTS, EMS)
def test_what_is_kept_is_never_wider_than_its_room(text, ems):
    assert text_width(fitted(text, ems), 1.0) <= ems + 1e-6


@given(TEXTS, EMS)
def test_a_text_that_fits_is_whole_and_one_that_does_not_begins_alike(text, ems):
    flat, shown = one_line(text).strip(), fitted(text, ems)

    if text_width(flat, 1.0) <= ems:
        assert shown == flat
    else:
        assert is_cut(shown)
        assert flat.startswith(shown.removesuffix(CUT).rstrip())


def test_a_cut_falls_between_two_words():
    assert fitted("Un mot puis un autre encore", 9) == f"Un mot puis {CUT}"


def test_a_word_wider_than_its_room_is_cut_in_itself():
    shown = fitted("W" * 500, 20)

    assert shown.startswith("WWWW")
    assert shown.endswith(f" {CUT}")


@given(TEXTS, st.integers(1, 8), EMS)
def test_lines_stay_within_their_number_and_their_room(text, most, ems):
    kept = kept_lines(text, most=most, ems=ems, most_ems=3 * ems)

    assert len(kept.lines) <= most
    assert sum(text_width(line, 1.0) for line in kept.lines) <= 3 * ems + 1e-6


@given(TEXTS, st.integers(1, 8), EMS)
def test_it_is_known_when_a_line_is_missing(text, most, ems):
    kept = kept_lines(text, most=most, ems=ems, most_ems=3 * ems)
    whole = [line.strip() for line in text.splitlines() if line.strip()]

    assert kept.cut == (list(kept.lines) != whole)
