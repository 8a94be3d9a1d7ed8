"""The first bytes of a file: what is refused, in which words, and that nothing is touched."""

from __future__ import annotations

import os
import random

import pytest

from cpom_desktop.errors import (
    DossierCorrompu,
    DossierTropRecent,
    ErreurCpom,
    ErreurStockage,
    LectureSeule,
)
from cpom_desktop.i18n import typeset
from db.connection import sqlite3
from db.header import APPLICATION_ID, HEADER_SIZE, inspect_header
from db.migrations import SCHEMA_VERSION
from db.store import open_dossier
from tests.outils.dossiers import every_row, patched, raw, state_of, tilleuls_bytes


def refusal(path, kind=ErreurStockage):
    before = state_of(path.parent)
    with pytest.raises(kind) as caught:
        inspect_header(path, SCHEMA_VERSION)
    assert state_of(path.parent) == before
    assert caught.value.remedy
    return caught.value.code, caught.value.sentence


def test_a_sound_file_tells_its_schema_and_its_pages(dossier):
    header = inspect_header(dossier, SCHEMA_VERSION)

    assert header.version == SCHEMA_VERSION
    assert header.page_size * header.page_count == dossier.stat().st_size


def test_a_missing_file_is_said_missing(tmp_path):
    code, sentence = refusal(tmp_path / "absent.cpom")

    assert code == "introuvable"
    assert sentence.startswith("Aucun dossier à cet endroit")


def test_a_folder_is_not_a_dossier(tmp_path):
    (tmp_path / "dossier.cpom").mkdir()

    assert refusal(tmp_path / "dossier.cpom")[0] == "introuvable"


def test_a_name_too_long_for_the_disk_is_a_plain_refusal(tmp_path):
    assert refusal(tmp_path / ("n" * 400 + ".cpom"))[0] == "illisible"


def test_an_empty_file_is_refused_by_m_01(dossier):
    dossier.write_bytes(b"")

    assert refusal(dossier, DossierCorrompu) == (
        "M-01",
        typeset("Ce fichier est vide : Les Tilleuls.cpom."),
    )


@pytest.mark.parametrize("version", [0, 2**31, 2**32 - 1], ids=["none", "sign", "all ones"])
def test_a_schema_number_that_no_version_wrote_is_refused(dossier, clock, version):
    patched(dossier, 60, version.to_bytes(4, "big"))

    code, _sentence = refusal(dossier)
    with pytest.raises(ErreurStockage) as caught:
        open_dossier(dossier, clock)

    assert code == caught.value.code == "M-02"
    assert [p.name for p in dossier.parent.iterdir()] == [dossier.name]


@pytest.mark.parametrize(
    "content",
    [b"x", b"PK\x03\x04" + b"\0" * 600, "Bonjour".encode("utf-16"), b"\0" * 4096],
    ids=["one byte", "archive", "text", "zeros"],
)
def test_a_file_of_another_kind_is_refused_by_m_03(dossier, content):
    dossier.write_bytes(content)

    assert refusal(dossier, DossierCorrompu) == (
        "M-03",
        typeset("Ce fichier n'est pas un dossier CPOM : Les Tilleuls.cpom."),
    )


def test_the_database_of_another_program_is_refused_by_m_03(tmp_path):
    path = tmp_path / "autre.cpom"
    raw(path, "CREATE TABLE carnet (nom TEXT)")

    assert refusal(path, DossierCorrompu)[0] == "M-03"


def test_a_dossier_whose_first_bytes_are_lost_is_damaged_and_not_foreign(dossier):
    patched(dossier, 0, b"SQLite FORMAT")

    assert refusal(dossier, DossierCorrompu)[0] == "M-02"


def test_a_newer_file_is_refused_by_m_04_with_both_numbers(dossier):
    patched(dossier, 60, (99).to_bytes(4, "big"))

    code, sentence = refusal(dossier, DossierTropRecent)

    assert code == "M-04"
    assert f"format 99{chr(0x202F)}; vous avez le format {SCHEMA_VERSION}" in sentence


def test_a_file_in_another_journal_mode_is_refused_before_a_side_file_appears(dossier):
    raw(dossier, "PRAGMA journal_mode=WAL")

    assert refusal(dossier, DossierCorrompu)[0] == "M-02"


@pytest.mark.parametrize("kept", [50, 99, 100, 511, 512, 4095, 4096, 4097, 0.5, 0.999])
def test_a_truncated_file_is_damaged(dossier, kept):
    size = dossier.stat().st_size
    os.truncate(dossier, kept if isinstance(kept, int) else int(size * kept))

    assert refusal(dossier, DossierCorrompu)[0] == "M-02"


def test_bytes_added_at_the_end_are_noticed(dossier):
    with dossier.open("ab") as file:
        file.write(b"ajout")

    assert refusal(dossier, DossierCorrompu)[0] == "M-02"


@pytest.mark.parametrize("size", [0, 3, 256, 511, 65535])
def test_a_page_size_that_cannot_be_is_damaged(dossier, size):
    patched(dossier, 16, size.to_bytes(2, "big"))

    assert refusal(dossier, DossierCorrompu)[0] == "M-02"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_file_without_the_right_to_read_is_not_called_missing(dossier, monkeypatch):
    def denied(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(dossier), "open", denied)

    with pytest.raises(LectureSeule) as caught:
        inspect_header(dossier, SCHEMA_VERSION)
    assert caught.value.code == "droit-de-lecture"


def test_a_disk_that_no_longer_answers_is_a_plain_refusal(dossier, monkeypatch):
    def broken(*_args, **_kwargs):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(dossier), "open", broken)

    with pytest.raises(ErreurStockage) as caught:
        inspect_header(dossier, SCHEMA_VERSION)
    assert caught.value.code == "illisible"


def test_every_damaged_header_is_refused_or_opens_with_the_same_content(dossier, clock, count):
    """Each of the 100 bytes takes other values; the file is never written."""
    expected = every_row(dossier)
    sound = tilleuls_bytes()
    dice = random.Random(11)
    opened = 0
    for offset in range(HEADER_SIZE):
        for value in {dice.randrange(256) for _ in range(count(40))} - {sound[offset]}:
            patched(dossier, offset, bytes([value]))
            before = state_of(dossier.parent)
            said = refused_with(dossier, clock)
            if said is None:
                assert every_row(dossier) == expected, (offset, value)
                opened += 1
            else:
                assert said, (offset, value)
            assert state_of(dossier.parent) == before, (offset, value)
            dossier.write_bytes(sound)
    assert opened


def refused_with(dossier, clock):
    """Return the sentence of the refusal to open, or None when the file opens."""
    try:
        open_dossier(dossier, clock, read_only=True).close()
    except ErreurCpom as error:
        return error.sentence
    return None


def test_our_files_carry_our_number(dossier):
    assert dossier.read_bytes()[68:72] == b"CPOM" == APPLICATION_ID.to_bytes(4, "big")


def test_a_hot_journal_excuses_a_size_that_does_not_fit(dossier):
    dossier.with_name(f"{dossier.name}-journal").write_bytes(b"x" * 600)
    with dossier.open("ab") as file:
        file.write(b"\0" * 4096)

    assert inspect_header(dossier, SCHEMA_VERSION).version == SCHEMA_VERSION


def test_sqlite_alone_would_have_taken_a_truncated_file_for_sound(dossier):
    """The control of the size check: the fault that it catches is one that SQLite lets by."""
    with dossier.open("ab") as file:
        file.write(b"ajout")

    connection = sqlite3.connect(dossier)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
