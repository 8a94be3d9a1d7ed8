"""Schema 5: the living plan: meetings, closures, lead times, plans of reference, deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "planification"

FLAG = "INTEGER NOT NULL DEFAULT {} CHECK ({} IN (0, 1))"
COLUMNS = {
    "tasks": {
        "unite": "TEXT NOT NULL DEFAULT 'calendaires'",
        "reunion": FLAG.format(0, "reunion"),
        "ancre": "TEXT",
        "decalage_mois": "INTEGER NOT NULL DEFAULT 0",
        "decalage_jours": "INTEGER NOT NULL DEFAULT 0",
        "debut_reel": "TEXT",
    },
    "dossier": {
        "debut_demarche": "TEXT",
        "reporter_reunions": FLAG.format(1, "reporter_reunions"),
        "eviter_ete": FLAG.format(1, "eviter_ete"),
        "eviter_fin_annee": FLAG.format(1, "eviter_fin_annee"),
        "eviter_ponts": FLAG.format(1, "eviter_ponts"),
        "eviter_vacances": FLAG.format(0, "eviter_vacances"),
    },
}

TABLES = (
    """CREATE TABLE fermetures (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        libelle TEXT NOT NULL DEFAULT '',
        debut TEXT NOT NULL,
        fin TEXT NOT NULL,
        travail INTEGER NOT NULL DEFAULT 0 CHECK (travail IN (0, 1)),
        CHECK (debut <= fin)
    ) STRICT""",
    """CREATE TABLE delais_reunion (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT NOT NULL DEFAULT '',
        ordre INTEGER NOT NULL DEFAULT 0,
        libelle TEXT NOT NULL,
        jours INTEGER NOT NULL CHECK (jours BETWEEN -365 AND 365),
        actif INTEGER NOT NULL DEFAULT 1 CHECK (actif IN (0, 1))
    ) STRICT""",
    """CREATE TABLE plans_reference (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        nom TEXT NOT NULL,
        quand TEXT NOT NULL,
        cible TEXT,
        automatique INTEGER NOT NULL DEFAULT 0 CHECK (automatique IN (0, 1)),
        task_id INTEGER REFERENCES tasks (id) ON DELETE SET NULL
    ) STRICT""",
    """CREATE TABLE plans_reference_taches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reference_id INTEGER NOT NULL REFERENCES plans_reference (id) ON DELETE CASCADE,
        task_id INTEGER NOT NULL,
        titre TEXT NOT NULL,
        debut TEXT NOT NULL,
        fin TEXT NOT NULL,
        UNIQUE (reference_id, task_id)
    ) STRICT""",
    """CREATE TABLE echeances (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cle TEXT NOT NULL DEFAULT '',
        titre TEXT NOT NULL DEFAULT '',
        jour TEXT,
        motif TEXT NOT NULL DEFAULT '',
        acteur_id INTEGER REFERENCES acteurs (id) ON DELETE SET NULL,
        rappels TEXT NOT NULL DEFAULT '',
        fait_le TEXT,
        sans_objet INTEGER NOT NULL DEFAULT 0 CHECK (sans_objet IN (0, 1)),
        note TEXT NOT NULL DEFAULT '',
        CHECK (cle <> '' OR jour IS NOT NULL)
    ) STRICT""",
    "CREATE UNIQUE INDEX echeances_par_cle ON echeances (cle) WHERE cle <> ''",
    "CREATE INDEX echeances_par_acteur ON echeances (acteur_id)",
    "CREATE INDEX references_par_tache ON plans_reference (task_id)",
)

DELAIS = (
    (1, "convocation", "Envoyer la convocation", -21),
    (2, "pieces", "Envoyer les pièces", -15),
    (3, "compte_rendu", "Diffuser le compte rendu", 8),
)
"""Lead times that a dossier begun before is given; she may change them."""


def migrate(db: Database) -> None:
    """Add the columns and the tables; milestones of old plans but the target are meetings."""
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    for statement in TABLES:
        db.execute(statement)
    db.execute("UPDATE tasks SET reunion = 1 WHERE jalon = 1 AND slug NOT LIKE 'signature%'")
    for row in DELAIS:
        db.execute(
            "INSERT INTO delais_reunion (ordre, slug, libelle, jours) "
            "SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM dossier)",
            row,
        )
