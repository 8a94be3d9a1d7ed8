"""How far an indicator is: the examples of the kit (§1.12), and what holds for any figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cpom_desktop.domain.atteinte import (
    Atteinte,
    ModeCible,
    StatutAtteinte,
    Trajet,
    atteinte,
    atteinte_finale,
    attendu,
    attendu_au,
    cible_depuis,
    interpolation,
    is_at_least,
    taux,
)
from cpom_desktop.domain.donnees import Polarite, arrondi

DEBUT, FIN = date(2028, 1, 1), date(2033, 1, 1)
VALEURS = st.decimals(-(10**6), 10**6, places=2)
POLARITES = st.sampled_from(Polarite)
HAUSSE, BAISSE, NEUTRE = Polarite.HAUSSE, Polarite.BAISSE, Polarite.NEUTRE


def trajet(initiale, cible, polarite=NEUTRE):
    return Trajet(initiale=Decimal(initiale), cible=Decimal(cible), polarite=polarite)


def percent(rate):
    return str(arrondi(rate * 100, 1))


@pytest.mark.parametrize(
    ("initiale", "cible", "valeur", "raw", "shown"),
    [
        ("11.8", "9.5", "10.6", "52.2", "52.2"),
        ("8.9", "7.1", "8.0", "50.0", "50.0"),
        ("94.5", "97.0", "94.0", "-20.0", "0.0"),
    ],
    ids=["absenteisme", "chutes", "occupation"],
)
def test_the_three_examples_of_the_kit(initiale, cible, valeur, raw, shown):
    found = atteinte(Decimal(valeur), trajet(initiale, cible), Decimal("0.5"))

    assert percent(found.taux) == raw
    assert percent(found.affiche) == shown
    assert found.is_recul is (raw == "-20.0")
    assert not found.is_depasse


def test_the_rates_of_the_examples_are_exact_fractions():
    assert taux(Decimal("8.0"), trajet("8.9", "7.1")) == Decimal("0.5")
    assert taux(Decimal("94.0"), trajet("94.5", "97.0")) == Decimal("-0.2")
    assert abs(taux(Decimal("10.6"), trajet("11.8", "9.5")) * 23 - 12) < Decimal("1e-36")


@pytest.mark.parametrize(
    ("valeur", "statut"),
    [
        ("9.5", StatutAtteinte.ATTEINT),
        ("9.0", StatutAtteinte.ATTEINT),
        ("10.65", StatutAtteinte.EN_BONNE_VOIE),
        ("10.66", StatutAtteinte.A_SURVEILLER),
        ("11.11", StatutAtteinte.A_SURVEILLER),
        ("11.12", StatutAtteinte.EN_RETARD),
        ("12.5", StatutAtteinte.EN_RETARD),
    ],
)
def test_a_statut_compares_the_rate_with_what_is_expected(valeur, statut):
    """At half the contract; 11.11 is exactly twenty points under, 10.65 exactly half way."""
    assert atteinte(Decimal(valeur), trajet("11.8", "9.5"), Decimal("0.5")).statut is statut


@pytest.mark.parametrize(
    ("valeur", "statut"),
    [
        ("9.5", StatutAtteinte.ATTEINT),
        ("10.65", StatutAtteinte.PARTIELLEMENT_ATTEINT),
        ("10.66", StatutAtteinte.NON_ATTEINT),
        ("12.5", StatutAtteinte.NON_ATTEINT),
    ],
)
def test_at_the_end_half_the_way_is_partly_reached(valeur, statut):
    found = atteinte_finale(Decimal(valeur), trajet("11.8", "9.5"))

    assert (found.statut, found.attendu) == (statut, None)


def test_without_a_value_nothing_is_said():
    during = atteinte(None, trajet(1, 2), Decimal("0.3"))
    after = atteinte_finale(None, trajet(1, 2))

    assert during == Atteinte(
        taux=None, attendu=Decimal("0.3"), statut=StatutAtteinte.NON_RENSEIGNE
    )
    assert after.statut is StatutAtteinte.NON_RENSEIGNE
    assert during.affiche is None
    assert not during.is_recul
    assert not during.is_depasse


@pytest.mark.parametrize(
    ("polarite", "reached"),
    [
        (HAUSSE, {"3": True, "3.0": True, "4": True, "2": False}),
        (BAISSE, {"3": True, "4": False, "2": True}),
        (NEUTRE, {"3": True, "4": False, "2": False}),
    ],
)
def test_a_target_to_hold_is_reached_or_not_after_the_polarity(polarite, reached):
    for valeur, is_reached in reached.items():
        found = atteinte(Decimal(valeur), trajet(3, 3, polarite), Decimal("0.4"))
        assert found.taux == (1 if is_reached else 0)
        assert found.statut is (StatutAtteinte.ATTEINT if is_reached else StatutAtteinte.EN_RETARD)


def test_the_way_to_the_target_prevails_over_the_polarity():
    """A reversed polarity is told elsewhere: the rate is that of the target she wrote."""
    reversed_ = trajet("11.8", "9.5", HAUSSE)

    assert reversed_.sens is BAISSE
    assert atteinte(Decimal("9.4"), reversed_, Decimal(0)).statut is StatutAtteinte.ATTEINT
    assert trajet(1, 2, BAISSE).sens is HAUSSE
    assert trajet(2, 2, BAISSE).sens is BAISSE


def test_a_target_left_behind_is_shown_full():
    found = atteinte(Decimal("7.0"), trajet("8.9", "7.1"), Decimal(1))

    assert found.is_depasse
    assert found.affiche == 1


def test_a_yearly_target_says_what_is_expected():
    """Kit §5.3: absenteeism from 11.8 to 9.5, 10.9 expected in 2029."""
    way = trajet("11.8", "9.5")
    cibles = {2029: Decimal("10.9")}
    expected = attendu(date(2029, 3, 1), trajet=way, cibles=cibles, debut=DEBUT, fin=FIN)

    assert expected == taux(Decimal("10.9"), way)
    assert atteinte(Decimal("10.9"), way, expected).statut is StatutAtteinte.EN_BONNE_VOIE
    assert atteinte(Decimal("11.0"), way, expected).statut is StatutAtteinte.A_SURVEILLER
    assert atteinte(Decimal("11.4"), way, expected).statut is StatutAtteinte.EN_RETARD


def test_without_a_target_for_its_year_a_day_is_expected_pro_rata():
    jour = date(2030, 7, 2)
    expected = attendu(jour, trajet=trajet(1, 2), cibles={2029: Decimal(2)}, debut=DEBUT, fin=FIN)

    assert expected == attendu_au(jour, debut=DEBUT, fin=FIN)


def test_what_is_expected_follows_the_days_of_the_contract():
    assert attendu_au(DEBUT, debut=DEBUT, fin=FIN) == 0
    assert attendu_au(FIN, debut=DEBUT, fin=FIN) == 1
    assert attendu_au(date(2028, 12, 31), debut=DEBUT, fin=FIN) * 1827 == Decimal(365)
    assert attendu_au(date(2027, 6, 1), debut=DEBUT, fin=FIN) == 0
    assert attendu_au(date(2040, 6, 1), debut=DEBUT, fin=FIN) == 1
    assert attendu_au(DEBUT, debut=DEBUT, fin=DEBUT) == 1, "a contract of no day divides nothing"


@pytest.mark.parametrize(
    ("initiale", "valeur", "mode", "cible"),
    [
        ("11.72", "-2", ModeCible.POINTS, "9.72"),
        ("6.49", "-20", ModeCible.POURCENT, "5.19"),
        ("8.9", "-20", ModeCible.POURCENT, "7.12"),
        ("0.125", "100", ModeCible.POURCENT, "0.25"),
        ("58", "90", ModeCible.ABSOLUE, "90"),
        ("0", "-15", ModeCible.POURCENT, "0.00"),
    ],
)
def test_a_proposed_target_is_computed_from_the_start(initiale, valeur, mode, cible):
    found = cible_depuis(Decimal(initiale), valeur=Decimal(valeur), mode=mode, decimales=2)

    assert str(found) == cible


def test_targets_between_two_years_are_on_a_line():
    found = interpolation(
        depart=(2027, Decimal("8.9")), arrivee=(2032, Decimal("7.1")), decimales=1
    )

    assert {year: str(value) for year, value in found.items()} == {
        2027: "8.9",
        2028: "8.5",
        2029: "8.2",
        2030: "7.8",
        2031: "7.5",
        2032: "7.1",
    }


def test_a_half_between_two_years_is_rounded_up():
    up = interpolation(depart=(2027, Decimal(0)), arrivee=(2029, Decimal(1)), decimales=0)
    down = interpolation(depart=(2027, Decimal(1)), arrivee=(2029, Decimal(0)), decimales=0)

    assert (up[2028], down[2028]) == (1, 1)


def test_a_line_that_goes_nowhere_has_its_end_only():
    for first in (2032, 2035):
        found = interpolation(depart=(first, Decimal(1)), arrivee=(2032, Decimal(3)), decimales=0)
        assert found == {2032: 3}


@given(initiale=VALEURS, cible=VALEURS, polarite=POLARITES)
def test_the_start_is_worth_nothing_and_the_target_everything(initiale, cible, polarite):
    assume(initiale != cible)
    way = trajet(initiale, cible, polarite)

    assert (taux(initiale, way), taux(cible, way)) == (0, 1)


@given(initiale=VALEURS, cible=VALEURS, polarite=POLARITES, one=VALEURS, other=VALEURS)
def test_a_better_value_never_has_a_lower_rate(initiale, cible, polarite, one, other):
    way = trajet(initiale, cible, polarite)
    assume(way.sens is not NEUTRE)
    better, worse = (one, other) if is_at_least(one, other, way.sens) else (other, one)

    assert taux(better, way) >= taux(worse, way)


@given(initiale=VALEURS, cible=VALEURS, polarite=POLARITES, valeur=VALEURS)
def test_what_is_shown_stays_between_nothing_and_everything(initiale, cible, polarite, valeur):
    found = atteinte(valeur, trajet(initiale, cible, polarite), Decimal("0.5"))

    assert 0 <= found.affiche <= 1
    assert found.is_depasse == (found.taux > found.affiche)
    assert found.is_recul == (found.taux < found.affiche)
    assert (found.statut is StatutAtteinte.ATTEINT) == (found.taux >= 1)


@given(initiale=VALEURS, cible=VALEURS, valeur=VALEURS, polarite=POLARITES)
def test_up_and_down_are_measured_alike(initiale, cible, valeur, polarite):
    opposite = {HAUSSE: BAISSE, BAISSE: HAUSSE, NEUTRE: NEUTRE}
    way = trajet(initiale, cible, polarite)
    mirror = trajet(-initiale, -cible, opposite[polarite])
    half = Decimal("0.5")

    assert mirror.sens is opposite[way.sens]
    assert atteinte(valeur, way, half) == atteinte(-valeur, mirror, half)
    assert atteinte_finale(valeur, way) == atteinte_finale(-valeur, mirror)


@given(
    initiale=VALEURS,
    cible=VALEURS,
    valeur=VALEURS,
    low=st.decimals(0, 1, places=3),
    high=st.decimals(0, 1, places=3),
)
def test_a_statut_never_improves_when_more_is_expected(initiale, cible, valeur, low, high):
    order = [
        StatutAtteinte.ATTEINT,
        StatutAtteinte.EN_BONNE_VOIE,
        StatutAtteinte.A_SURVEILLER,
        StatutAtteinte.EN_RETARD,
    ]
    less, more = sorted((low, high))
    way = trajet(initiale, cible, HAUSSE)

    found = [order.index(atteinte(valeur, way, each).statut) for each in (less, more)]

    assert found == sorted(found)


@given(days=st.integers(0, 4000), more=st.integers(0, 4000))
def test_what_is_expected_never_goes_back(days, more):
    first = DEBUT + timedelta(days=days)
    later = first + timedelta(days=more)

    low, high = (attendu_au(day, debut=DEBUT, fin=FIN) for day in (first, later))

    assert 0 <= low <= high <= 1


@given(
    low=VALEURS,
    high=VALEURS,
    first=st.integers(2020, 2030),
    years=st.integers(1, 12),
    digits=st.integers(0, 2),
)
def test_a_line_keeps_its_ends_and_its_order(low, high, first, years, digits):
    low, high = (arrondi(value, digits) for value in (low, high))
    found = interpolation(depart=(first, low), arrivee=(first + years, high), decimales=digits)

    values = list(found.values())
    assert list(found) == list(range(first, first + years + 1))
    assert (values[0], values[-1]) == (low, high)
    assert values == sorted(values, reverse=high < low)
    assert all(value == arrondi(value, digits) for value in values)
