"""Any text at all, through every reader: read, or refused in French; never anything else (V2).

Short: 100 texts a reader; long: 50 000. What is shown reads back as itself.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpom_desktop.domain import identifiants
from cpom_desktop.domain.donnees import Unite
from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import LETTERS
from cpom_desktop.domain.saisie import (
    clean_line,
    clean_name,
    clean_text,
    is_nothing,
    parse_chiffre,
    parse_date,
    parse_decimal,
    parse_duration,
    parse_email,
    parse_etp,
    parse_hour,
    parse_integer,
    parse_minutes,
    parse_montant,
    parse_phone,
    parse_taux,
)
from cpom_desktop.domain.saisie.doutes import doubt_of
from cpom_desktop.domain.saisie.textes import retouches
from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import format_date, format_number
from cpom_desktop.imports.texts import decoded, read_cells
from cpom_desktop.imports.vcard import read_cards
from cpom_desktop.services.contacts import ContactsTable
from cpom_desktop.services.doutes import doubt_sentence, retouche_sentence
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.contacts_colonnes import guess_columns
from cpom_desktop.services.queries.pieces import read_themes
from cpom_desktop.services.queries.plan_durees import read_days, read_duration
from cpom_desktop.services.queries.raci_lettres import read_cell
from cpom_desktop.services.tableaux import mended, shielded, spoilt, unshielded

TODAY = date(2027, 3, 12)
LONG, SHORT = 50_000, 100
NOT_FOUND = "introuvable"
ANY = st.characters(exclude_categories=[]) | st.characters(categories=["Cs"])
ALPHABETS = {
    "dates": "0123456789/-. +jsmaterTvdécnrûoupil'",
    "numbers": "0123456789 ,.-+\u00a0\u202f\u2212€%ekKMtpEPTinfx()#!",
    "hours": "0123456789hH:. min'",
    "contacts": '0123456789 +().-@abc.frÀ<>,;"',
    "letters": "RACIraciZz/ ,;&–-\n\u00a0ésponablt",
    "cells": "ab;,\t\"'\n\r=+-@\0\ufeff|é",
    "cards": "BEGINVCARD:;=\\n,TELORGNFé\n\r ",
}
READERS = {
    "date": (partial(parse_date, today=TODAY), "dates"),
    "decimal": (parse_decimal, "numbers"),
    "integer": (parse_integer, "numbers"),
    "amount": (parse_montant, "numbers"),
    "rate": (parse_taux, "numbers"),
    "etp": (parse_etp, "numbers"),
    "duration": (parse_duration, "numbers"),
    "plan days": (read_days, "numbers"),
    "plan duration": (read_duration, "hours"),
    "hour": (parse_hour, "hours"),
    "minutes": (parse_minutes, "hours"),
    "phone": (parse_phone, "contacts"),
    "mail": (parse_email, "contacts"),
    "finess": (identifiants.check_finess, "numbers"),
    "siren": (identifiants.check_siren, "numbers"),
    "siret": (identifiants.check_siret, "numbers"),
    "postal code": (identifiants.check_code_postal, "numbers"),
    "line": (clean_line, "cells"),
    "name": (clean_name, "cells"),
    "text": (clean_text, "cells"),
    "nothing": (is_nothing, "numbers"),
    "retouches": (partial(retouches, one_line=True), "cells"),
    "doubt": (doubt_of, "contacts"),
    "letters of the kit": (partial(read_cell, lecture=LectureRaci.KIT), "letters"),
    "English letters": (partial(read_cell, lecture=LectureRaci.ANGLAISE), "letters"),
    "themes": (partial(read_themes, letters=frozenset("ABCDEFGHIJKL")), "letters"),
    "cells": (partial(read_cells, name="a.csv", most=120_000), "cells"),
    "cards": (read_cards, "cards"),
    **{f"figure {u}": (partial(parse_chiffre, unite=u), "numbers") for u in Unite},
}


@pytest.fixture
def examples(pytestconfig):
    """Return how a property is tried: so many texts."""
    most = LONG if pytestconfig.getoption("--long") else SHORT
    return settings(max_examples=most, deadline=None, suppress_health_check=list(HealthCheck))


def any_text(alphabet):
    """Return texts: of any sign, of the signs of what is read, long ones now and then."""
    near = st.text(ALPHABETS[alphabet], max_size=25)
    return st.one_of(near, near, st.text(ANY, max_size=30), near.map(lambda text: text * 400))


def outcome(read, text):
    """Read a text; a refusal must have its French sentence, anything else fails the test."""
    try:
        return read(text)
    except ErreurCpom as refused:
        told = sentence(refused)
        assert told[0].isupper() or told[0] in "«0123456789"
        assert "{" not in told or "{" in text, told
        return None


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_any_text_is_read_or_refused_in_french(name, examples):
    read, alphabet = READERS[name]

    @examples
    @given(text=any_text(alphabet))
    def tried(text):
        outcome(read, text)

    tried()


def test_what_is_shown_reads_back_as_itself(examples):
    days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
    numbers = st.decimals(-999_999_999, 999_999_999, places=2, allow_nan=False)

    @examples
    @given(day=days, style=st.sampled_from(["medium", "long", "full", "field"]), number=numbers)
    def tried(day, style, number):
        assert parse_date(format_date(day, style), TODAY) == day
        assert parse_decimal(format_number(number)) == number
        assert parse_montant(f"{format_number(number, 2)}\u00a0€") == number
        assert parse_chiffre(f"{format_number(number, 2)}\u00a0€", Unite.EUROS) == number
        assert parse_integer(format_number(int(number))) == int(number)
        rate = abs(number)
        assert (
            parse_taux(f"{format_number(rate)}\u00a0%") == parse_etp(format_number(rate)) == rate
        )

    tried()


def test_an_hour_a_length_and_a_number_of_days_read_back(examples):
    @examples
    @given(hour=st.integers(0, 23), minute=st.integers(0, 59), days=st.integers(1, 3650))
    def tried(hour, minute, days):
        assert parse_hour(f"{hour:02}:{minute:02}") == f"{hour:02}:{minute:02}"
        assert parse_hour(f"{hour}\u00a0h\u00a0{minute:02}") == f"{hour:02}:{minute:02}"
        if hour or minute:
            assert parse_minutes(f"{hour}\u00a0h\u00a0{minute:02}") == 60 * hour + minute
        assert parse_duration(f"{format_number(days)}\u00a0jours") == days

    tried()


def test_what_was_read_once_is_read_again_the_same(examples):
    @examples
    @given(text=any_text("contacts"))
    def tried(text):
        for read in (clean_line, clean_text, parse_phone, parse_email):
            once = outcome(read, text)
            assert once is None or outcome(read, once) == once
        assert doubt_sentence(text) is None or isinstance(doubt_sentence(text), str)
        assert retouche_sentence(clean_text(text), one_line=False) is None

    tried()


@pytest.mark.parametrize(
    ("show", "size"),
    [
        (identifiants.show_siret, 14),
        (identifiants.show_siren, 9),
        (identifiants.show_finess, 9),
    ],
)
def test_an_identifier_is_shown_in_groups_and_kept_without(show, size, examples):
    @examples
    @given(digits=st.text("0123456789", min_size=size, max_size=size))
    def tried(digits):
        assert identifiants.compact(show(digits)) == digits

    tried()


@pytest.mark.parametrize("lecture", LectureRaci)
def test_letters_of_the_matrix_read_back(lecture, examples):
    letters = LETTERS[lecture]

    @examples
    @given(sens=st.sampled_from(sorted(letters)))
    def tried(sens):
        assert read_cell(letters[sens], lecture) == {sens}
        assert read_cell(letters[sens].lower(), lecture) == {sens}

    tried()


def test_any_bytes_are_a_text_and_any_cells_a_file_of_contacts(examples):
    rows = st.lists(st.lists(st.text(ANY, max_size=12), min_size=2, max_size=5), max_size=5)

    @examples
    @given(data=st.binary(max_size=80), lines=rows, text=any_text("cells"))
    def tried(data, lines, text):
        found, _windows = decoded(data)
        assert isinstance(found, str)
        width = max(map(len, lines), default=0)
        whole = tuple((*row, *[""] * (width - len(row))) for row in lines)
        table = ContactsTable("a.csv", whole, tuple(range(1, len(whole) + 1)))
        assert len(guess_columns(table, {})) == width
        assert spoilt(mended(whole)) is None or mended(whole) != whole
        assert unshielded(shielded(text)) == text

    tried()


def test_a_number_is_never_read_as_another(examples):
    @examples
    @given(text=any_text("numbers"))
    def tried(text):
        found = outcome(parse_decimal, text)
        if isinstance(found, Decimal):
            assert parse_decimal(format_number(found)) == found
            digits = [sign for sign in text if sign in "123456789"]
            assert [sign for sign in f"{found:f}" if sign in "123456789"] == digits

    tried()
