"""The command that takes the grid of a region."""

from __future__ import annotations

from tests.outils.dossiers import opened
from tests.outils.pack_regional import GRILLE, files, objectives, packed


def criteria(dossier):
    with opened(dossier) as workspace:
        return len(workspace.content.grille.criteres)


def test_a_grid_is_tried_then_taken(cpom, dossier, tmp_path):
    path = tmp_path / "ars.cpompack"
    path.write_bytes(packed(files()))

    done = cpom("import", dossier, path, "--contenu", "grille", "--essai")
    assert (done.code, done.err) == (0, "")
    assert "Grille de l’ARS Exemple, version 2 du 3" in done.out
    assert "rien n’est écrit" in done.out
    assert criteria(dossier) == 115

    assert cpom("import", dossier, path, "--contenu", "grille").code == 0
    assert criteria(dossier) == 2


def test_every_fault_is_told_and_the_grid_kept(cpom, dossier, tmp_path):
    path = tmp_path / "ars.cpompack"
    wrong = GRILLE.replace('theme = "a"', 'theme = "zzz"').replace('"r-postes"', '"dg-a01"')
    path.write_bytes(packed(files(grille=wrong)))

    cpom("import", dossier, path, "--contenu", "grille").refused("zzz", "écrit 2 fois", "gardés")
    path.write_bytes(b"PK")
    cpom("import", dossier, path, "--contenu", "grille").refused("ars.cpompack", "lisible")
    assert criteria(dossier) == 115


def test_objectives_are_tried_then_taken(cpom, dossier, tmp_path):
    path = tmp_path / "ars.cpompack"
    path.write_bytes(packed(objectives()))

    done = cpom("import", dossier, path, "--contenu", "objectifs", "--essai")
    assert (done.code, done.err) == (0, "")
    assert "62 objectifs" in done.out.replace("\N{NO-BREAK SPACE}", " ")

    assert cpom("import", dossier, path, "--contenu", "objectifs").code == 0
    with opened(dossier) as workspace:
        assert len(workspace.content.objectifs.objectifs) == 64
