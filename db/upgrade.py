"""A dossier of an older format brought to ours, its former state kept beside it.

A migration is a floor for undo: what was done under an older format can no longer be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from db import digest, journal
from db.connection import connect, memory
from db.migrations import DIGEST_SINCE, MIGRATIONS, SCHEMA_VERSION
from db.whitelist import check_sound

if TYPE_CHECKING:
    from pathlib import Path

    from db.connection import Connection


def migrate(
    connection: Connection, version: int, *, until: int = SCHEMA_VERSION, floor: bool = False
) -> None:
    """Run the migrations after `version`, each in one transaction, its number written last.

    Args:
        connection: the file, open to write.
        version: its format.
        until: the format to reach.
        floor: what was done so far can no longer be undone.
    """
    from sqlite_utils import Database  # noqa: PLC0415 - 57 ms, only when a migration is due

    for number, migration in enumerate(MIGRATIONS[version:until], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        migration.migrate(Database(connection))
        if floor:
            journal.raise_floor(connection)
        if number >= DIGEST_SINCE:
            digest.write(connection)
        connection.execute(f"PRAGMA user_version={number}")
        connection.execute("COMMIT")


def upgrade(connection: Connection, path: Path, version: int) -> Path:
    """Bring an open file to our format; return the copy of what it was.

    Raises:
        ErreurStockage, sqlite3.Error: no copy could be made or checked; the file is unchanged.
    """
    kept = keep_former(connection, path, version)
    migrate(connection, version, floor=True)
    return kept


def keep_former(connection: Connection, path: Path, version: int) -> Path:
    """Write a checked copy of the file beside it; return its path."""
    name = _("{nom} – avant mise à jour (format {n})", nom=path.stem, n=version)
    kept = _free(path.with_name(f"{name}{path.suffix}"))
    part = kept.with_name(f"{kept.name}.part")
    part.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
        _check_copy(part, version)
        part.rename(kept)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return kept


def _check_copy(part: Path, version: int) -> None:
    copy = connect(part, write=False)
    try:
        check_sound(copy, part, version)
    finally:
        copy.close()


def _free(path: Path) -> Path:
    """Return `path`, or the first of its kind with a number that nothing bears yet."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_name(f"{path.stem} {number}{path.suffix}"), number + 1
    return found


def upgraded_in_memory(connection: Connection, version: int) -> Connection:
    """Return a copy in memory, in our format, of a file that may only be read."""
    copy = memory()
    try:
        connection.backup(copy)
        migrate(copy, version)
        copy.execute("PRAGMA query_only=ON")
    except BaseException:
        copy.close()
        raise
    connection.close()
    return copy
