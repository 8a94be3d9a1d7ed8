"""Schema 1: the dossier, its establishment, stakeholders, plan, RACI, packs, journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "socle"

TABLES = (
    """CREATE TABLE meta (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        uuid TEXT NOT NULL,
        cree_avec TEXT NOT NULL,
        cree_le TEXT NOT NULL,
        plancher_annulation INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE dossier (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        piste TEXT,
        date_reference TEXT,
        date_signature TEXT,
        date_effet TEXT,
        duree_annees INTEGER NOT NULL DEFAULT 5 CHECK (duree_annees BETWEEN 1 AND 7),
        contrat_actuel TEXT NOT NULL DEFAULT '',
        fin_contrat_actuel TEXT,
        prolonge_jusqu_au TEXT,
        lecture_raci TEXT NOT NULL DEFAULT 'kit',
        assistant_termine INTEGER NOT NULL DEFAULT 0 CHECK (assistant_termine IN (0, 1))
    ) STRICT""",
    """CREATE TABLE etablissement (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        nom TEXT NOT NULL DEFAULT '',
        gestionnaire TEXT NOT NULL DEFAULT '',
        statut_juridique TEXT,
        finess_et TEXT NOT NULL DEFAULT '',
        finess_ej TEXT NOT NULL DEFAULT '',
        siret TEXT NOT NULL DEFAULT '',
        adresse TEXT NOT NULL DEFAULT '',
        code_postal TEXT NOT NULL DEFAULT '',
        commune TEXT NOT NULL DEFAULT '',
        departement TEXT NOT NULL DEFAULT '',
        ars TEXT NOT NULL DEFAULT '',
        collectivite TEXT NOT NULL DEFAULT '',
        collectivite_signataire INTEGER NOT NULL DEFAULT 1
            CHECK (collectivite_signataire IN (0, 1)),
        regime_tarifaire TEXT,
        option_soins TEXT,
        zone_scolaire TEXT,
        autorise_depuis TEXT,
        projet_perimetre TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE capacites (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        type TEXT NOT NULL UNIQUE,
        autorisees INTEGER CHECK (autorisees >= 0),
        installees INTEGER CHECK (installees >= 0),
        financees INTEGER CHECK (financees >= 0),
        aide_sociale INTEGER CHECK (aide_sociale >= 0)
    ) STRICT""",
    """CREATE TABLE acteurs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT NOT NULL DEFAULT '',
        ordre INTEGER NOT NULL DEFAULT 0,
        famille TEXT NOT NULL,
        structure TEXT NOT NULL DEFAULT '',
        service TEXT NOT NULL DEFAULT '',
        nom TEXT NOT NULL DEFAULT '',
        fonction TEXT NOT NULL DEFAULT '',
        telephone TEXT NOT NULL DEFAULT '',
        courriel TEXT NOT NULL DEFAULT '',
        statut_contrat TEXT,
        relation TEXT NOT NULL DEFAULT '',
        attentes TEXT NOT NULL DEFAULT '',
        influence INTEGER CHECK (influence BETWEEN 1 AND 4),
        interet INTEGER CHECK (interet BETWEEN 1 AND 4),
        position TEXT
    ) STRICT""",
    """CREATE TABLE tasks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT NOT NULL DEFAULT '',
        ordre INTEGER NOT NULL DEFAULT 0,
        phase TEXT NOT NULL,
        titre TEXT NOT NULL,
        duree_jours INTEGER NOT NULL DEFAULT 5 CHECK (duree_jours >= 1),
        mode TEXT NOT NULL DEFAULT 'au_plus_tard',
        jalon INTEGER NOT NULL DEFAULT 0 CHECK (jalon IN (0, 1)),
        limite_jours INTEGER CHECK (limite_jours >= 0),
        acteur_id INTEGER REFERENCES acteurs (id) ON DELETE SET NULL,
        livrable TEXT NOT NULL DEFAULT '',
        etat TEXT NOT NULL DEFAULT 'a_faire',
        avancement INTEGER NOT NULL DEFAULT 0 CHECK (avancement BETWEEN 0 AND 100),
        date_epinglee TEXT,
        fin_reelle TEXT,
        note TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE task_links (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        task_id INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        predecessor_id INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        UNIQUE (task_id, predecessor_id),
        CHECK (task_id <> predecessor_id)
    ) STRICT""",
    """CREATE TABLE raci_roles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT NOT NULL DEFAULT '',
        ordre INTEGER NOT NULL DEFAULT 0,
        libelle TEXT NOT NULL,
        abrege TEXT NOT NULL DEFAULT '',
        acteur_id INTEGER REFERENCES acteurs (id) ON DELETE SET NULL
    ) STRICT""",
    """CREATE TABLE raci_activites (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT NOT NULL DEFAULT '',
        ordre INTEGER NOT NULL DEFAULT 0,
        phase TEXT NOT NULL,
        titre TEXT NOT NULL,
        autorites_attendues INTEGER NOT NULL DEFAULT 0 CHECK (autorites_attendues IN (0, 1))
    ) STRICT""",
    """CREATE TABLE raci_cases (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        activite_id INTEGER NOT NULL REFERENCES raci_activites (id) ON DELETE CASCADE,
        role_id INTEGER NOT NULL REFERENCES raci_roles (id) ON DELETE CASCADE,
        sens TEXT NOT NULL,
        UNIQUE (activite_id, role_id, sens)
    ) STRICT""",
    """CREATE TABLE anomalies_assumees (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cle TEXT NOT NULL UNIQUE,
        motif TEXT NOT NULL,
        assumee_le TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE packs_integres (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        pack TEXT NOT NULL,
        fichier TEXT NOT NULL,
        texte TEXT NOT NULL,
        UNIQUE (pack, fichier)
    ) STRICT""",
    """CREATE TABLE brouillons (
        champ TEXT PRIMARY KEY,
        texte TEXT NOT NULL,
        message TEXT NOT NULL,
        quand TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE reprise (
        cle TEXT PRIMARY KEY,
        valeur TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE journal_etapes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        quand TEXT NOT NULL,
        titre TEXT NOT NULL,
        operation TEXT NOT NULL,
        fusion TEXT NOT NULL DEFAULT '',
        annulee INTEGER NOT NULL DEFAULT 0 CHECK (annulee IN (0, 1))
    ) STRICT""",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        etape_id INTEGER NOT NULL REFERENCES journal_etapes (id) ON DELETE CASCADE,
        tbl TEXT NOT NULL,
        rid INTEGER NOT NULL,
        avant TEXT,
        apres TEXT,
        CHECK (avant IS NOT NULL OR apres IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX journal_par_etape ON journal (etape_id)",
    "CREATE INDEX journal_par_objet ON journal (tbl, rid)",
    "CREATE INDEX cases_par_role ON raci_cases (role_id)",
    "CREATE INDEX liens_par_predecesseur ON task_links (predecessor_id)",
    "CREATE INDEX taches_par_acteur ON tasks (acteur_id)",
    "CREATE INDEX roles_par_acteur ON raci_roles (acteur_id)",
)


def migrate(db: Database) -> None:
    """Create the tables of schema 1."""
    for statement in TABLES:
        db.execute(statement)
