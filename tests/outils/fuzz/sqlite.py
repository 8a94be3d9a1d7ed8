"""Dossiers spoiled with knowledge of their format: pages, header, cells, schema, values."""

from __future__ import annotations

import contextlib
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from db import digest
from db.connection import sqlite3
from tests.outils.dossiers import tilleuls_bytes

PAGE = 4096
SIDES = ("{nom}-journal", "{nom}-wal", "{nom}-shm", ".{nom}.verrou", ".{nom}.restauration")
"""Names of what may lie beside a dossier."""
HEADER_FIELDS = ((16, 2), (18, 1), (19, 1), (20, 1), (21, 3), (24, 4), (28, 4), (32, 4), (36, 4))
HEADER_FIELDS += ((40, 4), (44, 4), (48, 4), (52, 4), (56, 4), (60, 4), (64, 4), (92, 4), (96, 4))
EXTREMES = (0, 1, 2, 3, 5, 13, 127, 128, 255, 256, 4095, 65535, 2**31 - 1, 2**31, 2**32 - 1)
ODD = (
    None,
    "",
    "\0",
    "é" * 300,
    "../../x",
    -1,
    0,
    2**63 - 1,
    -(2**63),
    1.5,
    float("inf"),
    b"\xff",
)
ODD += ("9999-99-99", "2027-02-31", "NaN", "1e999", "[" * 200, '{"a":1}', "x" * 20_000)
OBJECTS = (
    "CREATE TRIGGER t AFTER UPDATE ON acteurs BEGIN DELETE FROM tasks; END",
    "CREATE VIEW v AS SELECT 1",
    "CREATE INDEX i ON acteurs (nom COLLATE NOCASE)",
    "CREATE TABLE t (a)",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "ALTER TABLE acteurs ADD COLUMN c TEXT",
    "DROP TABLE brouillons",
    "ALTER TABLE tasks RENAME TO tasks2",
    "PRAGMA user_version=3",
    "PRAGMA application_id=1",
    "PRAGMA journal_mode=WAL",
    "PRAGMA auto_vacuum=1",
)


@cache
def small():
    """Return a dossier without its reference texts nor its history: 3 ms to open, not 30."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "petit.cpom"
        path.write_bytes(tilleuls_bytes())
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("DELETE FROM packs_integres")
            connection.execute("DELETE FROM journal")
            digest.write(connection)
            connection.execute("VACUUM")
        return path.read_bytes()


def spoiled(dice, data):
    """Return a dossier with one to three faults of one kind."""
    kind = dice.choice((flips, header, page_header, cell, schema, moved, by_sql, by_sql, objects))
    for _again in range(dice.randint(1, 3)):
        data = kind(dice, data)
    return data


def at(data, place, new):
    return data[:place] + new + data[place + len(new) :]


def flips(dice, data):
    place = dice.randrange(len(data))
    return at(data, place, bytes([data[place] ^ 1 << dice.randrange(8)]))


def header(dice, data):
    place, size = dice.choice(HEADER_FIELDS)
    value = dice.choice((*EXTREMES, dice.getrandbits(32))) % 256**size
    return at(data, place, value.to_bytes(size, "big"))


def a_page(dice, data):
    number = dice.randrange(max(1, len(data) // PAGE))
    return number * PAGE + (100 if number == 0 else 0)


def page_header(dice, data):
    place = a_page(dice, data)
    where, size = dice.choice(((0, 1), (1, 2), (3, 2), (5, 2), (7, 1), (8, 4)))
    value = dice.choice((2, 5, 10, 13, *EXTREMES)) % 256**size
    return at(data, place + where, value.to_bytes(size, "big"))


def cell(dice, data):
    place = a_page(dice, data)
    count = min(int.from_bytes(data[place + 3 : place + 5], "big"), 400)
    pointer = place + (12 if data[place : place + 1] == b"\x05" else 8)
    pointer += 2 * dice.randrange(max(count, 1))
    if dice.random() < 0.3:
        return at(data, pointer, dice.randrange(PAGE).to_bytes(2, "big"))
    start = place - place % PAGE + int.from_bytes(data[pointer : pointer + 2], "big")
    new = dice.choice(
        (b"\xff" * 9, b"\x80" * 8, b"\0", b"\x81\x80\x80\x80\x00", dice.randbytes(3))
    )
    return at(data, min(start + dice.randrange(12), len(data) - 9), new)


def schema(dice, data):
    found = data.find(b"CREATE", dice.randrange(min(len(data), 12 * PAGE)))
    if found < 0:
        return data
    words = (
        b"STRICT",
        b"INTEGER",
        b"TEXT",
        b"PRIMARY",
        b"UNIQUE",
        b"REFERENCES",
        b"CHECK",
        b"CREATE",
    )
    word = data.find(dice.choice(words), found)
    new = dice.choice(
        (b"(((((", b"',\"`", b"VIEW  ", b"random", b"\xff\xfe", b"\0\0\0", b"AS (1)")
    )
    return at(data, word if word >= 0 else found, new)


def moved(dice, data):
    pages = len(data) // PAGE
    one, other = dice.randrange(pages) * PAGE, dice.randrange(pages) * PAGE
    match dice.randrange(4):
        case 0:
            return at(data, one, data[other : other + PAGE])
        case 1:
            return data[:one] + data[one + dice.choice((1, 100, PAGE)) :]
        case 2:
            return at(data, one, dice.randbytes(512))
        case _:
            return data + dice.randbytes(dice.choice((1, PAGE)))


def by_sql(dice, data):
    """Write a value that is none of ours as a foreign tool would, its digests made true."""

    def write(connection):
        tables = [
            r[0] for r in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        table = dice.choice(sorted(tables))
        columns = [r[1] for r in connection.execute(f"PRAGMA table_info({table})")]
        column, value = dice.choice(columns), dice.choice(ODD)
        where = "" if dice.random() < 0.3 else " WHERE rowid = (SELECT max(rowid) FROM {0})"
        if dice.random() < 0.2:
            connection.execute(f"DELETE FROM {table}{where.format(table)}")
        else:
            connection.execute(f"UPDATE {table} SET {column} = ?{where.format(table)}", (value,))

    return _changed(data, write)


def objects(dice, data):
    return _changed(data, lambda connection: connection.execute(dice.choice(OBJECTS)))


def _changed(data, write):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.cpom"
        path.write_bytes(data)
        unread = contextlib.suppress(sqlite3.Error, UnicodeDecodeError, AttributeError, IndexError)
        with unread, closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            write(connection)
            digest.write(connection)
        return path.read_bytes()
