"""Each SQLite code has its own French words."""

from __future__ import annotations

import re

import pytest

from cpom_desktop.errors import (
    DisquePlein,
    DossierCorrompu,
    DossierVerrouille,
    ErreurStockage,
    LectureSeule,
    RegleInvalide,
)
from db.connection import sqlite3
from db.faults import in_french, translate

TABLE = [
    ("SQLITE_FULL", DisquePlein, "disque-plein", "Disque plein"),
    ("SQLITE_IOERR", ErreurStockage, "support", "ne répond plus"),
    ("SQLITE_IOERR_FSYNC", ErreurStockage, "support", "ne répond plus"),
    ("SQLITE_IOERR_DELETE", ErreurStockage, "support", "ne répond plus"),
    ("SQLITE_BUSY", DossierVerrouille, "occupe", "Un autre programme"),
    ("SQLITE_BUSY_SNAPSHOT", DossierVerrouille, "occupe", "Un autre programme"),
    ("SQLITE_LOCKED", DossierVerrouille, "occupe", "Un autre programme"),
    ("SQLITE_READONLY", LectureSeule, "lecture-seule", "protégé"),
    ("SQLITE_READONLY_DIRECTORY", LectureSeule, "lecture-seule", "protégé"),
    ("SQLITE_READONLY_ROLLBACK", LectureSeule, "lecture-seule", "protégé"),
    ("SQLITE_CANTOPEN", LectureSeule, "lecture-seule", "protégé"),
    ("SQLITE_PERM", LectureSeule, "lecture-seule", "protégé"),
    ("SQLITE_CORRUPT", DossierCorrompu, "M-02", "endommagé"),
    ("SQLITE_NOTADB", DossierCorrompu, "M-02", "endommagé"),
    ("SQLITE_NOMEM", ErreurStockage, "memoire", "mémoire"),
    ("SQLITE_READONLY_DBMOVED", ErreurStockage, "deplace", "déplacé ou remplacé"),
    ("SQLITE_CONSTRAINT_FOREIGNKEY", RegleInvalide, "contrainte", "contredit"),
    ("SQLITE_CONSTRAINT_CHECK", RegleInvalide, "contrainte", "contredit"),
    ("SQLITE_CONSTRAINT_UNIQUE", RegleInvalide, "contrainte", "contredit"),
    ("SQLITE_CONSTRAINT_TRIGGER", ErreurStockage, "stockage", "Rien n’a été enregistré"),
    ("SQLITE_ERROR", ErreurStockage, "stockage", "Rien n’a été enregistré"),
    ("SQLITE_MISUSE", ErreurStockage, "stockage", "Rien n’a été enregistré"),
]


NO_ERROR = re.compile(
    r"SQLITE_(OK|ROW|DONE|NOTICE|WARNING|DENY|IGNORE|LIMIT|CREATE|DROP|ALTER|DETACH|ATTACH"
    r"|INSERT|DELETE|UPDATE|SELECT|READ|PRAGMA|TRANSACTION|SAVEPOINT|REINDEX|ANALYZE|FUNCTION"
    r"|RECURSIVE)(_(?!ROLLBACK|DBMOVED|ONLY|RECOVERY|DIRECTORY|CANTLOCK|CANTINIT).*)?$"
)
"""Names of `sqlite3` that are answers, limits or kinds of statement."""
ERRORS = [name for name in dir(sqlite3) if name.startswith("SQLITE_") and not NO_ERROR.match(name)]


def error_of(name):
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = getattr(sqlite3, name)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(("name", "kind", "code", "words"), TABLE)
def test_a_code_of_sqlite_has_its_own_french_words(name, kind, code, words):
    found = translate(error_of(name))

    assert type(found) is kind
    assert found.code == code
    assert words in found.sentence
    assert found.remedy
    assert "locked" not in found.sentence


@pytest.mark.parametrize("name", [n for n in dir(sqlite3) if n.startswith("SQLITE_IOERR")])
def test_every_fault_of_the_disk_is_told_as_one(name):
    assert translate(error_of(name)).code == "support"


@pytest.mark.parametrize("name", ERRORS)
def test_every_code_of_sqlite_is_told_in_french_sentences_without_the_code(name):
    """Each code that Python knows, extended ones included: a sentence, a remedy, no English."""
    found = translate(error_of(name))
    told = f"{found.sentence} {found.remedy}"

    assert told.count(".") >= 2
    assert not re.search(
        r"SQLITE|\d|locked|database|disk|error|unable|readonly", told, re.IGNORECASE
    )
    assert re.search(r"enregistré|modifié|dossier", told)
    assert name in found.detail or found.code == "deplace"


def test_an_error_without_a_code_is_told_all_the_same():
    found = translate(sqlite3.ProgrammingError("Cannot operate on a closed database."))

    assert found.code == "stockage"
    assert "closed" in found.detail


def test_a_stored_text_that_is_not_utf_8_is_a_damaged_file():
    connection = sqlite3.connect(":memory:")

    with pytest.raises(DossierCorrompu) as caught, in_french():
        connection.execute("SELECT CAST(x'ff41' AS TEXT)").fetchall()

    connection.close()
    assert caught.value.code == "M-02"
    assert "decode" not in caught.value.sentence


def test_a_name_that_is_not_utf_8_is_a_damaged_file():
    with pytest.raises(DossierCorrompu) as caught, in_french():
        b"\xff".decode("utf-8")

    assert caught.value.code == "M-02"


def test_no_memory_left_is_told_as_such():
    with pytest.raises(ErreurStockage) as caught, in_french():
        raise MemoryError

    assert caught.value.code == "memoire"


def test_the_context_turns_errors_into_french_and_lets_the_others_by():
    with pytest.raises(DisquePlein), in_french():
        raise error_of("SQLITE_FULL")
    with pytest.raises(KeyError), in_french():
        raise KeyError("autre")
