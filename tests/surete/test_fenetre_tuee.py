"""The window itself is killed while she types: nothing it said was saved is lost, and it says so.

Each round drives the real application (`tests/outils/fenetre_conduite.py`) and kills it; the
next opening tells the stop in one line, with the last edit.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.sources import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL"),
]
STOPPED = "arrêt inattendu"


def started(path, *words):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.outils.fenetre_conduite", str(path), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
        text=True,
        encoding="utf-8",
    )


def what_it_says(path):
    """Return what the window says at an opening that ends well."""
    with started(path) as child:
        said, errors = child.communicate(timeout=60)
    assert child.returncode == 0, errors
    return said.removeprefix("dit").strip()


def killed(path, dice, kind=signal.SIGKILL):
    """Let the window type a moment, kill it; return what it said at its opening, and what of
    the texts it said to be saved came out whole.
    """
    with started(path, "saisies") as child:
        told = child.stdout.readline()
        first = child.stdout.readline()
        time.sleep(dice.uniform(0, 0.3))
        child.send_signal(kind)
        lines = [first, *child.stdout.read().splitlines(keepends=True)]
        child.stderr.read()
    assert child.returncode == -kind
    return told, [line.split()[1] for line in lines if line.endswith("\n")]


def commune(path):
    with opened(path, read_only=True) as workspace:
        return workspace.snapshot.etablissement.commune


def test_a_killed_window_loses_nothing_it_said_was_saved_and_says_so(tmp_path, count):
    path, dice, saved = copy_tilleuls(tmp_path), random.Random(20270312), 0
    assert what_it_says(path) == ""

    for number in range(count(50)):
        told, texts = killed(path, dice)
        assert (STOPPED in told) == (number > 0)
        last = int(texts[-1][1:])
        assert last <= int(commune(path)[1:]) <= last + 1
        saved += len(texts)

    assert STOPPED in what_it_says(path)
    assert what_it_says(path) == ""
    sys.stdout.write(f"{count(50)} windows killed, {saved} texts said to be saved, 0 lost\n")
    assert saved > count(50)


def test_a_native_fault_is_told_at_the_next_start_with_its_report(tmp_path):
    path = copy_tilleuls(tmp_path)
    killed(path, random.Random(1), signal.SIGSEGV)

    said = what_it_says(path)

    assert STOPPED in said
    assert "s’est arrêté de lui-même" in said
    report = said[said.index("dossiers") :].split(":", 1)[1].strip()
    text = Path(report).read_text("utf-8")
    assert "Segmentation fault" in text
    assert str(ROOT) not in text
    assert what_it_says(path) == ""
