"""Only our own tables and indexes may be in the file."""

from __future__ import annotations

from contextlib import closing

import pytest

from cpom_desktop.errors import DossierCorrompu
from db.connection import memory
from db.migrations import MIGRATIONS, SCHEMA_HASHES, SCHEMA_VERSION
from db.store import open_dossier
from db.upgrade import migrate
from db.whitelist import check_integrity, schema_hash
from tests.outils.dossiers import every_row, raw, state_of

FOREIGN = {
    "trigger": "CREATE TRIGGER vide AFTER UPDATE ON acteurs BEGIN DELETE FROM tasks; END",
    "view": "CREATE VIEW espion AS SELECT * FROM acteurs",
    "table": "CREATE TABLE notes (texte TEXT)",
    "index": "CREATE INDEX tri ON acteurs (nom)",
    "virtual table": "CREATE VIRTUAL TABLE recherche USING fts5(texte)",
    "column": "ALTER TABLE acteurs ADD COLUMN secret TEXT",
    "statistics": "ANALYZE",
    "missing table": "DROP TABLE brouillons",
    "missing index": "DROP INDEX cases_par_role",
}


@pytest.mark.parametrize("statement", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_foreign_object_refuses_the_file_before_any_use(dossier, clock, statement, read_only):
    raw(dossier, statement)
    before = state_of(dossier.parent)

    with pytest.raises(DossierCorrompu) as caught:
        open_dossier(dossier, clock, read_only=read_only)

    assert caught.value.code == "M-03"
    assert "éléments que CPOM Desktop n’a pas créés" in caught.value.sentence
    assert state_of(dossier.parent) == before


@pytest.mark.parametrize("version", SCHEMA_HASHES)
def test_the_known_hash_is_that_of_the_migrations_run_afresh(version):
    with closing(memory()) as connection:
        for migration in MIGRATIONS[:version]:
            from sqlite_utils import Database

            migration.migrate(Database(connection))
        assert schema_hash(connection) == SCHEMA_HASHES[version]


def test_every_migration_has_its_hash():
    assert list(SCHEMA_HASHES) == list(range(1, SCHEMA_VERSION + 1))


def test_every_table_is_strict():
    with closing(memory()) as connection:
        migrate(connection, 0)
        kinds = connection.execute(
            "SELECT name, type, strict FROM pragma_table_list "
            "WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    assert kinds
    assert [name for name, kind, strict in kinds if kind != "table" or not strict] == []


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        ("UPDATE tasks SET duree_jours = 'deux'", "duree_jours"),
        ("UPDATE acteurs SET influence = 9", "influence"),
        ("UPDATE tasks SET jalon = 2", "jalon"),
        ("UPDATE dossier SET duree_annees = 0", "duree_annees"),
        ("UPDATE dossier SET id = 2", "id"),
    ],
)
def test_a_value_of_the_wrong_kind_does_not_enter(dossier, statement, column):
    before = every_row(dossier)
    from db.connection import sqlite3

    with pytest.raises(sqlite3.IntegrityError, match=column):
        raw(dossier, statement)
    assert every_row(dossier) == before


def test_a_sound_file_has_no_fault(store):
    assert check_integrity(store._connection) == ()


def test_an_orphan_row_refuses_the_file(dossier, clock):
    raw(dossier, "UPDATE tasks SET acteur_id = 9999 WHERE id = 1")

    with pytest.raises(DossierCorrompu) as caught:
        open_dossier(dossier, clock)
    assert caught.value.code == "M-02"
    assert "tasks#1" in caught.value.detail


def test_a_page_written_over_refuses_the_file(dossier, clock):
    size = dossier.stat().st_size
    with dossier.open("r+b") as file:
        for page in range(4, size // 4096):
            file.seek(page * 4096)
            file.write(b"\x0d\xff\xff\xff\xff")

    with pytest.raises(DossierCorrompu) as caught:
        open_dossier(dossier, clock)
    assert caught.value.code == "M-02"
    assert list(dossier.parent.iterdir()) == [dossier]
