"""The contract of a connection is read back, and a missing file is never created."""

from __future__ import annotations

import pytest

from cpom_desktop.errors import ErreurStockage
from db import connection as module
from db.connection import PRAGMAS, connect, memory, sqlite3

CONTRACT = {
    "journal_mode": "delete",
    "synchronous": 3,
    "locking_mode": "normal",
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "busy_timeout": 2000,
}


@pytest.mark.parametrize(("name", "expected"), CONTRACT.items())
def test_a_writer_has_the_pragma_of_the_contract(store, name, expected):
    assert store._connection.execute(f"PRAGMA {name}").fetchone() == (expected,)


def test_every_pragma_of_the_contract_is_in_the_list_that_is_read_back():
    assert {name for name, _value, _expected in PRAGMAS} >= CONTRACT.keys()


def test_a_pragma_that_does_not_take_refuses_the_file(dossier, monkeypatch):
    monkeypatch.setattr(module, "PRAGMAS", (("synchronous", "OFF", 3),))

    with pytest.raises(ErreurStockage) as caught:
        connect(dossier, write=True)
    assert caught.value.code == "pragma"


def test_a_missing_file_is_not_created(tmp_path):
    with pytest.raises(sqlite3.OperationalError):
        connect(tmp_path / "absent.cpom", write=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a b.cpom", "été 100 %.cpom", "a?mode=memory.cpom", "a#b.cpom"])
def test_any_name_of_file_opens(tmp_path, dossier, name):
    path = tmp_path / name
    path.write_bytes(dossier.read_bytes())

    connection = connect(path, write=True)
    assert connection.execute("SELECT nom FROM etablissement").fetchone() == (
        "EHPAD Les Tilleuls",
    )
    connection.close()


def test_a_reader_cannot_write(dossier):
    connection = connect(dossier, write=False)

    with pytest.raises(sqlite3.OperationalError):
        connection.execute("UPDATE etablissement SET nom = 'autre'")
    connection.close()


def test_a_value_above_the_limit_is_not_read(store):
    with pytest.raises(sqlite3.DataError):
        store._connection.execute("SELECT length(zeroblob(60000000) || 'x')").fetchone()


def test_the_memory_database_is_empty():
    connection = memory()

    assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    connection.close()
