"""Checks of FINESS, SIREN, SIRET and postal codes. Every number here is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siren, siret

from cpom_desktop.domain.identifiants import (
    Finding,
    FindingCode,
    check_code_postal,
    check_finess,
    check_siren,
    check_siret,
    compact,
    expected_luhn_key,
    luhn_ok,
    show_finess,
    show_siren,
    show_siret,
)

LA_POSTE = "356000000"


def digits(count):
    return st.text("0123456789", min_size=count, max_size=count)


@given(number=digits(9))
def test_the_luhn_key_agrees_with_stdnum(number):
    assert luhn_ok(number) is luhn.is_valid(number)
    assert expected_luhn_key(number) == luhn.calc_check_digit(number)
    assert luhn_ok(number + expected_luhn_key(number))


@given(number=digits(9))
def test_a_siren_is_doubtful_exactly_when_stdnum_refuses_it(number):
    assert (check_siren(number) == ()) is siren.is_valid(number)


@given(number=digits(14) | digits(8).map(lambda d: "99" + d + "00010"))
def test_a_siret_is_doubtful_exactly_when_stdnum_refuses_it(number):
    assert (check_siret(number) == ()) is siret.is_valid(number)


@given(start=digits(6), office=digits(5))
def test_a_siret_of_a_sound_siren_agrees_with_stdnum(start, office):
    number = "99" + start
    number += expected_luhn_key(number) + office

    assert (check_siret(number) == ()) is siret.is_valid(number)


@given(office=digits(5))
def test_an_office_of_la_poste_follows_its_own_rule(office):
    assert (check_siret(LA_POSTE + office) == ()) is siret.is_valid(LA_POSTE + office)


def test_a_wrong_finess_key_gives_the_digit_that_would_be_right():
    assert check_finess("99 000 001 8") == (Finding(FindingCode.FINESS_CLE, cle="0"),)
    assert check_finess("99 000 001 0") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("99000001", FindingCode.FINESS_LONGUEUR),
        ("9900000100", FindingCode.FINESS_LONGUEUR),
        ("99000A010", FindingCode.FINESS_CARACTERES),
        ("2C0000010", FindingCode.FINESS_CARACTERES),
        ("٩٩٠٠٠٠٠١٠", FindingCode.FINESS_CARACTERES),
    ],
)
def test_a_finess_of_another_shape_is_reported(text, code):
    assert [finding.code for finding in check_finess(text)] == [code]


@pytest.mark.parametrize("text", ["", "  ", "2A0000001", "2b 000 000 7"])
def test_an_empty_or_corsican_finess_raises_no_doubt(text):
    assert check_finess(text) == ()


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("1234567820001", Finding(FindingCode.SIRET_LONGUEUR, saisis=13)),
        ("123 456 782", Finding(FindingCode.SIRET_EST_SIREN, saisis=9)),
        ("123 456 782 0001O", Finding(FindingCode.SIRET_CARACTERES)),
        ("123 456 782 00011", Finding(FindingCode.SIRET_CLE, cle="0")),
        ("123 456 789 00010", Finding(FindingCode.SIRET_CLE)),
    ],
)
def test_a_doubtful_siret_says_what_is_doubtful(text, finding):
    assert check_siret(text) == (finding,)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ("99120", []),
        ("99 120", []),
        ("6230", [FindingCode.CODE_POSTAL_LONGUEUR]),
        ("2A000", [FindingCode.CODE_POSTAL_CARACTERES]),
    ],
)
def test_a_postal_code_has_five_digits(text, codes):
    assert [finding.code for finding in check_code_postal(text)] == codes


@given(text=st.text())
def test_no_check_ever_fails_whatever_is_typed(text):
    for check in (check_finess, check_siren, check_siret, check_code_postal):
        assert all(isinstance(finding, Finding) for finding in check(text))


def test_the_numbers_are_shown_in_groups_that_do_not_break():
    assert show_finess("990000028") == "99\u00a0000\u00a0002\u00a08"
    assert show_siret("12345678200010") == "123\u00a0456\u00a0782\u00a000010"
    assert show_siren("123456782") == "123\u00a0456\u00a0782"


@pytest.mark.parametrize("show", [show_finess, show_siren, show_siret])
def test_a_number_of_another_length_is_shown_as_it_was_typed(show):
    assert show("99 00") == "99 00"


@given(number=digits(9))
def test_what_is_shown_compacts_back_to_what_is_stored(number):
    assert compact(show_finess(number)) == number
