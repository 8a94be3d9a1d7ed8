"""Programs under other names: refused by what they are, never by what they look like (S08)."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from cpom_desktop.domain.fichiers import PROGRAMS, check_type, clean_file_name, ending_of
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.pieces_jointes import read_attachment

ENDINGS = ("exe", "js", "vbs", "lnk", "hta", "bat", "cmd", "ps1", "scr", "msi", "docm", "xlsm")
ENDINGS += ("com", "jar", "reg", "url")
TRICKS = (
    "facture.pdf.{e}",
    "facture.{e}.",
    "facture.{e} ",
    "facture.{e}. . .",
    "facture.{u}",
    "facture.{e}\u00a0",
    "facture.{e}\u3000",
    "facture.{e}\u200b",
    "facture.{i}",
    "facture.{w}",
    "facture\uff0e{e}",
    "facture.pdf" + " " * 90 + ".{e}",
    "facture\u202efdp.{e}",
    "facture.pdf:{e}.{e}",
    "C:\\Bureau\\facture.{e}",
    "../../facture.{e}",
    "facture.{e}\n",
    "CON.{e}",
)
"""u: upper case; i: a letter that shows nothing inside; w: letters of another width."""
HARMLESS = (
    "facture.{e}::$DATA",
    "facture.{e}.pdf",
    "facture.{e};.pdf",
    "facture.{e}%00.pdf",
    "facture\u202e{e}.pdf",
    "facture.{e}/",
)


def made(trick, ending):
    wide = "".join(chr(ord(c) + 0xFEE0) for c in ending)
    inside = f"{ending[0]}\u200b{ending[1:]}"
    return trick.format(e=ending, u=ending.upper(), i=inside, w=wide)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("trick", TRICKS)
def test_a_program_is_refused_whatever_its_name_looks_like(trick, ending):
    with pytest.raises(RegleInvalide) as refused:
        check_type(clean_file_name(made(trick, ending)))
    assert refused.value.code == "fichier-type"
    assert "n’est pas accepté" in sentence(refused.value).replace("'", "’")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("trick", HARMLESS)
def test_what_is_taken_ends_and_reads_as_what_it_is(trick, ending):
    name = clean_file_name(made(trick, ending))

    assert ending_of(name) not in PROGRAMS
    assert not {"\u202e", ":", "/"} & set(name)


def test_there_are_more_than_two_hundred_names():
    assert len(ENDINGS) * (len(TRICKS) + len(HARMLESS)) > 200
    assert set(ENDINGS) < PROGRAMS


def archive(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("facture.pdf", b"MZ\x90\x00", "fichier-programme"),
        ("facture.txt", b"\x7fELF\x02", "fichier-programme"),
        ("facture", b"#!/bin/sh\n", "fichier-programme"),
        ("budget.docx", archive("[Content_Types].xml", "word/vbaProject.bin"), "fichier-macros"),
        ("budget.xlsx", archive("xl/VBAPROJECT.BIN"), "fichier-macros"),
        ("budget.doc", archive("word/vbaProject.bin"), "fichier-macros"),
    ],
)
def test_a_program_under_the_name_of_a_document_is_refused(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(RegleInvalide) as refused:
        read_attachment(path)

    assert refused.value.code == code
    assert name in sentence(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no such file")
@pytest.mark.parametrize(
    "name", ["facture.pdf.exe", "facture.exe ", "facture.exe.", "a\u202efdp.exe"]
)
def test_a_file_that_bears_such_a_name_is_not_read(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"x")

    with pytest.raises(RegleInvalide, match="fichier-type"):
        read_attachment(path)


def test_an_honest_office_file_is_taken(tmp_path):
    path = Path(tmp_path / "budget.docx")
    path.write_bytes(archive("[Content_Types].xml", "word/document.xml"))

    assert read_attachment(path).nom == "budget.docx"
