"""Whether a file holds whole transactions: each row as the journal left it."""

from __future__ import annotations

import json

from tests.outils.dossiers import raw


def last_step(dossier):
    """Return the number of the last step of a file."""
    return raw(dossier, "SELECT coalesce(max(id), 0) FROM journal_etapes")[0][0]


def check_rows_are_as_the_journal_left_them(dossier, floor):
    """Half a transaction would leave a row that its last journal row does not describe."""
    last = {}
    for table, rid, after in raw(
        dossier, "SELECT tbl, rid, apres FROM journal WHERE etape_id > ? ORDER BY seq", floor
    ):
        last[table, rid] = after
    for (table, rid), after in last.items():
        names = [row[1] for row in raw(dossier, f"PRAGMA table_info({table})")]
        rows = raw(dossier, f"SELECT * FROM {table} WHERE id = ?", rid)
        expected = [json.loads(after)] if after else []
        assert [dict(zip(names, row, strict=True)) for row in rows] == expected
