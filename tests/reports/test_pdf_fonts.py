"""What the fonts can draw, and what stands in place of the rest."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpom_desktop.reports.fonts import (
    BOX,
    font_path,
    missing_characters,
    one_line,
    printable,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Été à Châlons, œuvre, 12 €, n° 2", "Été à Châlons, œuvre, 12 €, n° 2"),
        ("«\u00a0Oui\u202f!\u00a0»", "«\u00a0Oui\u202f!\u00a0»"),
        ("e\u0301te\u0301", "été"),
        ("a\x00b\x07c\u200bd\u00ade\ufefff\u202eg", "abcdefg"),
        ("a\tb\r\nc\rd\u2028e", "a b\nc\nd\ne"),
        ("famille 👨\u200d👩\u200d👧 fin", f"famille {BOX} fin"),
        ("🇫🇷🇧🇪", BOX * 2),
        ("👍🏽!", f"{BOX}!"),
        ("1\ufe0f\u20e3 point", f"1{BOX} point"),
        ("✓\ufe0f fait", "✓ fait"),
        ("שָׁלוֹם", BOX * 4),
        ("\ud800", BOX),
        ("a\u2003b", "a b"),
        ("", ""),
    ],
)
def test_a_text_becomes_what_a_page_can_show(text, shown):
    assert printable(text) == shown


def test_what_is_missing_is_told_once_each_in_order():
    assert missing_characters("◐ a 🌞 ◐ 👍🏽\u2003") == ("◐", "🌞", "👍🏽")
    assert missing_characters("Été\u202f! ☐ ☑ → ≥ −") == ()


@example("B\x1f\u0323")
@example("A\u200b\u0323")
@given(st.text())
def test_what_is_shown_is_always_drawn_and_stays_as_it_is(text):
    shown = printable(text)

    assert missing_characters(shown) == ()
    assert printable(shown) == shown
    assert (BOX in shown) == (bool(missing_characters(text)) or BOX in text)


@given(st.text(), st.integers(1, 50))
def test_a_property_is_one_line_of_safe_characters(text, limit):
    line = one_line(text, limit)

    assert len(line) <= limit
    assert not set(line) & set("\n\r\t\x00\x0b\ufffe\uffff")
    assert line.encode().decode() == line


def drawn_by(face):
    from reportlab.pdfbase.ttfonts import TTFontFile

    return set(map(chr, TTFontFile(str(font_path(face))).charToGlyph))


@pytest.mark.parametrize("face", ["Semibold", "Bold", "It", "SemiboldIt"])
def test_every_face_draws_the_same_characters(face):
    assert drawn_by(face) == drawn_by("Regular")


def test_what_the_font_draws_is_read_from_its_file():
    drawn = drawn_by("Regular")
    others = [chr(code) for code in range(0x3000) if chr(code) not in drawn]

    assert missing_characters("\n".join(sorted(drawn))) == ()
    assert not [c for c in others if printable(f"a{c}z") == f"a{c}z" and c != "\n"]
