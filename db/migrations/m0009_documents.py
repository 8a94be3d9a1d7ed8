"""Schema 9: the dossiers of documents that she composes, and what was frozen when it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "documents"

TEXT = "TEXT NOT NULL DEFAULT ''"
FLAG = "INTEGER NOT NULL DEFAULT {} CHECK ({} IN (0, 1))"

COLUMNS = {
    "envois": {
        "document": TEXT,
        "numero": "INTEGER CHECK (numero BETWEEN 1 AND 9999)",
        "contenu": TEXT,
        "version_id": "INTEGER CHECK (version_id > 0)",
    },
    "fichiers": {"usage": TEXT},
}

TABLES = (
    f"""CREATE TABLE dossiers_nommes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ordre INTEGER NOT NULL DEFAULT 0,
        nom TEXT NOT NULL,
        modele {TEXT},
        mention TEXT NOT NULL DEFAULT 'projet',
        classe TEXT,
        papier TEXT NOT NULL DEFAULT 'a4',
        noir_et_blanc {FLAG.format(0, "noir_et_blanc")},
        couverture {FLAG.format(1, "couverture")},
        sommaire {FLAG.format(1, "sommaire")},
        logo {FLAG.format(1, "logo")},
        noms {FLAG.format(1, "noms")},
        sources {FLAG.format(1, "sources")}
    ) STRICT""",
    """CREATE TABLE dossiers_parties (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        dossier_id INTEGER NOT NULL REFERENCES dossiers_nommes (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        document TEXT NOT NULL,
        UNIQUE (dossier_id, document)
    ) STRICT""",
)


def migrate(db: Database) -> None:
    """Add the columns and the tables."""
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    for statement in TABLES:
        db.execute(statement)
