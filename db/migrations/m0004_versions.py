"""Schema 4: the versions that she names, kept in the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "versions"

TABLE = """CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    nom TEXT NOT NULL,
    cree_le TEXT NOT NULL,
    seq INTEGER NOT NULL,
    contenu TEXT NOT NULL
) STRICT"""


def migrate(db: Database) -> None:
    """Create the table."""
    db.execute(TABLE)
