"""Records to rows and back, one generic repository for every table.

A date is ISO text, a decimal its digits, an enumeration its slug, a flag 0 or 1. Table and
column names come from `RECORDS` and from the records' own fields, never from data.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from cpom_desktop.errors import DossierCorrompu, RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.changes import Changes
from cpom_desktop.services.snapshot import RECORDS
from db import contents, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cpom_desktop.services.personne.reecriture import Reecriture
    from db.connection import Connection

R = TypeVar("R")
TABLE_OF: Mapping[type, str] = {record: table for table, record in RECORDS.items()}


def columns_of(record: type[object]) -> Mapping[str, Callable[[Any], Any] | None]:
    """Return the columns of a record, each with what turns a stored value into its own."""
    return _columns(TABLE_OF[record])


@lru_cache(maxsize=64)
def _columns(table: str) -> Mapping[str, Callable[[Any], Any] | None]:
    record: type[Any] = RECORDS[table]
    hints = get_type_hints(record)
    return {field.name: _reader(hints[field.name]) for field in fields(record)}


def _reader(hint: object) -> Callable[[Any], Any] | None:
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kind = next(k for k in kinds if k is not NoneType)
    if kind is date:
        return date.fromisoformat
    if kind is bool:
        return bool
    if kind is Decimal:
        return Decimal
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return None


def to_stored(value: object) -> object:
    """Return what the file keeps of a value.

    Raises:
        RegleInvalide: `nombre-limite`, an integer of more than 64 bits.
    """
    match value:
        case StrEnum():
            return value.value
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case int() if not -(2**63) <= value < 2**63:
            raise RegleInvalide("nombre-limite")
        case _:
            return value


class SqlRecords:
    """The `Records` port over one connection; used inside an open transaction.

    Args:
        connection: the file.
        now: the moment of the transaction.
    """

    def __init__(self, connection: Connection, now: str = "") -> None:
        self._connection = connection
        self._now = now
        self.rewritten = Changes()
        """The rows that were written again outside the journal."""

    def get(self, record: type[R], record_id: int) -> R:
        """Return one record. Raises `RegleInvalide` (`introuvable`)."""
        rows = self._select(record, "WHERE id = ?", (to_stored(record_id),))
        if not rows:
            raise RegleInvalide("introuvable", table=TABLE_OF[record], id=record_id)
        return rows[0]

    def all(self, record: type[R]) -> tuple[R, ...]:
        """Return every record, ordered by `ordre` (where there is one) then id."""
        order = "ORDER BY ordre, id" if "ordre" in columns_of(record) else "ORDER BY id"
        return self._select(record, order, ())

    def _select(self, record: type[R], clause: str, values: tuple[object, ...]) -> tuple[R, ...]:
        readers = columns_of(record)
        names = ", ".join(readers)
        cursor = self._connection.execute(
            f"SELECT {names} FROM {TABLE_OF[record]} {clause}",  # noqa: S608 - our own names
            values,
        )
        try:
            return tuple(_build(record, readers, row) for row in cursor)
        except (ValueError, InvalidOperation) as error:
            raise DossierCorrompu(
                "M-02",
                _("Le dossier contient une valeur que CPOM Desktop ne connaît pas."),
                remedy=_("Rouvrez une copie de secours, et gardez ce fichier de côté."),
                detail=f"{TABLE_OF[record]}: {error}",
            ) from error

    def insert(self, record: object) -> int:
        """Insert a record and return its id; id 0 lets the file choose."""
        names = list(columns_of(type(record)))
        values = [to_stored(getattr(record, name)) for name in names]
        if values[names.index("id")] == 0:
            values[names.index("id")] = None
        marks = ", ".join("?" * len(names))
        cursor = self._connection.execute(
            f"INSERT INTO {TABLE_OF[type(record)]} ({', '.join(names)}) "  # noqa: S608 - our own
            f"VALUES ({marks})",
            values,
        )
        return int(cursor.lastrowid or 0)

    def update(self, record: type[object], record_id: int, values: Mapping[str, object]) -> None:
        """Change some fields of one record. Raises `RegleInvalide` (`introuvable`)."""
        unknown = values.keys() - columns_of(record).keys()
        if unknown or not values:
            raise KeyError(f"{TABLE_OF[record]}: {unknown or 'no field'}")
        sets = ", ".join(f"{name} = ?" for name in values)
        cursor = self._connection.execute(
            f"UPDATE {TABLE_OF[record]} SET {sets} WHERE id = ?",  # noqa: S608 - our own names
            [*map(to_stored, values.values()), to_stored(record_id)],
        )
        if cursor.rowcount == 0:
            raise RegleInvalide("introuvable", table=TABLE_OF[record], id=record_id)

    def delete(self, record: type[object], ids: Sequence[int]) -> None:
        """Delete records; declared links cascade."""
        self._connection.executemany(
            f"DELETE FROM {TABLE_OF[record]} WHERE id = ?",  # noqa: S608 - our own names
            [(to_stored(i),) for i in ids],
        )

    def keep_content(self, data: bytes) -> str:
        """Keep the bytes of a file, once; return their SHA-256 in hexadecimal."""
        return contents.keep(self._connection, data)

    def has_content(self, digest: str, size: int) -> bool:
        """Tell whether bytes of this SHA-256 and size are kept."""
        return contents.has(self._connection, digest, size)

    def newest_version(self) -> int | None:
        """Return the id of the last named version; None when there is none."""
        found = self._connection.execute("SELECT max(id) FROM versions").fetchone()[0]
        return None if found is None else int(found)

    def read_version(self, version_id: int) -> str:
        """Return what a named version holds. Raises `RegleInvalide` (`introuvable`)."""
        return versions.read(self._connection, version_id)

    def keep_version(self, nom: str, contenu: str) -> int:
        """Keep a named version, outside undo; return its id."""
        return versions.keep(self._connection, nom, contenu, now=self._now)

    def read_content(self, digest: str) -> bytes:
        """Return the bytes of a file. Raises `ErreurStockage`: gone, or damaged."""
        return contents.SqlContents(self._connection).read(digest)

    def rewrite(self, rewriting: Reecriture) -> Mapping[str, int]:
        """Write again all that names somebody, outside undo; tell how many of what changed."""
        from db.rewriting import rewrite  # noqa: PLC0415 - to erase a person only

        done = rewrite(self._connection, rewriting)
        self.rewritten = done.changes
        return done.counts

    @property
    def uuid(self) -> str:
        """Identity of the dossier."""
        return str(self._connection.execute("SELECT uuid FROM meta").fetchone()[0])


def _build(
    record: type[R],
    readers: Mapping[str, Callable[[Any], Any] | None],
    row: tuple[object, ...],
) -> R:
    values = {
        name: reader(value) if reader and value is not None else value
        for (name, reader), value in zip(readers.items(), row, strict=True)
    }
    return record(**values)
