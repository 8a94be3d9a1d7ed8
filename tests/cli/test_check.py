"""« cpom check »: what it tells, as lines and as JSON, and its codes."""

from __future__ import annotations

import json

from cpom_desktop.services import operations as ops
from cpom_desktop.services.anomalies.controle import REGLES
from tests.outils.dossiers import copy_demonstration, opened, state_of

KEYS = {
    *("cle", "regle", "gravite", "etape", "phrase", "pourquoi", "que_faire", "ou", "page"),
    *("champ", "motif"),
}


def test_what_is_found_is_told_in_lines_and_rendered_as_one(cpom, tmp_path):
    path = copy_demonstration(tmp_path)
    before = state_of(path.parent)
    done = cpom("check", path)
    lines = done.out.splitlines()
    assert (done.code, done.err) == (1, "")
    assert lines[0].startswith("Bloquant\u00a0: ")
    assert "bloquant" in lines[-1]
    assert lines[-1].endswith(f"sur {len(REGLES)}.")
    assert state_of(path.parent) == before


def test_the_json_is_the_one_documented(cpom, tmp_path):
    path = copy_demonstration(tmp_path)
    with opened(path) as workspace:
        workspace.run(ops.AssumeAnomalie(cle="raci-plusieurs-responsables:14:1,3", motif="Voulu"))
    told = json.loads(cpom("check", path, "--json").out)
    assert (told["format"], told["version"]) == ("cpom-desktop/controle", 1)
    assert told["jour"] == "2027-03-12"
    assert told["regles"] == len(REGLES)
    assert {frozenset(point) for point in told["anomalies"]} == {frozenset(KEYS)}
    (kept,) = told["ignorees"]
    assert (kept["regle"], kept["motif"]) == ("raci-plusieurs-responsables", "Voulu")
    assert (kept["page"], kept["champ"]) == ("raci", "raci_cases.14.3")
    slugs = {point["regle"] for point in (*told["anomalies"], kept)}
    assert slugs | set(told["tenues"]) == {regle.slug for regle in REGLES}


def test_a_file_that_is_no_dossier_is_refused(cpom, tmp_path):
    path = tmp_path / "x.cpom"
    path.write_text("rien")
    done = cpom("check", path)
    done.refused("CPOM")
    assert done.code == 2
