"""A protected dossier beside a plain one: opening and saving, by hand (docs/surete.md).

`python tests/bench/bench_protege.py`
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cpom_desktop.services import operations as ops
from cpom_desktop.services.protection import Secret
from db.keys import unlock
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.proteges import PASSWORD, protect

OPENINGS, COMMITS = 15, 400


def measured(path, backups):
    """Return seconds: median of the openings, median and 99th percentile of the commits."""
    openings, commits = [], []
    for _time in range(OPENINGS):
        start = time.perf_counter()
        with opened(path, backups=backups):
            openings.append(time.perf_counter() - start)
    with opened(path, backups=backups) as workspace:
        for number in range(COMMITS):
            start = time.perf_counter()
            workspace.run(ops.UpdateEtablissement(commune=f"Commune {number}"))
            commits.append(time.perf_counter() - start)
    commits.sort()
    return statistics.median(openings), statistics.median(commits), commits[COMMITS * 99 // 100]


def main():
    """Measure both, and say the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path = copy_demonstration(root)
        plain = measured(path, root / "sauvegardes")
        start = time.perf_counter()
        protect(path, root=root / "sauvegardes")
        converted = time.perf_counter() - start
        start = time.perf_counter()
        key = unlock(path, Secret(PASSWORD))
        derived = time.perf_counter() - start
        protected = measured(path, root / "sauvegardes")
        key.release()
    names = ("ouverture", "enregistrement, médiane", "enregistrement, 99 sur 100")
    for name, before, after in zip(names, plain, protected, strict=True):
        sys.stdout.write(
            f"{name} : {before * 1000:.1f} ms, protégé {after * 1000:.1f} ms, "
            f"rapport {after / before:.2f}\n"
        )
    sys.stdout.write(f"clé tirée du mot de passe : {derived * 1000:.0f} ms\n")
    sys.stdout.write(f"protéger le dossier : {converted:.2f} s\n")


if __name__ == "__main__":
    main()
