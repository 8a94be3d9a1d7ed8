"""How words are read to be searched: letter by letter, whatever is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.services.queries.recherche.folding import (
    begun,
    excerpt,
    fold,
    fold_ends,
    is_near,
    joined_numbers,
    query_words,
    spans,
    telling,
    words_of,
)

TEXTS = st.text(max_size=60)
FRENCH = st.text(
    alphabet="aàâbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿzæ’ -«»\u00a0\u202f", max_size=60
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Œuvre", "l'oeuvre"),
        ("ÉTÉ", "ete"),
        ("Lætitia", "laetitia"),
        ("12\u00a0%", "12 %"),
        ("À\u202f:", "a :"),
        ("ﬁche", "fiche"),
        ("\u202eabc\u202c", "abc"),
        ("a\u0301", "a"),
    ],
)
def test_accents_case_ligatures_and_spaces_are_folded(text, folded):
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(FRENCH)
def test_capitals_and_taken_apart_accents_read_alike(text):
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


def test_what_is_read_quickly_is_read_as_the_rest():
    """« ∞ » is read by the slow way only, and all that stands beside it."""
    alone = [fold(chr(code)) for code in range(0x2100)]
    beside = [fold(f"∞{chr(code)}")[1:] for code in range(0x2100)]
    assert alone == beside


@given(TEXTS)
def test_each_letter_ends_where_it_is_read(text):
    ends = [0, *fold_ends(text)]
    folded = fold(text)
    parts = [folded[ends[place] : ends[place + 1]] for place in range(len(text))]
    assert parts == [fold(letter) for letter in text]


@given(TEXTS, TEXTS)
def test_folding_is_done_letter_by_letter(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@given(TEXTS)
def test_every_beginning_of_every_word_answers_where_it_is_typed(text):
    for word in words_of(text):
        if word in fold(text):
            for length in range(1, len(word) + 1):
                lit = [fold(text[start:end]) for start, end in spans(text, (word[:length],))]
                assert any(word[:length] in part for part in lit)  # a fraction is three letters


@given(TEXTS, st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_what_is_lit_is_inside_the_text_and_in_order(text, marks):
    found = spans(text, tuple(marks))

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert list(found) == sorted(found)


@given(TEXTS, st.integers(20, 60))
def test_an_excerpt_keeps_to_its_length_and_shows_what_answered(text, length):
    words = query_words(text)
    if words:
        shown = excerpt(text * 3, words[-1:], length)

        assert len(shown) <= length + 2
        assert "\n" not in shown


def test_an_excerpt_is_cut_around_the_word():
    text = "Le premier constat dit autre chose. Personne pour remplacer un absent la nuit, dit-on."

    assert "absent" in excerpt(text, ("absent",), 40)


@pytest.mark.parametrize(
    ("query", "told", "last"),
    [
        ("", (), ""),
        ("la fiche de Julien", ("fiche", "julien"), ""),
        ("fiche de", ("fiche",), "de"),
        ("fiche de ", ("fiche",), ""),
        ("de la", ("de", "la"), ""),
        ("taux d’absentéisme", ("taux", "absenteisme"), ""),
    ],
)
def test_hollow_words_count_only_where_nothing_else_is_said_or_they_begin_another(
    query, told, last
):
    assert telling(query_words(query)) == told
    assert begun(query) == last


def test_a_ligature_is_lit_whole():
    assert [("mise en œuvre"[s:e]) for s, e in spans("mise en œuvre", ("o",))] == ["œ"]


def test_a_number_is_found_with_and_without_its_spaces():
    assert "990004129" in words_of("99 000 412 9")
    assert joined_numbers("01 02 03") == ("010203",)


@pytest.mark.parametrize(
    "typed", ["absenteisme", "absnteisme", "absentteisme", "absentaisme", "abesnteisme"]
)
def test_one_letter_wrong_is_near(typed):
    assert is_near(typed, "absenteisme")


@pytest.mark.parametrize("typed", ["absurde", "bsntisme", "presence"])
def test_two_letters_wrong_are_not(typed):
    assert not is_near(typed, "absenteisme")


@given(st.text(alphabet="abc", min_size=4, max_size=8), st.integers(0, 7), st.sampled_from("abcz"))
def test_any_one_letter_changed_added_or_missing_is_near(word, place, letter):
    place %= len(word)

    assert is_near(word[:place] + letter + word[place + 1 :], word)
    assert is_near(word[:place] + letter + word[place:], word)
    assert is_near(word[:place] + word[place + 1 :], word)
