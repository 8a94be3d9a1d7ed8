"""What a printed text is to a spreadsheet: a value that prints back the same, or itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.i18n import format_date, format_number
from cpom_desktop.reports.cell_values import column_values, value_of
from cpom_desktop.reports.sheets import Measure

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84", Measure(Decimal(84), 0)),
        ("0", Measure(Decimal(0), 0)),
        (f"1{NBSP}819{NBSP}164", Measure(Decimal(1819164), 0)),
        ("94,00", Measure(Decimal(94), 2)),
        (f"94,00{NBSP}%", Measure(Decimal(94), 2, "%")),
        (f"6,30{NBSP}‰", Measure(Decimal("6.30"), 2, "‰")),
        (f"−91{NBSP}082{NBSP}€", Measure(Decimal(-91082), 0, "€")),
        (f"4,12{NBSP}€", Measure(Decimal("4.12"), 2, "€")),
        ("31 déc. 2032", date(2032, 12, 31)),
        ("1er sept. 2027", date(2027, 9, 1)),
        ("15 décembre 2027", date(2027, 12, 15)),
        ("mercredi 15 décembre 2027", date(2027, 12, 15)),
    ],
)
def test_a_text_of_our_formatter_is_its_value(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "–",
        "99 000 002 8",
        f"99{NBSP}000{NBSP}002{NBSP}8",
        f"123{NBSP}456{NBSP}782{NBSP}00010",
        "990000028",
        "01 99 00 10 12",
        f"01{NBSP}99{NBSP}00{NBSP}10{NBSP}12",
        "+33 1 23 45 67 89",
        "3977",
        "59000",
        "2027",
        "07",
        "1.10",
        "FA-03",
        "1 234",
        "-5",
        "+ 4 jours",
        "19 / 17",
        "2028–2029",
        "7,33 % en 2025",
        "35\n36",
        "1e3",
        "=1+1",
        "٣",
        "²",
        "13 avr.",
        "avril 2027",
        "2027-12-15",
        "15/12/2027",
        "lundi 15 décembre 2027",
        "32 janvier 2027",
        "1 mai 2027",
        "+10 j",
        "1" * 400,
    ],
)
def test_what_is_in_doubt_stays_a_text(text):
    assert value_of(text) == text


def test_a_whole_number_among_identifiers_is_one_too():
    assert column_values(("1.1", "2", "FA-03")) == ("1.1", "2", "FA-03")
    assert column_values(("2", "–", "")) == (Measure(Decimal(2), 0), "–", "")
    assert column_values(("1.1", "2,5")) == ("1.1", Measure(Decimal("2.5"), 1))


@given(
    st.decimals(-999_999_999, 999_999_999, places=2),
    st.integers(0, 2),
    st.sampled_from(["", "%", "‰", "€"]),
)
def test_any_number_printed_is_read_back(number, places, unit):
    told = format_number(number, places)
    value = value_of(f"{told}{NBSP}{unit}" if unit else told)

    assert isinstance(value, Measure)
    assert (format_number(value.number, value.places), value.unit) == (told, unit)


@given(
    st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["medium", "long", "full", "field"]),
)
def test_any_day_printed_is_read_back(day, style):
    assert value_of(format_date(day, style)) == day


@given(st.text(max_size=60))
def test_any_text_is_itself_or_prints_back_the_same(text):
    value = value_of(text)

    match value:
        case str():
            assert value == text
        case Measure(number, places, unit):
            told = format_number(number, places)
            assert text == (f"{told}{NBSP}{unit}" if unit else told)
        case date():
            assert text in {format_date(value, s) for s in ("medium", "long", "full", "field")}
