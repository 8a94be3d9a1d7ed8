"""The temporary triggers of a connection: the journal's and the digests', all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import digest, journal

if TYPE_CHECKING:
    from db.connection import Connection


def install(connection: Connection) -> None:
    """Make them, and let the connection write; it may not as long as one is missing.

    Raises:
        sqlite3.Error: the file is in use; none is left, and they may be made again.
    """
    connection.execute("PRAGMA query_only=OFF")
    try:
        connection.execute("BEGIN")
        journal.install(connection)
        digest.install(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA query_only=ON")
        raise
