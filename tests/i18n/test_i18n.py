"""French typography, plurals, numbers, dates and hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from babel import dates as babel_dates
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.i18n import (
    EMPTY,
    NBSP,
    NNBSP,
    _,
    capitalise,
    format_date,
    format_number,
    format_time,
    format_time_in_document,
    ngettext,
    typeset,
)

MINUS = "\N{MINUS SIGN}"
SPACES = " \u00a0\u202f"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("« mot »", "«~mot~»"),
        ("Attention : lisez", "Attention~: lisez"),
        ("un ; deux", "un_; deux"),
        ("Est-ce voulu ?", "Est-ce voulu_?"),
        ("Bravo !", "Bravo_!"),
        ("Vraiment ?!", "Vraiment_?!"),
        ("12 %", "12~%"),
        ("600 €", "600~€"),
        ("N° 3", "N°~3"),
        ("COPIL n° 2", "COPIL n°~2"),
        ("84 places", "84~places"),
        ("1 place", "1~place"),
        ("{n} jours", "{n}~jours"),
        ("30 pages", "30~pages"),
        ("12 mois", "12~mois"),
        ("5 ans", "5~ans"),
        ("14 h", "14~h"),
        ("60 m²", "60~m²"),
        ("3 journées", "3 journées"),
        ("deux jours", "deux jours"),
        ("l'année d'effet", "l’année d’effet"),
        ("« qu'est-ce ? » : oui", "«~qu’est-ce_?~»~: oui"),
        ("à 14:32", "à 14:32"),
        ("https://exemple.fr", "https://exemple.fr"),
        ("mot:", "mot:"),
        ("un  :  deux", "un~:  deux"),
        ("", ""),
    ],
)
def test_spaces_and_apostrophes_are_french(typed, shown):
    assert typeset(typed) == shown.replace("~", NBSP).replace("_", NNBSP)


@given(st.text(alphabet="a1'’«»:;!?%€°N{} \u00a0\u202fjours", max_size=30))
def test_a_sentence_already_typeset_does_not_change(text):
    assert typeset(typeset(text)) == typeset(text)


@given(st.text())
def test_only_spaces_and_apostrophes_are_touched(text):
    def without_spaces(value):
        return "".join(c for c in value if c not in SPACES).replace("'", "’")

    assert without_spaces(typeset(text)) == without_spaces(text)


def test_values_keep_their_own_spaces_and_signs():
    sentence = _("« {titre} » n'a pas de responsable.", titre="a ; b : c 'd' {x} %s")

    assert sentence == f"«{NBSP}a ; b : c 'd' {{x}} %s{NBSP}» n’a pas de responsable."


def test_a_sentence_without_values_keeps_its_braces():
    assert _("un {nom}") == "un {nom}"


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0~action"),
        (1, "1~action"),
        (1.5, "1,5~action"),
        (Decimal("1.99"), "1,99~action"),
        (2, "2~actions"),
        (-1, f"{MINUS}1~action"),
        (-2, f"{MINUS}2~actions"),
        (1234, "1~234~actions"),
    ],
)
def test_below_two_is_singular(count, shown):
    said = ngettext("{n} action", "{n} actions", count).replace(" ", NBSP)

    assert said == shown.replace("~", NBSP)


def test_a_plural_takes_other_values_too():
    told = ngettext("{n} tâche au {jour}", "{n} tâches au {jour}", 3, jour="12 mars")

    assert told == "3 tâches au 12 mars"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0, None, "0"),
        (0, 2, "0,00"),
        (1234567, None, "1~234~567"),
        (Decimal("1234.50"), None, "1~234,50"),
        (12.5, None, "12,5"),
        (-12.5, 1, f"{MINUS}12,5"),
        (-1234, None, f"{MINUS}1~234"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("3.5"), 0, "4"),
        (2.675, 2, "2,68"),
        (Decimal("-0.125"), 2, f"{MINUS}0,13"),
        (-0.004, 2, "0,00"),
        (Decimal("-0"), None, "0"),
        (Decimal("1E+3"), None, "1~000"),
        (1e-7, None, "0,0000001"),
        (999.995, 2, "1~000,00"),
    ],
)
def test_numbers_are_french_and_rounded_half_up(value, decimals, shown):
    assert format_number(value, decimals) == shown.replace("~", NBSP)


@given(st.integers(-(10**12), 10**12))
def test_a_number_reads_back(value):
    shown = format_number(value)

    assert int(shown.replace(NBSP, "").replace(MINUS, "-")) == value


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 3))
def test_rounding_is_never_off_by_more_than_a_half(value, decimals):
    shown = format_number(value, decimals).replace(NBSP, "").replace(MINUS, "-")

    read = Decimal(shown.replace(",", "."))
    assert abs(read - value) <= Decimal(1).scaleb(-decimals) / 2
    assert len(shown.partition(",")[2]) == decimals


@pytest.mark.parametrize(
    ("style", "first", "fifteenth"),
    [
        ("short", "1er avr.", "15 avr."),
        ("medium", "1er avr. 2027", "15 avr. 2027"),
        ("day", "1er avril", "15 avril"),
        ("long", "1er avril 2027", "15 avril 2027"),
        ("full", "jeudi 1er avril 2027", "jeudi 15 avril 2027"),
        ("field", "jeu. 1er avril 2027", "jeu. 15 avril 2027"),
        ("month", "avril 2027", "avril 2027"),
    ],
)
def test_the_first_of_a_month_is_1er_in_every_style(style, first, fifteenth):
    assert format_date(date(2027, 4, 1), style) == first
    assert format_date(date(2027, 4, 15), style) == fifteenth


@pytest.mark.parametrize(
    ("style", "pattern"),
    [
        ("short", "d MMM"),
        ("medium", "d MMM y"),
        ("day", "d MMMM"),
        ("long", "d MMMM y"),
        ("full", "EEEE d MMMM y"),
        ("field", "EEE d MMMM y"),
        ("month", "MMMM y"),
    ],
)
def test_dates_are_those_of_the_reference_table_of_french(style, pattern):
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(2 * 365)]
    ordinary = [day for day in days if day.day > 1]

    said = [format_date(day, style) for day in ordinary]

    assert said == [babel_dates.format_date(day, pattern, locale="fr_FR") for day in ordinary]


@pytest.mark.parametrize("day", [11, 21, 31])
def test_a_day_that_ends_with_1_is_not_1er(day):
    assert format_date(date(2027, 5, day)) == f"{day} mai 2027"


def test_a_date_is_long_by_default_and_a_dash_when_there_is_none():
    assert format_date(date(2027, 8, 1)) == "1er août 2027"
    assert format_date(None) == format_date(None, "short") == EMPTY


def test_hours_differ_on_screen_and_on_paper():
    moment = datetime(2027, 3, 12, 9, 5, tzinfo=UTC)

    assert format_time(moment) == "09:05"
    assert format_time_in_document(moment) == f"09{NBSP}h{NBSP}05"


@pytest.mark.parametrize(
    ("text", "shown"), [("à faire", "À faire"), ("l’ARS", "L’ARS"), ("ARS", "ARS"), ("", "")]
)
def test_only_the_first_letter_becomes_a_capital(text, shown):
    assert capitalise(text) == shown
