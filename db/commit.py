"""The end of a transaction: is the file still ours, and has a service taken its journal away."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from db.connection import sqlite3
from db.files import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from db.connection import Connection

JOURNAL_GONE = 5898
"""SQLITE_IOERR_DELETE_NOENT: the journal that ends a transaction by its deletion is not there."""


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return which file has a name now, by device and number; None when none has."""
    try:
        found = os.stat(path)  # noqa: PTH116 - before every commit: the quickest way
    except OSError:
        return None
    return found.st_dev, found.st_ino


def commit(connection: Connection, path: Path) -> None:
    """Commit; a journal that somebody else deleted ends a transaction as we would have.

    SQLite deletes the journal once the whole transaction is in the file, down to the disk. It
    reports an error when the journal is gone already: then nothing can undo what is written, and
    « rien n'a été enregistré » would be false. The folder is written down to the disk, as SQLite
    would have done, so that a power cut does not bring the journal back.

    Raises:
        sqlite3.Error: not committed.
    """
    try:
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != JOURNAL_GONE:
            raise
        sync_folder(path.parent)
