"""The `Versions` port: named states of the dossier, in a table outside the journal and undo."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.ports import VersionInfo
from db.faults import in_french

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from db.connection import Connection


def keep(connection: Connection, nom: str, contenu: str, *, now: str) -> int:
    """Keep a version, inside an open transaction; return its id.

    The id is one that no sending names: what a file loaded from JSON names is not in it.
    """
    cursor = connection.execute(
        "INSERT INTO versions (id, nom, cree_le, seq, contenu) "
        "SELECT 1 + max("
        "coalesce((SELECT max(s.seq) FROM sqlite_sequence s WHERE s.name = 'versions'), 0), "
        "coalesce((SELECT max(version_id) FROM envois), 0)), "
        "?, ?, coalesce(max(seq), 0), ? FROM journal",
        (nom, now, contenu),
    )
    return int(cursor.lastrowid or 0)


def read(connection: Connection, version_id: int) -> str:
    """Return what was kept. Raises `RegleInvalide` (`introuvable`)."""
    row = connection.execute("SELECT contenu FROM versions WHERE id = ?", (version_id,)).fetchone()
    if row is None:
        raise RegleInvalide("introuvable", table="versions", id=version_id)
    return str(row[0])


class SqlVersions:
    """The named versions of one open file.

    Args:
        connection: the file.
        transaction: opens a transaction, and gives the moment.
    """

    def __init__(
        self, connection: Connection, transaction: Callable[[], AbstractContextManager[str]]
    ) -> None:
        self._connection = connection
        self._transaction = transaction

    def list(self) -> tuple[VersionInfo, ...]:
        """Return the versions, the newest first."""
        with in_french():
            rows = self._connection.execute(
                "SELECT id, nom, cree_le FROM versions ORDER BY id DESC"
            ).fetchall()
        return tuple(VersionInfo(i, nom, datetime.fromisoformat(when)) for i, nom, when in rows)

    def keep(self, nom: str, contenu: str) -> int:
        """Keep a version, written once and for all; return its id."""
        with self._transaction() as now:
            return keep(self._connection, nom, contenu, now=now)

    def read(self, version_id: int) -> str:
        """Return what was kept. Raises `RegleInvalide` (`introuvable`)."""
        with in_french():
            return read(self._connection, version_id)

    def delete(self, version_id: int) -> None:
        """Forget a version; this cannot be undone."""
        with self._transaction():
            self._connection.execute("DELETE FROM versions WHERE id = ?", (version_id,))
