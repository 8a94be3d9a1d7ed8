"""Schema 7: figures by year, own criteria and indicators, proofs, synthesis, HAS, Vue ARS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "diagnostic"

TEXT = "TEXT NOT NULL DEFAULT ''"
COLUMNS = {
    "constats": {
        "importance": "INTEGER CHECK (importance BETWEEN 1 AND 3)",
        "faisabilite": "INTEGER CHECK (faisabilite BETWEEN 1 AND 3)",
        "rang": "INTEGER CHECK (rang BETWEEN 1 AND 99)",
        "date_preuve": "TEXT",
        "echeance": "TEXT",
        "acteur_id": "INTEGER REFERENCES acteurs (id) ON DELETE SET NULL",
    },
    "fichiers": {"critere": TEXT},
}

TABLES = (
    f"""CREATE TABLE valeurs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        donnee TEXT NOT NULL,
        annee INTEGER NOT NULL CHECK (annee BETWEEN 1990 AND 2100),
        valeur TEXT,
        source {TEXT},
        date_source TEXT,
        commentaire {TEXT},
        confirmee INTEGER NOT NULL DEFAULT 0 CHECK (confirmee IN (0, 1)),
        UNIQUE (donnee, annee)
    ) STRICT""",
    f"""CREATE TABLE indicateurs_propres (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ordre INTEGER NOT NULL DEFAULT 0,
        libelle TEXT NOT NULL,
        groupe TEXT NOT NULL,
        numerateur {TEXT},
        denominateur {TEXT},
        unite TEXT NOT NULL DEFAULT 'nombre',
        decimales INTEGER NOT NULL DEFAULT 2 CHECK (decimales BETWEEN 0 AND 4),
        polarite TEXT NOT NULL DEFAULT 'neutre',
        source {TEXT}
    ) STRICT""",
    f"""CREATE TABLE reperes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        indicateur TEXT NOT NULL,
        valeur TEXT NOT NULL,
        annee INTEGER NOT NULL CHECK (annee BETWEEN 1990 AND 2100),
        champ {TEXT},
        source TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE explications (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        indicateur TEXT NOT NULL UNIQUE,
        question {TEXT},
        texte {TEXT},
        action {TEXT},
        fiche_id INTEGER REFERENCES fiches_action (id) ON DELETE SET NULL,
        preuve {TEXT}
    ) STRICT""",
    f"""CREATE TABLE correspondances (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sorte TEXT NOT NULL,
        nom TEXT NOT NULL,
        signature {TEXT},
        colonnes {TEXT}
    ) STRICT""",
    f"""CREATE TABLE criteres_propres (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ordre INTEGER NOT NULL DEFAULT 0,
        theme TEXT NOT NULL,
        titre TEXT NOT NULL,
        question {TEXT},
        preuve {TEXT}
    ) STRICT""",
    """CREATE TABLE constats_indicateurs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        critere TEXT NOT NULL,
        indicateur TEXT NOT NULL,
        retire INTEGER NOT NULL DEFAULT 0 CHECK (retire IN (0, 1)),
        UNIQUE (critere, indicateur)
    ) STRICT""",
    """CREATE TABLE constats_pieces (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        critere TEXT NOT NULL,
        piece_id INTEGER NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
        UNIQUE (critere, piece_id)
    ) STRICT""",
    f"""CREATE TABLE syntheses (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cle TEXT NOT NULL UNIQUE,
        texte {TEXT},
        base {TEXT}
    ) STRICT""",
    f"""CREATE TABLE cotations_has (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ordre INTEGER NOT NULL DEFAULT 0,
        code TEXT NOT NULL,
        libelle {TEXT},
        theme {TEXT},
        cotation INTEGER CHECK (cotation BETWEEN 1 AND 4),
        imperatif INTEGER NOT NULL DEFAULT 0 CHECK (imperatif IN (0, 1)),
        commentaire {TEXT}
    ) STRICT""",
    "CREATE INDEX constats_par_acteur ON constats (acteur_id)",
    "CREATE INDEX explications_par_fiche ON explications (fiche_id)",
    "CREATE INDEX constats_pieces_par_piece ON constats_pieces (piece_id)",
)


def migrate(db: Database) -> None:
    """Add the columns, the tables and their indexes."""
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    for statement in TABLES:
        db.execute(statement)
