"""Empty dossiers as earlier versions made them: what the self-test has the program migrate."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING
from uuid import uuid4

from db.connection import connect
from db.faults import in_french
from db.header import APPLICATION_ID
from db.upgrade import migrate

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    ("INSERT INTO meta (id, uuid, cree_avec, cree_le) VALUES (1, ?, '0', '2027-03-12')", "uuid"),
    ("INSERT INTO dossier (id) VALUES (1)", ""),
    ("INSERT INTO etablissement (id, nom) VALUES (1, ?)", "nom"),
)
"""Written at schema 1, which never changes; later schemas receive them by their migrations."""


def make_former(path: Path, version: int, nom: str) -> None:
    """Write a dossier of schema `version`, of which only the establishment's name is known.

    Raises:
        FileExistsError: something is at `path`.
        ErreurStockage: what the disk says.
    """
    path.touch(0o600, exist_ok=False)
    with in_french(), closing(connect(path, write=True)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection, 0, until=1)
        for statement, value in ROWS:
            given = {"uuid": (str(uuid4()),), "nom": (nom,)}.get(value, ())
            connection.execute(statement, given)
        migrate(connection, 1, until=version)
