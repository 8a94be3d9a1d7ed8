"""`cpom apply`: an answer after each commit, refusals in French, the texts as they were given."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from cpom_desktop.bootstrap import backups_folder
from tests.outils.dossiers import opened
from tests.outils.sources import ROOT


def line(**fields):
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def answers(done):
    return [json.loads(text) for text in done.out.splitlines()]


def test_apply_answers_each_line_and_tells_what_it_changed(cpom, dossier):
    done = cpom(
        "apply",
        dossier,
        stdin=(
            line(operation="add_acteur", famille="social", nom="Ana")
            + b"\n"
            + line(operation="update_acteur", id=1, nom="Bea")
        ),
    )

    added, updated = answers(done)
    assert (done.code, done.err) == (0, "")
    assert added["ok"]
    assert added["changements"] == {"acteurs": [added["resultat"]]}
    assert updated == {
        "ok": True,
        "operation": "update_acteur",
        "resultat": None,
        "changements": {"acteurs": [1]},
    }
    assert [p.name for p in dossier.parent.iterdir()] == [dossier.name]
    assert len(list(backups_folder().glob("*/*automatique*.cpom"))) == 1


def test_apply_refuses_a_line_in_french_and_goes_on_with_the_next(cpom, dossier):
    done = cpom(
        "apply",
        dossier,
        stdin=b"".join(
            [
                b"{\n",
                b"\xff\xfe\n",
                line(operation="inconnue"),
                line(operation="update_acteur", id=1, influence=9),
                line(operation="update_acteur", id=9999, nom="x"),
                line(operation="delete_acteurs", ids=[2**70]),
                line(operation="update_dossier", date_effet="2027-02-31"),
                line(operation="update_dossier", date_effet="9999-12-31"),
                line(operation="update_task", id=1, acteur_id=9999),
                line(operation="set_predecessors", task_id=1, predecesseurs=[1]),
                line(operation="update_acteur", id=1, nom="Ana"),
            ]
        ),
    )

    found = answers(done)
    assert done.code == 1
    assert [a["ok"] for a in found] == [False] * 10 + [True]
    assert [a.get("code") for a in found[:10]] == [
        "operation",
        "operation",
        "operation",
        "cotation",
        "introuvable",
        "nombre-limite",
        "operation",
        "annee-hors-bornes",
        "introuvable",
        "dependance-soi-meme",
    ]
    assert all(a["message"] for a in found[:10])
    with opened(dossier) as workspace:
        assert workspace.snapshot.acteurs_by_id[1].nom == "Ana"
        assert workspace.undo_titles()[0]


HOSTILE = [
    "<para>Réunion</para> A & B < C 'x' \"y\"",
    "'); DROP TABLE acteurs;--",
    '=HYPERLINK("http://x")',
    "👩‍⚕️ שלום مرحبا",
    "x" * 10_000,
    "ligne 1\n- ligne 2",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: t[:12])
def test_any_text_goes_in_by_apply_and_comes_back_by_dump(cpom, dossier, text):
    done = cpom("apply", dossier, stdin=line(operation="update_acteur", id=1, attentes=text))
    assert answers(done)[0]["ok"]

    tables = json.loads(cpom("dump", dossier).out)["tables"]

    assert next(a for a in tables["acteurs"] if a["id"] == 1)["attentes"] == text


def test_apply_acknowledges_a_line_only_once_it_is_in_the_file(dossier):
    with running(dossier) as process, opened(dossier, read_only=True) as reader:
        for number in range(5):
            process.stdin.write(line(operation="update_acteur", id=1, nom=f"n{number}"))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["ok"]
            stored = reader._storage.load("acteurs")
            assert next(a for a in stored if a.id == 1).nom == f"n{number}"
        _out, err = process.communicate()

    assert (process.returncode, err) == (0, b"")


def running(dossier):
    """Start `cpom apply`, listening to Ctrl+C even when the tests run in the background."""
    return subprocess.Popen(
        [sys.executable, "-m", "cpom_desktop", "apply", str(dossier)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        preexec_fn=listen_to_interruptions,  # noqa: PLW1509 - no thread of ours is running
    )


def listen_to_interruptions():
    """Undo what a shell does to what it starts with « & »: SIGINT ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="a file in use cannot be moved there")
def test_apply_stops_when_the_file_is_moved_and_acknowledges_nothing_more(dossier):
    with running(dossier) as process:
        process.stdin.write(line(operation="update_acteur", id=1, nom="Ana"))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["ok"]
        away = dossier.rename(dossier.with_name("ailleurs.cpom"))
        out, err = process.communicate(line(operation="update_acteur", id=1, nom="Perdue"))

    assert (process.returncode, out) == (2, b"")
    assert "a été déplacé ou remplacé" in err.decode()
    with opened(away) as workspace:
        assert workspace.snapshot.acteurs_by_id[1].nom == "Ana"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interruption_ends_without_a_trace(dossier):
    with running(dossier) as process:
        process.stdin.write(line(operation="update_acteur", id=1, nom="Ana"))
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")

    assert [p.name for p in dossier.parent.iterdir()] == [dossier.name]


def test_a_refused_line_names_its_field_in_french_and_where_to_look(cpom, dossier):
    done = cpom(
        "apply",
        dossier,
        stdin=(
            line(operation="update_dossier", date_signature="2027-02-31")
            + line(operation="update_etablissement", sirett="x")
            + b"{\n"
        ),
    )

    date, unknown, cut = (a["message"].replace("\u00a0", " ") for a in answers(done))
    assert "(date_signature : cette date n’existe pas" in date
    assert "(champ inconnu : sirett)" in unknown
    assert "JSON lisible" in cut
    assert all("« cpom ops --json »" in message for message in (date, unknown, cut))
    assert all(a["detail"] not in a["message"] for a in answers(done))


def test_apply_erases_a_person_once_confirmed_and_names_nobody_in_its_answers(cpom, dossier):
    asked = {"operation": "erase_personne", "nom": "Ana Belle"}
    done = cpom(
        "apply",
        dossier,
        stdin=line(operation="add_acteur", famille="social", nom="Ana Belle", courriel="a@b.fr")
        + line(**asked)
        + line(**asked, confirme=True),
    )

    added, refused, erased = answers(done)
    assert added["ok"]
    assert refused["code"] == "effacement-non-confirme"
    assert erased["ok"]
    assert "Belle" not in done.out
    assert b"Ana Belle" not in dossier.read_bytes()
    with opened(dossier) as workspace:
        acteur = workspace.snapshot.acteurs_by_id[added["resultat"]]
        assert acteur.nom.replace("\u00a0", " ") == "Personne effacée n° 1"
        assert acteur.courriel == ""
        assert workspace.undo() is None
