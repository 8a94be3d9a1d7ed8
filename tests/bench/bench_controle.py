"""The whole contrôle of a dossier of 200 fiches and 400 indicators, then after one edit.

Bars (issue « Objectives, fiches actions, indicators »), in milliseconds of processor, median of
the rounds: every rule asked 300; asked again after an edit of one table 50.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

FICHES, INDICATEURS = 200, 400
ROUNDS = 7
BARS = {"entier": 300.0, "après un geste": 50.0}
TODAY = date(2027, 3, 12)
EDITED = ("fiches_action", "etapes", "moyens", "indicateurs", "objectifs", "acteurs", "tasks")
EDITED += ("constats", "valeurs", "reunions", "raci_cases", "dossier")
"""Tables that are changed, one at a time."""
PARTS = ("etapes", "moyens", "financements", "fiches_constats", "fiches_origines")


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def grown(snapshot):
    """Return a snapshot of 200 fiches, each with its parts, and 400 indicators with targets."""
    models = snapshot.fiches_action
    fiches, parts = [], {table: [] for table in PARTS}
    for number in range(1, FICHES + 1):
        like = models[number % len(models)]
        fiches.append(replace(like, id=number, numero=number, titre=f"{like.titre} {number}"))
        for table, rows in parts.items():
            for row in getattr(snapshot, table):
                if row.fiche_id == like.id:
                    rows.append(replace(row, id=len(rows) + 1, fiche_id=number))
    indicateurs, cibles, links = [], [], []
    for number in range(1, INDICATEURS + 1):
        like = snapshot.indicateurs[number % len(snapshot.indicateurs)]
        indicateurs.append(replace(like, id=number, libelle=f"{like.libelle} {number}"))
        link = replace(snapshot.fiches_indicateurs[0], id=number, indicateur_id=number)
        links.append(replace(link, fiche_id=(number - 1) % FICHES + 1))
        for row in snapshot.cibles_indicateurs:
            if row.indicateur_id == like.id:
                cibles.append(replace(row, id=len(cibles) + 1, indicateur_id=number))
    return replace(
        snapshot,
        fiches_action=tuple(fiches),
        indicateurs=tuple(indicateurs),
        cibles_indicateurs=tuple(cibles),
        fiches_indicateurs=tuple(links),
        **{table: tuple(rows) for table, rows in parts.items()},
    )


def timed(run):
    """Return how long a call took, in milliseconds of processor."""
    start = time.process_time()
    run()
    return (time.process_time() - start) * 1000


def whole(snapshot, content):
    """Measure every rule asked of a dossier just opened."""
    from cpom_desktop.services.anomalies.controle import controle

    return median(
        timed(lambda: controle(replace(snapshot), content, TODAY)) for _round in range(ROUNDS)
    )


def after(snapshot, content, table):
    """Measure the contrôle once a table has changed; only what it may change is asked again."""
    from cpom_desktop.services.anomalies.controle import controle

    found = []
    for _round in range(ROUNDS):
        before = replace(snapshot)
        controle(before, content, TODAY)
        rows = getattr(before, table)
        rows = (rows,) if table == "dossier" else rows
        edited = before.refreshed((table,), lambda _table, rows=rows: rows)
        found.append(timed(lambda edited=edited: controle(edited, content, TODAY)))
    return median(found)


def main():
    """Grow the demonstration, then measure."""
    from tests.outils.dossiers import copy_demonstration, opened

    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        snapshot, content = grown(workspace.snapshot), workspace.content
        times = [("entier", whole(snapshot, content), "")]
        times += [("après un geste", after(snapshot, content, t), f" ({t})") for t in EDITED]
    too_slow = False
    for name, taken, detail in times:
        too_slow |= taken > BARS[name]
        say(f"{name}{detail} : {taken:.0f} ms (barre {BARS[name]:.0f})")
    return int(too_slow)


if __name__ == "__main__":
    sys.exit(main())
