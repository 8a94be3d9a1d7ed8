"""The pages of a file read as bytes: the same rows as SQLite, and no fault on any bytes."""

from __future__ import annotations

import random
from contextlib import closing, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import sqlite3
from db.pages import Pages, Unreadable, record, roots, varint
from tests.outils.dossiers import copy_demonstration, demonstration_bytes


def test_every_row_of_a_sound_file_is_read_as_sqlite_reads_it(tmp_path):
    path = copy_demonstration(tmp_path)
    pages = Pages(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO reprise VALUES ('long', ?)", ("é" * 40_000,))
        connection.execute("UPDATE acteurs SET ordre = -5000000000 WHERE id = 1")
        connection.commit()
        pages = Pages(path.read_bytes())
        tables = roots(pages)
        assert len(tables) > 25
        for table, root in tables.items():
            tree = pages.tree(root)
            leaves = [pages.read(number) for number in tree.leaves]
            rows = {row.rowid: row.values for leaf in leaves for row in leaf.rows}
            assert sum(leaf.lost for leaf in leaves) == 0
            assert not tree.bad
            for rid, *values in connection.execute(f"SELECT rowid, * FROM {table}"):
                read = rows.pop(rid)
                expected = [
                    None if value == rid and found is None else value
                    for value, found in zip(values, read, strict=True)
                ]
                assert list(read) == expected
            assert rows == {}


@given(st.binary(max_size=300))
def test_any_bytes_are_a_record_or_unreadable(data):
    for read in (record, lambda found: varint(found, 0)):
        with suppress(Unreadable, UnicodeDecodeError, IndexError):
            read(data)


@given(st.binary(max_size=3 * 512))
def test_any_bytes_have_pages(data):
    pages = Pages(data)
    for number in pages.leaves():
        pages.read(number)
    roots(pages)


@pytest.mark.parametrize("seed", range(20))
def test_a_file_of_noise_ends_in_no_time(seed):
    dice = random.Random(seed)
    data = bytearray(demonstration_bytes())
    for _patch in range(200):
        at = dice.randrange(len(data) - 200)
        data[at : at + 100] = dice.randbytes(100)

    pages = Pages(bytes(data))

    for root in roots(pages).values():
        pages.tree(root)
    assert sum(len(pages.read(number).rows) for number in pages.leaves()) > 100
