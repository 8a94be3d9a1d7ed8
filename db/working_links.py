"""Which file each working copy is of: one small note a copy, in the folder of the application.

Losing it costs the link alone: the copy is a dossier like any other, the original is untouched.
"""

from __future__ import annotations

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.private import make_private
from cpom_desktop.services.copies_de_travail import CopieDeTravail
from db.files import start_part, sync_file, sync_folder
from db.provenance import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LINKS = "copies-de-travail"
"""Folder of the notes, beside that of the backups."""


def save_link(folder: Path, link: CopieDeTravail) -> None:
    """Write a note down to the disk, in the place of the former one of the same copy.

    Raises:
        OSError: the former note is intact.
    """
    make_private(folder)
    text = json.dumps(
        {
            "copie": str(link.copie),
            "original": str(link.original),
            "uuid": link.uuid,
            "prise_le": link.prise_le.isoformat(timespec="seconds"),
            "connus": list(link.connus),
        },
        ensure_ascii=False,
    )
    note = _note(folder, link.copie)
    part = start_part(note.with_name(f"{note.name}.{os.getpid()}"))
    part.write_text(text, "utf-8")
    sync_file(part)
    part.replace(note)
    sync_folder(folder)


def forget_link(folder: Path, copie: Path) -> None:
    """Remove the note of a copy, which stays where it is."""
    with contextlib.suppress(OSError):
        _note(folder, copie).unlink(missing_ok=True)


def read_link(folder: Path, copie: Path) -> CopieDeTravail | None:
    """Return what is noted of a copy; None when nothing is, or does not read."""
    found = _read(_note(folder, copie))
    return found if found is not None and found.copie == copie.absolute() else None


def all_links(folder: Path) -> Iterator[CopieDeTravail]:
    """Yield every note that reads."""
    try:
        notes = sorted(folder.glob("*.json"))
    except OSError:
        return
    yield from filter(None, map(_read, notes))


def _note(folder: Path, copie: Path) -> Path:
    return folder / f"{mark_of(copie)}.json"


def _read(note: Path) -> CopieDeTravail | None:
    try:
        found = json.loads(note.read_text("utf-8"))
        return CopieDeTravail(
            copie=Path(str(found["copie"])),
            original=Path(str(found["original"])),
            uuid=str(found["uuid"]),
            prise_le=datetime.fromisoformat(str(found["prise_le"])).replace(tzinfo=None),
            connus=tuple(map(str, found["connus"])),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
