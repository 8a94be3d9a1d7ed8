"""A new dossier: made beside its place, and put there only once it is whole."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from cpom_desktop import __version__
from cpom_desktop.errors import ErreurStockage, LectureSeule
from cpom_desktop.i18n import _
from cpom_desktop.services import unfinished
from cpom_desktop.services.presence import is_there
from db import digest
from db.connection import connect
from db.faults import in_french
from db.header import APPLICATION_ID
from db.store import DossierStore, open_dossier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cpom_desktop.clock import Clock
    from db.keys import DossierKey


@contextlib.contextmanager
def draft_dossier(
    path: Path, clock: Clock, *, uuid: str = "", key: DossierKey | None = None
) -> Iterator[DossierStore]:
    """Give a new dossier to fill; it takes its place at `path` once filled, or leaves nothing.

    Args:
        path: where; nothing may be there yet.
        clock: gives the local time.
        uuid: identity of the dossier, a new one when empty.
        key: what it is protected by, from its first byte on; nothing when None.

    Raises:
        ErreurStockage: `existe-deja`, or what the disk says.
    """
    path = path.absolute()
    refuse_taken(path)
    part = path.with_name(f"{path.name}.part")
    with _disk_errors(path):
        part.unlink(missing_ok=True)
        unfinished.note(part)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with in_french():
            _fill(part, clock, uuid or _new_uuid(), key)
        with contextlib.closing(open_dossier(part, clock)) as store:
            yield store
        refuse_taken(path)
        with _disk_errors(path):
            part.rename(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    finally:
        unfinished.forget(part)


def create_dossier(path: Path, clock: Clock, *, uuid: str = "") -> DossierStore:
    """Make a new, empty file at `path` and open it; see `draft_dossier`."""
    with draft_dossier(path, clock, uuid=uuid):
        pass
    return open_dossier(path, clock)


def refuse_taken(path: Path) -> None:
    """Refuse a name that a file bears already.

    Raises:
        ErreurStockage: `existe-deja`.
    """
    if is_there(path):
        raise ErreurStockage(
            "existe-deja",
            _("Un fichier porte déjà ce nom : {nom}. Il n'a pas été touché.", nom=path.name),
            remedy=_("Choisissez un autre nom, ou ouvrez ce fichier."),
        )


def _new_uuid() -> str:
    from uuid import uuid4  # noqa: PLC0415 - a new file only

    return str(uuid4())


def _fill(part: Path, clock: Clock, uuid: str, key: DossierKey | None) -> None:
    connection = connect(part, write=True, key=key)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        from db.upgrade import migrate  # noqa: PLC0415 - a new file only

        migrate(connection, 0)
        connection.execute("BEGIN IMMEDIATE")  # a wait for the disk, not one a row
        connection.execute(
            "INSERT INTO meta (id, uuid, cree_avec, cree_le) VALUES (1, ?, ?, ?)",
            (uuid, __version__, clock().isoformat(timespec="seconds")),
        )
        digest.write(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


@contextlib.contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LectureSeule(
            "emplacement",
            _("Impossible de créer un dossier à cet endroit : {chemin}.", chemin=str(path.parent)),
            remedy=_("Choisissez un autre emplacement, par exemple Documents."),
            detail=str(error),
        ) from error
