"""The shared diagnosis: marks, means half up, what is set aside, urgency."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.cotations import notes_of
from cpom_desktop.domain.diagnostic import (
    Constat,
    Cotation,
    NatureConstat,
    constats_by_critere,
    mean,
    of_nature,
    theme_score,
)


def constat(critere, cotation=None, **fields):
    return Constat(id=1, critere=critere, cotation=cotation, **fields)


def score(*cotations):
    found = [constat(f"c{n}", cotation) for n, cotation in enumerate(cotations)]
    slugs = [f"c{n}" for n in range(len(cotations))]
    return theme_score(slugs, constats_by_critere(found), notes_of(found, {}))


def test_what_is_not_concerned_leaves_the_mean_and_counts_as_answered():
    found = score(Cotation.PARTIEL, Cotation.NON_CONCERNE, Cotation.MAITRISE)

    assert (found.notes, found.non_concernes, found.moyenne) == (2, 1, Decimal("3.0"))
    assert found.is_complete


def test_what_is_to_be_searched_stays_to_be_rated():
    found = score(Cotation.EN_PLACE, Cotation.A_RECHERCHER)

    assert (found.answered, found.criteres, found.is_complete) == (1, 2, False)


def test_a_theme_without_a_mark_has_no_mean():
    assert score(None, Cotation.NON_CONCERNE).moyenne is None
    assert score().moyenne is None


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (["2", "2", "2", "3"], "2.3"),
        (["1"] * 11 + ["2"], "1.1"),
        (["3", "4"], "3.5"),
        (["2.5", "4", "4", "2.5", "2.5", "2"], "2.9"),
        (["2.5", "2", "2", "2.5"], "2.3"),
    ],
)
def test_a_mean_is_rounded_half_up_to_one_decimal(notes, expected):
    assert mean([Decimal(note) for note in notes]) == Decimal(expected)


@given(st.lists(st.sampled_from([Decimal(n) for n in ("1", "2", "2.5", "3", "4")]), min_size=1))
def test_a_mean_stays_between_its_marks(notes):
    assert min(notes) <= mean(notes) <= max(notes)


def test_findings_come_by_priority_then_by_lowest_mark():
    weak = NatureConstat.FAIBLESSE
    found = [
        constat("late", Cotation.ABSENT, nature=weak),
        constat("second", Cotation.ABSENT, nature=weak, priorite=2),
        constat("strong", Cotation.MAITRISE, nature=NatureConstat.FORCE, priorite=1),
        constat("first-better", Cotation.EN_PLACE, nature=weak, priorite=1),
        constat("first", Cotation.PARTIEL, nature=weak, priorite=1),
    ]

    assert [c.critere for c in of_nature(found, weak, notes_of(found, {}))] == [
        "first",
        "first-better",
        "second",
        "late",
    ]
