"""A dossier of 50 MB, five years of work: opening, its checks, an edit, a backup.

Bars (issue « a file she can trust »): checks of an opening at most 1 s; p99 of an edit at most
20 ms, the bare write of the same disk told beside; a backup written in at most 100 ms, which is
all that the window waits for.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.clock import system_clock  # noqa: E402 - the checkout comes first
from cpom_desktop.services.backups import Reason  # noqa: E402
from cpom_desktop.services.operations import UpdateActeur  # noqa: E402
from db import digest  # noqa: E402
from db.connection import connect, sqlite3  # noqa: E402
from db.whitelist import check_integrity  # noqa: E402
from tests.outils.dossiers import copy_demonstration, opened  # noqa: E402

MEGABYTES = 50
STEPS = 60_000
EDITS = 300
CHECKS_BAR_S = 1.0
P99_BAR_MS = 20.0
BACKUP_BAR_MS = 100.0


def _pair(_rank, room):
    return '{"texte": "' + "x" * room + '"}', '{"texte": "' + "y" * room + '"}'


def grow(path, megabytes=MEGABYTES, steps=STEPS, pair=_pair):
    """Fill the journal as years of typing do, until the file has its size; return it.

    `pair` gives a row before and after its step, as JSON, from its rank and its room.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        first = connection.execute("SELECT max(id) FROM journal_etapes").fetchone()[0] + 1
        connection.executemany(
            "INSERT INTO journal_etapes (quand, titre, operation) VALUES (?, ?, ?)",
            [("2027-03-01T10:00:00", "modifier", "update_constat")] * steps,
        )
        room = (megabytes * 1_000_000 - path.stat().st_size) // steps // 2 - 100
        connection.executemany(
            "INSERT INTO journal (etape_id, tbl, rid, avant, apres) VALUES (?, ?, ?, ?, ?)",
            ((first + rank, "constats", 1, *pair(rank, room)) for rank in range(steps)),
        )
        digest.write(connection)
    return path.stat().st_size / 1_000_000


def timed(run):
    """Return how long a call took, in seconds."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def checks(path):
    """Return the time of what an opening checks, in seconds."""
    with closing(connect(path, write=False)) as connection:
        return timed(lambda: check_integrity(connection)), timed(lambda: digest.check(connection))


def edits(workspace):
    """Return the times of edits, in milliseconds."""
    found = [
        timed(lambda n=number: workspace.run(UpdateActeur(id=1, nom=f"n{n}"))) * 1000
        for number in range(EDITS + 20)
    ]
    return found[20:]


def bare_edits(folder):
    """Return the times of the same number of one-row commits on this disk, in milliseconds."""
    path = folder / "nu.db"
    path.touch()
    with closing(connect(path, write=True)) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT) STRICT")
        write = "INSERT OR REPLACE INTO t VALUES (1, ?)"
        return [timed(lambda n=n: connection.execute(write, (str(n),))) * 1000 for n in range(300)]


def p99(times):
    """Return the ninety-ninth percentile."""
    return quantiles(times, n=100)[98]


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def main():
    """Print each figure, and fail when a bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = copy_demonstration(folder)
        say(f"big: file {grow(path):.0f} MB")
        structure, content = checks(path)
        with opened(path, clock=system_clock, backups=folder / "sauvegardes") as workspace:
            ours, bare = edits(workspace), bare_edits(folder)
            pending = []
            written = timed(lambda: pending.append(workspace.backups.write(Reason.DEMANDE))) * 1000
            verified = timed(pending[0].verify) * 1000
    say(f"big: checks {structure + content:.2f} s (bar {CHECKS_BAR_S}), digest {content:.2f} s")
    say(f"big: edit median {median(ours):.1f} ms, p99 {p99(ours):.1f} ms (bar {P99_BAR_MS})")
    say(f"big: bare write of this disk median {median(bare):.1f} ms, p99 {p99(bare):.1f} ms")
    say(
        f"big: backup written in {written:.0f} ms (bar {BACKUP_BAR_MS}), checked in {verified:.0f}"
    )
    return int(
        structure + content > CHECKS_BAR_S or p99(ours) > P99_BAR_MS or written > BACKUP_BAR_MS
    )


if __name__ == "__main__":
    sys.exit(main())
