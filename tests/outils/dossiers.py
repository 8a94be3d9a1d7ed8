"""Dossiers for the tests: copies of « Les Tilleuls », states of a folder, raw rows of a file."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cpom_desktop.bootstrap import (
    demonstration_workspace,
    open_workspace,
    workspace_from_identity,
)
from db import digest
from db.connection import sqlite3
from tests.outils.sources import ROOT

IDENTITY = ROOT / "resources" / "demonstration" / "les-tilleuls.toml"


def frozen_clock():
    """Return 12 March 2027, 14:32."""
    return datetime(2027, 3, 12, 14, 32, tzinfo=UTC)


@cache
def tilleuls_bytes():
    """Return a dossier of the identity alone, made once a run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Les Tilleuls.cpom"
        workspace_from_identity(path, IDENTITY.read_text("utf-8"), clock=frozen_clock).close()
        return path.read_bytes()


def copy_tilleuls(folder, name="Les Tilleuls.cpom"):
    """Write a copy of « Les Tilleuls », identity alone, in a folder; return its path."""
    return _copy(tilleuls_bytes(), folder / name)


@cache
def demonstration_bytes():
    """Return the whole demonstration, made once a run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Les Tilleuls.cpom"
        demonstration_workspace(path, clock=frozen_clock).close()
        return path.read_bytes()


def copy_demonstration(folder, name="Les Tilleuls.cpom"):
    """Write a copy of the whole demonstration in a folder; return its path."""
    return _copy(demonstration_bytes(), folder / name)


def _copy(data, path):
    path.write_bytes(data)
    path.chmod(0o600)
    return path


@contextmanager
def opened(path, **options):
    """Open a workspace with the frozen clock, and close it."""
    workspace = open_workspace(path, clock=options.pop("clock", frozen_clock), **options)
    try:
        yield workspace
    finally:
        workspace.close()


def raw(path, query, *values, sealed=False):
    """Run one statement on a file, as a foreign tool would: no pragma, committed.

    With `sealed`, its digests are written again: only what the rows say can then betray it.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        found = connection.execute(query, values).fetchall()
        if sealed:
            digest.write(connection)
        return found


def every_row(path, *, history=True):
    """Return every row of every table of a file, as stored."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
            )
            if not name.startswith("sqlite_")
            and (history or not name.startswith(("journal", "empreintes")))
        ]
        return {t: sorted(connection.execute(f"SELECT * FROM {t}"), key=repr) for t in tables}


def state_of(folder):
    """Return what is in a folder: name → (SHA-256, time of change, rights)."""
    return {
        path.name: (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
            path.stat().st_mode,
        )
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def without_privilege():
    """Return what to put before a command for root to respect the rights of files."""
    rights = "-dac_override,-dac_read_search,-fowner"
    return ("setpriv", "--bounding-set", rights) if os.getuid() == 0 else ()


def patched(path, offset, data):
    """Overwrite some bytes of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)
    return path
