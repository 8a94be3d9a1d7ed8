"""A protected dossier by command: its password on the standard input, never an argument."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.outils.dossiers import copy_tilleuls, patched
from tests.outils.proteges import PASSWORD, WRONG, protect
from tests.outils.sources import ROOT


@pytest.fixture
def protege(tmp_path):
    path = copy_tilleuls(tmp_path)
    protect(path)
    return path


def verify(path, *words, given=""):
    done = subprocess.run(
        [sys.executable, "-m", "cpom_desktop", "verify", str(path), *words],
        input=given.encode(),
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_password_is_the_first_line(protege):
    code, out, err = verify(protege, "--mot-de-passe-stdin", given=f"{PASSWORD}\n")

    assert (code, err) == (0, "")
    assert "Dossier sain" in out


def test_a_wrong_one_is_refused_in_one_sentence(protege):
    code, out, err = verify(protege, "--mot-de-passe-stdin", given="faux\n")

    assert (code, out) == (2, "")
    assert err == f"{WRONG}\n"


def test_without_a_terminal_nor_the_option_it_is_said_how(protege):
    code, out, err = verify(protege)

    assert (code, out) == (2, "")
    assert "--mot-de-passe-stdin" in err


def test_a_damaged_one_is_saved_under_its_password(protege, tmp_path):
    patched(protege, 7 * 4096, os.urandom(4096))
    target = tmp_path / "Récupéré.cpom"
    words = ("--repair-to", str(target), "--mot-de-passe-stdin")
    assert verify(protege, "--mot-de-passe-stdin", given=f"{PASSWORD}\n")[0] == 2

    code, out, err = verify(protege, *words, given=f"{PASSWORD}\n")

    assert (code, err) == (1, "")
    assert "Il manque" in out
    assert not target.read_bytes().startswith(b"SQLite")
    assert verify(target, "--mot-de-passe-stdin", given=f"{PASSWORD}\n")[0] == 0
