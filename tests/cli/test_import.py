"""`cpom import`: contacts of a file, told line by line; `cpom export` gives them back."""

from __future__ import annotations

from tests.outils.dossiers import copy_tilleuls, opened


def plain(text):
    return text.replace("\xa0", " ").replace("’", "'")


def test_contacts_are_added_told_and_not_added_twice(cpom, tmp_path):
    dossier = copy_tilleuls(tmp_path)
    path = tmp_path / "a.csv"
    path.write_bytes(
        "Nom;Structure;Mail\nHélène Œ;CH;h@ch.example\n;;x@y.example\n".encode("cp1252", "replace")
    )
    done = cpom("import", dossier, path)
    assert done.code == 1
    assert "Ligne 2 : ajouter Hélène" in plain(done.out)
    assert "Ligne 3 : refusée. Ni nom ni structure" in plain(done.out)
    assert "1 acteur importé." in plain(done.out)
    assert "0 acteur importé." in plain(cpom("import", dossier, path).out)
    cards = tmp_path / "annuaire.vcf"
    assert (
        cpom("export", dossier, "--document", "annuaire", "--format", "vcf", "--out", cards).code
        == 0
    )
    assert b"FN:H\xc3\xa9l\xc3\xa8ne" in cards.read_bytes()
    with opened(dossier) as workspace:
        named = [a for a in workspace.snapshot.acteurs if a.nom or a.structure]
    assert cards.read_bytes().count(b"BEGIN:VCARD") == len(named)


def test_a_file_that_does_not_read_changes_nothing(cpom, tmp_path):
    bad = tmp_path / "a.xls"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = cpom("import", copy_tilleuls(tmp_path), bad)
    assert done.code == 2
    assert "ancien classeur" in plain(done.err)
