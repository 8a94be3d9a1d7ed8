"""Inputs spoiled at random through every importer: read, or refused in French (S02, S03, S19).

Short form: some of each, always the same. Long form: 100 000 of the importers', 10 000 dossiers.
Each file of `corpus` was once a fault, or reaches what no seed reaches: it is tried both times.
"""

from __future__ import annotations

import sys

import pytest

from tests.outils.fuzz.atelier import BATCH, line_of, run, together
from tests.outils.fuzz.entrees import ENTRIES
from tests.outils.fuzz.graines import CORPUS

pytestmark = pytest.mark.slow
SHORT = {"cpom": 60, "secours": 5, "json": 10, "abords": 15, "version": 30}
"""Inputs of the short form: 150 of the others."""
DOSSIERS = {"cpom", "secours", "abords"}


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_importer_reads_or_refuses_whatever_it_is_given(tmp_path, entry, pytestconfig):
    """What was once a fault first, then inputs spoiled at random."""
    long = pytestconfig.getoption("--long")
    wanted = ENTRIES[entry].inputs if long else SHORT.get(entry, 150)
    kept = sorted((CORPUS / entry).glob("*"))
    reports = [
        run(entry, tmp_path, first=first, count=min(BATCH, wanted - first), files=kept)
        for first in range(0, wanted, BATCH)
    ]

    found = together(reports)

    sys.stdout.write(f"{line_of(found)}\n")
    assert found["faults"] == []
    assert set(found["each"]) == {path.name for path in kept}
    assert sum(found["outcomes"].values()) == wanted + len(kept) * len(reports)
    assert found["outcomes"].get("lu") or wanted < 100


def test_the_long_form_has_all_its_inputs():
    inputs = {entry: limits.inputs for entry, limits in ENTRIES.items()}
    assert sum(n for entry, n in inputs.items() if entry not in DOSSIERS) >= 100_000
    assert inputs["cpom"] >= 10_000


def test_every_folder_of_the_corpus_is_that_of_an_importer():
    assert {path.name for path in CORPUS.iterdir()} <= set(ENTRIES)


def test_the_corpus_stays_small():
    assert sum(path.stat().st_size for path in CORPUS.rglob("*")) < 1_000_000


def test_a_fault_is_seen(tmp_path):
    """The witness: what raises, turns without end, swells or reads a canary is told and kept."""
    kinds = ("leve", "tourne", "enfle", "lit")

    report = run("temoin", tmp_path, files=[tmp_path / kind for kind in kinds])

    assert [name for name, _told in report["faults"]] == list(kinds)
    assert {path.name for path in tmp_path.glob("temoin-*")} > {f"temoin-{k}" for k in kinds}


def test_the_end_of_the_interpreter_is_seen(tmp_path):
    report = run("temoin", tmp_path, files=[tmp_path / "meurt"])

    assert len(report["faults"]) == 1
    assert (tmp_path / "temoin-mort-0").exists()
