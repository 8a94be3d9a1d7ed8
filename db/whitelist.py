"""What may be in the file: the tables and indexes of our own schema, and nothing else.

A trigger, a view or a virtual table is the sign of a foreign hand: a hostile file with one
trigger passes every check of SQLite and deletes a row at the first edit.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cpom_desktop.errors import DossierCorrompu
from cpom_desktop.i18n import _
from db import digest
from db.header import damaged
from db.migrations import DIGEST_SINCE, SCHEMA_HASHES

if TYPE_CHECKING:
    from pathlib import Path

    from db.connection import Connection


def schema_hash(connection: Connection) -> str:
    """Return the SHA-256 of every object of the file, by type, name and text."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema"
    )
    told = sorted("\t".join(map(str, row)) for row in rows)  # damaged, a name may be no text
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def check_schema(connection: Connection, expected: str) -> None:
    """Refuse a file whose schema is not exactly ours.

    Raises:
        DossierCorrompu: M-03.
    """
    if schema_hash(connection) != expected:
        raise _foreign()


def check_known_schema(connection: Connection) -> None:
    """Refuse a file whose schema is of no format of ours, before a table of it is read.

    Raises:
        DossierCorrompu: M-03.
    """
    if schema_hash(connection) not in SCHEMA_HASHES.values():
        raise _foreign()


def _foreign() -> DossierCorrompu:
    return DossierCorrompu(
        "M-03",
        _(
            "Ce fichier contient des éléments que CPOM Desktop n'a pas créés. "
            "Il n'a pas été ouvert."
        ),
        remedy=_("Rouvrez une copie de secours, et prévenez qui vous a remis ce fichier."),
    )


def check_integrity(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite finds wrong in the file; empty when it is sound."""
    broken = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    orphans = [f"{row[0]}#{row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return tuple(text for text in broken if text != "ok") + tuple(orphans)


def check_sound(connection: Connection, path: Path, version: int) -> None:
    """Refuse a file of `version` whose schema, structure or rows are not what was written.

    Raises:
        DossierCorrompu: M-03, a foreign schema; M-02, damage.
    """
    check_schema(connection, SCHEMA_HASHES[version])
    if faults := check_integrity(connection):
        raise damaged(path, "; ".join(faults))
    if version >= DIGEST_SINCE and (tables := digest.check(connection)):
        raise damaged(path, f"digest differs: {', '.join(tables)}")


def check_one_dossier(connection: Connection, path: Path) -> None:
    """Refuse a file that is not of one dossier.

    It has one identity, and one contract with its establishment, or neither yet.
    """
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM meta), (SELECT count(*) FROM dossier), "
        "(SELECT count(*) FROM etablissement)"
    ).fetchone()
    if counts not in {(1, 0, 0), (1, 1, 1)}:
        raise damaged(path, f"rows of meta, dossier, etablissement: {counts}")
