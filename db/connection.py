"""The only module that opens a connection; the contract of docs/stockage.md is read back here."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.i18n import _
from db.beside import beside, names_another
from db.header import damaged
from db.keys import key_of

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from db.keys import DossierKey

__all__ = ["Connection", "connect", "memory", "sqlite3"]

Connection = sqlite3.Connection

PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("locking_mode", "NORMAL", "normal"),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", 0),
    ("temp_store", "MEMORY", 2),
    ("busy_timeout", "2000", 2000),
)
"""Name, value set, value that must be read back."""
WRITES = frozenset({"journal_mode", "secure_delete"})
"""Not set when nothing may be written."""
LONGEST_VALUE = 50_000_000
"""Bytes of one value; a hostile file cannot ask for more."""


def connect(path: Path, *, write: bool, key: DossierKey | None = None) -> sqlite3.Connection:
    """Open an existing file, with every pragma of the contract set and read back.

    A reader may still play back a hot journal (as SQLite must), then is held to reading.
    `key`: what an empty file is to be written under; any other says it by its salt.

    Raises:
        ErreurStockage: a pragma did not take.
        DossierProtege: `mot-de-passe`, its key is not known.
        DossierCorrompu: a journal beside it would have SQLite delete another file.
        sqlite3.Error: the file does not open.
    """
    _refuse_a_trap(path)
    return _held_to_contract(_connected(path, "mode=rw", key), write=write)


def _refuse_a_trap(path: Path) -> None:
    if names_another(beside(path, "-journal")):
        raise damaged(path, "its journal names another file")


def _held_to_contract(connection: sqlite3.Connection, *, write: bool) -> sqlite3.Connection:
    try:
        for name, value, expected in PRAGMAS:
            if name in WRITES and not write:
                continue
            answer = connection.execute(f"PRAGMA {name}={value}").fetchone()
            found = connection.execute(f"PRAGMA {name}").fetchone() or answer
            if found is not None and found[0] != expected:
                raise ErreurStockage(
                    "pragma",
                    _("Ce dossier ne peut pas être ouvert sans risque à cet endroit."),
                    remedy=_("Copiez-le sur le disque de l'ordinateur, puis rouvrez-le."),
                    detail=f"{name}: {found[0]!r}",
                )
        if not write:
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: Path, how: str, key: DossierKey | None = None) -> sqlite3.Connection:
    """Open a file by Python's own library, or by that of protected files when it is one.

    The second one lets no limit be set on what it reads, which was written under her key.
    """
    key = key or key_of(path)
    if key is not None:
        return _protected(path, how, key)
    connection = sqlite3.connect(
        _uri(path, how),
        uri=True,
        isolation_level=None,
        cached_statements=256,
        check_same_thread=False,  # opened in a worker, it is handed over whole to the window
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    return connection


def _uri(path: Path, how: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{how}"


def _protected(path: Path, how: str, key: DossierKey | None) -> sqlite3.Connection:
    opened: sqlite3.Connection = _adapter().connect_with(_uri(path, how), key)
    return opened


def connect_to_convert(path: Path) -> sqlite3.Connection:
    """Open a file, plain or protected, that `export_whole` will write under another key.

    Nobody else may have it open.

    Raises:
        ErreurStockage, sqlite3.Error: as `connect`.
    """
    _refuse_a_trap(path)
    return _held_to_contract(_protected(path, "mode=rw", key_of(path)), write=True)


def export_whole(connection: sqlite3.Connection, part: Path, key: DossierKey | None) -> None:
    """Write the whole file that `connect_to_convert` opened into the empty `part`, under a key.

    Raises:
        sqlite3.Error: not written.
    """
    _adapter().export_whole(connection, part, key)


def _adapter() -> ModuleType:
    """Return the adapter of protected files, imported for them only.

    Raises:
        ErreurStockage: the program was installed without it.
    """
    try:
        from db import protected as adapter  # noqa: PLC0415 - for a protected file only
    except ImportError as error:
        raise ErreurStockage(
            "protection-absente",
            _("Ce dossier est protégé, et ce logiciel n'a pas de quoi l'ouvrir."),
            remedy=_("Installez de nouveau CPOM Desktop : le dossier n'a pas été modifié."),
            detail=str(error),
        ) from error
    return adapter


def connect_frozen(path: Path) -> sqlite3.Connection:
    """Open a file as it stands: its journal is not played back, nothing is written or locked.

    For a file that nobody writes, of which one wants to know something before it is opened.

    Raises:
        sqlite3.Error: the file does not open.
    """
    connection = _connected(path, "mode=ro&immutable=1")
    for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def memory() -> sqlite3.Connection:
    """Return an empty database in memory, to learn what the migrations build."""
    return sqlite3.connect(":memory:", isolation_level=None)


def memory_copy(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Return a copy in memory of the file at `path`, which `connection` has open."""
    key = key_of(path)
    if key is not None:
        copy: sqlite3.Connection = _adapter().in_memory(path, key)
        return copy
    copy = memory()
    connection.backup(copy)
    return copy
