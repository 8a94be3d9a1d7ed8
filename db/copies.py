"""One copy of an open dossier: written by SQLite, then checked by a connection of its own."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from db import digest
from db.connection import connect, connect_frozen
from db.header import damaged, inspect_header, version_of
from db.migrations import DIGEST_SINCE, SCHEMA_VERSION
from db.whitelist import check_known_schema, check_sound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.connection import Connection
    from db.digest import Digest

LEFT_OUT = frozenset({"reprise"})
"""Where she is: not a change that asks for a backup."""


class Seal(NamedTuple):
    """What a copy must be: format of the file, and digest of each of its tables."""

    version: int
    digests: Mapping[str, Digest]

    @property
    def content(self) -> frozenset[tuple[str, Digest]]:
        """The digests of what she wrote: equal for two states that need one backup."""
        return frozenset(
            (table, found) for table, found in self.digests.items() if table not in LEFT_OUT
        )


def seal_of(connection: Connection) -> Seal:
    """Return the seal of an open file, outside a transaction."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    kept = digest.stored if version >= DIGEST_SINCE else digest.compute
    return Seal(version, kept(connection))


def content_mark(seal: Seal) -> str:
    """Return a mark of what she wrote in a file: equal for two files that say the same."""
    told = sorted((table, *found) for table, found in seal.content)
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()


def write_copy(connection: Connection, part: Path) -> Seal:
    """Write the whole file into the empty `part`; return what it must be, for `check_copy`.

    SQLite does not wait for the disk meanwhile (60 ms instead of 90 for 50 MB): whoever names
    the copy does, and nothing else is written. The file itself is waited for again after.
    """
    seal = seal_of(connection)
    connection.execute("PRAGMA synchronous=OFF")
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        connection.execute("PRAGMA synchronous=EXTRA")
    return seal


def read_seal(path: Path) -> Seal:
    """Return the seal that a copy carries, unchecked.

    Raises:
        DossierCorrompu: not one of ours.
        sqlite3.Error: the file does not read.
    """
    with closing(connect(path, write=False)) as copy:
        check_known_schema(copy)
        return seal_of(copy)


def uuid_of(path: Path) -> str:
    """Return the identity that a file carries, read as it stands.

    Raises:
        ErreurStockage: not one of ours, or its header is damaged.
        sqlite3.Error: it does not read.
    """
    inspect_header(path, SCHEMA_VERSION)
    with closing(connect_frozen(path)) as found:
        check_known_schema(found)  # a view of this name would be executed
        row = found.execute("SELECT uuid FROM meta").fetchone()
    if row is None:
        raise damaged(path, "no identity")
    return str(row[0])


def check_copy(part: Path, seal: Seal | None = None) -> Seal:
    """Check a copy whole, and against what it must be; return what it is.

    Raises:
        DossierCorrompu: foreign, damaged, or not what was copied.
    """
    header = inspect_header(part, SCHEMA_VERSION)
    with closing(connect(part, write=False)) as copy:
        version = version_of(copy, part, header, SCHEMA_VERSION)
        check_sound(copy, part, version)
        found = seal_of(copy)
    if seal is not None and found != seal:
        raise damaged(part, "the copy is not what was copied")
    return found
