"""The journal: every changed row, before and after, written by temporary triggers.

Triggers are generated from the schema at each opening and live in the connection, never in the
file. They write the rows of the open step in the same transaction, cascades included; a write
outside a step is refused. From the journal come undo and redo (which survive a restart), the
history, and the list of what changed.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.i18n import _
from cpom_desktop.services.changes import Changes
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from db.connection import Connection

KEPT_DELETIONS = timedelta(days=90)
"""What a step deleted can be put back at least that long."""
KEPT = timedelta(days=1096)
"""Three years: a step is then forgotten, whatever the size."""
LARGEST = 20_000_000
"""Characters of rows beyond which the oldest steps are forgotten."""
NEVER_BELOW = 100
"""The newest steps, kept whatever their age and size."""
LONGEST_GAP = timedelta(days=7)
"""What the time between two steps counts at most: a clock that leaps ages nothing."""
LOST = datetime(2000, 1, 1)  # noqa: DTZ001 - local, as the steps have it
"""Stands for a moment that no longer reads."""
MOST_AT_ONCE = 2000
"""Steps forgotten at one closing, so that none is waited for; the next one goes on."""
REPLAY = -1
"""Step id of the context while undo or redo plays rows back: nothing is written down."""


def install(connection: Connection) -> None:
    """Create the temporary context and the triggers of every journaled table."""
    connection.execute("CREATE TEMP TABLE contexte (etape_id INTEGER)")
    for table in RECORDS:
        columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
        for statement in _triggers(table, columns):
            connection.execute(statement)


def _triggers(table: str, columns: Sequence[str]) -> Iterable[str]:
    def row(side: str) -> str:
        pairs = ", ".join(f"'{name}', {side}.{name}" for name in columns)
        return f"json_object({pairs})"

    sides = {
        "INSERT": ("NEW.id", "NULL", row("NEW")),
        "UPDATE": ("OLD.id", row("OLD"), row("NEW")),
        "DELETE": ("OLD.id", row("OLD"), "NULL"),
    }
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    for event, (rid, before, after) in sides.items():
        when = f"WHEN {differs} " if event == "UPDATE" else ""
        yield (
            f"CREATE TEMP TRIGGER journal_{table}_{event} AFTER {event} ON main.{table} "  # noqa: S608 - our own names
            f"{when}BEGIN "
            "SELECT RAISE(ABORT, 'write outside a step') "
            "WHERE NOT EXISTS (SELECT 1 FROM temp.contexte); "
            "INSERT INTO journal (etape_id, tbl, rid, avant, apres) "
            f"SELECT etape_id, '{table}', {rid}, {before}, {after} FROM temp.contexte "
            f"WHERE etape_id <> {REPLAY}; END"
        )


def enter(connection: Connection, step_id: int) -> None:
    """Let the triggers write for `step_id` until `leave`."""
    connection.execute("INSERT INTO temp.contexte VALUES (?)", (step_id,))


def leave(connection: Connection) -> None:
    """Close the context: a write is refused again."""
    connection.execute("DELETE FROM temp.contexte")


def raise_floor(connection: Connection) -> None:
    """Make every step so far no longer undoable; what was undone can no longer be redone."""
    connection.execute("DELETE FROM journal_etapes WHERE annulee = 1")
    connection.execute(
        "UPDATE meta SET plancher_annulation = (SELECT coalesce(max(id), 0) FROM journal_etapes)"
    )


def forgettable(connection: Connection, now: datetime) -> tuple[int, ...]:
    """Return the steps to forget: over age, or the oldest when all take too much room.

    A step that deleted something is never among them before 90 days. Its age is what the
    clock says, or less: the sum of the times between steps, each of 7 days at most.

    Args:
        connection: the file.
        now: local time, as the steps have it.
    """
    steps = connection.execute(
        "SELECT e.id, e.quand, "
        "sum(length(coalesce(avant, '')) + length(coalesce(apres, ''))), max(apres IS NULL) "
        "FROM journal_etapes AS e JOIN journal ON etape_id = e.id "
        "WHERE annulee = 0 GROUP BY e.id ORDER BY e.id"
    ).fetchall()
    size, found = sum(step[2] for step in steps), []
    ages = _ages([_local(moment_of(step[1])) for step in steps], _local(now))
    for (step_id, _when, length, deletes), age in list(zip(steps, ages, strict=True))[
        :-NEVER_BELOW
    ]:
        kept = deletes and age <= KEPT_DELETIONS
        if not kept and (age > KEPT or size > LARGEST):
            found.append(step_id)
            size -= length
    return tuple(found)


def moment_of(text: str) -> datetime:
    """Return when a step was written; the year 2000 when a damaged file no longer says it."""
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return LOST


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _ages(moments: Sequence[datetime], now: datetime) -> list[timedelta]:
    """Return the age of each step, the oldest first."""
    ages, elapsed, later = [], timedelta(), now
    for moment in reversed(moments):
        elapsed += min(max(later - moment, timedelta()), LONGEST_GAP)
        later = moment
        ages.append(min(elapsed, now - moment))
    return ages[::-1]


def forget_the_oldest(
    connection: Connection, now: datetime, transaction: Callable[[], AbstractContextManager[str]]
) -> None:
    """Delete the steps to forget; what came before the last of them can no longer be undone."""
    if _is_young_and_small(connection, now):
        return
    if steps := forgettable(connection, now)[:MOST_AT_ONCE]:
        with transaction():
            marks = [(step_id,) for step_id in steps]
            connection.executemany("DELETE FROM journal_etapes WHERE id = ?", marks)
            connection.execute(
                "UPDATE meta SET plancher_annulation = max(plancher_annulation, ?)", marks[-1]
            )


def _is_young_and_small(connection: Connection, now: datetime) -> bool:
    """Tell, without looking at each step, that there is nothing to forget: nearly always."""
    (oldest,) = connection.execute(
        "SELECT min(substr(quand, 1, 19)) FROM journal_etapes"
    ).fetchone()
    (size,) = connection.execute(
        "SELECT coalesce(sum(length(avant)), 0) + coalesce(sum(length(apres)), 0) FROM journal"
    ).fetchone()
    floor = (_local(now) - KEPT).isoformat(timespec="seconds")
    return size <= LARGEST and (oldest is None or oldest >= floor)


def begin_step(
    connection: Connection, *, quand: str, title: str, operation: str, merge: str
) -> tuple[int, int]:
    """Open or continue a step; return its id and the last journal row before it.

    A step continues when the last one has the same merge token, is above the floor, and nothing
    was undone since. What had been undone can no longer be redone.
    """
    last = connection.execute(
        "SELECT id, fusion, annulee FROM journal_etapes "
        "WHERE id > (SELECT plancher_annulation FROM meta) ORDER BY id DESC LIMIT 1"
    ).fetchone()
    (top,) = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
    if merge and last and last[1] == merge and not last[2]:
        connection.execute("UPDATE journal_etapes SET quand = ? WHERE id = ?", (quand, last[0]))
        return last[0], top
    if last and last[2]:
        connection.execute("DELETE FROM journal_etapes WHERE annulee = 1")
    cursor = connection.execute(
        "INSERT INTO journal_etapes (quand, titre, operation, fusion) VALUES (?, ?, ?, ?)",
        (quand, title, operation, merge),
    )
    return int(cursor.lastrowid or 0), top


def end_step(connection: Connection, step_id: int, top: int) -> Changes:
    """Return what the step changed since row `top`; keep one row an object.

    The row kept has the object's first before and its last after, whether the step was
    continued or touched the object twice. An object that ends as it began has no row, a step
    without rows does not stay.
    """
    recent = connection.execute(
        "SELECT tbl, rid, avant, apres FROM journal WHERE etape_id = ? AND seq > ? ORDER BY seq",
        (step_id, top),
    ).fetchall()
    touched: dict[tuple[str, int], list[tuple[str | None, str | None]]] = {}
    for table, rid, before, after in recent:
        touched.setdefault((table, rid), []).append((before, after))
    changes = _changes(key for key, rows in touched.items() if rows[0][0] != rows[-1][1])
    if changes:
        continued = _has_rows_before(connection, step_id, top)
        _settle(connection, step_id, [k for k, r in touched.items() if continued or len(r) > 1])
    return changes


def _has_rows_before(connection: Connection, step_id: int, top: int) -> bool:
    (found,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM journal WHERE etape_id = ? AND seq <= ?)", (step_id, top)
    ).fetchone()
    return bool(found)


def _settle(connection: Connection, step_id: int, keys: Iterable[tuple[str, int]]) -> None:
    """Rewrite the rows of some objects as one row each, or none."""
    for table, rid in keys:
        rows = connection.execute(
            "SELECT seq, avant, apres FROM journal "
            "WHERE etape_id = ? AND +tbl = ? AND +rid = ? ORDER BY seq",
            (step_id, table, rid),
        ).fetchall()
        before, after = rows[0][1], rows[-1][2]
        spare = rows if before == after else rows[1:]
        connection.executemany("DELETE FROM journal WHERE seq = ?", [row[:1] for row in spare])
        if spare and before != after:
            connection.execute("UPDATE journal SET apres = ? WHERE seq = ?", (after, rows[0][0]))
    connection.execute(
        "DELETE FROM journal_etapes WHERE id = ? "
        "AND NOT EXISTS (SELECT 1 FROM journal WHERE etape_id = journal_etapes.id)",
        (step_id,),
    )


def undo_step(connection: Connection) -> tuple[int, str] | None:
    """Return the id and title of the step that undo would take, above the floor."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT id, titre FROM journal_etapes WHERE annulee = 0 "
        "AND id > (SELECT plancher_annulation FROM meta) ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row


def redo_step(connection: Connection) -> tuple[int, str] | None:
    """Return the id and title of the step that redo would take."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT id, titre FROM journal_etapes WHERE annulee = 1 ORDER BY id LIMIT 1"
    ).fetchone()
    return row


def replay(connection: Connection, step_id: int, *, backwards: bool) -> Changes:
    """Undo or redo a step, inside an open transaction with its context set to `REPLAY`.

    Raises:
        ErreurStockage: the rows are not as the journal left them.
    """
    connection.execute("PRAGMA defer_foreign_keys=ON")
    order = "DESC" if backwards else "ASC"
    rows = connection.execute(
        f"SELECT tbl, rid, avant, apres FROM journal WHERE etape_id = ? ORDER BY seq {order}",  # noqa: S608 - one of two words
        (step_id,),
    ).fetchall()
    for table, rid, before, after in rows:
        _set_row(connection, table, rid, before if backwards else after)
    connection.execute(
        "UPDATE journal_etapes SET annulee = ? WHERE id = ?", (int(backwards), step_id)
    )
    return _changes((table, rid) for table, rid, *_rest in rows)


def _set_row(connection: Connection, table: str, rid: int, content: str | None) -> None:
    """Make one row what the journal says: gone, put back, or as it was."""
    if table not in RECORDS:
        raise _broken(table)
    if content is None:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (rid,))  # noqa: S608 - in RECORDS
        return
    known = {row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")}
    values = {k: v for k, v in _decoded(table, rid, content).items() if k in known}
    names = ", ".join(values)
    sets = ", ".join(f"{name} = ?" for name in values)
    updated = connection.execute(
        f"UPDATE {table} SET {sets} WHERE id = ?",  # noqa: S608 - names of our own schema
        [*values.values(), rid],
    ).rowcount
    if not updated:
        marks = ", ".join("?" * len(values))
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - of our own schema
            list(values.values()),
        )


def _decoded(table: str, rid: int, content: str) -> dict[str, str | int | float | None]:
    """Return the row that the journal holds. Raises `ErreurStockage` when it is not one."""
    try:
        found = json.loads(content)
    except (ValueError, TypeError, RecursionError) as error:
        raise _broken(f"{table}#{rid}: {error}") from error
    if not isinstance(found, dict) or found.get("id") != rid:
        raise _broken(f"{table}#{rid}")
    if not all(map(_is_storable, found.values())):
        raise _broken(f"{table}#{rid}")
    return found


def _is_storable(value: object) -> bool:
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return value is None or isinstance(value, str | float)


def _broken(detail: str) -> ErreurStockage:
    return ErreurStockage(
        "journal",
        _("Cette modification ne peut pas être annulée. Rien n'a été changé."),
        remedy=_("Corrigez la valeur à la main."),
        detail=detail,
    )


def _changes(rows: Iterable[tuple[str, int]]) -> Changes:
    tables: dict[str, set[int]] = {}
    for table, rid in rows:
        tables.setdefault(table, set()).add(rid)
    return Changes({table: frozenset(ids) for table, ids in tables.items()})
