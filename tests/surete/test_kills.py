"""The process is killed at random moments: nothing that was acknowledged is lost.

Each round starts `cpom apply` on the file that the round before left, gives it a stream of
operations, and kills it. Then the file must be sound and hold every acknowledged operation,
whole, and at most one more (committed, its answer cut off).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.outils.dossiers import copy_tilleuls, every_row, opened, raw
from tests.outils.sources import ROOT
from tests.outils.transactions import check_rows_are_as_the_journal_left_them, last_step

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL"),
]
OPERATIONS = 3000
"""More than a child can apply before it is killed."""


def operation(number):
    """Return the nth operation of the stream: of five sorts, small and large, all accepted."""
    match number % 5:
        case 0:
            return {"operation": "add_acteur", "famille": "social", "nom": f"n{number}"}
        case 1:
            return {
                "operation": "update_task",
                "id": 1 + number % 40,
                "note": "x" * 9000,
                "livrable": f"n{number}",
            }
        case 2:
            sens = [random.Random(number).choice(["informe", "consulte", "realisateur"])]
            return {
                "operation": "set_raci_cells",
                "cells": [
                    {"activite_id": 1 + number % 32, "role_id": 1 + role, "sens": sens}
                    for role in range(13)
                ],
            }
        case 3:
            return {
                "operation": "add_task",
                "phase": "cadrage",
                "titre": f"n{number}",
                "predecesseurs": [1, 2],
            }
        case _:
            return {"operation": "update_etablissement", "commune": f"n{number}"}


@pytest.fixture
def streams(tmp_path):
    """Return two files of operations, so that a round never repeats the one before."""
    paths = []
    for start in (0, OPERATIONS):
        path = tmp_path / f"flux-{start}.jsonl"
        lines = [json.dumps(operation(start + n)) for n in range(OPERATIONS)]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        paths.append(path)
    return paths


def killed_round(dossier, stream, dice):
    """Apply a stream and kill the child; return the answers that came out whole."""
    with (
        stream.open("rb") as operations,
        subprocess.Popen(
            [sys.executable, "-m", "cpom_desktop", "apply", str(dossier)],
            stdin=operations,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        ) as child,
    ):
        early = dice.random() < 0.2
        first = b"" if early else child.stdout.readline()
        time.sleep(dice.uniform(0.05, 0.4) if early else dice.uniform(0, 0.12))
        child.send_signal(signal.SIGKILL)
        answers = (first + child.stdout.read()).splitlines(keepends=True)
        assert child.stderr.read() == b""
    assert child.returncode == -signal.SIGKILL
    return [json.loads(answer) for answer in answers if answer.endswith(b"\n")]


def steps_after(dossier, floor):
    """Return, for each step after `floor`, the rows that it changed: {(table, id)}."""
    found = {}
    for step, table, rid in raw(
        dossier, "SELECT etape_id, tbl, rid FROM journal WHERE etape_id > ?", floor
    ):
        found.setdefault(step, set()).add((table, rid))
    return [found[step] for step in sorted(found)]


def named(answer):
    return {(table, rid) for table, ids in answer["changements"].items() for rid in ids}


def check_undo_brings_back(dossier, expected, steps):
    with opened(dossier) as workspace:
        for _step in range(steps):
            assert workspace.undo()
    assert every_row(dossier, history=False) == expected


def test_a_killed_process_loses_nothing_that_it_acknowledged(tmp_path, streams, count):
    dice = random.Random(20270312)
    folder = tmp_path / "dossiers"
    folder.mkdir()
    dossier = copy_tilleuls(folder)
    acknowledged = half_told = recovered = 0

    for number in range(count(300)):
        floor, before = last_step(dossier), every_row(dossier, history=False)

        answers = killed_round(dossier, streams[number % 2], dice)
        recovered += dossier.with_name(f"{dossier.name}-journal").exists()
        with opened(dossier, read_only=True) as reader:
            assert reader.snapshot.etablissement.nom == "EHPAD Les Tilleuls"

        assert all(answer["ok"] for answer in answers)
        told = [named(answer) for answer in answers if answer["changements"]]
        steps = steps_after(dossier, floor)
        assert steps[: len(told)] == told
        assert len(steps) - len(told) in {0, 1}
        check_rows_are_as_the_journal_left_them(dossier, floor)
        acknowledged += len(told)
        half_told += len(steps) - len(told)
        if number % 2:
            check_undo_brings_back(dossier, before, len(steps))

    sys.stdout.write(
        f"{count(300)} kills, {acknowledged} acknowledged operations, {half_told} "
        f"committed without an answer, {recovered} hot journals\n"
    )
    verified = subprocess.run(
        [sys.executable, "-m", "cpom_desktop", "verify", str(dossier)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, b"")
    with opened(dossier) as workspace:
        workspace.set_resume("page", "acteurs")
    assert [path.name for path in folder.iterdir()] == [dossier.name]
    assert acknowledged > count(300)
