"""The rows that a damaged file still holds, by table of our own schema; see `db.rescue`."""

from __future__ import annotations

from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.services.snapshot import RECORDS
from db import digest
from db.connection import memory
from db.decipher import RESERVED, Deciphered, decipher
from db.digest import Digest
from db.migrations import SCHEMA_VERSION
from db.pages import Pages, Row, Value, roots
from db.repositories import columns_of
from db.upgrade import migrate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.connection import Connection
    from db.keys import DossierKey


KINDS: Mapping[str, type] = {"INTEGER": int, "BLOB": bytes}
"""Declared type of a column → that of its values; all others are text."""


class Column(NamedTuple):
    """A column of our own schema; `key`: its value is the rowid."""

    name: str
    kind: type
    may_be_null: bool
    key: bool


class Wreck:
    """The rows that a damaged file still holds, by table of our own schema."""

    def __init__(self, data: bytes, key: DossierKey | None = None) -> None:
        found = Deciphered(data, frozenset()) if key is None else decipher(data, key)
        self.pages = Pages(found.data, reserved=0 if key is None else RESERVED)
        known = 1 <= self.pages.version <= SCHEMA_VERSION
        self.version = self.pages.version if known else SCHEMA_VERSION
        self.schema = schema_of(self.version)
        self.bad: set[int] = set(found.bad)
        self.rows: dict[str, dict[int, Row]] = {table: {} for table in self.schema}
        self._met: dict[str, int] = dict.fromkeys(self.schema, 0)
        self._read()

    def _read(self) -> None:
        """Read each table by its tree, then the leaves that no tree leads to any more."""
        found, claimed, broken = roots(self.pages), set(), []
        for table, root in found.items():
            tree = self.pages.tree(root)
            claimed |= {*tree.leaves}
            if table in self.schema:
                self.bad |= tree.bad
                broken += [table] if tree.bad else []
                for number in tree.leaves:
                    self._take(table, number)
        broken += [table for table in self.schema if table not in found]
        for number in self.pages.leaves():
            if number not in claimed and (table := self._owner(number, broken)):
                self._take(table, number)

    def _take(self, table: str, number: int) -> None:
        leaf = self.pages.read(number)
        columns = self.schema[table]
        fitting = [row for row in leaf.rows if fits(row, columns)]
        if leaf.lost or len(fitting) < len(leaf.rows):
            self.bad.add(number)
        self._met[table] += len(leaf.rows) + leaf.lost
        for row in fitting:
            self.rows[table].setdefault(row.rowid, row)

    def _owner(self, number: int, broken: Sequence[str]) -> str:
        """Return the only broken table that every row of a leaf fits, "" when none or several.

        Tables of one shape are told apart by what their values mean.
        """
        rows = self.pages.read(number).rows
        if number == 1 or not rows:
            return ""
        fitting = [t for t in broken if all(fits(row, self.schema[t]) for row in rows)]
        if len(fitting) > 1:
            fitting = [t for t in fitting if all(means(row, t, self.schema[t]) for row in rows)]
        return fitting[0] if len(fitting) == 1 else ""

    @cached_property
    def digests(self) -> Mapping[str, Digest]:
        """What the file says it held, of each table that it still says."""
        kept = self.rows.get(digest.TABLE, {}).values()
        return {str(r.values[0]): Digest(_int(r.values[1]), _int(r.values[2])) for r in kept}

    def expected(self, table: str) -> int:
        """Return how many rows a table had, as well as is known."""
        said = self.digests.get(table)
        return said.lignes if said else max(self._met[table], len(self.rows[table]))


def _int(value: Value) -> int:
    return value if isinstance(value, int) else 0


def schema_of(version: int) -> Mapping[str, tuple[Column, ...]]:
    """Return the columns of every table of a format, in their order."""
    with closing(memory()) as blank:
        migrate(blank, 0, until=version)
        names = [
            name
            for (name,) in blank.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {name: _columns(blank, name) for name in names}


def _columns(blank: Connection, table: str) -> tuple[Column, ...]:
    rows = blank.execute(f"PRAGMA table_info({table})")
    return tuple(
        Column(name, KINDS.get(kind, str), not notnull, kind == "INTEGER" and pk > 0)
        for _rank, name, kind, notnull, _default, pk in rows
    )


def fits(row: Row, columns: Sequence[Column]) -> bool:
    """Tell whether a row can be one of a table: every table of ours is STRICT."""
    if len(row.values) != len(columns):
        return False
    return all(
        value is None if column.key else _suits(value, column)
        for value, column in zip(row.values, columns, strict=True)
    )


def means(row: Row, table: str, columns: Sequence[Column]) -> bool:
    """Tell whether the values of a row are some that its record knows."""
    if table not in RECORDS:
        return False
    readers = columns_of(RECORDS[table])
    try:
        for column, value in zip(columns, row.values, strict=True):
            reader = readers.get(column.name)
            if reader and value is not None:
                reader(value)
    except (ValueError, ArithmeticError):
        return False
    return True


def _suits(value: Value, column: Column) -> bool:
    return column.may_be_null if value is None else isinstance(value, column.kind)
