"""Crafted workbooks, texts, cards, JSON and packs: refused in French or read, within bounds (S03).

Each in a child of 500 MB and 5 s a file, where no file that it names is read.
"""

from __future__ import annotations

import warnings

import pytest

from tests.outils.fichiers_hostiles import CASES, HEAVY
from tests.outils.fuzz.atelier import run

pytestmark = pytest.mark.slow


def tried(tmp_path, entry, files):
    """Try files in one child; return what came of each by its rank."""
    paths = []
    with warnings.catch_warnings(action="ignore"):  # zipfile tells of a name that is twice
        for rank, (_name, made, _wanted) in enumerate(files):
            path = tmp_path / f"{rank:03}"
            path.write_bytes(made())
            paths.append(path)
    report = run(entry, tmp_path / "fautes", files=paths)
    assert [(files[int(name)][0], told) for name, told in report["faults"]] == []
    return {files[int(name)][0]: told.split()[0] for name, (told, _s) in report["each"].items()}


def check(found, files):
    assert len(found) == len(files)
    wrong = {
        name: found[name]
        for name, _made, wanted in files
        if found[name] not in (wanted or found[name])
    }
    assert wrong == {}


@pytest.mark.parametrize("entry", CASES)
def test_a_crafted_file_is_refused_or_read(tmp_path, entry):
    (tmp_path / "fautes").mkdir()
    files = [*CASES[entry]()]
    check(tried(tmp_path, entry, files), files)


def test_there_are_more_than_two_hundred_of_them():
    assert sum(len([*made()]) for made in CASES.values()) > 250


@pytest.mark.parametrize("entry", HEAVY)
def test_a_crafted_heavy_file_is_refused_or_read(tmp_path, entry, pytestconfig):
    if not pytestconfig.getoption("--long"):
        pytest.skip("a minute: at full counts only")
    (tmp_path / "fautes").mkdir()
    files = [*HEAVY[entry]()]
    check(tried(tmp_path, entry, files), files)
