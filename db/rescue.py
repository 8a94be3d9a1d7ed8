"""What can be saved of a damaged dossier, written table by table into a new, sound one.

The damaged file is read once as bytes and never touched; its rows come from `db.pages`.
"""

from __future__ import annotations

import contextlib
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import uuid4

from cpom_desktop import __version__
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed
from cpom_desktop.errors import DossierCorrompu, ErreurStockage, PackInvalide, RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.documents import no_checkpoint
from cpom_desktop.services.recuperation import Rescue, SavedTable
from cpom_desktop.services.snapshot import RECORDS
from db import digest, journal
from db.connection import connect, sqlite3
from db.copies import check_copy
from db.files import publish, remove, start_part, told
from db.header import APPLICATION_ID
from db.keys import held_key, is_protected, locked
from db.leftovers import played_back
from db.migrations import DIGEST_SINCE
from db.repositories import SqlRecords
from db.upgrade import migrate
from db.wreck import Column, Wreck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from cpom_desktop.clock import Clock
    from db.connection import Connection
    from db.keys import DossierKey
    from db.pages import Row


def rescue(
    damaged: Path, target: Path, clock: Clock, checkpoint: Callable[[], None] = no_checkpoint
) -> Rescue:
    """Write into a new file all that can be read of a damaged one; return what became of it.

    That of a protected one, whose key somebody holds, goes into a file under the same key. Where
    `checkpoint` raises, nothing is left.

    Raises:
        DossierCorrompu: nothing of a dossier is left in it.
        DossierProtege: it seems to be protected, and nothing holds its key.
        ErreurStockage: it does not read, or the new file cannot be written.
    """
    sentence = _("La récupération n'a pas pu être écrite. Le fichier d'origine est intact.")
    with told("recuperation", sentence):
        key = held_key(damaged)
        wreck = _best(damaged, key)
        if not any(wreck.rows[table] for table in RECORDS if table in wreck.rows):
            protected = key is None and is_protected(damaged, cut=True)
            raise locked(damaged) if protected else _nothing_left(damaged)
        if target.exists():
            raise _taken(target)
        part = start_part(target)
        try:
            checkpoint()
            found = _write(wreck, part, clock, key)
            check_copy(part)
            checkpoint()
            publish(part, target)
        except BaseException:
            remove(part)
            raise
    bad = len({number for number in wreck.bad if number <= wreck.pages.count})
    return Rescue(damaged.name, target.name, wreck.pages.count, bad, found)


def _best(damaged: Path, key: DossierKey | None) -> Wreck:
    """Return the file as it stands, or with its journal played back if more is then right."""
    wrecks = [Wreck(data, key) for data in (damaged.read_bytes(), *played_back(damaged))]
    return max(wrecks, key=_weight)


def _weight(wreck: Wreck) -> tuple[int, int]:
    right = sum(len(wreck.rows[table]) == wreck.expected(table) for table in wreck.schema)
    return right, sum(map(len, wreck.rows.values()))


def _write(
    wreck: Wreck, part: Path, clock: Clock, key: DossierKey | None
) -> tuple[SavedTable, ...]:
    with closing(connect(part, write=True, key=key)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection, 0, until=wreck.version)
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        for table, columns in wreck.schema.items():
            if table != digest.TABLE:
                _insert(connection, table, columns, wreck.rows[table].values())
        intact = _intact(connection, wreck)
        _complete(connection, clock)
        _mend_links(connection)
        connection.execute("COMMIT")
        migrate(connection, wreck.version, floor=True)
        connection.execute("BEGIN IMMEDIATE")
        for table, rid in _drop_unknown_values(connection):
            wreck.rows.get(table, {}).pop(rid, None)  # what may stand for it is not it
        _drop_unread_packs(connection)
        _mend_links(connection)
        journal.raise_floor(connection)
        digest.write(connection)
        connection.execute("COMMIT")
        return tuple(
            SavedTable(
                table, wreck.expected(table), _saved(connection, wreck, table), intact.get(table)
            )
            for table in wreck.schema
            if table != digest.TABLE
        )


def _insert(
    connection: Connection, table: str, columns: Sequence[Column], rows: Iterable[Row]
) -> None:
    """Insert each row that the table takes, at its own place: it is found again by its rowid."""
    others = [column.name for column in columns if not column.key]
    names = ", ".join(("rowid", *others))
    marks = ", ".join("?" * (1 + len(others)))
    for row in rows:
        stored = zip(row.values, columns, strict=True)
        values = [row.rowid, *(value for value, column in stored if not column.key)]
        with contextlib.suppress(sqlite3.IntegrityError):
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - our own names


def _intact(connection: Connection, wreck: Wreck) -> Mapping[str, bool]:
    """Return, for each table whose digest is known, whether its rows are those written."""
    if wreck.version < DIGEST_SINCE:
        return {}
    found = digest.compute(connection)
    return {table: found.get(table) == said for table, said in wreck.digests.items()}


def _complete(connection: Connection, clock: Clock) -> None:
    """Put back the rows that a dossier always has, empty when they were lost."""
    now = clock().isoformat(timespec="seconds")
    name = _("Établissement à compléter")
    for statement, values in (
        (
            "INSERT OR IGNORE INTO meta (id, uuid, cree_avec, cree_le) VALUES (1, ?, ?, ?)",
            (str(uuid4()), __version__, now),
        ),
        ("INSERT OR IGNORE INTO dossier (id) VALUES (1)", ()),
        ("INSERT OR IGNORE INTO etablissement (id, nom) VALUES (1, ?)", (name,)),
    ):
        connection.execute(statement, values)


STAND_INS: Mapping[str, str] = {
    "tasks": "INSERT INTO tasks (id, phase, titre) SELECT ?1, "
    "coalesce((SELECT phase FROM tasks LIMIT 1), 'cadrage'), ?2",
    "plans_reference": "INSERT INTO plans_reference (id, nom, quand) "
    "VALUES (?1, ?2, '2000-01-01')",
    "raci_roles": "INSERT INTO raci_roles (id, libelle) VALUES (?1, ?2)",
    "raci_activites": "INSERT INTO raci_activites (id, phase, titre) SELECT ?1, "
    "coalesce((SELECT phase FROM raci_activites LIMIT 1), 'cadrage'), ?2",
    "axes": "INSERT INTO axes (id, libelle) VALUES (?1, ?2)",
    "fiches_action": "INSERT INTO fiches_action (id, numero, titre) "
    "SELECT ?1, 1 + coalesce((SELECT max(numero) FROM fiches_action), 0), ?2",
    "indicateurs": "INSERT INTO indicateurs (id, libelle) VALUES (?1, ?2)",
    "acteurs": "INSERT INTO acteurs (id, famille, nom) VALUES (?1, 'internes', ?2)",
    "instances": "INSERT INTO instances (id, nom) VALUES (?1, ?2)",
    "reunions": "INSERT INTO reunions (id, titre) VALUES (?1, ?2)",
    "echanges": "INSERT INTO echanges (id, jour, objet) VALUES (?1, '2000-01-01', ?2)",
    "pieces": "INSERT INTO pieces (id, titre, type) VALUES (?1, ?2, 'contrat')",
    "journal_etapes": "INSERT INTO journal_etapes (id, quand, titre, operation) "
    "VALUES (?1, '2000-01-01T00:00:00', ?2, '')",
}
"""Table → what stands for one of its rows that was lost, so that what hangs from it stays."""


def _mend_links(connection: Connection) -> None:
    """Give each row what it hangs from: nothing where it may, else a row to complete."""
    while found := connection.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, parent, key in found:
            field, may_be_null = _foreign_key(connection, table, key)
            if may_be_null:
                fix = f"UPDATE {table} SET {field} = NULL WHERE rowid = ?"  # noqa: S608 - our own names
                connection.execute(fix, (rowid,))
            elif not _stand_in(connection, parent, f"SELECT {field} FROM {table}", rowid):  # noqa: S608 - our own names
                connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608 - our own name


def _stand_in(connection: Connection, parent: str, link: str, rowid: int) -> bool:
    """Insert what stands for the row of `parent` that a row points at, once."""
    if parent not in STAND_INS:
        return False
    ((lost,),) = connection.execute(f"{link} WHERE rowid = ?", (rowid,))
    known = connection.execute(f"SELECT 1 FROM {parent} WHERE id = ?", (lost,)).fetchone()  # noqa: S608 - our own name
    if known is None:
        connection.execute(
            STAND_INS[parent], (lost, _("À compléter : perdu dans l'ancien fichier"))
        )
    return True


def _foreign_key(connection: Connection, table: str, key: int) -> tuple[str, bool]:
    links = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    field = next(str(row[3]) for row in links if row[0] == key)
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return field, next(not row[3] for row in columns if row[1] == field)


def _drop_unknown_values(connection: Connection) -> list[tuple[str, int]]:
    """Delete the records that hold a value that the program does not know; return which."""
    records = SqlRecords(connection)
    dropped: list[tuple[str, int]] = []
    for table, kind in RECORDS.items():
        for (rid,) in connection.execute(f"SELECT id FROM {table}").fetchall():  # noqa: S608 - our own name
            try:
                records.get(kind, rid)
            except (DossierCorrompu, RegleInvalide):
                records.delete(kind, [rid])
                dropped.append((table, rid))
    return dropped


def _drop_unread_packs(connection: Connection) -> None:
    """Delete the reference texts when they no longer read together: the program has its own."""
    rows = connection.execute("SELECT pack, fichier, texte FROM packs_integres").fetchall()
    texts = {f"{pack}/{name}": text for pack, name, text in rows}
    if not texts or texts == embed():
        return
    try:
        Content.from_texts(texts).load_everything()
    except PackInvalide:
        connection.execute("DELETE FROM packs_integres")


def _saved(connection: Connection, wreck: Wreck, table: str) -> int:
    """Return how many rows of the damaged file are in the new one."""
    rows = connection.execute(f"SELECT rowid FROM {table}")  # noqa: S608 - our own name
    return sum(rowid in wreck.rows[table] for (rowid,) in rows)


def _nothing_left(damaged: Path) -> DossierCorrompu:
    return DossierCorrompu(
        "rien-a-recuperer",
        _("Rien d'un dossier ne peut être lu dans ce fichier : {nom}.", nom=damaged.name),
        remedy=_("Rouvrez une sauvegarde, et gardez ce fichier de côté."),
    )


def _taken(target: Path) -> ErreurStockage:
    return ErreurStockage(
        "existe-deja",
        _("Un fichier porte déjà ce nom : {nom}. Il n'a pas été touché.", nom=target.name),
        remedy=_("Choisissez un autre nom."),
    )
