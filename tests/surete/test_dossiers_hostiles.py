"""Dossiers that a hostile hand made: refused in French or opened, at once, hers untouched: S02."""

from __future__ import annotations

from contextlib import closing

import pytest

from db.connection import sqlite3
from tests.outils.dossiers import copy_tilleuls, opened, state_of
from tests.outils.dossiers_hostiles import OPENED, REFUSED, super_journal
from tests.outils.fuzz.atelier import run

pytestmark = pytest.mark.slow


def made(folder, cases):
    """Write each case in a folder of its own; return where."""
    paths = {}
    for name, spoil in cases.items():
        place = folder / name
        place.mkdir(parents=True)
        paths[name] = copy_tilleuls(place, f"{name}.cpom")
        spoil(paths[name])
    return paths


def opened_in_a_child(tmp_path, paths, entry="cpom-en-place"):
    """Open each file in a child of 300 MB and 2 s a file; return what came of each."""
    report = run(entry, tmp_path, files=paths.values())
    assert report["faults"] == []
    return {name.removesuffix(".cpom"): told for name, (told, _s) in report["each"].items()}


def test_a_hostile_dossier_is_refused_in_its_own_words_and_left_as_it_was(tmp_path):
    paths = made(tmp_path / "d", {name: spoil for name, (spoil, _code) in REFUSED.items()})
    before = {name: state_of(path.parent) for name, path in paths.items()}

    found = opened_in_a_child(tmp_path, paths)

    for name, (_spoil, codes) in REFUSED.items():
        if codes is None:
            assert found[name] in {"lu", "refus M-02"}, name
            continue
        allowed = (codes,) if isinstance(codes, str) else codes
        assert found[name].removeprefix("refus ") in allowed, name
        assert state_of(paths[name].parent) == before[name], name
    assert (paths["journal that names a file of hers"].parent / "hers.txt").read_text() == "à elle"
    assert len(REFUSED) + len(OPENED) > 60


def test_sqlite_alone_would_have_deleted_the_file_that_a_journal_names(tmp_path):
    """The witness of the line above."""
    path = copy_tilleuls(tmp_path)
    super_journal(path)

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM acteurs").fetchone()

    assert not (tmp_path / "hers.txt").exists()


def test_a_dossier_that_is_sound_for_all_its_oddity_opens_with_what_it_holds(tmp_path):
    paths = made(tmp_path / "d", OPENED)
    with opened(copy_tilleuls(tmp_path)) as workspace:
        sound = workspace.snapshot.acteurs

    assert set(opened_in_a_child(tmp_path, paths).values()) == {"lu"}

    for path in paths.values():
        with opened(path, backups=tmp_path / "s") as workspace:
            assert workspace.snapshot.acteurs == sound


def test_what_can_be_of_a_hostile_dossier_is_saved_or_refused(tmp_path, pytestconfig):
    cases = {name: spoil for name, (spoil, _code) in REFUSED.items()} | OPENED
    every = 1 if pytestconfig.getoption("--long") else 9
    paths = made(tmp_path / "d", dict(list(cases.items())[::every]))

    found = opened_in_a_child(tmp_path, paths, "secours-en-place")

    assert set(found.values()) <= {"lu", "refus rien-a-recuperer"}
    assert list(found.values()).count("lu") > len(paths) // 2
