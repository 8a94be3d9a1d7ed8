"""Inputs guided by what code they reach (atheris): Linux x86-64 and Python before 3.14 only.

`python -m tests.outils.fuzz.guide ENTRY SECONDS FOLDER`: FOLDER/ENTRY receives what reaches new
code, FOLDER/faute-* what is a fault. Elsewhere, `atelier` does without. See docs/recettes.md.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cpom_desktop", "db", "tomli", "openpyxl"]):
    from tests.outils.fuzz.entrees import Bench, tried
from tests.outils.fuzz.graines import seeds

OPTIONS = (
    "-timeout=10",
    "-rss_limit_mb=1200",
    "-max_len=50000",
    "-print_final_stats=1",
)


def main():
    entry, seconds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    corpus = folder / entry
    corpus.mkdir(parents=True, exist_ok=True)
    for rank, data in enumerate(seeds(entry)):
        (corpus / f"graine-{rank}").write_bytes(data)
    with tempfile.TemporaryDirectory() as room:
        bench = Bench(Path(room))
        faults = f"-artifact_prefix={folder}/faute-{entry}-"
        command = [sys.argv[0], *OPTIONS, f"-max_total_time={seconds}", faults, str(corpus)]
        atheris.Setup(command, lambda data: tried(entry, bench, data) and None)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
