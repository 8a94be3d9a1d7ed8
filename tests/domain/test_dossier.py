"""Dates of the contract and of the authorisation, and places counted once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.dossier import (
    Capacite,
    Dossier,
    Etablissement,
    TypeCapacite,
    add_years,
    total_places,
)

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("effet", "years", "end"),
    [
        (date(2028, 1, 1), 5, date(2032, 12, 31)),
        (date(2027, 7, 1), 5, date(2032, 6, 30)),
        (date(2028, 1, 1), 1, date(2028, 12, 31)),
        (date(2028, 2, 29), 4, date(2032, 2, 28)),
        (date(2028, 2, 29), 5, date(2033, 2, 27)),
        (date(2028, 3, 1), 5, date(2033, 2, 28)),
        (date(2027, 3, 1), 5, date(2032, 2, 29)),
    ],
)
def test_a_contract_ends_the_day_before_its_anniversary(effet, years, end):
    assert Dossier(date_effet=effet, duree_annees=years).date_fin == end


def test_a_contract_without_effect_has_no_last_day():
    assert Dossier(date_signature=date(2027, 12, 15)).date_fin is None


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2017, 1, 4), date(2032, 1, 3)),
        (date(2016, 2, 29), date(2031, 2, 27)),
        (None, None),
    ],
)
def test_an_authorisation_lasts_fifteen_years(since, until):
    assert Etablissement(autorise_depuis=since).autorise_jusqu_au == until


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2028, 2, 29), -1, date(2027, 2, 28)),
        (date(2027, 2, 28), 1, date(2028, 2, 28)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
    ],
)
def test_the_29th_of_february_becomes_the_28th_in_a_short_year(day, years, expected):
    assert add_years(day, years) == expected


@given(DAYS, st.integers(1, 7))
def test_a_contract_lasts_its_years_to_the_day(effet, years):
    end = Dossier(date_effet=effet, duree_annees=years).date_fin
    length = (end - effet).days + 1

    assert end.year - effet.year == years or (effet.month, effet.day) == (1, 1)
    assert 365 * years <= length <= 366 * years
    assert end + timedelta(days=1) == add_years(effet, years)


def places(**counts):
    return [
        Capacite(id=rank, type=TypeCapacite(kind), autorisees=count, installees=1)
        for rank, (kind, count) in enumerate(counts.items(), start=1)
    ]


def test_pasa_and_uhr_are_not_counted_twice():
    counted = places(
        hebergement_permanent=84, hebergement_temporaire=2, accueil_de_jour=6, pasa=12, uhr=14
    )

    assert total_places(counted) == 92
    assert total_places(counted, "installees") == 3


def test_a_count_not_typed_adds_nothing():
    assert total_places(places(hebergement_permanent=84, accueil_de_jour=None)) == 84
    assert total_places(places(hebergement_permanent=84), "financees") == 0
    assert total_places([]) == 0


def test_only_pasa_and_uhr_are_inside_the_permanent_places():
    assert {kind for kind in TypeCapacite if kind.inside_permanent} == {
        TypeCapacite.PASA,
        TypeCapacite.UHR,
    }
