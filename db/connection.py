"""The only module that opens a connection; the contract of docs/stockage.md is read back here."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Connection", "connect", "memory", "sqlite3"]

Connection = sqlite3.Connection

PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("locking_mode", "NORMAL", "normal"),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", 0),
    ("temp_store", "MEMORY", 2),
    ("busy_timeout", "2000", 2000),
)
"""Name, value set, value that must be read back."""
WRITES = frozenset({"journal_mode", "secure_delete"})
"""Not set when nothing may be written."""
LONGEST_VALUE = 50_000_000
"""Bytes of one value; a hostile file cannot ask for more."""


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open an existing file, with every pragma of the contract set and read back.

    A reader may still play back a hot journal (as SQLite must), then is held to reading.

    Raises:
        ErreurStockage: a pragma did not take.
        sqlite3.Error: the file does not open.
    """
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(
        uri,
        uri=True,
        isolation_level=None,
        cached_statements=256,
        check_same_thread=False,  # opened in a worker, it is handed over whole to the window
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        for name, value, expected in PRAGMAS:
            if name in WRITES and not write:
                continue
            answer = connection.execute(f"PRAGMA {name}={value}").fetchone()
            found = connection.execute(f"PRAGMA {name}").fetchone() or answer
            if found is not None and found[0] != expected:
                raise ErreurStockage(
                    "pragma",
                    _("Ce dossier ne peut pas être ouvert sans risque à cet endroit."),
                    remedy=_("Copiez-le sur le disque de l'ordinateur, puis rouvrez-le."),
                    detail=f"{name}: {found[0]!r}",
                )
        if not write:
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_frozen(path: Path) -> sqlite3.Connection:
    """Open a file as it stands: its journal is not played back, nothing is written or locked.

    For a file that nobody writes, of which one wants to know something before it is opened.

    Raises:
        sqlite3.Error: the file does not open.
    """
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def memory() -> sqlite3.Connection:
    """Return an empty database in memory, to learn what the migrations build."""
    return sqlite3.connect(":memory:", isolation_level=None)
