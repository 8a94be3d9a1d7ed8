"""The rules of the échéancier give the dates of numbers §4, and nothing moves them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.calendrier import working_day_predicate
from cpom_desktop.domain.dossier import Dossier, Etablissement, Piste, add_months
from cpom_desktop.domain.echeances import Echeance
from cpom_desktop.domain.occurrences import KEPT_DAYS, horizon, last_open_day, occurrences
from cpom_desktop.domain.regles_echeances import (
    AncreRegle,
    DatesContrat,
    GenreRegle,
    Portee,
    RegleEcheance,
    dates_of,
)

TODAY = date(2027, 3, 12)
CONTRAT = DatesContrat(
    signature=date(2027, 12, 15),
    effet=date(2028, 1, 1),
    fin=date(2032, 12, 31),
    fin_actuel=date(2027, 12, 31),
)
ERRD = RegleEcheance(slug="errd", genre=GenreRegle.EXERCICE, mois=4, jour=30, decalage_annees=1)
EPRD = RegleEcheance(
    slug="eprd", genre=GenreRegle.EXERCICE, mois=6, jour=30, apres="tarifs", decalage_jours=30
)
TARIFS = RegleEcheance(slug="tarifs", genre=GenreRegle.DEMANDE)
PROROGATION = RegleEcheance(
    slug="prorogation",
    genre=GenreRegle.CONTRAT,
    ancres=(AncreRegle.FIN_CONTRAT_ACTUEL, AncreRegle.FIN_CONTRAT),
    decalage_mois=-6,
)
COUPE = RegleEcheance(
    slug="coupe",
    genre=GenreRegle.CONTRAT,
    ancres=(AncreRegle.EFFET,),
    ouverture_mois=24,
    decalage_mois=36,
    decalage_jours=-1,
)
REVUE = RegleEcheance(slug="revue", genre=GenreRegle.TRIMESTRE, portee=Portee.CONTRAT)
HAS = RegleEcheance(slug="has", genre=GenreRegle.PERIODE, annees=5)


def found(*rules, dates=CONTRAT, today=TODAY, said=()):
    """Return the occurrences by key."""
    told = {row.cle: row for row in said}
    return {o.cle: o for o in occurrences(rules, dates, today, told)}


def said(cle, **fields):
    """Return what she said of one."""
    return Echeance(id=1, cle=cle, **fields)


@pytest.mark.parametrize(
    ("fin", "notice"),
    [
        (date(2026, 12, 31), date(2026, 6, 30)),
        (date(2027, 8, 31), date(2027, 2, 28)),
        (date(2028, 8, 31), date(2028, 2, 29)),
    ],
)
def test_to_extend_is_told_six_months_before_the_end_bounded_by_the_month(fin, notice):
    told = found(PROROGATION, dates=DatesContrat(fin_actuel=fin), today=date(2026, 1, 15))

    assert told["prorogation:fin_contrat_actuel"].jour == notice
    assert told["prorogation:fin_contrat_actuel"].base == fin


def test_the_mid_contract_evaluation_of_les_tilleuls_opened_and_closed_in_2024():
    tilleuls = DatesContrat(effet=date(2022, 1, 1), fin=date(2026, 12, 31))
    coupe = found(COUPE, dates=tilleuls, today=date(2024, 6, 1))["coupe:effet"]

    assert (coupe.ouvre_le, coupe.jour) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_rule_of_the_year_falls_once_a_year_until_the_end_of_the_contract():
    told = found(ERRD)

    assert told["errd:2026"].jour == date(2027, 4, 30)
    assert told["errd:2026"].exercice == 2026
    assert list(told) == [f"errd:{year}" for year in range(2026, 2032)]


def test_the_budget_is_due_thirty_days_after_the_notification_at_the_latest_on_30_june():
    assert found(TARIFS, EPRD)["eprd:2027"].jour == date(2027, 6, 30)

    early = found(TARIFS, EPRD, said=[said("tarifs:2027", jour=date(2027, 5, 10))])
    assert early["eprd:2027"].jour == date(2027, 6, 9)
    assert early["eprd:2027"].base == date(2027, 5, 10)
    late = found(TARIFS, EPRD, said=[said("tarifs:2027", jour=date(2027, 6, 20))])
    assert late["eprd:2027"].jour == date(2027, 6, 30)


def test_what_is_only_asked_for_has_no_date_and_stands_once():
    told = found(TARIFS, said=[said("tarifs:2026", fait_le=date(2026, 5, 4)), said("tarifs:x")])

    assert {cle: o.jour for cle, o in told.items()} == {"tarifs:2026": None, "tarifs:2027": None}


def test_what_follows_another_counts_from_the_day_it_was_done():
    suite = RegleEcheance(
        slug="approuve",
        genre=GenreRegle.SUITE,
        apres="eprd",
        apres_fait=True,
        decalage_jours=30,
    )
    done = said("eprd:2027", fait_le=date(2027, 6, 15))

    assert not [cle for cle in found(EPRD, suite) if cle.startswith("approuve")]
    assert found(EPRD, suite, said=[done])["approuve:2027"].jour == date(2027, 7, 15)


def test_what_follows_another_counts_from_the_date_she_gave_it():
    suite = RegleEcheance(slug="obs", genre=GenreRegle.SUITE, apres="errd", decalage_jours=60)
    moved = said("errd:2026", jour=date(2027, 5, 10))

    assert found(ERRD, suite)["obs:2026"].jour == date(2027, 6, 29)
    assert found(ERRD, suite, said=[moved])["obs:2026"].jour == date(2027, 7, 9)


def test_quarters_are_those_of_the_contract():
    told = found(REVUE)

    assert len(told) == 20
    assert min(o.jour for o in told.values()) == date(2028, 3, 31)
    assert told["revue:2032-t4"].jour == date(2032, 12, 31)
    assert found(REVUE, dates=DatesContrat()) == {}


def test_what_comes_back_every_five_years_follows_from_the_date_she_gives():
    assert {cle: o.jour for cle, o in found(HAS).items()} == {"has:1": None}

    told = found(HAS, said=[said("has:1", jour=date(2027, 10, 1))])
    assert {cle: o.jour for cle, o in told.items()} == {
        "has:1": None,
        "has:2": date(2032, 10, 1),
    }


def test_before_the_signature_stops_with_it():
    rule = RegleEcheance(
        slug="prog",
        genre=GenreRegle.EXERCICE,
        mois=12,
        jour=31,
        decalage_annees=-1,
        portee=Portee.AVANT_SIGNATURE,
    )

    assert list(found(rule)) == ["prog:2027"]
    assert found(rule, dates=DatesContrat()) == {}


def test_an_old_deadline_is_told_for_ninety_days_or_while_something_was_said_of_it():
    last = date(2027, 4, 30) + timedelta(days=KEPT_DAYS)

    assert "errd:2026" in found(ERRD, today=last)
    assert "errd:2026" not in found(ERRD, today=last + timedelta(days=1))
    kept = found(ERRD, today=date(2029, 1, 1), said=[said("errd:2026", note="Déposé en mai")])
    assert "errd:2026" in kept


def test_nothing_is_late_from_before_she_began():
    begun = DatesContrat(debut_demarche=date(2027, 5, 2))

    assert "errd:2026" not in found(ERRD, dates=begun, today=date(2027, 5, 10))


def test_without_a_contract_five_years_are_told():
    assert horizon(DatesContrat(), TODAY) == date(2032, 3, 12)
    assert horizon(DatesContrat(fin=date(2027, 6, 1)), TODAY) == date(2028, 3, 12)


def test_a_dialogue_has_no_contract_of_its_own_and_an_extension_moves_the_end():
    dossier = Dossier(
        piste=Piste.DIALOGUE_GESTION,
        date_signature=date(2027, 6, 1),
        date_effet=date(2028, 1, 1),
        fin_contrat_actuel=date(2026, 12, 31),
        prolonge_jusqu_au=date(2027, 12, 31),
    )
    dates = dates_of(dossier, Etablissement(autorise_depuis=date(2017, 1, 4)))

    assert (dates.signature, dates.effet, dates.fin) == (None, None, None)
    assert dates.fin_actuel == date(2027, 12, 31)
    assert dates.fin_autorisation == date(2032, 1, 3)


def test_a_closed_day_tells_the_last_open_one_before_it():
    is_open = working_day_predicate()

    assert last_open_day(date(2027, 4, 30), is_open) is None
    assert last_open_day(date(2027, 10, 31), is_open) == date(2027, 10, 29)
    assert last_open_day(date(2028, 1, 1), is_open) == date(2027, 12, 31)


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)), months=st.integers(-600, 600))
def test_months_are_added_within_the_month(day, months):
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(today=st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_every_date_told_lies_between_three_months_ago_and_the_horizon(today):
    for occurrence in found(ERRD, PROROGATION, COUPE, REVUE, today=today).values():
        assert today - timedelta(days=KEPT_DAYS) <= occurrence.jour <= horizon(CONTRAT, today)
