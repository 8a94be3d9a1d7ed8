"""Dossiers that a hostile hand made: each name tells what is wrong in a copy of a sound one.

`REFUSED`: the code with which it must be refused. `OPENED`: sound but for what it tells, it opens.
"""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib
from contextlib import closing

from db import digest
from db.connection import sqlite3
from tests.outils.dossiers import patched, raw

MAGIC = bytes.fromhex("d9d505f920a163d7")
ENDLESS = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x)"
ERASE = "BEGIN DELETE FROM tasks; END"
HUGE = "zeroblob(900000000)"
DEEP = "a = " + "[" * 100_000
LONG_KEY = ".".join("a" * 200_000) + " = 1"


def plain(*texts, sealed=False):
    """Return what runs statements; with `sealed`, its digests are made true again."""

    def spoil(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for text in ("PRAGMA foreign_keys=OFF", *texts):
                connection.execute(text)
            if sealed:
                digest.write(connection)

    return spoil


def schema(change):
    """Return what writes the schema itself, as no statement would."""
    return plain("PRAGMA writable_schema=ON", change)


def of_table(table, before, after):
    told = f"replace(sql, '{before}', '{after}')"
    return schema(f"UPDATE sqlite_schema SET sql = {told} WHERE name = '{table}'")


def foreign_index(expression):
    return schema(
        "INSERT INTO sqlite_schema VALUES ('index', 'hote', 'acteurs', "
        "(SELECT rootpage FROM sqlite_schema WHERE name = 'tasks'), "
        f"'CREATE INDEX hote ON acteurs ({expression})')"
    )


def loosely(table, column, value):
    """Return what writes a value of a kind that its STRICT table refuses."""

    def spoil(path):
        ((told,),) = raw(path, "SELECT sql FROM sqlite_schema WHERE name = ?", table)
        loose = told[: told.rindex(")") + 1]
        loose = loose.replace(f"{column} INTEGER", f"{column} ANY").replace(
            f"{column} TEXT", f"{column} ANY"
        )
        for text in (loose, told):
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                connection.execute("PRAGMA writable_schema=ON")
                connection.execute(
                    "UPDATE sqlite_schema SET sql = ? WHERE name = ?", (text, table)
                )
            if text is loose:
                raw(path, f"UPDATE {table} SET {column} = ? WHERE id = 1", value)

    return spoil


def bytes_at(offset, data):
    return lambda path: patched(path, offset, data)


def whole(data):
    return lambda path: path.write_bytes(data)


def encoded(name):
    """Return what writes the same content again in another encoding of texts."""

    def spoil(path):
        other = path.with_name("autre")
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(other)) as new:
            (version,) = old.execute("PRAGMA user_version").fetchone()
            new.execute(f"PRAGMA encoding='{name}'")
            new.executescript("PRAGMA foreign_keys=OFF;" + "\n".join(old.iterdump()))
            new.execute(f"PRAGMA user_version={version}")
            new.execute(f"PRAGMA application_id={0x43504F4D}")
        other.replace(path)

    return spoil


def page_size(size):
    return plain(f"PRAGMA page_size={size}", "VACUUM")


def many_tables(path):
    """Add more tables than any format ever had."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for number in range(20_000):
            connection.execute(f"CREATE TABLE t{number} (a, b, c)")
        connection.execute("COMMIT")


def super_journal(path):
    """Leave beside the file a journal that names one of hers, which SQLite would delete."""
    hers = path.with_name("hers.txt")
    hers.write_text("à elle")
    sound = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN")
        connection.execute("UPDATE packs_integres SET texte = texte || 'x'")
        journal = path.with_name(f"{path.name}-journal").read_bytes()
        connection.execute("ROLLBACK")
    path.write_bytes(sound)
    name = bytes(hers)
    end = struct.pack(">I", 0x40000000 // 4096 + 1) + name
    end += struct.pack(">II", len(name), sum(name)) + MAGIC
    path.with_name(f"{path.name}-journal").write_bytes(journal + end)


def beside(side, data):
    return lambda path: path.with_name(side.format(nom=path.name)).write_bytes(data)


def root_of(table, page):
    return schema(f"UPDATE sqlite_schema SET rootpage = {page} WHERE name = '{table}'")


def circle(path):
    """Make a page of a tree its own child."""
    (root,) = raw(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'packs_integres'")[0]
    patched(path, (root - 1) * 4096, b"\x05\0\0\0\0\x10\0\0" + root.to_bytes(4, "big"))


def large_cell(path):
    """Make the first record of a table say that it has a thousand million bytes."""
    (root,) = raw(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'etablissement'")[0]
    page = path.read_bytes()[(root - 1) * 4096 : root * 4096]
    cell = int.from_bytes(page[8:10], "big")
    patched(path, (root - 1) * 4096 + cell, b"\x84\x80\x80\x80\x00")


def bomb_version(path):
    """Keep a named version of a few kilobytes that opens into a hundred megabytes."""
    text = base64.b85encode(zlib.compress(b"[" * 100_000_000, 9)).decode()
    columns = [row[1] for row in raw(path, "PRAGMA table_info(versions)")]
    values = {"id": 1, "contenu": text, "nom": "Bombe", "quand": "2027-03-12T14:00:00"}
    marks = ", ".join("?" * len(columns))
    query = f"INSERT INTO versions VALUES ({marks})"
    raw(path, query, *(values.get(name, 0) for name in columns), sealed=True)


def wicked_file(name, data):
    """Attach a file whose name, or content, an operation would have refused."""

    def spoil(path):
        found = hashlib.sha256(data).hexdigest()
        raw(path, "INSERT INTO contenus VALUES (?, ?)", found, data)
        query = "INSERT INTO fichiers (nom, empreinte, taille, ajoute_le) VALUES (?, ?, ?, ?)"
        raw(path, query, name, found, len(data), "2027-03-12", sealed=True)

    return spoil


def text_in(table, column, value):
    return lambda path: raw(path, f"UPDATE {table} SET {column} = ?", value, sealed=True)


REFUSED = {
    "trigger": (
        plain("CREATE TRIGGER t AFTER UPDATE ON acteurs BEGIN DELETE FROM tasks; END"),
        "M-03",
    ),
    "trigger on deleting": (
        plain("CREATE TRIGGER t BEFORE DELETE ON tasks BEGIN SELECT 1; END"),
        "M-03",
    ),
    "view": (plain("CREATE VIEW v AS SELECT * FROM acteurs"), "M-03"),
    "endless view": (plain(f"CREATE VIEW v AS {ENDLESS} SELECT max(n) FROM x"), "M-03"),
    "endless view for the identity": (
        plain("DROP TABLE meta", f"CREATE VIEW meta AS {ENDLESS} SELECT max(n) AS uuid FROM x"),
        "M-03",
    ),
    "endless view for a table": (
        plain("DROP TABLE versions", f"CREATE VIEW versions AS {ENDLESS} SELECT n AS id FROM x"),
        "M-03",
    ),
    "full-text table": (plain("CREATE VIRTUAL TABLE f USING fts5(texte)"), "M-03"),
    "spatial table": (plain("CREATE VIRTUAL TABLE r USING rtree(id, a, b)"), "M-03"),
    "generated column": (
        plain("ALTER TABLE acteurs ADD COLUMN g BLOB AS (zeroblob(900000000))"),
        "M-03",
    ),
    "generated column in the text": (
        of_table("brouillons", "texte TEXT NOT NULL", f"texte TEXT AS ({HUGE})"),
        ("M-02", "M-03"),
    ),
    "unknown function in an index": (foreign_index("inconnue(nom)"), ("M-02", "M-03")),
    "extension in an index": (foreign_index("load_extension(nom)"), ("M-02", "M-03")),
    "partial index": (plain("CREATE INDEX p ON acteurs (nom) WHERE nom > 'a'"), "M-03"),
    "another constraint": (of_table("reprise", "STRICT", "STRICT, STRICT"), ("M-02", "M-03")),
    "a constraint less": (of_table("tasks", "CHECK", "check"), "M-03"),
    "foreign table": (plain("CREATE TABLE t (a)"), "M-03"),
    "table with a counter": (
        plain("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"),
        "M-03",
    ),
    "statistics": (plain("ANALYZE"), "M-03"),
    "name of two lines": (plain('CREATE TABLE "a\nb\tc" (x)'), "M-03"),
    "table gone": (plain("DROP TABLE brouillons"), "M-03"),
    "table renamed": (plain("ALTER TABLE reprise RENAME TO autre"), "M-03"),
    "twenty thousand tables": (many_tables, "M-03"),
    "two tables of one page": (root_of("reprise", 5), "M-02"),
    "root beyond the file": (root_of("reprise", 2**31 - 1), ("M-02", "M-03")),
    "root zero": (root_of("reprise", 0), ("M-02", "M-03")),
    "root negative": (root_of("reprise", -7), ("M-02", "M-03")),
    "schema that is no UTF-8": (
        schema("UPDATE sqlite_schema SET sql = CAST(x'fffe' AS TEXT) WHERE name = 'reprise'"),
        ("M-02", "M-03"),
    ),
    "a page its own child": (circle, "M-02"),
    "cell of a thousand million bytes": (large_cell, "M-02"),
    "text that is no UTF-8": (
        plain("UPDATE etablissement SET nom = CAST(x'fffe41' AS TEXT)", sealed=True),
        "M-02",
    ),
    "text in an integer column": (loosely("tasks", "duree_jours", "deux"), "M-02"),
    "number in a text column": (loosely("acteurs", "fonction", 7.5), "M-02"),
    "bytes in a text column": (loosely("acteurs", "fonction", b"\xff\xfe"), "M-02"),
    "UTF-16 little": (encoded("UTF-16le"), "M-02"),
    "UTF-16 big": (encoded("UTF-16be"), "M-02"),
    "huge page count": (bytes_at(28, b"\xff\xff\xff\xfe"), "M-02"),
    "no page at all": (bytes_at(28, bytes(4)), "M-02"),
    "free pages in a circle": (bytes_at(32, struct.pack(">II", 2, 4_000_000)), "M-02"),
    "header of a WAL": (bytes_at(18, b"\x02\x02"), "M-02"),
    "page size 3": (bytes_at(16, b"\0\x03"), "M-02"),
    "reserved bytes": (bytes_at(20, b"\xff"), "M-02"),
    "version 0": (plain("PRAGMA user_version=0"), "M-02"),
    "version below zero": (plain("PRAGMA user_version=-1"), "M-02"),
    "version of the year 2100": (plain(f"PRAGMA user_version={2**31 - 1}"), "M-04"),
    "an older version than it is": (plain("PRAGMA user_version=2"), "M-03"),
    "another application": (plain("PRAGMA application_id=7"), "M-03"),
    "no identity": (plain("DELETE FROM meta", sealed=True), "M-02"),
    "no establishment": (plain("DELETE FROM etablissement", sealed=True), "M-02"),
    "an orphan": (plain("UPDATE tasks SET acteur_id = 9999", sealed=True), "M-02"),
    "unknown slug": (text_in("acteurs", "famille", "amis"), "M-02"),
    "impossible day": (text_in("dossier", "date_effet", "2027-02-31"), "M-02"),
    "digest that lies": (plain("UPDATE acteurs SET nom = 'Autre'"), "M-02"),
    "reference text without end": (text_in("packs_integres", "texte", DEEP), "M-02"),
    "reference text of one key": (text_in("packs_integres", "texte", LONG_KEY), "M-02"),
    "a WAL of another": (
        beside("{nom}-wal", bytes.fromhex("377f0682002de218") + bytes(8_192)),
        None,
    ),
    "empty": (whole(b""), "M-01"),
    "zeros": (whole(bytes(1_000_000)), "M-03"),
    "header alone": (lambda path: path.write_bytes(path.read_bytes()[:100]), "M-02"),
    "journal that names a file of hers": (super_journal, None),
}
"""What is wrong → what makes it so, and the codes of which one is told; None: put aside."""
OPENED = {
    "pages of 512 bytes": page_size(512),
    "pages of 65 536 bytes": page_size(65_536),
    "file that leads elsewhere": wicked_file("../../../x.pdf", b"%PDF"),
    "program under the name of a text": wicked_file("facture.pdf", b"MZ\x90"),
    "version that is a bomb": bomb_version,
    "markup in a name": text_in("etablissement", "nom", "<img src='file:///etc/hostname'>"),
    "formula in a name": text_in("etablissement", "nom", '=HYPERLINK("http://x")'),
    "name of ten million letters": text_in("etablissement", "nom", "x" * 10_000_000),
    "lock that does not read": beside(".{nom}.verrou", b"[" * 5_000),
    "mark of a restore that leads elsewhere": beside(
        ".{nom}.restauration", b'{"nouveau": "..", "ecarte": "../../x"}'
    ),
    "mark of a restore that names another file": beside(
        ".{nom}.restauration", b'{"nouveau": "Autre.cpom", "ecarte": "y.cpom"}'
    ),
}
