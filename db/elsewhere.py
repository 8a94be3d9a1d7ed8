"""A copy of the open dossier at another place: whole, checked, or nothing at all.

The connection still reads a file that was moved or deleted behind it; where it no longer does
(a key pulled out), the copy is made from what is known in memory, in `bootstrap`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from db.copies import check_copy, write_copy
from db.creation import refuse_taken
from db.files import publish, remove, start_part, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.connection import Connection


def write_elsewhere(connection: Connection, target: Path) -> None:
    """Write the whole dossier, its history included, to a new file.

    Raises:
        ErreurStockage: `existe-deja`, or `copie` and what the place or the dossier says; nothing
            is left there.
    """
    refuse_taken(target)
    sentence = _("La copie n'a pas pu être écrite à cet endroit : {lieu}.", lieu=target.parent)
    with told("copie", sentence):
        part = start_part(target)
        try:
            with _allowed_to_write(connection):
                seal = write_copy(connection, part)
            check_copy(part, seal)
            refuse_taken(target)
            publish(part, target)
        except BaseException:
            remove(part)
            raise


@contextlib.contextmanager
def _allowed_to_write(connection: Connection) -> Iterator[None]:
    """Let a connection held to reading write a copy, and nothing else."""
    (held,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only=OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only={held}")
