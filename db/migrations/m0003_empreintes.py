"""Schema 3: the digest of every table, kept by the program's own triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "empreintes"

TABLE = """CREATE TABLE empreintes (
    tbl TEXT PRIMARY KEY,
    lignes INTEGER NOT NULL,
    somme INTEGER NOT NULL
) STRICT"""


def migrate(db: Database) -> None:
    """Create the table; its rows are written once every migration is done."""
    db.execute(TABLE)
