"""Figures as a spreadsheet shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.domain.saisie.chiffres import is_nothing, parse_chiffre
from cpom_desktop.errors import RegleInvalide


@pytest.mark.parametrize(
    ("text", "unite", "value"),
    [
        ("1\u00a0234,5", Unite.JOURS, "1234.5"),
        ("1\u202f234 jours", Unite.JOURS, "1234"),
        ("12 000 €", Unite.EUROS, "12000"),
        ("12,5 k€", Unite.EUROS, "12500"),
        ("1,2 M€", Unite.EUROS, "1200000"),
        ("(1 234,50)", Unite.EUROS, "-1234.5"),
        ("(12 €)", Unite.EUROS, "-12"),
        ("-   €", Unite.EUROS, "0"),
        ("1,23456 €", Unite.EUROS, "1.23"),
        ("1,2345678", Unite.ETP, "1.234568"),
        ("12,50 ETP", Unite.ETP, "12.5"),
        ("11 %", Unite.POUR_CENT, "11"),
        ("3 MWh", Unite.KWH, "3000"),
        ("5 200 m²", Unite.M2, "5200"),
        ("5200 m2", Unite.M2, "5200"),
        ("\N{MINUS SIGN}3", Unite.NOMBRE, "-3"),
        ("'-3", Unite.NOMBRE, "-3"),
        ("84 lits", Unite.PLACES, "84"),
    ],
)
def test_a_figure_is_read_with_its_unit(text, unite, value):
    found = parse_chiffre(text, unite)
    assert found == Decimal(value)
    assert str(found) == value


@pytest.mark.parametrize("text", ["n.c.", "NC", "n. c.", "n/c", "N.D.", "non communiqué", "n.a."])
def test_what_is_known_not_to_be_known_is_no_figure(text):
    assert parse_chiffre(text, Unite.EUROS) is None


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "\u00a0—\u00a0", "\N{MINUS SIGN}"])
def test_a_cell_may_say_nothing(text):
    assert is_nothing(text)


@pytest.mark.parametrize(
    ("text", "unite", "code"),
    [
        ("abc", Unite.JOURS, "nombre-incompris"),
        ("=A1", Unite.JOURS, "cellule-formule"),
        ("#DIV/0!", Unite.JOURS, "cellule-erreur"),
        ("#NOM?", Unite.JOURS, "cellule-erreur"),
        ("#N/A", Unite.JOURS, "cellule-erreur"),
        ("#####", Unite.JOURS, "cellule-etroite"),
        ("12 %", Unite.JOURS, "unite-autre"),
        ("12 €", Unite.ETP, "unite-autre"),
        ("1.234", Unite.JOURS, "nombre-ambigu"),
        ("1,234.56", Unite.EUROS, "nombre-anglais"),
        ("12 34,5", Unite.EUROS, "nombre-groupes"),
        ("1,2,3", Unite.EUROS, "nombre-virgules"),
        ("1e9", Unite.EUROS, "nombre-en-chiffres"),
        ("nan", Unite.EUROS, "nombre-en-chiffres"),
        ("\uff11\uff12", Unite.EUROS, "chiffres-autres"),
        ("999999999999", Unite.EUROS, "montant-limite"),
        ("2 000 M€", Unite.EUROS, "montant-limite"),
        ("9999999999", Unite.JOURS, "nombre-limite"),
        ("80,5 résidents", Unite.PERSONNES, "nombre-entier"),
        ("-0,5", Unite.ETP, "etp-negatif"),
        ("-5 %", Unite.POUR_CENT, "taux-negatif"),
        ("- €", Unite.JOURS, "nombre-incompris"),
        ("", Unite.JOURS, "nombre-incompris"),
    ],
)
def test_what_is_no_figure_is_refused(text, unite, code):
    with pytest.raises(RegleInvalide) as refused:
        parse_chiffre(text, unite)
    assert refused.value.code == code


@given(st.text(max_size=30), st.sampled_from(list(Unite)))
def test_any_text_is_a_figure_or_is_refused(text, unite):
    try:
        found = parse_chiffre(text, unite)
    except RegleInvalide:
        return
    assert found is None or found.is_finite()
