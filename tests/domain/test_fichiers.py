"""Names that come from anywhere are made ones that lead nowhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpom_desktop.domain.fichiers import (
    LARGEST_FILE,
    LONGEST_NAME,
    PROGRAMS,
    RESERVED,
    check_size,
    check_type,
    clean_file_name,
    ending_of,
)
from cpom_desktop.errors import RegleInvalide

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('./\\:<>|?*" \u202e\u200f\u0000\n\u0301\ufeff\u3000C'),
    ),
    max_size=300,
)
RESERVED_NAMES = st.builds(
    "{}{}".format,
    st.sampled_from(["CON", "nul", "Com1", "LPT9", "COM¹", "aux", "PRN"]),
    st.sampled_from(["", ".pdf", " .pdf", ".", "..", ".tar.gz", " ", ":flux"]),
)


@given(st.one_of(HOSTILE, RESERVED_NAMES))
@example("../../../etc/passwd")
@example("..\\..\\bilan.pdf")
@example("a" * 400 + ".pdf")
@example("é" * 119 + ".pdf")
@example("\U0001f600" * 119)
@example("." + "x" * 300)
def test_any_name_becomes_one_that_every_system_takes(text):
    name = clean_file_name(text)

    assert 1 <= len(name) <= LONGEST_NAME
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\:<>"|?*')
    assert ".." not in name
    assert name == name.strip(" .")
    assert name == unicodedata.normalize("NFC", name)
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(c) for c in name}
    assert not RESERVED.fullmatch(name)
    assert clean_file_name(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bilan social 2026.pdf", "Bilan social 2026.pdf"),
        ("C:\\Bureau\\Bilan.pdf", "Bilan.pdf"),
        ("/tmp/Bilan.pdf", "Bilan.pdf"),
        ("e\u0301tat.pdf", "\u00e9tat.pdf"),
        ("fdp.exe\u202etxt", "fdp.exetxt"),
        ("notes.txt:secret", "notes.txt_secret"),
        ("CON", "_CON"),
        ("com1.pdf", "_com1.pdf"),
        ("console.pdf", "console.pdf"),
        ("bilan.pdf. . ", "bilan.pdf"),
        ("...", "fichier"),
        ("", "fichier"),
        (".htaccess", "htaccess"),
        ("a\tb\nc.pdf", "a b c.pdf"),
    ],
)
def test_a_name_reads_as_it_was_meant(text, name):
    assert clean_file_name(text) == name


def test_a_long_name_keeps_its_ending():
    name = clean_file_name("Rapport " * 40 + ".pdf")

    assert name.startswith("Rapport Rapport")
    assert name.endswith(".pdf")
    assert len(name) <= LONGEST_NAME


@pytest.mark.parametrize("ending", sorted(PROGRAMS))
def test_what_is_executed_is_refused(ending):
    for name in (f"bilan.{ending}", f"bilan.pdf.{ending.upper()}", f"bilan.{ending}. "):
        with pytest.raises(RegleInvalide) as refused:
            check_type(clean_file_name(name))
        assert (refused.value.code, refused.value.values["type"]) == ("fichier-type", f".{ending}")


def test_letters_of_another_width_hide_no_program():
    assert ending_of("bilan.\uff45\uff58\uff45") == "exe"


@pytest.mark.parametrize("start", [b"MZ\x90\x00", b"\x7fELF", b"#!/b"])
def test_a_program_under_another_name_is_refused(start):
    with pytest.raises(RegleInvalide, match="fichier-programme"):
        check_type("bilan.pdf", start)


@pytest.mark.parametrize("name", ["bilan.pdf", "plan.docx", "tableau.xlsx", "photo.JPG", "note"])
def test_documents_are_taken(name):
    check_type(name, b"%PDF")


def test_a_size_has_its_bounds():
    check_size(1)
    check_size(LARGEST_FILE)
    with pytest.raises(RegleInvalide, match="fichier-vide"):
        check_size(0)
    with pytest.raises(RegleInvalide, match="fichier-trop-grand"):
        check_size(LARGEST_FILE + 1)
