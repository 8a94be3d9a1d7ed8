"""One field edit, commit included, beside the same rows written on a bare connection.

Bars: median at most twice the bare one; p99 at most 5 ms. Edits alternate, so that both meet
the same disk; the bare p99 is told beside ours, for a day when the disk itself is slow.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.clock import system_clock  # noqa: E402 - the checkout comes first
from cpom_desktop.services.operations import UpdateActeur  # noqa: E402
from db.connection import connect  # noqa: E402
from tests.outils.dossiers import copy_tilleuls, opened  # noqa: E402

EDITS = 600
WARM_UP = 30
RATIO_BAR = 2.0
P99_BAR_MS = 5.0


class BareEdits:
    """The same UPDATE and journal rows, on a connection with the same pragmas and no more."""

    def __init__(self, path, acteur):
        self.connection = connect(path, write=True)
        self.before = {k: str(v) if v is not None else None for k, v in asdict(acteur).items()}

    def run(self, number):
        """Write one edit, its step and its journal row."""
        nom = f"n{number}"
        after = {**self.before, "nom": nom}
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        execute("UPDATE acteurs SET nom = ? WHERE id = 1", (nom,))
        step = execute(
            "INSERT INTO journal_etapes (quand, titre, operation, fusion) VALUES (?, ?, ?, ?)",
            (system_clock().isoformat(timespec="seconds"), "modifier", "update_acteur", ""),
        ).lastrowid
        execute(
            "INSERT INTO journal (etape_id, tbl, rid, avant, apres) VALUES (?, ?, ?, ?, ?)",
            (step, "acteurs", 1, json.dumps(self.before), json.dumps(after)),
        )
        execute("COMMIT")
        self.before = after


def timed(run, number):
    """Return how long one edit took, in milliseconds."""
    start = time.perf_counter()
    run(number)
    return (time.perf_counter() - start) * 1000


def measure(folder):
    """Return the times of our edits and of the bare ones, in milliseconds."""
    ours, bare = [], []
    other = folder / "nu"
    other.mkdir()
    with opened(copy_tilleuls(folder), clock=system_clock) as workspace:
        edits = BareEdits(copy_tilleuls(other), workspace.snapshot.acteurs_by_id[1])
        for number in range(EDITS + WARM_UP):
            pair = (
                timed(lambda n: workspace.run(UpdateActeur(id=1, nom=f"n{n}")), number),
                timed(edits.run, number),
            )
            if number >= WARM_UP:
                ours.append(pair[0])
                bare.append(pair[1])
        edits.connection.close()
    return ours, bare


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def main():
    """Print both, and fail when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = measure(Path(folder))
    ratio = median(ours) / median(bare)
    p99, bare_p99 = quantiles(ours, n=100)[98], quantiles(bare, n=100)[98]
    say(
        f"edit: median {median(ours):.2f} ms, bare {median(bare):.2f} ms, ratio {ratio:.2f} "
        f"(bar {RATIO_BAR:.1f})"
    )
    say(f"edit: p99 {p99:.2f} ms, bare {bare_p99:.2f} ms (bar {P99_BAR_MS:.1f} ms)")
    return int(ratio > RATIO_BAR or p99 > P99_BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
