"""A dossier of an older format brought to ours, its former state kept as a backup.

A migration is a floor for undo: what was done under an older format can no longer be undone.
"""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.private import make_private
from cpom_desktop.services.backups import Reason
from db import digest, journal
from db.backup_names import backup_name, backups_in, folder_name, last_sequence
from db.connection import memory_copy, sqlite3
from db.copies import check_copy, seal_of, write_copy
from db.files import UNREAD, free_name, publish, remove, start_part
from db.migrations import DIGEST_SINCE, MIGRATIONS, SCHEMA_HASHES, SCHEMA_VERSION
from db.provenance import mark_of
from db.whitelist import check_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from db.connection import Connection

LATELY = timedelta(days=30)
"""How old the copy of a failed update may be and still be the one of the next try."""


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


def upgrade(
    connection: Connection, path: Path, version: int, *, root: Path | None, now: datetime
) -> Path:
    """Bring an open file to our format; return the copy of what it was.

    Args:
        connection: the file, open to write.
        path: where it is.
        version: its format.
        root: where backups are; beside the file when None, or when nothing can be written there.
        now: the local time.
    Raises:
        ErreurStockage, sqlite3.Error: no copy could be made or checked; the file is unchanged.
    """
    kept = keep_former(connection, path, version, root=root, now=now)
    migrate(connection, version, floor=True)
    return kept


def in_our_format(
    connection: Connection,
    path: Path,
    version: int,
    kept: tuple[Callable[[], Path] | None, datetime] | None,
) -> Connection:
    """Bring an open file of an earlier format to ours; return what it is read by.

    Args:
        connection: the file.
        path: where it is.
        version: its format.
        kept: what gives the folder of backups, and the moment; None when nothing may be written:
            the file is then read from a copy in memory.
    Raises:
        ErreurStockage, sqlite3.Error: as `upgrade`.
    """
    if kept is None:
        return upgraded_in_memory(connection, path, version)
    folder, now = kept
    upgrade(connection, path, version, root=folder() if folder else None, now=now)
    check_schema(connection, SCHEMA_HASHES[SCHEMA_VERSION])
    return connection


def keep_former(
    connection: Connection, path: Path, version: int, *, root: Path | None, now: datetime
) -> Path:
    """Return a pinned, checked copy of the file: the one that a failed try made, or a new one."""
    if root is not None:
        try:
            folder = root / folder_name(_uuid(connection))
            former = _made_before(connection, folder, mark_of(path), now)
            return former or _kept(connection, _among_backups(folder, path, now))
        except (OSError, sqlite3.OperationalError):
            pass  # no room or no right there: beside the file, then
    name = _("{nom} – avant mise à jour (format {n})", nom=path.stem, n=version)
    return _kept(connection, free_name(path.with_name(f"{name}{path.suffix}")))


def _uuid(connection: Connection) -> str:
    (uuid,) = connection.execute("SELECT uuid FROM meta").fetchone()
    return str(uuid)


def _made_before(connection: Connection, folder: Path, mark: str, now: datetime) -> Path | None:
    """Return the copy of this very state that an update which failed lately left; else None.

    However often an update fails, its copies do not push the others out.
    """
    seal = seal_of(connection)
    for info in backups_in(folder):
        lately = abs(now.replace(tzinfo=None) - info.moment) < LATELY
        if info.reason is Reason.MISE_A_JOUR and info.source == mark and lately and info.valid:
            with contextlib.suppress(*UNREAD):
                if check_copy(info.path) == seal:
                    return info.path
    return None


def _among_backups(folder: Path, path: Path, now: datetime) -> Path:
    make_private(folder)
    sequence = last_sequence(backups_in(folder)) + 1
    return folder / backup_name(
        sequence, now, Reason.MISE_A_JOUR, pinned=True, source=mark_of(path)
    )


def _kept(connection: Connection, target: Path) -> Path:
    part = start_part(target)
    try:
        check_copy(part, write_copy(connection, part))
        publish(part, target)
    except BaseException:
        remove(part)
        raise
    return target


def upgraded_in_memory(connection: Connection, path: Path, version: int) -> Connection:
    """Return a copy in memory, in our format, of a file that may only be read."""
    copy = memory_copy(connection, path)
    try:
        migrate(copy, version)
        copy.execute("PRAGMA query_only=ON")
    except BaseException:
        copy.close()
        raise
    connection.close()
    return copy
