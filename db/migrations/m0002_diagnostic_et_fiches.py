"""Schema 2: the shared diagnosis, axes and objectives, fiches actions, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "diagnostic et fiches actions"

TABLES = (
    """CREATE TABLE constats (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        critere TEXT NOT NULL UNIQUE,
        cotation TEXT,
        motif TEXT NOT NULL DEFAULT '',
        texte TEXT NOT NULL DEFAULT '',
        preuve TEXT NOT NULL DEFAULT '',
        nature TEXT,
        priorite INTEGER CHECK (priorite BETWEEN 1 AND 3),
        a_verifier INTEGER NOT NULL DEFAULT 0 CHECK (a_verifier IN (0, 1)),
        position_ars TEXT,
        note_ars TEXT NOT NULL DEFAULT '',
        position_departement TEXT,
        note_departement TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE axes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ordre INTEGER NOT NULL DEFAULT 0,
        libelle TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE objectifs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        axe_id INTEGER NOT NULL REFERENCES axes (id) ON DELETE CASCADE,
        strategique_id INTEGER REFERENCES objectifs (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        libelle TEXT NOT NULL,
        CHECK (strategique_id <> id)
    ) STRICT""",
    """CREATE TABLE fiches_action (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        numero INTEGER NOT NULL UNIQUE CHECK (numero >= 1),
        titre TEXT NOT NULL,
        objectif_id INTEGER REFERENCES objectifs (id) ON DELETE SET NULL,
        statut TEXT NOT NULL DEFAULT 'brouillon',
        priorite TEXT,
        version TEXT NOT NULL DEFAULT '0.1',
        redigee_le TEXT,
        responsable_id INTEGER REFERENCES acteurs (id) ON DELETE SET NULL,
        suppleant_id INTEGER REFERENCES acteurs (id) ON DELETE SET NULL,
        acteurs_mobilises TEXT NOT NULL DEFAULT '',
        demarches_liees TEXT NOT NULL DEFAULT '',
        etat_des_lieux TEXT NOT NULL DEFAULT '',
        resultats_attendus TEXT NOT NULL DEFAULT '',
        modalites_suivi TEXT NOT NULL DEFAULT '',
        risques TEXT NOT NULL DEFAULT '',
        conditions_reussite TEXT NOT NULL DEFAULT '',
        validee_par TEXT NOT NULL DEFAULT '',
        validee_le TEXT
    ) STRICT""",
    """CREATE TABLE etapes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche_id INTEGER NOT NULL REFERENCES fiches_action (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        libelle TEXT NOT NULL,
        responsable_id INTEGER REFERENCES acteurs (id) ON DELETE SET NULL,
        debut TEXT,
        fin TEXT,
        livrable TEXT NOT NULL DEFAULT '',
        avancement INTEGER NOT NULL DEFAULT 0 CHECK (avancement BETWEEN 0 AND 100)
    ) STRICT""",
    """CREATE TABLE moyens (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche_id INTEGER NOT NULL REFERENCES fiches_action (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        libelle TEXT NOT NULL,
        categorie TEXT NOT NULL DEFAULT 'materiel',
        nature TEXT NOT NULL DEFAULT 'exploitation_ponctuelle',
        montant_centimes INTEGER CHECK (montant_centimes >= 0),
        premiere_annee INTEGER CHECK (premiere_annee BETWEEN 2000 AND 2100),
        derniere_annee INTEGER CHECK (derniere_annee BETWEEN 2000 AND 2100)
    ) STRICT""",
    """CREATE TABLE financements (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche_id INTEGER NOT NULL REFERENCES fiches_action (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        source TEXT NOT NULL,
        precision TEXT NOT NULL DEFAULT '',
        montant_centimes INTEGER CHECK (montant_centimes >= 0),
        etat TEXT NOT NULL DEFAULT 'demande'
    ) STRICT""",
    """CREATE TABLE indicateurs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        libelle TEXT NOT NULL,
        type TEXT NOT NULL DEFAULT 'resultat',
        definition TEXT NOT NULL DEFAULT '',
        mode_calcul TEXT NOT NULL DEFAULT '',
        unite TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL DEFAULT '',
        periodicite TEXT NOT NULL DEFAULT '',
        valeur_initiale TEXT,
        annee_initiale INTEGER CHECK (annee_initiale BETWEEN 2000 AND 2100)
    ) STRICT""",
    """CREATE TABLE cibles_indicateurs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        indicateur_id INTEGER NOT NULL REFERENCES indicateurs (id) ON DELETE CASCADE,
        annee INTEGER NOT NULL CHECK (annee BETWEEN 2000 AND 2100),
        valeur TEXT NOT NULL,
        UNIQUE (indicateur_id, annee)
    ) STRICT""",
    """CREATE TABLE fiches_indicateurs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche_id INTEGER NOT NULL REFERENCES fiches_action (id) ON DELETE CASCADE,
        indicateur_id INTEGER NOT NULL REFERENCES indicateurs (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        UNIQUE (fiche_id, indicateur_id)
    ) STRICT""",
    """CREATE TABLE fiches_constats (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche_id INTEGER NOT NULL REFERENCES fiches_action (id) ON DELETE CASCADE,
        critere TEXT NOT NULL,
        UNIQUE (fiche_id, critere)
    ) STRICT""",
    "CREATE INDEX objectifs_par_axe ON objectifs (axe_id)",
    "CREATE INDEX objectifs_par_strategique ON objectifs (strategique_id)",
    "CREATE INDEX fiches_par_objectif ON fiches_action (objectif_id)",
    "CREATE INDEX fiches_par_responsable ON fiches_action (responsable_id)",
    "CREATE INDEX fiches_par_suppleant ON fiches_action (suppleant_id)",
    "CREATE INDEX etapes_par_fiche ON etapes (fiche_id)",
    "CREATE INDEX etapes_par_responsable ON etapes (responsable_id)",
    "CREATE INDEX moyens_par_fiche ON moyens (fiche_id)",
    "CREATE INDEX financements_par_fiche ON financements (fiche_id)",
    "CREATE INDEX liens_par_indicateur ON fiches_indicateurs (indicateur_id)",
)


def migrate(db: Database) -> None:
    """Create the tables of schema 2."""
    for statement in TABLES:
        db.execute(statement)
