"""Schema 10: the register of the persons erased, and what she says of personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "confidentialite"

COUNT = "INTEGER NOT NULL DEFAULT 0 CHECK ({0} >= 0)"
COUNTS = (
    "fiches",
    "textes",
    "historique",
    "versions",
    "brouillons",
    "envois",
    "fichiers",
    "gardes",
    "sauvegardes",
    "sauvegardes_gardees",
)

TABLES = (
    f"""CREATE TABLE effacements (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        numero INTEGER NOT NULL UNIQUE CHECK (numero > 0),
        jour TEXT NOT NULL,
        motif TEXT NOT NULL DEFAULT 'demande',
        {", ".join(f"{name} {COUNT.format(name)}" for name in COUNTS)}
    ) STRICT""",
    """CREATE TABLE confidentialite (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cle TEXT NOT NULL UNIQUE,
        texte TEXT NOT NULL DEFAULT '',
        nombre INTEGER CHECK (nombre BETWEEN 0 AND 600)
    ) STRICT""",
)


def migrate(db: Database) -> None:
    """Add the tables."""
    for statement in TABLES:
        db.execute(statement)
