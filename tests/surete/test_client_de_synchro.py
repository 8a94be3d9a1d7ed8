"""A service copies the folder while the dossier is open: it replaces it, takes its journal away.

What it does is done between two of our acts, in the middle of a transaction too. What was told
« enregistré » is in the file, or in the copy that is written elsewhere.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from cpom_desktop.bootstrap import save_copy
from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.operations import UpdateEtablissement
from db.beside import beside
from db.connection import sqlite3
from db.copies import check_copy
from tests.outils.dossiers import copy_tilleuls, every_row, frozen_clock, opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows holds a file that is open"),
]


def replaced_by_its_download(path):
    """Put back, as a service does, the bytes that it had sent: the same, or older ones."""
    download = path.with_name(f"~{path.name}.tmp")
    shutil.copyfile(path.with_name("envoyé"), download)
    download.replace(path)


def conflict_then_download(path):
    """Set our file aside as a conflict copy, and put the other computer's in its place."""
    path.rename(path.with_name(f"{path.stem}-PC-de-Marie.cpom"))
    shutil.copyfile(path.with_name("envoyé"), path)


def journal_deleted(path):
    """Take away the journal of the transaction that is under way."""
    beside(path, "-journal").unlink()


def journal_taken_and_given_back(path):
    """Move the journal away to send it, then put a copy of it back."""
    journal = beside(path, "-journal")
    journal.rename(path.with_name("journal envoyé"))
    shutil.copyfile(path.with_name("journal envoyé"), journal)


class Struck(msgspec.Struct, frozen=True):
    """An edit in the middle of which a service acts, once the journal is on the disk."""

    commune: str
    blow: object
    path: object

    def title(self):
        return "modifier la commune"

    def apply(self, records, context):
        UpdateEtablissement(commune=self.commune).apply(records, context)
        assert beside(self.path, "-journal").exists()
        self.blow(self.path)


@pytest.fixture
def rounds(pytestconfig):
    """Return how often each blow is struck: 125 times with `--long`, 500 in all."""
    return 125 if pytestconfig.getoption("--long") else 5


REPLACED = (replaced_by_its_download, conflict_then_download)
OF_THE_JOURNAL = (journal_deleted, journal_taken_and_given_back)


@pytest.mark.parametrize("blow", REPLACED)
def test_a_file_replaced_by_a_service_loses_nothing_that_was_saved(tmp_path, blow, rounds):
    dice, seen = random.Random(11), Counter()
    for number in range(rounds):
        home = tmp_path / f"{number}"
        home.mkdir()
        path = copy_tilleuls(home)
        with opened(path) as workspace:
            for edit in range(dice.randrange(4)):
                workspace.run(UpdateEtablissement(commune=f"avant {edit}"))
                shutil.copyfile(path, home / "envoyé")
            if not (home / "envoyé").exists():
                shutil.copyfile(path, home / "envoyé")
            workspace.run(UpdateEtablissement(commune="dite enregistrée"))
            known = workspace.snapshot
            middle = dice.random() < 0.5
            with pytest.raises(ErreurStockage) as caught:
                strike(workspace, path, blow, middle=middle)
            seen[caught.value.code, middle] += 1
            target = tmp_path / "ailleurs.cpom"
            save_copy(workspace, target, clock=frozen_clock)
        with opened(target) as copy:
            assert copy.snapshot == known
        target.unlink()
        shutil.rmtree(home)

    assert {code for code, _middle in seen} == {"deplace"}
    assert {middle for _code, middle in seen} == {False, True}


def strike(workspace, path, blow, *, middle):
    """Have a service act in the middle of the next edit, or just before it."""
    if middle:
        workspace.run(Struck("jamais dite", blow, path))
    blow(path)
    workspace.run(UpdateEtablissement(commune="jamais dite"))


@pytest.mark.parametrize("blow", OF_THE_JOURNAL)
def test_a_journal_taken_away_under_an_edit_loses_neither_it_nor_the_file(tmp_path, blow, rounds):
    dice = random.Random(13)
    path = copy_tilleuls(tmp_path)
    with opened(path) as workspace:
        for number in range(rounds):
            if dice.random() < 0.5:
                workspace.run(UpdateEtablissement(commune=f"calme {number}"))
            workspace.run(Struck(f"dite {number}", blow, path))
            assert workspace.snapshot.etablissement.commune == f"dite {number}"
            if number % 10 == 0:
                (tmp_path / "vu").mkdir(exist_ok=True)
                seen = copy_tilleuls(tmp_path / "vu")
                save_over(workspace, seen)
                check_copy(seen)
        known = workspace.snapshot
    assert sorted(each.name for each in tmp_path.glob("Les*")) == [path.name]
    with opened(path) as again:
        assert again.snapshot == known
        assert not again.stopped
    check_copy(path)


def save_over(workspace, target):
    """Write a copy of an open dossier, which its own check reads whole."""
    target.unlink()
    save_copy(workspace, target, clock=frozen_clock)


def test_without_the_guard_a_replaced_file_would_be_written_in_vain(tmp_path):
    """Witness: SQLite alone, told not to look, commits into a file that has no name any more."""
    path = copy_tilleuls(tmp_path)
    before = every_row(path)
    shutil.copyfile(path, tmp_path / "envoyé")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE etablissement SET commune = 'perdue'")
        replaced_by_its_download(Path(path))
        connection.execute("COMMIT")

    assert every_row(path) == before
