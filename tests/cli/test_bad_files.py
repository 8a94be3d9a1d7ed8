"""What is given in place of a dossier: each fault its own sentence, code 2, not one byte."""

from __future__ import annotations

import os

import pytest

from tests.outils.dossiers import opened, patched, raw, state_of

COMMANDS = {
    "verify": (),
    "dump": (),
    "export": ("--document", "acteurs", "--out", "sortie.pdf"),
    "apply": (),
}
READERS = ("verify", "dump", "export")
LINE = b'{"operation":"update_acteur","id":1,"nom":"Ana"}\n'


def newer(path):
    patched(path, 60, (99).to_bytes(4, "big"))


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


FAULTS = {
    "empty": (lambda p: p.write_bytes(b""), "Ce fichier est vide"),
    "another kind": (lambda p: p.write_bytes(b"PK\x03\x04" * 99), "n’est pas un dossier CPOM"),
    "one byte": (lambda p: p.write_bytes(b"x"), "n’est pas un dossier CPOM"),
    "newer": (newer, "version plus récente de CPOM Desktop"),
    "cut": (cut, "est endommagé. Il n’a pas été modifié"),
    "cut in its first bytes": (lambda p: os.truncate(p, 60), "est endommagé"),
    "longer": (lambda p: p.write_bytes(p.read_bytes() + b"x"), "est endommagé"),
    "foreign trigger": (
        lambda p: raw(p, "CREATE TRIGGER t AFTER UPDATE ON acteurs BEGIN DELETE FROM tasks; END"),
        "éléments que CPOM Desktop n’a pas créés",
    ),
    "foreign view": (
        lambda p: raw(p, "CREATE VIEW v AS SELECT 1"),
        "éléments que CPOM Desktop n’a pas créés",
    ),
    "other journal mode": (lambda p: raw(p, "PRAGMA journal_mode=WAL"), "est endommagé"),
    "missing": (lambda p: p.unlink(), "Aucun dossier à cet endroit"),
    "folder": (lambda p: (p.unlink(), p.mkdir()), "Aucun dossier à cet endroit"),
}
IN_ROWS = {
    "unknown slug": "UPDATE acteurs SET famille = 'amis'",
    "impossible date": "UPDATE dossier SET date_effet = '2027-02-31'",
    "no establishment": "DELETE FROM etablissement",
    "no identity": "DELETE FROM meta",
    "no schema number": "PRAGMA user_version=0",
    "content": "UPDATE packs_integres SET texte = 'x = [' WHERE fichier = 'raci.toml'",
    "orphan": "UPDATE tasks SET acteur_id = 9999",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("spoil", "words"), FAULTS.values(), ids=FAULTS)
def test_a_bad_file_is_refused_in_its_own_words_and_untouched(
    cpom, dossier, tmp_path, command, spoil, words
):
    spoil(dossier)
    before = state_of(dossier.parent)

    done = cpom(command, dossier, *COMMANDS[command], stdin=LINE, cwd=tmp_path)

    done.refused(words)
    assert state_of(dossier.parent) == before
    assert not (tmp_path / "sortie.pdf").exists()


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("statement", IN_ROWS.values(), ids=IN_ROWS)
def test_a_value_that_we_do_not_know_is_refused_by_every_reading(
    cpom, dossier, tmp_path, command, statement
):
    raw(dossier, statement)
    before = state_of(dossier.parent)

    done = cpom(command, dossier, *COMMANDS[command], cwd=tmp_path)

    done.refused("Rouvrez une copie de secours")
    assert state_of(dossier.parent) == before


def test_each_fault_has_its_own_sentence(cpom, dossier):
    sound = dossier.read_bytes()
    said = {}
    for name in ("empty", "another kind", "newer", "cut", "foreign trigger", "missing"):
        FAULTS[name][0](dossier)
        said[name] = cpom("verify", dossier).err
        dossier.write_bytes(sound)

    assert len(set(said.values())) == len(said)


def test_a_dossier_open_elsewhere_is_refused_to_a_second_writer_with_who_and_when(cpom, dossier):
    with opened(dossier):
        before = state_of(dossier.parent)
        done = cpom("apply", dossier, stdin=LINE)
        assert state_of(dossier.parent) == before

    done.refused(
        "Déjà ouvert sur ", " par ", " depuis le 12 mars 2027 à 14 h 32.", "lecture seule"
    )


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "words", "readable"),
    [
        (0o444, 0o777, "est protégé en écriture", True),
        (0o666, 0o555, "Rien ne peut être écrit à côté de ce dossier", True),
        (0o000, 0o777, "Vous n’avez pas le droit de lire ce fichier", False),
    ],
    ids=["file", "folder", "unreadable"],
)
def test_a_protected_dossier_is_read_and_not_written(
    cpom, dossier, file_mode, folder_mode, words, readable
):
    before = state_of(dossier.parent)
    dossier.chmod(file_mode)
    dossier.parent.chmod(folder_mode)

    written = cpom("apply", dossier, stdin=LINE, unprivileged=True)
    read = [cpom(command, dossier, unprivileged=True).code for command in ("verify", "dump")]
    dossier.parent.chmod(0o777)
    dossier.chmod(0o600)

    written.refused(words)
    assert read == ([0, 0] if readable else [2, 2])
    assert state_of(dossier.parent) == before
