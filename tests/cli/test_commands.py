"""Each command once, as a user: what it writes, what it answers, its code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from cpom_desktop.cli.main import make_parser
from cpom_desktop.services.operations import operation_schema
from tests.outils.dossiers import (
    IDENTITY,
    copy_demonstration,
    copy_tilleuls,
    opened,
    patched,
    state_of,
)
from tests.outils.sources import ROOT

COMMANDS = (
    "open",
    "demo",
    "new",
    "documents",
    "export",
    "import",
    "dump",
    "load",
    "apply",
    "ops",
    "verify",
    "check",
    "self-test",
)


def line(**fields):
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def answers(done):
    return [json.loads(text) for text in done.out.splitlines()]


# new, verify, export


def test_new_makes_a_sound_dossier_and_says_where(cpom, tmp_path):
    path = tmp_path / "Les Tilleuls.cpom"

    done = cpom("new", path, "--from", IDENTITY)

    assert (done.code, done.err) == (0, "")
    assert done.out == f"Dossier créé\u00a0: {path}\n"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    verified = cpom("verify", path)
    assert (verified.code, verified.err) == (0, "")
    assert verified.out.startswith("Dossier sain\u00a0: EHPAD Les Tilleuls, 28 acteurs")


def test_a_damaged_dossier_is_saved_in_a_new_file_with_its_report(cpom, dossier, tmp_path):
    target = tmp_path / "Récupéré.cpom"
    patched(dossier, 7 * 4096, os.urandom(4096))
    before = state_of(dossier.parent)
    cpom("verify", dossier).refused("endommagé")

    done = cpom("verify", dossier, "--repair-to", target)

    assert (done.code, done.err) == (1, "")
    assert "Il manque" in done.out
    report = target.with_name("Récupéré.cpom.txt").read_text("utf-8")
    assert report.rstrip() == done.out.rstrip()
    assert cpom("verify", target).code == 0
    assert state_of(dossier.parent) == before
    cpom("verify", dossier, "--repair-to", target).refused("porte déjà ce nom")


@pytest.mark.parametrize("document", ["etablissement", "raci"])
def test_export_writes_a_pdf_and_says_how_many_pages(cpom, dossier, tmp_path, document):
    target = tmp_path / "sortie" / "document.pdf"
    before = state_of(dossier.parent)

    done = cpom("export", dossier, "--document", document, "--out", target)

    assert done.code == 0
    assert done.err.startswith("Le contrôle relève 1 point bloquant")
    assert done.out.startswith(f"{target}\u00a0: ")
    assert target.read_bytes().startswith(b"%PDF-")
    assert [p.name for p in target.parent.iterdir()] == ["document.pdf"]
    assert state_of(dossier.parent) == before


def test_export_without_a_target_writes_its_usual_name_here(cpom, dossier, tmp_path):
    done = cpom("export", dossier, "--document", "acteurs", cwd=tmp_path)

    assert done.code == 0
    (written,) = tmp_path.glob("*.pdf")
    assert done.out.startswith(written.name)


def test_export_says_what_is_blocking_and_writes_all_the_same(cpom, tmp_path):
    demonstration = copy_demonstration(tmp_path)
    target = tmp_path / "x.pdf"

    done = cpom("export", demonstration, "--document", "etablissement", "--out", target)

    assert done.code == 0
    assert "Le contrôle relève 2 points bloquants" in done.err
    assert target.exists()


def test_export_of_an_unknown_document_lists_those_that_exist(cpom, dossier, tmp_path):
    done = cpom("export", dossier, "--document", "bilan", "--out", tmp_path / "x.pdf")

    done.refused("bilan", "dossier-lancement", "raci")
    assert not (tmp_path / "x.pdf").exists()


def test_export_works_beside_an_open_window(cpom, dossier, tmp_path):
    with opened(dossier):
        assert cpom("verify", dossier).code == 0
        assert cpom("dump", dossier).code == 0
        done = cpom("export", dossier, "--document", "acteurs", "--out", tmp_path / "x.pdf")

    assert done.code == 0


def test_export_where_a_file_stands_in_the_way_is_refused(cpom, dossier, tmp_path):
    (tmp_path / "fichier").write_text("x", "utf-8")

    cpom(
        "export", dossier, "--document", "acteurs", "--out", tmp_path / "fichier" / "x.pdf"
    ).refused()


# dump, load


def test_dump_on_the_output_or_in_a_file_is_the_same_json(cpom, dossier, tmp_path):
    done = cpom("dump", dossier)
    written = cpom("dump", dossier, "--out", tmp_path / "copie.json")

    assert done.code == written.code == 0
    assert (tmp_path / "copie.json").read_text("utf-8") == done.out
    assert json.loads(done.out)["tables"]["etablissement"][0]["nom"] == "EHPAD Les Tilleuls"
    assert written.out == f"Dossier exporté\u00a0: {tmp_path / 'copie.json'}\n"


def test_load_makes_the_same_dossier_again(cpom, dossier, tmp_path):
    cpom("dump", dossier, "--out", tmp_path / "copie.json")

    done = cpom("load", tmp_path / "copie.json", tmp_path / "recree.cpom")

    assert (done.code, done.err) == (0, "")
    assert cpom("dump", tmp_path / "recree.cpom").out == cpom("dump", dossier).out


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000, b"PK\x03\x04"])
def test_load_of_another_file_is_refused_and_writes_nothing(cpom, tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)

    done = cpom("load", tmp_path / "x.json", tmp_path / "recree.cpom")

    done.refused("Fichier JSON refusé", "Rien n’a été importé")
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]


@pytest.mark.parametrize("command", ["new", "load"])
def test_a_file_that_is_missing_is_said_so(cpom, tmp_path, command):
    absent, target = tmp_path / "absent", tmp_path / "neuf.cpom"
    arguments = (target, "--from", absent) if command == "new" else (absent, target)

    cpom(command, *arguments).refused("absent", "introuvable")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["new", "load"])
def test_a_file_that_exists_is_never_replaced(cpom, dossier, tmp_path, command):
    source = tmp_path / "copie.json"
    cpom("dump", dossier, "--out", source)
    before = state_of(dossier.parent)
    arguments = (dossier, "--from", IDENTITY) if command == "new" else (source, dossier)

    cpom(command, *arguments).refused("porte déjà ce nom", "Il n’a pas été touché")
    assert state_of(dossier.parent) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nom = ", "TOML"),
        ("[etablissement]\nnom = 'Prés'\n".encode("latin-1"), "UTF-8"),
        (b"[etablissement]\nnom = 'x'\nsalaire = 3\n", "champ inconnu : salaire"),
        (b"[etablissement]\nnom = 'x'\n[dossier]\ndate_effet = 9999-12-31\n", "L’année doit"),
        (b"[etablissement]\nnom = 'x'\n[dossier]\ndate_effet = 2027-02-31\n", "TOML"),
    ],
)
def test_new_from_a_bad_identity_is_refused_and_writes_nothing(cpom, tmp_path, content, words):
    (tmp_path / "identite.toml").write_bytes(content)

    cpom("new", tmp_path / "neuf.cpom", "--from", tmp_path / "identite.toml").refused(words)
    assert [p.name for p in tmp_path.iterdir()] == ["identite.toml"]


def test_an_identity_with_a_byte_order_mark_is_read(cpom, tmp_path):
    (tmp_path / "identite.toml").write_bytes(
        b"\xef\xbb\xbf" + "[etablissement]\nnom = 'Les Prés'\n".encode()
    )

    assert cpom("new", tmp_path / "neuf.cpom", "--from", tmp_path / "identite.toml").code == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_goes_away_ends_the_command_quietly(dossier):
    with subprocess.Popen(
        [sys.executable, "-m", "cpom_desktop", "dump", str(dossier)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""

    assert process.wait() == 2


# ops


def test_ops_is_a_schema_that_names_every_operation(cpom):
    done = cpom("ops", "--json")
    schema = json.loads(done.out)

    assert (done.code, done.err) == (0, "")
    assert schema == operation_schema()
    names = {
        d["properties"]["operation"]["enum"][0]
        for d in schema["$defs"].values()
        if "operation" in d.get("properties", {})
    }
    listed = [text.split(" : ")[0] for text in cpom("ops").out.splitlines()]
    assert set(listed) == names
    assert len(names) >= 18


# words of the command line


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_is_in_french(cpom, command):
    done = cpom(*command, "--help")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage\u00a0: cpom")
    assert "affiche cette aide" in done.out


def test_every_command_is_in_the_general_help(cpom):
    out = cpom("--help").out

    assert all(re.search(rf"^    {name}\s", out, re.MULTILINE) for name in COMMANDS)
    assert "affiche la version du logiciel" in out


def test_the_version_is_told(cpom):
    assert cpom("--version").out.startswith("CPOM Desktop ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ouvrir",), "choix inconnu : 'ouvrir'"),
        (("verify",), "il manque"),
        (("verify", "a", "b"), "mots inconnus : b"),
        (("verify", "a", "--vite"), "mots inconnus : --vite"),
        (("new", "a"), "il manque"),
        (("new", "a", "--from"), "une valeur est attendue"),
        (("export", "a"), "il manque"),
        (("export", "a", "--document", "x", "--format", "odt"), "choix inconnu"),
        (("ops", "--json=3"), "ne prend pas de valeur"),
        (("--vite",), "mots inconnus"),
    ],
)
def test_a_command_that_is_not_understood_says_what_and_how(cpom, arguments, words):
    cpom(*arguments).refused("Commande incomprise : ", words, "Usage : cpom")


def test_the_parser_of_each_command_knows_what_to_run():
    choices = make_parser()._subparsers._group_actions[0].choices

    assert tuple(choices) == COMMANDS
    assert all(callable(parser.get_default("run")) for parser in choices.values())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_french_is_written_whatever_the_locale(cpom, dossier, tmp_path, encoding):
    env = {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}

    assert cpom("verify", dossier, env=env).out.startswith("Dossier sain\u00a0: ")
    cpom("verify", tmp_path / "été.cpom", env=env).refused("été.cpom")
    done = cpom(
        "apply",
        dossier,
        env=env,
        stdin=line(operation="update_acteur", id=1, nom="Zoé", influence=9),
    )
    assert answers(done)[0]["message"] == "La cotation va de 1 à 4."


def test_a_dossier_may_have_any_name(cpom, tmp_path):
    folder = tmp_path / "Mes dossiers 100 %"
    folder.mkdir()
    path = copy_tilleuls(folder, "été #1 ?mode=memory.cpom")

    assert cpom("verify", path).code == 0
    assert cpom("apply", path, stdin=line(operation="update_acteur", id=1, nom="A")).code == 0
