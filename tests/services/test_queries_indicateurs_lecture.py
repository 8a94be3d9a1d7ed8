"""What is said of an indicator: its attainment with her numbers, its doubts, even targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.indicateurs import indicateurs
from cpom_desktop.services.queries.indicateurs_lecture import (
    atteinte_lue,
    decimales_of,
    doutes,
    pourcent,
    repartition,
    reprise,
    valeur_mots,
)
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def made(ws, start, last, **values):
    """Add an indicator that starts in 2027 and aims at `last` in 2032; return its id."""
    told = {"unite": "%", "decimales": 1, "polarite": Polarite.BAISSE, **values}
    one = ws.run(
        ops.AddIndicateur(
            libelle="Essai", valeur_initiale=Decimal(start), annee_initiale=2027, **told
        )
    ).result
    if last is not None:
        ws.run(ops.SetCible(indicateur_id=one, annee=2032, valeur=Decimal(last)))
    return one


def suivi(ws, one):
    found = indicateurs(ws.snapshot, ws.content, ws.today)
    return next(s for s in found if s.indicateur.id == one)


def doubts(ws, one):
    return [plain(d.phrase) for d in doutes(suivi(ws, one), ws.snapshot, ws.content, ws.today)]


@pytest.mark.parametrize(
    ("start", "last", "value", "numbers", "title"),
    [
        ("11.8", "9.5", "10.6", "(10,6 − 11,8) ÷ (9,5 − 11,8) = −1,2 ÷ −2,3 = 52,2 %", "52,2 %"),
        ("8.9", "7.1", "8.0", "(8,0 − 8,9) ÷ (7,1 − 8,9) = −0,9 ÷ −1,8 = 50,0 %", "50,0 %"),
        ("94.5", "97.0", "94.0", "(94,0 − 94,5) ÷ (97,0 − 94,5) = −0,5 ÷ 2,5 = −20,0 %", "0,0 %"),
    ],
)
def test_the_examples_of_the_kit_are_told_with_their_numbers(
    ws, start, last, value, numbers, title
):
    one = made(ws, start, last)
    ws.run(ops.SetRealisation(indicateur_id=one, annee=2029, valeur=Decimal(value)))

    found = atteinte_lue(suivi(ws, one))

    assert plain(found.nombres) == numbers
    assert plain(found.titre) == f"Taux d’atteinte fin 2029 : {title}"
    assert bool(found.note) is (title == "0,0 %")


def test_a_rate_is_compared_with_what_was_expected_by_then(ws):
    one = made(ws, "11.04", "9.50", decimales=2)
    ws.run(ops.SetCible(indicateur_id=one, annee=2028, valeur=Decimal("10.80")))
    ws.run(ops.SetRealisation(indicateur_id=one, annee=2028, valeur=Decimal("10.62")))

    found = atteinte_lue(suivi(ws, one))

    assert plain(found.titre) == "Taux d’atteinte fin 2028 : 27,3 %"
    assert (plain(found.attendu), found.mots) == ("Attendu fin 2028 : 15,6 %.", "En bonne voie")


def test_at_the_end_of_the_contract_it_is_reached_in_part_or_not(ws):
    one = made(ws, "10", "5")
    ws.run(ops.SetRealisation(indicateur_id=one, annee=2032, valeur=Decimal(7)))
    assert atteinte_lue(suivi(ws, one)).mots == "Partiellement atteint"

    ws.run(ops.SetRealisation(indicateur_id=one, annee=2032, valeur=Decimal(9)))
    found = atteinte_lue(suivi(ws, one))
    assert (found.mots, found.attendu) == ("Non atteint", "Fin du contrat.")


def test_a_target_to_hold_has_no_formula(ws):
    one = made(ws, "96", "96", polarite=Polarite.HAUSSE)
    ws.run(ops.SetRealisation(indicateur_id=one, annee=2029, valeur=Decimal("96.5")))

    found = atteinte_lue(suivi(ws, one))

    assert (found.formule, found.mots) == ("", "Atteint")
    assert plain(found.nombres) == "Cible à maintenir : 96,5 pour 96,0 visé."


def test_nothing_is_told_without_a_value_after_the_start(ws):
    assert atteinte_lue(suivi(ws, made(ws, "10", "5"))) is None
    assert atteinte_lue(suivi(ws, made(ws, "10", None))) is None


def test_wrong_targets_are_told(ws):
    assert doubts(ws, made(ws, "10", "5")) == []
    assert doubts(ws, made(ws, "10", "10")) == ["La cible finale est égale à la valeur de départ."]
    assert doubts(ws, made(ws, "10", "12")) == [
        "La cible (12) est supérieure au départ (10), alors que la baisse est le sens favorable."
    ]
    assert doubts(ws, made(ws, "104", "90")) == ["104 % sort de 0 à 100 %."]


def test_targets_out_of_the_contract_or_up_and_down_are_told(ws):
    one = made(ws, "10", "5")
    ws.run(ops.SetCibles(indicateur_id=one, valeurs={2029: Decimal(6), 2030: Decimal(8)}))
    assert doubts(ws, one) == ["Ses cibles montent puis descendent."]

    other = made(ws, "10", "5")
    ws.run(ops.SetCible(indicateur_id=other, annee=2034, valeur=Decimal(4)))
    assert doubts(ws, other) == ["La cible de 2034 est hors du contrat."]


def test_a_start_that_is_not_that_of_the_figures_is_told(ws):
    one = made(ws, "12.5", "9.5", donnee="absenteisme", decimales=2)
    ws.run(ops.UpdateIndicateur(id=one, annee_initiale=2025))
    assert doubts(ws, one) == ["Les données disent 11,04 % en 2025."]


def test_even_targets_keep_both_ends(ws):
    one = made(ws, "10", "5")

    found = repartition(suivi(ws, one))

    assert found.changes == {
        2028: Decimal("9.0"),
        2029: Decimal("8.0"),
        2030: Decimal("7.0"),
        2031: Decimal("6.0"),
    }
    ws.run(ops.SetCibles(indicateur_id=one, valeurs=found.changes))
    assert repartition(suivi(ws, one)).changes == {}


def test_what_lacks_before_targets_are_spread_is_told_with_its_field(ws):
    bare = ws.run(ops.AddIndicateur(libelle="Nu")).result
    assert repartition(suivi(ws, bare)).champ == "valeur_initiale"
    ws.run(ops.UpdateIndicateur(id=bare, valeur_initiale=Decimal(1)))
    assert repartition(suivi(ws, bare)).champ == "annee_initiale"
    assert repartition(suivi(ws, made(ws, "10", None))).champ == "cibles"


def test_the_figures_propose_their_last_known_value(ws):
    one = made(ws, "12.5", "9.5", donnee="absenteisme", decimales=2)
    year, value = reprise(suivi(ws, one))
    assert year >= 2025
    assert value == value.quantize(Decimal("0.01"))
    assert reprise(suivi(ws, made(ws, "1", "2"))) is None


def test_values_have_the_decimals_of_their_indicator(ws):
    found = suivi(ws, made(ws, "12.5", "9.25", decimales=None))
    assert decimales_of(found) == 2
    assert plain(valeur_mots(found, Decimal(3))) == "3,00 %"
    assert valeur_mots(found, None) == ""
    assert plain(pourcent(Decimal("-0.2"))) == "−20,0 %"
    assert ws.snapshot.dossier.date_fin == date(2032, 12, 31)
