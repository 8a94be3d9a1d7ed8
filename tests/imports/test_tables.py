"""Files of figures of every encoding, workbooks of every kind, hostile files: read or refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cpom_desktop.errors import ImportImpossible
from cpom_desktop.imports.tables import read_table
from tests.outils.chiffres import workbook


def plain(text):
    return text.replace("\xa0", " ").replace("’", "'").replace("\u202f", " ")


def read(tmp_path, data, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(path)


def refusal(tmp_path, data, name="a.csv"):
    with pytest.raises(ImportImpossible) as refused:
        read(tmp_path, data, name)
    assert "Rien n'a changé dans le dossier." in plain(refused.value.remedy)
    return plain(refused.value.sentence)


TEXT = "Donnée;2025\r\nChutes de l’année;1\u00a0234,5\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_whatever_its_encoding(tmp_path, encoding):
    table = read(tmp_path, TEXT.encode(encoding))
    assert table.rows == (("Donnée", "2025"), ("Chutes de l’année", "1\u00a0234,5"))
    assert table.numbers == (1, 2)
    told = ["Fichier lu en codage Windows. Vérifiez l'aperçu : « Donnée »."]
    assert list(map(plain, table.notes)) == (told if encoding == "cp1252" else [])


def test_lines_are_those_of_the_file(tmp_path):
    table = read(tmp_path, 'sep=;\n"Donnée\nlongue";2025\n\n\nx;1\n')
    assert table.numbers == (2, 6)
    assert table.rows[0] == ("Donnée\nlongue", "2025")
    assert read(tmp_path, "a,b\n'=1,2\n").rows[1] == ("=1", "2")
    assert read(tmp_path, 'a;b\n"12" de tuyau;2\n').rows[1][1] == "2"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "il est vide"),
        (";;\r\n  ;\r\n", "il est vide"),
        ('Donnée;2025\n"Chutes;3\nx;1\n', "ligne 2, un guillemet n'est pas refermé"),
        ("a;b;c\n1;2;3\n1;2\n", "ligne 3, 2 colonnes au lieu de 3"),
        ("a\tb\n1\t2\t3\t4\n", "ligne 2, 4 colonnes au lieu de 2"),
        (b"\x89PNG\x00\x01", "ce n'est ni un texte ni un classeur"),
        ("a;b\n1;2".encode("utf-16-le"), "ce n'est ni un texte ni un classeur"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx", "ancien classeur (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "ce classeur est protégé : retirez la protection dans Excel",
        ),
        (b"PK\x03\x04broken", "pas un classeur XLSX lisible"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, data, words):
    assert words in refusal(tmp_path, data)


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_other_workbooks_and_hostile_ones_are_refused(tmp_path):
    ods = archive(**{"mimetype": "application/vnd.oasis", "content.xml": "<x/>"})
    assert "classeur OpenDocument (.ods)" in refusal(tmp_path, ods, "a.ods")
    xlsm = archive(**{"xl__vbaProject.bin": "x"})
    assert "macros" in refusal(tmp_path, xlsm, "a.xlsm")
    assert "trop gros une fois déplié" in refusal(tmp_path, archive(big=b"0" * 12_000_000))
    whole = workbook(["Donnée", 2025])
    assert "pas un classeur XLSX lisible" in refusal(tmp_path, whole[: len(whole) // 2])
    assert "pas un classeur XLSX lisible" in refusal(tmp_path, archive(hello="x"), "a.xlsx")


def test_the_cells_of_a_workbook_are_written_in_french(tmp_path):
    data = workbook(
        ["Donnée", 2025, "Taux", "Montant", "Date", "Texte"],
        ["x", 1234.5, 0.11, 1.234, date(2026, 3, 1), "12,5 %"],
        ["y", 0.1 + 0.2, 1 / 3, 12.0, "#REF!", True],
        formats={"C2": "0.0%", "C3": "0 %", "D2": '# ##0.00 "€"'},
    )
    table = read(tmp_path, data, "a.xlsx")
    assert table.rows[0][1] == "2025"
    assert table.rows[1] == ("x", "1234,5", "11\u00a0%", "1,234", "01/03/2026", "12,5 %")
    assert table.rows[2] == ("y", "0,3", "33,3333333333333\u00a0%", "12", "#REF!", "")


def test_merged_cells_and_the_other_calendar_are_told(tmp_path):
    data = workbook(["Donnée", 2025], ["x", 1], merged=["A2:A3"], epoch=CALENDAR_MAC_1904)
    assert [plain(note) for note in read(tmp_path, data, "a.xlsx").notes] == [
        "Classeur au calendrier 1904 : vérifiez les dates dans l'aperçu.",
        "Cellules fusionnées (A2:A3) : seule la première de chacune a une valeur.",
    ]


def test_a_formula_without_its_result_is_told_and_an_impossible_day_is_no_date(tmp_path):
    data = workbook(
        ["Donnée", 2025, "Date"],
        ["x", "=1+1", 60],
        ["y", 2, 99_999_999],
        formats={"C2": "dd/mm/yyyy", "C3": "dd/mm/yyyy"},
    )
    table = read(tmp_path, data, "a.xlsx")
    assert table.rows[1][1] == ""
    (note,) = map(plain, table.notes)
    assert note.startswith(
        "Des formules n'ont pas de résultat (B2) : ouvrez le fichier dans Excel"
    )
    assert (table.rows[1][2], table.rows[2][2]) == ("28/02/1900", "#VALUE!")


def test_a_long_file_may_be_given_up(tmp_path):
    class GivenUpError(Exception):
        pass

    def stop():
        raise GivenUpError

    path = tmp_path / "a.csv"
    path.write_text("Donnée;2025\n" + "x;1\n" * 3_000)
    assert len(read_table(path).rows) == 3_001
    with pytest.raises(GivenUpError):
        read_table(path, stop)


WORKBOOK = workbook(["Donnée", 2025, 2026], ["gir_1", 9, 0.5], ["gir_2", "n.c.", date(2026, 3, 1)])
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    PARTS = sorted(_archive.namelist())


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "bytes.csv"
    path.write_bytes(data)
    try:
        read_table(path)
    except ImportImpossible:
        return


@given(
    part=st.sampled_from(PARTS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=9)), min_size=1),
)
@settings(deadline=None)
def test_a_damaged_workbook_is_read_or_refused(tmp_path_factory, part, changes):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for place, found in changes if name == part else ():
                at = int(place * len(text))
                text = text[:at] + found + text[at + len(found) :]
            new.writestr(name, text)
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(out.getvalue())
    try:
        read_table(path)
    except ImportImpossible:
        return
