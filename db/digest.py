"""The digest: per table, how many rows and the sum of their keyed hashes, always true.

SQLite does not checksum data: it notices one flipped bit in eleven (reliability §6.1, D10).
Temporary triggers, made at each opening, keep the sums in the transaction of every write, so
that they are right after a kill too. They are computed afresh at each opening, and of every
backup.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.connection import Connection

TABLE = "empreintes"
_KEY = b"cpom-empreinte-1"
_WRAP = 1 << 64
_HALF = 1 << 63


class Digest(NamedTuple):
    """What is kept of one table; the sum is modulo 2⁶⁴, signed."""

    lignes: int
    somme: int


def row_hash(row: str | bytes) -> int:
    """Return the keyed hash of a row as JSON in UTF-8, a signed integer of 64 bits."""
    data = row if isinstance(row, bytes) else row.encode()
    found = hashlib.blake2b(data, digest_size=8, key=_KEY).digest()
    return int.from_bytes(found, "big", signed=True)


def hash_bytes(data: bytes) -> str:
    """Return the hash of the bytes of an attachment, which JSON cannot hold."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def add(total: int, value: int) -> int:
    """Return a sum that stays within 64 bits."""
    return (total + value + _HALF) % _WRAP - _HALF


def subtract(total: int, value: int) -> int:
    """Return a difference that stays within 64 bits."""
    return (total - value + _HALF) % _WRAP - _HALF


def tables(connection: Connection) -> tuple[str, ...]:
    """Return every table of the file that has a digest: all but the digests themselves."""
    rows = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name <> ? ORDER BY name",
        (TABLE,),
    )
    return tuple(row[0] for row in rows)


def compute(connection: Connection) -> Mapping[str, Digest]:
    """Return the digest of every table as its rows are now."""
    return {table: _compute(connection, table) for table in tables(connection)}


def _compute(connection: Connection, table: str) -> Digest:
    connection.create_function("hash_bytes", 1, hash_bytes, deterministic=True)
    count = total = 0
    row_as_bytes = f"CAST({_json(connection, table, '')} AS BLOB)"  # damaged text is no UTF-8
    for (row,) in connection.execute(f"SELECT {row_as_bytes} FROM {table}"):  # noqa: S608 - our own names
        count += 1
        total += row_hash(row)
    return Digest(count, add(0, total))


def _json(connection: Connection, table: str, side: str) -> str:
    prefix = f"{side}." if side else ""
    columns = [
        f"hash_bytes({prefix}{name})" if kind == "BLOB" else f"{prefix}{name}"
        for _place, name, kind, *_rest in connection.execute(f"PRAGMA main.table_info({table})")
    ]
    return f"json_array({', '.join(columns)})"


def stored(connection: Connection) -> Mapping[str, Digest]:
    """Return the digests that the file holds."""
    rows = connection.execute(f"SELECT tbl, lignes, somme FROM {TABLE}")  # noqa: S608 - our own name
    return {table: Digest(count, total) for table, count, total in rows}


def write(connection: Connection) -> None:
    """Write the digests afresh: a new file, or one that has just changed its format."""
    rows = [(table, *digest) for table, digest in compute(connection).items()]
    connection.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - our own name
    connection.executemany(f"INSERT INTO {TABLE} VALUES (?, ?, ?)", rows)  # noqa: S608 - our own name


def check(connection: Connection) -> tuple[str, ...]:
    """Return the tables whose rows are no longer those that were written; none when sound."""
    kept, found = stored(connection), compute(connection)
    return tuple(sorted(t for t in kept.keys() | found.keys() if kept.get(t) != found.get(t)))


def install(connection: Connection) -> None:
    """Create the functions and the temporary triggers that keep the digests true."""
    functions = (
        ("row_hash", row_hash, 1),
        ("hash_bytes", hash_bytes, 1),
        ("add64", add, 2),
        ("sub64", subtract, 2),
    )
    for name, function, arguments in functions:
        connection.create_function(name, arguments, function, deterministic=True)
    for table in tables(connection):
        for statement in _triggers(connection, table):
            connection.execute(statement)


def _triggers(connection: Connection, table: str) -> Iterable[str]:
    old, new = (f"row_hash({_json(connection, table, side)})" for side in ("OLD", "NEW"))
    changes = {
        "INSERT": f"lignes = lignes + 1, somme = add64(somme, {new})",
        "UPDATE": f"somme = add64(sub64(somme, {old}), {new})",
        "DELETE": f"lignes = lignes - 1, somme = sub64(somme, {old})",
    }
    for event, change in changes.items():
        yield (
            f"CREATE TEMP TRIGGER empreinte_{table}_{event} AFTER {event} ON main.{table} "  # noqa: S608 - our own names
            f"BEGIN UPDATE {TABLE} SET {change} WHERE tbl = '{table}'; END"
        )
