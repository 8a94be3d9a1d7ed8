"""The bytes of attached files, by their SHA-256: written once, outside the journal and undo.

Records name them. Bytes go away only once neither the dossier, its history nor its named
versions name them any more.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.i18n import _
from db.faults import in_french

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from db.connection import Connection


def keep(connection: Connection, data: bytes) -> str:
    """Keep bytes, inside an open transaction; return their SHA-256, in hexadecimal."""
    digest = hashlib.sha256(data).hexdigest()
    connection.execute("INSERT OR IGNORE INTO contenus VALUES (?, ?)", (digest, data))
    return digest


def has(connection: Connection, digest: str, size: int) -> bool:
    """Tell whether bytes of this SHA-256 and size are kept; they are not read."""
    row = connection.execute(
        "SELECT length(contenu) FROM contenus WHERE empreinte = ?", (digest,)
    ).fetchone()
    return row is not None and row[0] == size


def purge(connection: Connection, transaction: Callable[[], AbstractContextManager[str]]) -> None:
    """Delete the bytes that nothing names: nothing can bring back a file that had them."""
    unreached = _column(connection, "SELECT empreinte FROM contenus")
    for named in (_named_now, _named_by_history, _named_by_versions):
        if unreached:  # nearly always nothing is left after the first
            unreached -= named(connection)
    if unreached:
        with transaction():
            connection.executemany(
                "DELETE FROM contenus WHERE empreinte = ?", [(digest,) for digest in unreached]
            )


def _column(connection: Connection, query: str) -> set[str]:
    return {value for (value,) in connection.execute(query)}


def _named_now(connection: Connection) -> set[str]:
    return _column(connection, "SELECT empreinte FROM fichiers")


def _named_by_history(connection: Connection) -> set[str]:
    """Return what undo, redo and the corbeille would bring back."""
    found: set[str] = set()
    for side in ("avant", "apres"):
        found |= _column(
            connection,
            f"SELECT json_extract({side}, '$.empreinte') FROM journal WHERE tbl = 'fichiers'",  # noqa: S608 - one of two words
        )
    return found


def _named_by_versions(connection: Connection) -> set[str]:
    """Return what going back to a named version would bring back."""
    from cpom_desktop.services.versions import unpack_version  # noqa: PLC0415 - seldom needed

    found: set[str] = set()
    for (text,) in connection.execute("SELECT contenu FROM versions"):
        try:
            found |= {fichier.empreinte for fichier in unpack_version(text).fichiers}
        except ErreurStockage:  # it brings nothing back
            continue
    return found


class SqlContents:
    """The `Contents` port over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, digest: str) -> bytes:
        """Return bytes, checked against their SHA-256. Raises `ErreurStockage`."""
        with in_french():
            row = self._connection.execute(
                "SELECT contenu FROM contenus WHERE empreinte = ?", (digest,)
            ).fetchone()
        if row is None:
            raise _unreadable("fichier-absent", _("Ce fichier n'est plus dans le dossier."))
        data = bytes(row[0])
        if hashlib.sha256(data).hexdigest() != digest:
            raise _unreadable(
                "fichier-abime",
                _("Ce fichier joint est endommagé. Le reste du dossier est intact."),
            )
        return data


def _unreadable(code: str, sentence: str) -> ErreurStockage:
    return ErreurStockage(
        code,
        sentence,
        remedy=_("Reprenez-le d'une sauvegarde, ou joignez-le de nouveau."),
    )
