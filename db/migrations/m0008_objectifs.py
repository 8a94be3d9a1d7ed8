"""Schema 8: what founds an objective, where a fiche comes from, its costs, its measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "objectifs"

TEXT = "TEXT NOT NULL DEFAULT ''"
FLAG = "INTEGER NOT NULL DEFAULT 0 CHECK ({name} IN (0, 1))"
ONE_TO_THREE = "INTEGER CHECK ({name} BETWEEN 1 AND 3)"
YEAR = "INTEGER CHECK ({name} BETWEEN 2000 AND 2100)"
CENTS = "INTEGER CHECK ({name} >= 0)"

COLUMNS = {
    "axes": {"modele": TEXT},
    "objectifs": {
        "domaine": TEXT,
        "priorite": ONE_TO_THREE,
        "note": TEXT,
        "modele": TEXT,
        "a_adapter": FLAG,
    },
    "fiches_action": {
        "impact": ONE_TO_THREE,
        "effort": ONE_TO_THREE,
        "justification_cout": TEXT,
        "modele": TEXT,
        "a_adapter": FLAG,
    },
    "moyens": {
        "section": "TEXT",
        "quantite": "TEXT",
        "unite": "TEXT",
        "cout_unitaire_centimes": CENTS,
    },
    "financements": {
        "montant_obtenu_centimes": CENTS,
        "premiere_annee": YEAR,
        "derniere_annee": YEAR,
    },
    "indicateurs": {
        "numerateur": TEXT,
        "denominateur": TEXT,
        "exclusions": TEXT,
        "donnee": TEXT,
        "polarite": "TEXT",
        "decimales": "INTEGER CHECK (decimales BETWEEN 0 AND 4)",
        "date_initiale": "TEXT",
        "responsable_id": "INTEGER REFERENCES acteurs (id) ON DELETE SET NULL",
        "seuil_alerte": "TEXT",
        "commentaire": TEXT,
        "modele": TEXT,
        "a_adapter": FLAG,
    },
}

TABLES = (
    """CREATE TABLE objectifs_constats (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        objectif_id INTEGER NOT NULL REFERENCES objectifs (id) ON DELETE CASCADE,
        critere TEXT NOT NULL,
        UNIQUE (objectif_id, critere)
    ) STRICT""",
    f"""CREATE TABLE fiches_origines (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche_id INTEGER NOT NULL REFERENCES fiches_action (id) ON DELETE CASCADE,
        origine TEXT NOT NULL,
        reference {TEXT},
        UNIQUE (fiche_id, origine)
    ) STRICT""",
    f"""CREATE TABLE fiches_versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche_id INTEGER NOT NULL REFERENCES fiches_action (id) ON DELETE CASCADE,
        version TEXT NOT NULL,
        jour TEXT NOT NULL,
        statut TEXT NOT NULL,
        par {TEXT},
        reunion_id INTEGER REFERENCES reunions (id) ON DELETE SET NULL,
        note {TEXT}
    ) STRICT""",
    f"""CREATE TABLE realisations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        indicateur_id INTEGER NOT NULL REFERENCES indicateurs (id) ON DELETE CASCADE,
        annee INTEGER NOT NULL CHECK (annee BETWEEN 2000 AND 2100),
        valeur TEXT NOT NULL,
        source {TEXT},
        date_source TEXT,
        commentaire {TEXT},
        UNIQUE (indicateur_id, annee)
    ) STRICT""",
    "CREATE INDEX indicateurs_par_responsable ON indicateurs (responsable_id)",
    "CREATE INDEX fiches_versions_par_fiche ON fiches_versions (fiche_id)",
    "CREATE INDEX fiches_versions_par_reunion ON fiches_versions (reunion_id)",
)


def migrate(db: Database) -> None:
    """Add the columns, the tables and their indexes."""
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind.format(name=name)}")
    for statement in TABLES:
        db.execute(statement)
