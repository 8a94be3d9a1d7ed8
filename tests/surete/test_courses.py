"""Two programs open the same dossier at the same instant: exactly one may write in it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack

import pytest

from tests.outils.dossiers import copy_tilleuls
from tests.outils.sources import ROOT

pytestmark = pytest.mark.slow
RACER = """
import sys, time
from pathlib import Path
from cpom_desktop.clock import system_clock
from cpom_desktop.errors import DossierVerrouille
from db.store import open_dossier

path = Path(sys.argv[1])
print("prêt", flush=True)
for line in sys.stdin:
    start = float(line)
    while time.time() < start:
        pass
    try:
        store = open_dossier(path, system_clock)
    except DossierVerrouille as error:
        holder = error.values["holder"]
        print("refusé", holder.processus if holder else "?", flush=True)
        sys.stdin.readline()
    else:
        print("écrit", flush=True)
        sys.stdin.readline()
        store.close()
    print("fini", flush=True)
"""


def racer(path):
    return subprocess.Popen(
        [sys.executable, "-c", RACER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
    )


def said(process):
    return process.stdout.readline().split()


def told(process, line):
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def test_every_race_has_exactly_one_writer_and_the_other_is_told_who(tmp_path, count):
    import time

    path, races, winners = copy_tilleuls(tmp_path), count(500), set()
    with ExitStack() as stack:
        both = [stack.enter_context(racer(path)) for _ in range(2)]
        for process in both:
            assert said(process) == ["prêt"]
        for race in range(races):
            start = time.time() + 0.01
            for process in both:
                told(process, start + (race % 5) * 0.0002 * (process is both[0]))
            answers = [said(process) for process in both]
            words = sorted(answer[0] for answer in answers)
            assert words == ["refusé", "écrit"], answers
            loser = answers[0] if answers[0][0] == "refusé" else answers[1]
            winner = both[answers.index(["écrit"])]
            assert loser[1] in {"?", str(winner.pid)}
            winners.add(winner.pid)
            for process in both:
                told(process, "")
            assert [said(process) for process in both] == [["fini"], ["fini"]]
        for process in both:
            process.stdin.close()
    sys.stdout.write(f"{races} races, one writer in each\n")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert winners
