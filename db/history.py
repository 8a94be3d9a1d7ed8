"""The `History` port: the journal read as what was changed, and when.

A row of an older format may lack columns, or have some that are gone: what is known is given. A
content that does not read is left out, the rest of the history stays.
"""

from __future__ import annotations

import json
from decimal import InvalidOperation
from typing import TYPE_CHECKING, Any

from cpom_desktop.services.ports import HistoryRow, HistoryStep, KeptRow
from cpom_desktop.services.snapshot import RECORDS
from db.faults import in_french
from db.journal import moment_of
from db.repositories import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpom_desktop.services.ports import HistoryScope
    from db.connection import Connection

HEAVY = ("packs_integres", "$.texte")
"""Table and path of a text of hundreds of kilobytes, which no history shows."""
KEPT_AT_ONCE = 1000
"""Rows read in a few milliseconds: the window lives between two readings."""


class SqlHistory:
    """The history of one open file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def steps(
        self, scope: HistoryScope, *, before: int | None = None, limit: int = 100
    ) -> tuple[HistoryStep, ...]:
        """Return steps with all their rows, the newest first, older than the step `before`."""
        condition, values = _condition(scope)
        with in_french():
            found = self._connection.execute(
                "SELECT id, quand, titre, annulee FROM journal_etapes AS e "  # noqa: S608 - our own words
                f"WHERE (?1 IS NULL OR id < ?1){condition} ORDER BY id DESC LIMIT ?2",
                [before, limit, *values],
            ).fetchall()
            rows = self._rows([step[0] for step in found])
        return tuple(
            HistoryStep(step_id, moment_of(when), title, bool(undone), rows[step_id])
            for step_id, when, title, undone in found
        )

    def kept(self) -> Iterator[tuple[KeptRow, ...]]:
        """Yield every row as it is kept, the oldest first, some at a time.

        Texts of reference are left out; what is written meanwhile is read too.
        """
        last = -1
        while rows := self._kept_after(last):
            last = rows[-1][0]
            yield tuple(KeptRow(moment_of(when), *rest) for _seq, when, *rest in rows)

    def _kept_after(self, last: int) -> list[Any]:
        with in_french():
            return self._connection.execute(
                "SELECT seq, quand, titre, tbl, rid, avant, apres FROM journal "
                "JOIN journal_etapes AS e ON etape_id = e.id "
                "WHERE seq > ? AND tbl <> ? ORDER BY seq LIMIT ?",
                (last, HEAVY[0], KEPT_AT_ONCE),
            ).fetchall()

    def _rows(self, steps: Sequence[int]) -> Mapping[int, tuple[HistoryRow, ...]]:
        found: dict[int, list[HistoryRow]] = {step_id: [] for step_id in steps}
        marks = ", ".join("?" * len(steps))
        cursor = self._connection.execute(
            f"SELECT etape_id, tbl, rid, {_light('avant')}, {_light('apres')} FROM journal "  # noqa: S608 - our own words
            f"WHERE etape_id IN ({marks}) ORDER BY seq",
            list(steps),
        )
        for step_id, table, record_id, before, after in cursor:
            known = _typed(table, before), _typed(table, after)
            if known != (None, None):
                found[step_id].append(HistoryRow(table, record_id, *known))
        return {step_id: tuple(rows) for step_id, rows in found.items()}

    def last_known(self, table: str, record_id: int) -> Mapping[str, object] | None:
        """Return the last state of a row that the journal knows; None when it never saw it."""
        with in_french():
            row = self._connection.execute(
                f"SELECT {_light('coalesce(apres, avant)')} FROM journal "  # noqa: S608 - our own words
                "WHERE tbl = ? AND rid = ? ORDER BY seq DESC LIMIT 1",
                (table, record_id),
            ).fetchone()
        return _typed(table, row[0]) if row else None


def _light(column: str) -> str:
    table, path = HEAVY
    return f"CASE tbl WHEN '{table}' THEN json_remove({column}, '{path}') ELSE {column} END"


def _condition(scope: HistoryScope) -> tuple[str, list[object]]:
    """Return what steps must meet, and the values of its numbered marks, from ?3 on."""
    marks = ", ".join(f"?{3 + rank}" for rank in range(len(scope.tables)))
    values: list[object] = [*scope.tables]
    wanted = [f"tbl IN ({marks})"] if scope.tables else []
    if scope.record_id is not None:
        values.append(scope.record_id)
        wanted.append(f"rid = ?{2 + len(values)}")
    if scope.field:
        values.append(f"$.{scope.field}")
        path = f"?{2 + len(values)}"
        sides = (f"coalesce(json_extract({side}, {path}), '')" for side in ("avant", "apres"))
        wanted.append(" <> ".join(sides))
    for name, value in scope.values:
        values += (f"$.{name}", value)
        path, held = f"?{1 + len(values)}", f"?{2 + len(values)}"
        sides = (f"json_extract({side}, {path})" for side in ("avant", "apres"))
        wanted.append(f"coalesce({', '.join(sides)}) = {held}")
    if scope.deleting:
        wanted.append("apres IS NULL")
    if not wanted:
        return "", values
    found = " AND ".join(wanted)
    undone = " AND annulee = 0" if scope.deleting else ""
    if scope.record_id is not None:
        return f"{undone} AND id IN (SELECT etape_id FROM journal WHERE {found})", values  # noqa: S608 - our own words
    one = f"SELECT 1 FROM journal WHERE etape_id = e.id AND {_by_step(wanted)}"  # noqa: S608 - our own words
    return f"{undone} AND EXISTS ({one})", values


def _by_step(wanted: Iterable[str]) -> str:
    """Return conditions that leave SQLite the index by step, the only quick one here."""
    return " AND ".join(f"+{condition}" for condition in wanted)


def _typed(table: str, content: str | None) -> Mapping[str, object] | None:
    """Return the values of a row as those of its record; None when there is none."""
    if content is None or table not in RECORDS:
        return None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    readers = columns_of(RECORDS[table])
    return {name: _value(readers[name], found[name]) for name in readers if name in found}


def _value(reader: object, value: object) -> object:
    """Return a stored value as its record has it; as it is stored when it is no longer known."""
    if value is None or not callable(reader):
        return value
    try:
        read: object = reader(value)
    except (ValueError, TypeError, InvalidOperation):
        return value
    return read
