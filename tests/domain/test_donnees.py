"""Indicators computed by their official formula, to the last digit (numbers §1.2, §2.9, §8.9)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain import formules_activite
from cpom_desktop.domain.donnees import FACTORS, Formule, Unite, arrondi, calculer
from cpom_desktop.domain.formules import FORMULES
from tests.outils.donnees_tilleuls import figures

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
EXPECTED = {
    "occupation-hp": ("94.00", "95.00", "96.00"),
    "occupation-ht": ("60.00", "68.03", "73.01"),
    "occupation-aj": ("58.00", "64.00", "70.00"),
    "realisation-activite": ("91.60", "92.99", "94.31"),
    "gmp": ("687.59", "696.75", "707.78"),
    "moyenne-dependance": ("828.35", "835.75", "847.65"),
    "file-active": ("106", "105", "105"),
    "duree-sejour": ("950.0", "930.0", "912.0"),
    "chutes": ("7.49", "7.09", "6.49"),
    "projets-personnalises": ("73.42", "82.50", "91.36"),
    "energie-surface": ("215.0", "205.0", "195.0"),
    "etp-reels": ("54.00", "55.30", "56.10"),
    "absenteisme": ("12.63", "11.72", "11.04"),
    "rotation": ("28.23", "23.77", "25.00"),
    "etp-vacants": ("5.26", "4.66", "4.10"),
    "encadrement": ("64.29", "65.83", "66.79"),
    "resultat-hebergement": ("-97836", "-54151", "-19024"),
    "resultat-dependance": ("-3239", "-1552", "-1441"),
    "resultat-soins": ("9993", "5322", "8236"),
    "resultat": ("-91082", "-50381", "-12229"),
    "caf": ("150918", "189619", "221271"),
    "taux-caf": ("3.95", "4.79", "5.44"),
    "frng": ("667918", "642037", "614808"),
    "tresorerie": ("475918", "444037", "413808"),
    "frng-jours": ("66.4", "62.1", "58.3"),
    "tresorerie-jours": ("47.3", "43.0", "39.2"),
    "duree-dette": ("7.0", "5.0", "3.7"),
    "vetuste-constructions": ("50.14", "52.50", "54.71"),
    "vetuste-equipements": ("64.52", "65.34", "66.01"),
}


def shown(name, year):
    formule = FORMULES[name]
    return str(arrondi(calculer(formule, figures(year)).valeur, formule.decimales))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_figures_of_les_tilleuls_are_found_again(name):
    assert tuple(shown(name, year) for year in (2023, 2024, 2025)) == EXPECTED[name]


def test_the_other_examples_of_the_last_year():
    assert shown("prestations-externes", 2025) == "3.60"
    assert shown("cout-etp", 2025) == "50499"


def test_the_two_examples_of_the_annexe():
    first = dict(zip(formules_activite.GIRS, map(Decimal, (10, 35, 16, 15, 4, 1)), strict=True))
    second = {**first, "gir_2": Decimal(34), "gir_3": Decimal(17)}

    for girs, points, gmp, dependance, moyenne in (
        (first, 57330, "707.78", 68660, "847.65"),
        (second, 57150, "705.56", 68280, "842.96"),
    ):
        found = calculer(FORMULES["gmp"], girs)
        other = calculer(FORMULES["moyenne-dependance"], girs)
        assert (found.numerateur, found.denominateur) == (points, 81)
        assert other.numerateur == dependance
        assert [str(arrondi(c.valeur, 2)) for c in (found, other)] == [gmp, moyenne]


@pytest.mark.parametrize("name", FORMULES)
def test_a_formula_says_which_figures_it_lacks_and_gives_nothing_without_them(name):
    formule = FORMULES[name]
    facultatifs = {"c778", "c7781", "c709", "c713"}
    whole = dict.fromkeys(formule.donnees, Decimal(2))

    for slug in set(formule.donnees) - facultatifs:
        found = calculer(formule, {k: v for k, v in whole.items() if k != slug})
        assert (found.valeur, found.manquants) == (None, (slug,))
    assert set(calculer(formule, {}).manquants) == set(formule.donnees) - facultatifs


@pytest.mark.parametrize("name", FORMULES)
@given(data=st.data())
def test_a_value_is_the_exact_quotient_whatever_the_figures(name, data):
    formule = FORMULES[name]
    given_ = {slug: data.draw(AMOUNTS) for slug in formule.donnees}

    found = calculer(formule, given_)

    if formule.denominateur is None:
        assert found.valeur == found.numerateur
    elif found.denominateur == 0:
        assert found.valeur is None
        assert found.denominateur_nul
    else:
        exact = Fraction(found.numerateur) * FACTORS.get(formule.unite, 1)
        exact /= Fraction(found.denominateur)
        assert abs(Fraction(found.valeur) - exact) <= abs(exact) / 10**30


def test_an_optional_account_counts_when_it_is_typed():
    without = calculer(FORMULES["caf"], figures(2025)).valeur
    with_it = calculer(FORMULES["caf"], {**figures(2025), "c778": Decimal(1000)}).valeur

    assert without - with_it == 1000


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("2.665", 2, "2.67"), ("0.5", 0, "1")],
)
def test_a_half_is_rounded_up(value, digits, rounded):
    assert str(arrondi(Decimal(value), digits)) == rounded


def test_a_sum_is_divided_by_nothing():
    total = Formule(lambda v: v.total("a", "b"), None, Unite.NOMBRE, 0)

    assert calculer(total, {"a": Decimal(1), "b": Decimal(2)}).valeur == 3
