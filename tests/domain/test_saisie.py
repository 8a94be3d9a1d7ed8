"""Readers of dates, numbers, texts, telephone numbers and addresses."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.domain.saisie import (
    clean_line,
    clean_name,
    clean_text,
    parse_date,
    parse_decimal,
    parse_duration,
    parse_email,
    parse_etp,
    parse_hour,
    parse_integer,
    parse_montant,
    parse_phone,
    parse_taux,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import format_date, format_number

TODAY = date(2027, 1, 31)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
SURROGATES = st.characters(categories=["Cs"])
ANYTHING = st.text(st.characters(exclude_categories=[]) | SURROGATES | st.sampled_from("+-/., 12"))
NEAR_NUMBERS = st.text("0123456789 ,.-+\u00a0\u202f−€%ekKtpjETPM", max_size=30)
NEAR_DATES = st.text("0123456789/-. +jsmatT'erjanvdécmûo", max_size=20)
READERS = [
    partial(parse_date, today=TODAY),
    parse_decimal,
    parse_duration,
    parse_email,
    parse_etp,
    parse_hour,
    parse_integer,
    parse_montant,
    parse_phone,
    parse_taux,
    clean_name,
]


def outcome(read, text):
    """Say whether a reader took a text; any other exception goes through and fails the test."""
    try:
        read(text)
    except RegleInvalide:
        return "refused"
    return "read"


@pytest.mark.parametrize(
    "text",
    [
        "15/12/2027",
        "15-12-27",
        "15.12.2027",
        "15 12 2027",
        " 15 / 12 / 2027 ",
        "2027-12-15",
        "2027/12/15",
        "15 décembre 2027",
        "15 DECEMBRE 2027",
        "15 de\u0301cembre 2027",
        "mer. 15 déc. 2027",
        "mercredi 15 décembre 27",
        "15\u00a0déc.\u202f2027",
        "lundi 15 décembre 2027",
    ],
)
def test_a_date_is_read_in_each_of_its_french_shapes(text):
    assert parse_date(text, TODAY) == date(2027, 12, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er mai 2027", date(2027, 5, 1)),
        ("+10 j", date(2027, 2, 10)),
        ("+2 s", date(2027, 2, 14)),
        ("+1 m", date(2027, 2, 28)),
        ("+ 13 mois", date(2028, 2, 29)),
        ("+3m", date(2027, 4, 30)),
        ("+0 j", TODAY),
        ("+1 an", date(2028, 1, 31)),
        ("+0000000010 jours", date(2027, 2, 10)),
        ("3 sept 2027", date(2027, 9, 3)),
        ("3 juil. 2027", date(2027, 7, 3)),
        ("3 AOUT 2027", date(2027, 8, 3)),
    ],
)
def test_a_short_or_relative_date_is_understood(text, day):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["3 jui 2027", "3 ma 2027", "+3 z", "15/12-2027", "demain"])
def test_a_date_that_may_be_two_things_is_refused(text):
    with pytest.raises(RegleInvalide) as refusal:
        parse_date(text, TODAY)

    assert refusal.value.code == "date-incomprise"


@given(day=DAYS, style=st.sampled_from(["medium", "long", "full", "field"]))
def test_a_date_shown_on_screen_reads_back_as_itself(day, style):
    assert parse_date(format_date(day, style), TODAY) == day


@given(day=DAYS, pattern=st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d.%m.%Y"]))
def test_a_date_in_figures_reads_back_as_itself(day, pattern):
    if "%y" in pattern and day.year == 2100:
        day = day.replace(year=2099, day=min(day.day, 28))

    assert parse_date(day.strftime(pattern), TODAY) == day


@given(number=st.decimals(-999_999_999, 999_999_999, places=3, allow_nan=False))
def test_a_number_shown_on_screen_reads_back_as_itself(number):
    assert parse_decimal(format_number(number)) == number


@given(cents=st.integers(-99_999_999_999, 99_999_999_999))
def test_an_amount_shown_on_screen_reads_back_to_the_cent(cents):
    amount = Decimal(cents).scaleb(-2)

    assert parse_montant(f"{format_number(amount, 2)}\u00a0€") == amount


@given(number=st.integers(-999_999_999, 999_999_999))
def test_a_whole_number_reads_back_as_itself(number):
    assert parse_integer(format_number(number)) == number
    assert parse_integer(str(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.234", Decimal("0.234")),
        (",5", Decimal("0.5")),
        ("12,", Decimal(12)),
        ("+3", Decimal(3)),
        ("− 3", Decimal(-3)),
        ("1 234 567,891", Decimal("1234567.891")),
    ],
)
def test_a_number_may_be_written_as_the_hand_goes(text, value):
    assert parse_decimal(text) == value


def test_minus_nought_is_nought():
    assert str(parse_decimal("-0")) in {"0", "0.0"}


def test_a_number_is_rounded_half_up():
    assert parse_decimal("2,665", decimals=2) == Decimal("2.67")
    assert parse_montant("-1,005") == Decimal("-1.01")


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (parse_montant, "1,5 M€", 1_500_000),
        (parse_montant, "12 euros", 12),
        (parse_etp, "0,8 ETP", Decimal("0.8")),
        (parse_taux, "96", 96),
        (parse_duration, "12 jours", 12),
        (parse_duration, "3 j", 3),
        (parse_integer, "12,0", 12),
    ],
)
def test_the_unit_may_be_typed_with_the_number(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Re\u0301union", "Réunion"),
        ("a\r\nb", "a b"),
        ("a \n\n\t b", "a b"),
        ("a\u2028b", "a b"),
        ("  a  b ", "a  b"),
        ("a\x00\x0b\x1bb", "ab"),
        ("a\u202eb\u2066c", "abc"),
        ("demi\ud800", "demi\ufffd"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\ufeffEHPAD", "EHPAD"),
        ("<para>A & B</para> '); DROP TABLE", "<para>A & B</para> '); DROP TABLE"),
        ('=HYPERLINK("x") L’« été »', '=HYPERLINK("x") L’« été »'),
    ],
)
def test_a_line_is_cleaned_and_otherwise_kept(text, line):
    assert clean_line(text) == line


def test_a_text_keeps_its_lines_and_its_limit_is_included():
    assert clean_text("a\r\n\r\n- b\n") == "a\n\n- b"
    assert len(clean_text("a" * 200_000)) == 200_000


@given(text=ANYTHING)
def test_cleaning_twice_changes_nothing_more(text):
    for clean in (clean_line, clean_text):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        once.encode("utf-8")


@settings(max_examples=50 * settings.default.max_examples)
@given(text=ANYTHING | NEAR_NUMBERS | NEAR_DATES)
def test_whatever_is_typed_is_read_or_refused_and_nothing_else(text):
    assert {outcome(read, text) for read in READERS} <= {"read", "refused"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0123456789", "01 23 45 67 89"),
        ("01.23.45.67.89", "01 23 45 67 89"),
        ("+33 (0)1 23 45 67 89", "+33 1 23 45 67 89"),
        ("0033123456789", "+33 1 23 45 67 89"),
        ("+32 2 123 45 67", "+3221234567"),
        ("3977", "3977"),
        ("15", "15"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_shown_in_groups(text, shown):
    assert parse_phone(text) == shown


@given(digits=st.text("0123456789", min_size=9, max_size=9))
def test_a_telephone_number_reads_back_as_itself(digits):
    shown = parse_phone(f"0{digits}") if digits[0] != "0" else parse_phone(f"01{digits[1:]}")

    assert parse_phone(shown) == shown


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" claire.morel@Tilleuls.Example ", "claire.morel@tilleuls.example"),
        ("a+b@sous.domaine.fr", "a+b@sous.domaine.fr"),
        ("", ""),
    ],
)
def test_an_address_keeps_its_name_and_lowers_its_domain(text, address):
    assert parse_email(text) == address


@pytest.mark.parametrize("text", ["dupont", "@c.fr", "a@c", "a@c..fr", "a@-.fr", "a@b@c.fr"])
def test_an_address_without_its_parts_is_refused(text):
    with pytest.raises(RegleInvalide) as refusal:
        parse_email(text)

    assert refusal.value.code == "courriel-incomplet"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14 h 30", "14:30"),
        ("9h", "09:00"),
        ("9", "09:00"),
        ("09:05", "09:05"),
        ("14.30", "14:30"),
        ("1430", "14:30"),
        ("930", "09:30"),
        ("0 h", "00:00"),
        ("23 h 59 min", "23:59"),
        ("", ""),
    ],
)
def test_an_hour_is_read_as_it_is_written(text, hour):
    assert parse_hour(text) == hour


@pytest.mark.parametrize("text", ["24 h", "12 h 60", "midi", "14 h 3", "-2", "14h30h", "12345"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(RegleInvalide) as refusal:
        parse_hour(text)

    known = {"24 h", "12 h 60"}
    assert refusal.value.code == ("heure-hors-bornes" if text in known else "heure")
