"""Schema 6: who sits where, meetings, decisions, exchanges, documents to gather, check-lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "relations"

FLAG = "INTEGER NOT NULL DEFAULT {} CHECK ({} IN (0, 1))"
TEXT = "TEXT NOT NULL DEFAULT ''"
ACTEUR = "INTEGER REFERENCES acteurs (id) ON DELETE SET NULL"
COLUMNS = {
    "civilite": "TEXT",
    "adresse": TEXT,
    "phases": TEXT,
    "depuis": "TEXT",
    "convention": FLAG.format(0, "convention"),
    "convention_signee_le": "TEXT",
    "convention_echeance": "TEXT",
    "convention_evaluee_le": "TEXT",
}
"""Of the stakeholders."""

TABLES = (
    f"""CREATE TABLE interlocuteurs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        acteur_id INTEGER NOT NULL REFERENCES acteurs (id) ON DELETE CASCADE,
        nom TEXT NOT NULL,
        fonction {TEXT},
        telephone {TEXT},
        courriel {TEXT},
        depuis TEXT,
        jusqu_au TEXT,
        note {TEXT}
    ) STRICT""",
    """CREATE TABLE raci_taches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        activite_id INTEGER NOT NULL REFERENCES raci_activites (id) ON DELETE CASCADE,
        task_id INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        UNIQUE (activite_id, task_id)
    ) STRICT""",
    f"""CREATE TABLE instances (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug {TEXT},
        ordre INTEGER NOT NULL DEFAULT 0,
        nom TEXT NOT NULL,
        abrege {TEXT},
        objet {TEXT},
        composition {TEXT},
        phase {TEXT},
        frequence {TEXT},
        quorum INTEGER CHECK (quorum BETWEEN 1 AND 200),
        delai_convocation INTEGER CHECK (delai_convocation BETWEEN 0 AND 365),
        delai_dossier INTEGER CHECK (delai_dossier BETWEEN 0 AND 365),
        delai_compte_rendu INTEGER CHECK (delai_compte_rendu BETWEEN 0 AND 365),
        regle_validation {TEXT},
        confidentialite TEXT NOT NULL DEFAULT 'copil',
        president_id {ACTEUR},
        secretaire_id {ACTEUR}
    ) STRICT""",
    f"""CREATE TABLE instances_membres (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        instance_id INTEGER NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        acteur_id INTEGER NOT NULL REFERENCES acteurs (id) ON DELETE CASCADE,
        qualite {TEXT},
        suppleant_id {ACTEUR},
        voix {FLAG.format(1, "voix")},
        UNIQUE (instance_id, acteur_id)
    ) STRICT""",
    f"""CREATE TABLE reunions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        instance_id INTEGER REFERENCES instances (id) ON DELETE SET NULL,
        task_id INTEGER REFERENCES tasks (id) ON DELETE SET NULL,
        numero INTEGER CHECK (numero BETWEEN 1 AND 999),
        titre TEXT NOT NULL,
        objet {TEXT},
        jour TEXT,
        heure {TEXT},
        duree_minutes INTEGER CHECK (duree_minutes BETWEEN 1 AND 1440),
        lieu {TEXT},
        visio {TEXT},
        etat TEXT NOT NULL DEFAULT 'brouillon',
        convoquee_le TEXT,
        repondre_avant TEXT,
        redigee_le TEXT,
        validee_le TEXT,
        diffusee_le TEXT,
        rouverte_le TEXT,
        motif_reouverture {TEXT},
        prochaine {TEXT},
        note {TEXT}
    ) STRICT""",
    f"""CREATE TABLE reunions_points (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reunion_id INTEGER NOT NULL REFERENCES reunions (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        titre TEXT NOT NULL,
        rapporteur_id {ACTEUR},
        duree_minutes INTEGER CHECK (duree_minutes BETWEEN 1 AND 1440),
        nature TEXT NOT NULL DEFAULT 'information',
        document {TEXT},
        notes {TEXT},
        traite {FLAG.format(0, "traite")}
    ) STRICT""",
    f"""CREATE TABLE reunions_presences (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reunion_id INTEGER NOT NULL REFERENCES reunions (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        acteur_id {ACTEUR},
        nom {TEXT},
        qualite {TEXT},
        voix {FLAG.format(1, "voix")},
        presence TEXT NOT NULL DEFAULT 'attendu',
        represente_par {TEXT}
    ) STRICT""",
    f"""CREATE TABLE decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reunion_id INTEGER NOT NULL REFERENCES reunions (id) ON DELETE CASCADE,
        point_id INTEGER REFERENCES reunions_points (id) ON DELETE SET NULL,
        numero INTEGER NOT NULL CHECK (numero BETWEEN 1 AND 9999),
        texte TEXT NOT NULL,
        responsable_id {ACTEUR},
        porteur {TEXT},
        echeance TEXT,
        etat TEXT NOT NULL DEFAULT 'a_faire',
        fait_le TEXT,
        task_id INTEGER REFERENCES tasks (id) ON DELETE SET NULL,
        fiche_id INTEGER REFERENCES fiches_action (id) ON DELETE SET NULL
    ) STRICT""",
    f"""CREATE TABLE echanges (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        jour TEXT NOT NULL,
        heure {TEXT},
        nature TEXT NOT NULL DEFAULT 'appel',
        sens TEXT NOT NULL DEFAULT 'emis',
        objet TEXT NOT NULL,
        texte {TEXT},
        attend_reponse {FLAG.format(0, "attend_reponse")},
        clos_le TEXT,
        suite {TEXT},
        suite_le TEXT,
        suite_faite_le TEXT,
        task_id INTEGER REFERENCES tasks (id) ON DELETE SET NULL,
        repond_a_id INTEGER REFERENCES echanges (id) ON DELETE SET NULL,
        reunion_id INTEGER REFERENCES reunions (id) ON DELETE SET NULL,
        bordereau INTEGER CHECK (bordereau BETWEEN 1 AND 99999),
        accuse_le TEXT
    ) STRICT""",
    f"""CREATE TABLE echanges_personnes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        echange_id INTEGER NOT NULL REFERENCES echanges (id) ON DELETE CASCADE,
        acteur_id {ACTEUR},
        nom {TEXT}
    ) STRICT""",
    f"""CREATE TABLE envois (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        echange_id INTEGER NOT NULL REFERENCES echanges (id) ON DELETE CASCADE,
        ordre INTEGER NOT NULL DEFAULT 0,
        titre TEXT NOT NULL,
        version {TEXT},
        exemplaires INTEGER NOT NULL DEFAULT 1 CHECK (exemplaires BETWEEN 1 AND 999),
        empreinte {TEXT}
    ) STRICT""",
    f"""CREATE TABLE pieces (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug {TEXT},
        ordre INTEGER NOT NULL DEFAULT 0,
        titre TEXT NOT NULL,
        type TEXT NOT NULL,
        themes {TEXT},
        emetteur {TEXT},
        validite TEXT NOT NULL DEFAULT 'en_vigueur',
        validite_mois INTEGER CHECK (validite_mois BETWEEN 1 AND 600),
        validite_exercice INTEGER NOT NULL DEFAULT 1 CHECK (validite_exercice BETWEEN 0 AND 20),
        valable_jusqu_au TEXT,
        etat TEXT NOT NULL DEFAULT 'manquante',
        version_du TEXT,
        periode {TEXT},
        detenteur_id {ACTEUR},
        emplacement {TEXT},
        demandee_le TEXT,
        attendue_le TEXT,
        motif {TEXT},
        donnees_personnelles {FLAG.format(0, "donnees_personnelles")},
        note {TEXT}
    ) STRICT""",
    """CREATE TABLE fichiers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        nom TEXT NOT NULL,
        empreinte TEXT NOT NULL,
        taille INTEGER NOT NULL CHECK (taille BETWEEN 1 AND 20971520),
        ajoute_le TEXT NOT NULL,
        piece_id INTEGER REFERENCES pieces (id) ON DELETE CASCADE,
        echange_id INTEGER REFERENCES echanges (id) ON DELETE CASCADE,
        reunion_id INTEGER REFERENCES reunions (id) ON DELETE CASCADE
    ) STRICT""",
    """CREATE TABLE contenus (
        empreinte TEXT PRIMARY KEY,
        contenu BLOB NOT NULL
    ) STRICT""",
    f"""CREATE TABLE controles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        liste TEXT NOT NULL,
        slug {TEXT},
        ordre INTEGER NOT NULL DEFAULT 0,
        etape {TEXT},
        texte TEXT NOT NULL,
        etat TEXT,
        motif {TEXT},
        fait_le TEXT,
        acteur_id {ACTEUR},
        echeance TEXT,
        decision {TEXT},
        document {TEXT},
        note {TEXT}
    ) STRICT""",
    f"""CREATE TABLE rubriques (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fiche TEXT NOT NULL,
        slug {TEXT},
        ordre INTEGER NOT NULL DEFAULT 0,
        titre TEXT NOT NULL,
        texte {TEXT}
    ) STRICT""",
)

LINKS = (
    ("interlocuteurs", "acteur_id"),
    ("raci_taches", "task_id"),
    ("instances", "president_id"),
    ("instances", "secretaire_id"),
    ("instances_membres", "acteur_id"),
    ("instances_membres", "suppleant_id"),
    ("reunions", "instance_id"),
    ("reunions", "task_id"),
    ("reunions_points", "reunion_id"),
    ("reunions_points", "rapporteur_id"),
    ("reunions_presences", "reunion_id"),
    ("reunions_presences", "acteur_id"),
    ("decisions", "reunion_id"),
    ("decisions", "point_id"),
    ("decisions", "responsable_id"),
    ("decisions", "task_id"),
    ("decisions", "fiche_id"),
    ("echanges", "task_id"),
    ("echanges", "repond_a_id"),
    ("echanges", "reunion_id"),
    ("echanges_personnes", "echange_id"),
    ("echanges_personnes", "acteur_id"),
    ("envois", "echange_id"),
    ("pieces", "detenteur_id"),
    ("fichiers", "piece_id"),
    ("fichiers", "echange_id"),
    ("fichiers", "reunion_id"),
    ("controles", "acteur_id"),
)
"""Each has an index: a deletion looks for what named the row."""


def migrate(db: Database) -> None:
    """Add the columns, the tables and their indexes."""
    for name, kind in COLUMNS.items():
        db.execute(f"ALTER TABLE acteurs ADD COLUMN {name} {kind}")
    for statement in TABLES:
        db.execute(statement)
    for table, field in LINKS:
        db.execute(f"CREATE INDEX {table}_par_{field.removesuffix('_id')} ON {table} ({field})")
