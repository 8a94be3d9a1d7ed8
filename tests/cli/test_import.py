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


def test_figures_are_taken_told_and_not_taken_twice(cpom, tmp_path):
    dossier = copy_tilleuls(tmp_path)
    path = tmp_path / "a.csv"
    path.write_text(
        "Donnée;2024;2025;2026\ngir_1;9;10;n.c.\nBalivernes;1;2;3\ngir_2;abc;35;\n", "utf-8"
    )
    tried = cpom("import", dossier, path, "--contenu", "donnees", "--essai")
    assert "4 données importées. Essai : rien n'est écrit." in plain(tried.out)
    done = cpom("import", dossier, path, "--contenu", "donnees")
    assert done.code == 1
    assert "Ligne 2 : Résidents en GIR 1 au 31 décembre, 2024 : – → 9 personnes." in plain(
        done.out
    )
    assert "Ligne 3 : « Balivernes » n'est pas une donnée de ce dossier." in plain(done.out)
    assert "Ligne 4, 2024 : « abc » n'est pas un nombre." in plain(done.out)
    assert "4 données importées." in plain(done.out)
    again = plain(cpom("import", dossier, path, "--contenu", "donnees").out)
    assert "0 donnée importée." in again
    path.write_text("Donnée;2024;2023\ngir_1;8;7\n", "utf-8")
    kept = cpom("import", dossier, path, "--contenu", "donnees", "--garder")
    assert (kept.code, plain(kept.out).splitlines()[-1]) == (0, "1 donnée importée.")
    with opened(dossier) as workspace:
        values = {(v.donnee, v.annee): v.valeur for v in workspace.snapshot.valeurs}
    assert values["gir_1", 2024] == 9
    assert values["gir_1", 2023] == 7


def test_a_self_evaluation_is_taken(cpom, tmp_path):
    dossier = copy_tilleuls(tmp_path)
    path = tmp_path / "has.csv"
    path.write_text("Code;Libellé;Cotation\n1.1.1;Premier;3\n1.1.2;Deux;9\n", "utf-8")
    done = cpom("import", dossier, path, "--contenu", "has")
    assert done.code == 1
    assert "Ligne 3 : 1.1.2 : « 9 » n'est pas une cotation" in plain(done.out)
    assert "1 critère importé." in plain(done.out)


def test_a_file_that_is_not_understood_changes_nothing(cpom, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x;y\na;b\n", "utf-8")
    for contenu in ("donnees", "has"):
        done = cpom("import", copy_tilleuls(tmp_path), path, "--contenu", contenu)
        assert done.code == 2
        assert "Dites quelle" in plain(done.err)
        assert "Rien n'a changé dans le dossier." in plain(done.err)
