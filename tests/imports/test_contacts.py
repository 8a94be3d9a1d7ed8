"""Files of contacts: cards of every version, texts of every encoding, workbooks, hostile files."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cpom_desktop.errors import ImportImpossible
from cpom_desktop.imports.contacts import read_contacts
from cpom_desktop.imports.texts import separator_of
from cpom_desktop.imports.vcard import COLUMNS, read_cards
from cpom_desktop.imports.workbook import read_sheet
from cpom_desktop.services.contacts import Champ

CARD_21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9ger;Am=C3=A9lie;;Mme
ORG;CHARSET=windows-1252;QUOTED-PRINTABLE:H=F4pital des Vall=E9es;Urgences
TITLE;ENCODING=QUOTED-PRINTABLE:Cadre de sant=C3=A9 du service =
des urgences
TEL;HOME:0100000001
TEL;WORK;VOICE:01 00 00 00 02
TEL;WORK;FAX:0100000003
EMAIL;INTERNET:amelie@ch.example
PHOTO;ENCODING=BASE64;TYPE=JPEG:AAAA
 BBBB
END:VCARD
"""
CARD_30 = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Paul Petit\r\nN:Petit;Paul;;M.;\r\n"
    "ORG:Pharmacie de la Halle\\, annexe;\r\nADR;TYPE=WORK:;Bât. B;4 rue des\r\n  Prés;"
    "Villeneuve;;99120;France\r\nitem1.EMAIL;TYPE=INTERNET:paul@halle.example\r\n"
    "CATEGORIES:Sanitaire\r\nEND:VCARD\r\n"
)
CARD_40 = (
    "begin:vcard\nversion:4.0\nfn:Société Générale\norg:Société\nTEL;VALUE=uri;"
    'TYPE="work,voice":tel:+33-1-00-00-00-04\nEMAIL:mailto:x@y.example\nend:vcard\n'
)


def cells(card):
    return {c: text for c, text in zip(COLUMNS, card, strict=True) if text}


def read(tmp_path, data, name="contacts.txt"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_contacts(path)


def test_an_old_card_is_read_with_its_own_encodings():
    (card,) = read_cards(CARD_21)
    assert cells(card) == {
        Champ.CIVILITE: "Mme",
        Champ.NOM: "Amélie Léger",
        Champ.STRUCTURE: "Hôpital des Vallées",
        Champ.SERVICE: "Urgences",
        Champ.FONCTION: "Cadre de santé du service des urgences",
        Champ.TELEPHONE: "01 00 00 00 02",
        Champ.COURRIEL: "amelie@ch.example",
    }


def test_several_cards_of_other_versions_are_read(tmp_path):
    table = read(tmp_path, CARD_30 + CARD_40, "a.vcf")
    assert table.columns == COLUMNS
    assert table.numbers == (1, 2)
    first, second = map(cells, table.rows)
    assert first[Champ.STRUCTURE] == "Pharmacie de la Halle, annexe"
    assert first[Champ.ADRESSE] == "Bât. B\n4 rue des Prés\n99120 Villeneuve"
    assert first[Champ.FAMILLE] == "Sanitaire"
    assert (second[Champ.NOM], second[Champ.TELEPHONE]) == (
        "Société Générale",
        "+33-1-00-00-00-04",
    )
    assert second[Champ.COURRIEL] == "x@y.example"


@given(
    nom=st.text("Éàœ;,\\:\"' abc\n", min_size=1, max_size=30),
    fonction=st.text("éç;,\\x ", max_size=90),
)
@settings(deadline=None)
def test_what_another_program_writes_is_read_back(nom, fonction):
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family=nom, given="Ana")
    card.add("fn").value = nom
    card.add("title").value = fonction
    (found,) = read_cards(card.serialize())
    known = cells(found)
    assert known[Champ.NOM].split() == f"Ana {nom}".split()
    assert known.get(Champ.FONCTION, "").split() == fonction.split()


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_make_the_reader_of_cards_fail(data):
    read_cards("BEGIN:VCARD\n" + data.decode("latin-1") + "\nEND:VCARD")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_list_is_read_whatever_its_encoding_and_separator(tmp_path, encoding, sign):
    lines = [["Nom", "Téléphone"], ["Hélène Œuvrard", "01 02 03 04 05"], ["", ""], ["Zoé", ""]]
    text = "\r\n".join(sign.join(line) for line in lines)
    table = read(tmp_path, text.encode(encoding), "a.csv")
    assert table.rows == (("Nom", "Téléphone"), ("Hélène Œuvrard", "01 02 03 04 05"), ("Zoé", ""))
    assert table.numbers == (1, 2, 4)


def test_quotes_and_a_separator_that_is_told_are_understood(tmp_path):
    table = read(tmp_path, 'sep=|\r\nNom|Structure\r\n"A | B"|"Un ""CH"""\r\n', "a.csv")
    assert table.rows[1] == ("A | B", 'Un "CH"')
    assert separator_of("Nom;Ville, rue\nA;B\nC;D, E") == ";"


def workbook(*rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_it_would_be_typed(tmp_path):
    data = workbook(["Nom", "Poste", "Depuis"], [None], ["Ana", 12.0, date(2026, 3, 1)], ["=1+1"])
    table = read(tmp_path, data, "a.xlsx")
    assert table.rows[1] == ("Ana", "12", "01/03/2026")
    assert table.numbers == (1, 3)


WORKBOOK = workbook(["Nom", "Structure"], ["Ana", "CH"], [date(2026, 3, 1), 12.5])
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    PARTS = sorted(_archive.namelist())


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b"  \r\n ;;\r\n", "vide"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx", "ancien classeur"),
        (b"\x89PNG\x00\x01\x02", "pas un fichier de contacts"),
        (b"PK\x03\x04broken", "classeur XLSX lisible"),
        (zipped(hello="x"), "classeur XLSX lisible"),
        (zipped(xl__vbaProject_bin="x", **{"xl__vbaProject.bin": "x"}), "macros"),
        (zipped(**{"..__x": "x"}), "mène ailleurs"),
        (zipped(big=b"0" * 12_000_000), "trop gros"),
        (zipped(**{f"p{n}": "x" for n in range(2_001)}), "trop gros"),
    ],
)
def test_what_is_no_list_is_refused_in_words(tmp_path, data, words):
    with pytest.raises(ImportImpossible) as refused:
        read(tmp_path, data)
    assert words in refused.value.sentence
    assert "Rien n’a changé" in refused.value.remedy


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=40))
@settings(deadline=None)
def test_a_damaged_workbook_is_read_or_refused(changes):
    data = bytearray(WORKBOOK)
    for place, value in changes:
        data[min(int(place * len(data)), len(data) - 1)] = value
    try:
        read_sheet(bytes(data), "a.xlsx")
    except ImportImpossible:
        return


@given(
    part=st.sampled_from(PARTS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=9)), min_size=1),
)
@settings(deadline=None)
def test_a_part_of_a_workbook_may_hold_anything(part, changes):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for place, found in changes if name == part else ():
                at = int(place * len(text))
                text = text[:at] + found + text[at + len(found) :]
            new.writestr(name, text)
    try:
        read_sheet(out.getvalue(), "a.xlsx")
    except ImportImpossible:
        return


def test_a_cell_without_end_is_refused(tmp_path):
    with pytest.raises(ImportImpossible) as refusal:
        read(tmp_path, 'Nom;Structure\n"Ana' + "a" * 200_000)
    assert "ligne 2, un guillemet n’est pas refermé" in refusal.value.sentence


def test_an_entity_is_never_read_from_the_disk(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARI")
    data = workbook(["Nom"], ["Ana"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                bomb = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                text = bomb + text.replace(b"Ana", b"&e;")
            new.writestr(name, text)
    try:
        table = read(tmp_path, out.getvalue())
    except ImportImpossible:
        return
    assert "CANARI" not in repr(table.rows)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path):
    with pytest.raises(ImportImpossible, match="introuvable"):
        read_contacts(tmp_path / "absent.csv")
    large = tmp_path / "large.csv"
    large.touch()
    os.truncate(large, 10_000_001)
    with pytest.raises(ImportImpossible) as refused:
        read_contacts(large)
    assert "10" in refused.value.sentence
