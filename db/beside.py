"""The names of the files that may lie beside a dossier, apart from its lock."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
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


def names_another(journal: Path) -> bool:
    """Tell whether a journal ends with the name of a file, as those of several bases at once do.

    SQLite reads the file so named, whatever it is, then deletes it: none of ours ever names one,
    and one that does is a foreign hand's. Source: SQLite file format, §3 (super-journal).
    """
    try:
        with journal.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - len(JOURNAL_MAGIC) - 8))
            end = file.read()
    except OSError:
        return False
    length = int.from_bytes(end[:4], "big")
    return end.endswith(JOURNAL_MAGIC) and 0 < length <= size - 16


def restore_mark(dossier: Path) -> Path:
    """Return the file that says that a restore has begun."""
    return dossier.with_name(f".{dossier.name}.restauration")


def begun(dossier: Path) -> tuple[Path, ...]:
    """Return the files in which a restore, or a change of password, prepares what follows."""
    works = ("restauration", "protection")
    return tuple(dossier.with_name(f"{dossier.name}.{work}.part") for work in works)
