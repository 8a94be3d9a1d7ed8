"""The folder of temporary files: of this run, hers alone, gone at the end and after a kill."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from platformdirs import user_cache_path, user_data_path

from cpom_desktop.private import (
    APPLICATION,
    make_private,
    make_private_file,
    ordinary_temporaries,
    private_temporaries,
)
from tests.outils.sources import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and numbers of processes")


@pytest.fixture(autouse=True)
def _found_again(monkeypatch):
    """Have Python look for its temporary folder again, before and after."""
    monkeypatch.setattr(tempfile, "tempdir", None)


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


def root():
    return user_cache_path(APPLICATION, appauthor=False) / "temporaires"


def test_every_library_writes_where_only_she_enters_and_nothing_stays():
    with private_temporaries() as folder:
        with tempfile.NamedTemporaryFile() as file:
            assert Path(file.name).parent == folder
        left = Path(tempfile.mkdtemp()) / "lecture.txt"
        left.write_text("x")
        left.chmod(0o400)
        assert os.environ["TMPDIR"] == str(folder)
        assert {rights(p) for p in (folder, folder.parent, folder.parent.parent)} == {0o700}

    assert list(root().iterdir()) == []
    assert not Path(tempfile.gettempdir()).is_relative_to(root())


def test_another_program_has_the_folder_of_everybody(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.delenv("TEMP", raising=False)
    with private_temporaries() as folder:
        with ordinary_temporaries():
            assert os.environ["TMPDIR"] == str(tmp_path)
            assert "TEMP" not in os.environ
            assert tempfile.gettempdir() == str(folder)
        assert os.environ["TEMP"] == str(folder)
    assert os.environ["TMPDIR"] == str(tmp_path)


KILLED = """
import os, signal, tempfile
from pathlib import Path
from cpom_desktop.private import private_temporaries
with private_temporaries() as folder:
    Path(tempfile.mkstemp()[1]).write_text("x")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_run_left_goes_at_the_next_start_and_what_lives_stays():
    subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, check=False)
    (dead,) = root().iterdir()
    alive = root() / f"{os.getppid()}-abc"
    opened = user_data_path(APPLICATION, appauthor=False) / "fichiers-ouverts" / dead.name
    for folder in (alive, opened):
        folder.mkdir(parents=True)
        (folder / "bilan.pdf").touch(0o400)

    with private_temporaries():
        assert not dead.exists()
        assert not opened.exists()
        assert (alive / "bilan.pdf").exists()


@pytest.fixture
def no_home(monkeypatch, tmp_path):
    """Make her home a place where nothing can be written; return the one of everybody."""
    taken, system = tmp_path / "pris", tmp_path / "tmp"
    taken.touch()
    system.mkdir()
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(taken))
    monkeypatch.setenv("TMPDIR", str(system))
    return system


def test_where_her_home_may_only_be_read_it_is_in_the_one_of_everybody(no_home):
    with private_temporaries() as folder:
        assert folder.parent == no_home
        assert rights(folder) == 0o700
        assert Path(tempfile.gettempdir()) == folder

    assert list(no_home.iterdir()) == []


def test_where_nothing_can_be_made_it_starts_all_the_same(no_home, monkeypatch):
    def full(**_options):
        raise OSError(28, "full")

    monkeypatch.setattr(tempfile, "mkdtemp", full)

    with private_temporaries() as folder:
        assert folder is None


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_folder_of_the_program_is_closed_to_others_whatever_the_umask(tmp_path, umask):
    ours = tmp_path / APPLICATION
    before = os.umask(umask)
    try:
        ours.mkdir(mode=0o777)
        make_private(ours / "sauvegardes" / "uuid")
        make_private_file(ours / "reglages.ini")
    finally:
        os.umask(before)

    assert rights(ours) == rights(ours / "sauvegardes") == 0o700
    assert rights(ours / "sauvegardes" / "uuid") == 0o700
    assert rights(ours / "reglages.ini") == 0o600
