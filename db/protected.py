"""The one adapter over SQLCipher: a protected dossier behaves as any connection of `sqlite3`.

Its exceptions are not those of `sqlite3`, its connection is no `sqlite3.Connection`: both are
turned here, so that nothing else of `db` knows which library has the file. Imported for a
protected file only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, cast

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]  # it has no stubs

from db.connection import sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from db.keys import DossierKey

KINDS: dict[str, type[sqlite3.Error]] = {
    kind.__name__: kind
    for kind in (
        sqlite3.Error,
        sqlite3.DatabaseError,
        sqlite3.DataError,
        sqlite3.IntegrityError,
        sqlite3.InterfaceError,
        sqlite3.InternalError,
        sqlite3.NotSupportedError,
        sqlite3.OperationalError,
        sqlite3.ProgrammingError,
    )
}
"""Name of an exception, the same in both libraries → that of `sqlite3`."""


def _turn(error: Exception) -> NoReturn:
    """Raise the exception of `sqlite3` of one of SQLCipher, with its code."""
    known = KINDS.get(type(error).__name__, sqlite3.DatabaseError)(str(error))
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, name):
            setattr(known, name, getattr(error, name))
    raise known from error


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]  # no stubs: a class of type Any
    """A cursor whose errors are those of `sqlite3`."""

    def execute(self, sql: str, parameters: object = ()) -> _Cursor:
        """Run one statement."""
        try:
            return cast("_Cursor", super().execute(sql, parameters))
        except dbapi2.Error as error:
            _turn(error)

    def executemany(self, sql: str, rows: Iterable[object]) -> _Cursor:
        """Run one statement for each row."""
        try:
            return cast("_Cursor", super().executemany(sql, rows))
        except dbapi2.Error as error:
            _turn(error)

    def executescript(self, script: str) -> _Cursor:
        """Run several statements."""
        try:
            return cast("_Cursor", super().executescript(script))
        except dbapi2.Error as error:
            _turn(error)

    def __iter__(self) -> Iterator[Any]:
        """Give each row."""
        try:
            yield from iter(super().__next__, _END)
        except dbapi2.Error as error:
            _turn(error)

    def fetchone(self) -> Any:  # noqa: ANN401 - as sqlite3
        """Return the next row."""
        try:
            return super().fetchone()
        except dbapi2.Error as error:
            _turn(error)

    def fetchall(self) -> list[Any]:
        """Return every row left."""
        try:
            return cast("list[Any]", super().fetchall())
        except dbapi2.Error as error:
            _turn(error)


_END = object()


class _Connection(dbapi2.Connection):  # type: ignore[misc]  # no stubs: a class of type Any
    """A connection whose errors, and those of its cursors, are those of `sqlite3`."""

    def cursor(self, factory: type[_Cursor] = _Cursor) -> _Cursor:
        """Return a cursor of ours."""
        try:
            return cast("_Cursor", super().cursor(factory))
        except dbapi2.Error as error:
            _turn(error)

    def execute(self, sql: str, parameters: object = ()) -> _Cursor:
        """Run one statement."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[object]) -> _Cursor:
        """Run one statement for each row."""
        return self.cursor().executemany(sql, rows)

    def executescript(self, script: str) -> _Cursor:
        """Run several statements."""
        return self.cursor().executescript(script)

    def create_function(
        self, name: str, count: int, function: Callable[..., object], *, deterministic: bool
    ) -> None:
        """Give SQL a function of ours."""
        try:
            super().create_function(name, count, function, deterministic=deterministic)
        except dbapi2.Error as error:
            _turn(error)


def connect_with(uri: str, key: DossierKey | None) -> sqlite3.Connection:
    """Open a file by its URI, under its key; without one, a plain file or a new one.

    Nothing is said on the standard error of what does not decrypt.

    Raises:
        sqlite3.Error: the file does not open.
    """
    try:
        connection = _Connection(
            uri,
            uri=True,
            isolation_level=None,
            cached_statements=256,
            check_same_thread=False,
        )
    except dbapi2.Error as error:
        _turn(error)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key is not None:
            connection.execute(f'PRAGMA key="{key.raw}"')
            connection.execute("PRAGMA cipher_page_size=4096")
    except BaseException:
        connection.close()
        raise
    return cast("sqlite3.Connection", connection)


def export_whole(connection: sqlite3.Connection, part: Path, key: DossierKey | None) -> None:
    """Write the whole file that a connection of ours has open into another, under another key.

    Nothing plain is written but under no key: no journal, no temporary file has her data.

    Raises:
        sqlite3.Error: not written.
    """
    identity, version = (
        connection.execute(f"PRAGMA main.{name}").fetchone()[0]
        for name in ("application_id", "user_version")
    )
    connection.execute("ATTACH ? AS neuf KEY ?", (str(part), key.raw if key else ""))
    connection.execute("PRAGMA neuf.journal_mode=OFF")  # a new file: thrown away if it is cut
    connection.execute("PRAGMA neuf.synchronous=OFF")  # who gives it its name waits for the disk
    connection.execute("SELECT sqlcipher_export('neuf')")
    connection.execute(f"PRAGMA neuf.application_id={identity}")
    connection.execute(f"PRAGMA neuf.user_version={version}")
    connection.execute("DETACH neuf")


def in_memory(path: Path, key: DossierKey) -> sqlite3.Connection:
    """Return a copy in memory of a protected file."""
    copy = connect_with("file::memory:", None)
    try:
        copy.execute("ATTACH ? AS fichier KEY ?", (str(path), key.raw))
        copy.execute("SELECT sqlcipher_export('main', 'fichier')")
        copy.execute("DETACH fichier")
    except BaseException:
        copy.close()
        raise
    return copy
