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


def has_hot_journal(dossier: Path) -> bool:
    """Tell whether a transaction was cut, and is to be undone by its journal.

    One cut before its journal reached the disk leaves a journal that begins with zeros: SQLite
    never plays it back, and takes it up again at the next write.
    """
    try:
        with beside(dossier, "-journal").open("rb") as journal:
            return journal.read(1) not in {b"", b"\0"}
    except OSError:
        return False


def restore_mark(dossier: Path) -> Path:
    """Return the file that says that a restore has begun."""
    return dossier.with_name(f".{dossier.name}.restauration")
