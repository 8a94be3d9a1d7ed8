"""What a cell of figures takes: reliability §7.2, rows 23 to 41, « n.c. » and nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.domain.saisie import is_nothing, parse_chiffre
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages_saisie import sentence_of


@pytest.mark.parametrize(
    ("text", "unite", "value"),
    [
        ("1 234,5", Unite.JOURS, "1234.5"),
        ("1\N{NO-BREAK SPACE}234,5", Unite.JOURS, "1234.5"),
        ("1\N{NARROW NO-BREAK SPACE}234,5 jours", Unite.JOURS, "1234.5"),
        ("1234.5", Unite.NOMBRE, "1234.5"),
        ("12 000 €", Unite.EUROS, "12000"),
        ("12 k€", Unite.EUROS, "12000"),
        ("1,23456", Unite.EUROS, "1.23"),
        ("12,5 %", Unite.POUR_CENT, "12.5"),
        ("46,4 ETP", Unite.ETP, "46.4"),
        ("\N{MINUS SIGN}3", Unite.EUROS, "-3"),
        ("81 résidents", Unite.PERSONNES, "81"),
        ("80 places", Unite.PLACES, "80"),
        ("0", Unite.NOMBRE, "0"),
    ],
)
def test_a_number_is_read_with_its_unit(text, unite, value):
    assert parse_chiffre(text, unite) == Decimal(value)


@pytest.mark.parametrize("text", ["n.c.", "N.C.", "nc", "n. c.", "non connu"])
def test_what_is_known_not_to_be_known_differs_from_nothing(text):
    assert not is_nothing(text)
    assert parse_chiffre(text, Unite.JOURS) is None


@pytest.mark.parametrize("text", ["", "  ", "–", "-", "\N{NO-BREAK SPACE}"])
def test_nothing_differs_from_zero(text):
    assert is_nothing(text)


@pytest.mark.parametrize(
    ("text", "unite", "told"),
    [
        ("1.234", Unite.JOURS, "Voulez-vous dire 1 234 ou 1,234 ?"),
        ("1,234.56", Unite.EUROS, "Écrivez 1 234,56."),
        ("12 34,5", Unite.JOURS, "Les espaces doivent séparer des groupes de trois chiffres."),
        ("1,2,3", Unite.NOMBRE, "Un nombre ne peut avoir qu'une virgule."),
        ("-0,5", Unite.ETP, "Un ETP ne peut pas être négatif."),
        ("-5 %", Unite.POUR_CENT, "Un taux ne peut pas être négatif."),
        ("abc", Unite.NOMBRE, "Indiquez un nombre, par exemple 12,5."),
        ("--3", Unite.NOMBRE, "Indiquez un nombre, par exemple 12,5."),
        ("inf", Unite.EUROS, "Indiquez un nombre écrit en chiffres."),
        ("1e9", Unite.NOMBRE, "Indiquez un nombre écrit en chiffres."),
        ("0x10", Unite.JOURS, "Indiquez un nombre écrit en chiffres."),
        ("\N{ARABIC-INDIC DIGIT THREE}", Unite.NOMBRE, "Utilisez les chiffres 0 à 9."),
        ("999999999999999", Unite.EUROS, "Ce montant dépasse la limite (999 999 999,99 €)."),
        ("81,5", Unite.PERSONNES, "Indiquez un nombre entier, sans virgule."),
    ],
)
def test_what_is_refused_says_what_to_write(text, unite, told):
    with pytest.raises(RegleInvalide) as caught:
        parse_chiffre(text, unite)

    sentence = sentence_of(caught.value.code, caught.value.values)
    assert (
        sentence.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'").replace("\u202f", " ")
        == told
    )
