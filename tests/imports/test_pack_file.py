"""The file of a region: what is no such archive, or is hostile, is refused before it is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from cpom_desktop.errors import ImportImpossible
from cpom_desktop.imports.limits import MOST_PACKED
from cpom_desktop.imports.pack_file import read_pack_file
from tests.outils.pack_regional import files, packed

GOOD = packed(files())


def read(tmp_path, data):
    path = tmp_path / "grille.cpompack"
    path.write_bytes(data)
    return read_pack_file(path)


def refusal(tmp_path, data):
    with pytest.raises(ImportImpossible) as caught:
        read(tmp_path, data)
    assert caught.value.code == "pack-illisible"
    assert "grille.cpompack" in caught.value.sentence
    assert "Rien n'a changé" in caught.value.remedy.replace("’", "'")
    return caught.value.sentence.replace("’", "'").replace("\N{NO-BREAK SPACE}", " ")


def test_the_texts_are_read_by_name(tmp_path):
    assert read(tmp_path, GOOD) == files()


def test_a_mark_of_windows_before_a_text_is_left_out(tmp_path):
    texts = {name: "\ufeff" + text for name, text in files().items()}

    assert read(tmp_path, packed(texts)) == files()


@pytest.mark.parametrize(
    "name",
    [
        "../grille.toml",
        "/etc/grille.toml",
        "C:\\grille.toml",
        "dossier/grille.toml",
        "grille.TOML",
        "macro.exe",
        "a" * 300,
    ],
)
def test_another_name_or_a_path_is_refused(tmp_path, name):
    assert "n'y est pas attendu" in refusal(tmp_path, packed(files() | {name: "x = 1"}))


def test_a_folder_and_a_link_are_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("grille.toml/")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert "ce n'est pas un fichier régional : " in refusal(tmp_path, buffer.getvalue())


def test_a_workbook_is_told_to_be_no_such_file_and_its_parts_are_not_listed(tmp_path):
    parts = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")

    told = refusal(tmp_path, packed(dict.fromkeys(parts, "<x/>")))

    assert "ce n'est pas un fichier régional : pack.toml" in told
    assert "xl/" not in told


def test_a_file_twice_is_refused(tmp_path):
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("grille.toml", "x = 1")

    assert "y est deux fois" in refusal(tmp_path, buffer.getvalue())


def test_a_bomb_is_refused_by_its_directory(tmp_path):
    bomb = packed({"grille.toml": "a" * 60_000_000})

    assert len(bomb) < MOST_PACKED
    assert "trop gros une fois déplié" in refusal(tmp_path, bomb)


def test_a_bomb_whose_directory_lies_is_refused(tmp_path):
    bomb = bytearray(packed({"grille.toml": "a" * 60_000_000}))
    size = (60_000_000).to_bytes(4, "little")
    assert bomb.count(size) == 2
    lying = bytes(bomb).replace(size, (100).to_bytes(4, "little"))

    assert refusal(tmp_path, lying)


def test_too_many_entries_are_refused(tmp_path):
    many = packed({f"{n}.toml": "" for n in range(3_000)})

    assert "trop de fichiers" in refusal(tmp_path, many)


def test_a_file_under_a_password_is_refused(tmp_path):
    data = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        data[start + place] |= 1

    assert "mot de passe" in refusal(tmp_path, bytes(data))


def test_a_text_that_is_not_utf8_is_refused_with_its_name(tmp_path):
    data = packed({"pack.toml": "é".encode("cp1252")})

    assert "« pack.toml » n'est pas du texte UTF-8" in refusal(tmp_path, data)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"id = 1", GOOD[:200], GOOD[:-30]])
def test_what_is_no_archive_is_refused(tmp_path, data):
    assert "lisible" in refusal(tmp_path, data)


def test_a_spoiled_archive_is_refused_byte_after_byte(tmp_path):
    """Whatever byte is wrong, the texts are whole or the file is refused."""
    for place in range(0, len(GOOD), 7):
        data = bytearray(GOOD)
        data[place] ^= 0xFF
        try:
            found = read(tmp_path, bytes(data))
        except ImportImpossible:
            continue
        assert found == files()


def test_a_file_too_large_or_missing_is_refused(tmp_path):
    assert "trop gros" in refusal(tmp_path, b"\0" * (MOST_PACKED + 1))
    with pytest.raises(ImportImpossible, match="introuvable"):
        read_pack_file(tmp_path / "absent.cpompack")
