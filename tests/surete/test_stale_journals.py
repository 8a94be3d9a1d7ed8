"""A journal beside a file that is not its own: no row is lost (reliability A.5, D17).

What one does by hand in the Explorer: a backup copied over the dossier, whose journal stays.
Opened as it is, SQLite says « ok » and rows are gone.
"""

from __future__ import annotations

import random
import shutil
from contextlib import closing

import pytest

from cpom_desktop.errors import DossierCorrompu
from cpom_desktop.services.operations import UpdateEtablissement
from db.beside import beside
from db.connection import sqlite3
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, every_row, opened, state_of


def connected(path, mode="DELETE"):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size=2")
    connection.execute(f"PRAGMA journal_mode={mode}")
    return connection


def unfinished(connection, dice):
    """Leave a transaction open that wrote many pages; return nothing of it."""
    connection.execute("BEGIN")
    tables = [("acteurs", "nom"), ("tasks", "note"), ("raci_activites", "titre")]
    dice.shuffle(tables)
    for table, column in tables:
        value = "Z" * dice.randint(1000, 3000)
        connection.execute(f"UPDATE {table} SET {column} = ?", (value,))


def stranger(folder, dice, *, kind, ours):
    """Return a journal or a WAL that another moment, or another dossier, has left."""
    folder.mkdir()
    source = (copy_tilleuls if ours else copy_demonstration)(folder, "autre.cpom")
    kept = folder / "gardé"
    with closing(connected(source, "WAL" if kind == "-wal" else "DELETE")) as connection:
        connection.execute("UPDATE acteurs SET fonction = 'un autre jour'")
        unfinished(connection, dice)
        if kind == "-wal":
            connection.execute("COMMIT")
        shutil.copy(beside(source, kind), kept)
        if kind != "-wal":
            connection.execute("COMMIT")
    return kept


def cut_in_a_transaction(dossier, folder, dice):
    """Make the file one that was cut in a transaction, its own journal beside it."""
    folder.mkdir()
    work = shutil.copy(dossier, folder / "coupé.cpom")
    with closing(connected(work)) as connection:
        unfinished(connection, dice)
        shutil.copy(work, dossier)
        shutil.copy(beside(work, "-journal"), beside(dossier, "-journal"))
        connection.execute("ROLLBACK")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["-journal", "-wal"])
@pytest.mark.parametrize("ours", [True, False], ids=["ours", "foreign"])
@pytest.mark.parametrize("dirty", [True, False], ids=["dirty", "clean"])
def test_no_row_is_lost_to_a_stale_journal(tmp_path, count, kind, ours, dirty):
    for rank in range(count(130)):
        dice, folder = random.Random(rank), tmp_path / str(rank)
        folder.mkdir()
        dossier = copy_tilleuls(folder)
        expected = every_row(dossier)
        if dirty:
            cut_in_a_transaction(dossier, tmp_path / f"{rank}c", dice)
        own = beside(dossier, "-journal")
        if not (dirty and kind == "-journal"):  # one file has one journal: its own stays
            other = stranger(tmp_path / f"{rank}s", dice, kind=kind, ours=ours)
            shutil.copy(other, beside(dossier, kind))

        with opened(dossier, backups=tmp_path / "sauvegardes") as workspace:
            assert workspace.snapshot.acteurs

        assert every_row(dossier) == expected
        assert not own.exists()
        names = {path.name.partition(".cpom")[2] for path in folder.iterdir()}
        assert names <= {"", "-journal.ecarte", "-wal.ecarte"}
        harmless = kind == "-journal" and (dirty or ours)  # its own, or pages as they are
        assert harmless or names > {""}


def test_a_stranger_beside_a_dossier_only_read_changes_nothing(tmp_path):
    folder = tmp_path / "dossiers"
    folder.mkdir()
    dossier = copy_tilleuls(folder)
    other = stranger(tmp_path / "autre", random.Random(1), kind="-journal", ours=True)
    shutil.copy(other, beside(dossier, "-journal"))
    before = state_of(folder)

    with pytest.raises(DossierCorrompu), opened(dossier, read_only=True):
        pass

    assert state_of(folder) == before


@pytest.mark.parametrize("head", [b"", bytes(512)], ids=["empty", "zeros"])
def test_a_journal_with_nothing_in_it_tells_no_stop_and_goes_with_the_next_write(tmp_path, head):
    """A kill before the journal reaches the disk leaves it: told once, by the lock left too."""
    dossier = copy_tilleuls(tmp_path)
    expected, journal = every_row(dossier), beside(dossier, "-journal")
    journal.write_bytes(head)

    for _opening in range(2):
        with opened(dossier) as workspace:
            assert not workspace.stopped
    assert every_row(dossier) == expected

    with opened(dossier) as workspace:
        workspace.run(UpdateEtablissement(commune="Saules"))
    assert [path.name for path in tmp_path.iterdir()] == [dossier.name]


def test_the_naive_opening_does_lose_rows(tmp_path):
    """The control: without our check, the same files lose rows in silence."""
    harmed = 0
    for rank in range(5):
        folder = tmp_path / str(rank)
        folder.mkdir()
        dossier = copy_tilleuls(folder)
        expected = every_row(dossier)
        other = stranger(tmp_path / f"{rank}s", random.Random(rank), kind="-journal", ours=False)
        shutil.copy(other, beside(dossier, "-journal"))
        try:
            harmed += every_row(dossier) != expected
        except sqlite3.DatabaseError:
            harmed += 1

    assert harmed


def test_a_file_sound_neither_with_its_journal_nor_without_is_left_as_found(tmp_path):
    folder = tmp_path / "dossiers"
    folder.mkdir()
    dossier = copy_tilleuls(folder)
    cut_in_a_transaction(dossier, tmp_path / "c", random.Random(3))
    journal = beside(dossier, "-journal")
    journal.write_bytes(journal.read_bytes()[:600])
    before = state_of(folder)

    with pytest.raises(DossierCorrompu) as refused, opened(dossier):
        pass

    assert refused.value.code == "M-02"
    assert state_of(folder) == before
