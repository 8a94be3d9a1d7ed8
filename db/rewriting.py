"""A person taken out of the whole file, in one transaction: rows, journal, drafts, versions.

What is written here is not journaled: it cannot be undone, and what came before can no longer be
either. The digests follow, as for any write.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.changes import Changes
from cpom_desktop.services.personne.textes import CONTACT, TABLES
from db import journal
from db.faults import in_french

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.services.personne.reecriture import Reecriture
    from db.connection import Connection

    Counts = Counter[str]


class Rewritten(NamedTuple):
    """What a rewriting changed: the rows, and how many of what."""

    changes: Changes
    counts: Mapping[str, int]


def rewrite(connection: Connection, rewriting: Reecriture) -> Rewritten:
    """Write again all that names somebody, inside an open step; nothing of it is journaled.

    The step itself stays in the history: what it writes beside names nobody.
    """
    (step,) = connection.execute("SELECT etape_id FROM temp.contexte").fetchone()
    connection.execute("UPDATE temp.contexte SET etape_id = ?", (journal.REPLAY,))
    counts: Counts = Counter()
    changed: dict[str, set[int]] = {}
    for table in TABLES:
        for row_id in _rows(connection, table, rewriting, counts):
            changed.setdefault(table, set()).add(row_id)
    if gone := _forget_files(connection, rewriting):
        changed.setdefault("fichiers", set()).update(gone)
    _journal(connection, rewriting, counts)
    _drafts(connection, rewriting, counts)
    _versions(connection, rewriting, counts)
    _places(connection, rewriting)
    journal.raise_floor(connection)
    connection.execute("UPDATE temp.contexte SET etape_id = ?", (step,))
    tables = {table: frozenset(ids) for table, ids in changed.items()}
    return Rewritten(Changes(tables), counts)


def _rows(
    connection: Connection, table: str, rewriting: Reecriture, counts: Counts
) -> Iterator[int]:
    """Yield the ids of the rows of a table that were written again."""
    for values in _values(connection, table):
        changes = rewriting.row(table, values)
        if not changes:
            continue
        sets = ", ".join(f"{name} = ?" for name in changes)
        connection.execute(
            f"UPDATE {table} SET {sets} WHERE id = ?",  # noqa: S608 - names of our own schema
            [*changes.values(), values["id"]],
        )
        counts["textes"] += len(changes)
        counts["fiches"] += table in CONTACT and "nom" in changes
        yield values["id"]


def _values(connection: Connection, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of ours
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _forget_files(connection: Connection, rewriting: Reecriture) -> list[int]:
    """Delete the files to forget, their history and their bytes that no other file has."""
    ids = sorted(rewriting.oublies)
    for file_id in ids:
        connection.execute(
            "DELETE FROM contenus WHERE empreinte IN (SELECT empreinte FROM fichiers "
            "WHERE id = ?1) AND empreinte NOT IN (SELECT empreinte FROM fichiers WHERE id <> ?1)",
            (file_id,),
        )
        connection.execute("DELETE FROM journal WHERE tbl = 'fichiers' AND rid = ?", (file_id,))
        connection.execute("DELETE FROM fichiers WHERE id = ?", (file_id,))
    return ids


def _journal(connection: Connection, rewriting: Reecriture, counts: Counts) -> None:
    rows = connection.execute("SELECT seq, tbl, avant, apres FROM journal").fetchall()
    for seq, table, *sides in rows:
        told = [rewriting.json_row(table, side) for side in sides]
        if told != sides:
            connection.execute(
                "UPDATE journal SET avant = ?, apres = ? WHERE seq = ?", (*told, seq)
            )
            counts["historique"] += 1
    for step, title in connection.execute("SELECT id, titre FROM journal_etapes").fetchall():
        told_title = rewriting.text("journal_etapes", title)
        if told_title != title:
            connection.execute(
                "UPDATE journal_etapes SET titre = ? WHERE id = ?", (told_title, step)
            )
            counts["historique"] += 1


def _drafts(connection: Connection, rewriting: Reecriture, counts: Counts) -> None:
    found = connection.execute("SELECT champ, texte, message FROM brouillons").fetchall()
    for field, *texts in found:
        told = [rewriting.text(f"brouillons.{field}", text) for text in texts]
        if told != texts:
            connection.execute(
                "UPDATE brouillons SET texte = ?, message = ? WHERE champ = ?", (*told, field)
            )
            counts["brouillons"] += 1


def _versions(connection: Connection, rewriting: Reecriture, counts: Counts) -> None:
    for version, nom, content in connection.execute(
        "SELECT id, nom, contenu FROM versions"
    ).fetchall():
        told = rewriting.text(f"versions.{version}.nom", nom), rewriting.version(content)
        if told != (nom, content):
            connection.execute(
                "UPDATE versions SET nom = ?, contenu = ? WHERE id = ?", (*told, version)
            )
            counts["versions"] += 1


def _places(connection: Connection, rewriting: Reecriture) -> None:
    """Forget where she was, when it is told by what names the person."""
    for key, value in connection.execute("SELECT cle, valeur FROM reprise").fetchall():
        if rewriting.text("reprise", value) != value:
            connection.execute("DELETE FROM reprise WHERE cle = ?", (key,))


def compact(connection: Connection) -> None:
    """Write the file anew, so that nothing deleted is left in it; what is deleted is blank.

    A disk that has no room for it leaves the file as it is: its free pages are blank already.
    """
    with contextlib.suppress(ErreurStockage), in_french():
        connection.execute("VACUUM")
