"""The names of the files that may lie beside a dossier, apart from its lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIDES = ("-journal", "-wal", "-shm")
"""Files of SQLite; ours has no other than `-journal`."""


def beside(path: Path, side: str) -> Path:
    """Return a file of SQLite beside another."""
    return path.with_name(f"{path.name}{side}")


def restore_mark(dossier: Path) -> Path:
    """Return the file that says that a restore has begun."""
    return dossier.with_name(f".{dossier.name}.restauration")
