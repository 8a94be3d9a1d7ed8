"""Rows written with their own ids, in any order: one may name another that comes later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cpom_desktop.services.references import REFERENCES
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.ports import Records


def insert_rows(records: Records, table: str, rows: Iterable[Any]) -> None:
    """Insert rows of a table whose other links are there; those among themselves may be a ring.

    An exchange may answer one that has a greater id: it is inserted without its link, which is
    written once all the rows are there.

    Raises:
        RegleInvalide: a row that the file refuses.
    """
    among: list[str] = [
        f for f, named in REFERENCES.get(table, {}).items() if named.table == table
    ]
    present: tuple[Any, ...] = records.all(RECORDS[table]) if among else ()
    there = {None, *(row.id for row in present)}
    late: list[tuple[int, dict[str, object]]] = []
    for row in rows:
        waits = {field: named for field in among if (named := getattr(row, field)) not in there}
        if waits:
            late.append((row.id, waits))
        records.insert(replace(row, **dict.fromkeys(waits)) if waits else row)
        there.add(row.id)
    for row_id, waits in late:
        records.update(RECORDS[table], row_id, waits)
