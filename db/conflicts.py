"""The other versions of a dossier that a service left beside it: found, told, never touched."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cpom_desktop.services.backups import BackupInfo, Reason
from cpom_desktop.services.conflits import may_be_a_conflict
from db.copies import uuid_of
from db.files import UNREAD
from db.working_copies import last_saved_in

if TYPE_CHECKING:
    from pathlib import Path

MOST = 20
"""Files that are opened to know whose they are; a folder of a service may hold many."""


def other_versions(dossier: Path, uuid: str) -> tuple[BackupInfo, ...]:
    """Return the files that a service left beside a dossier, the newest first.

    Nothing is written, and a file that does not read is not told.
    """
    found = [_info(path) for path in _named_so(dossier)[:MOST] if _is_of(path, uuid)]
    return tuple(sorted(found, key=_moment, reverse=True))


def _named_so(dossier: Path) -> list[Path]:
    try:
        return sorted(each for each in dossier.parent.iterdir() if _may_be(each, dossier))
    except OSError:
        return []


def _may_be(path: Path, dossier: Path) -> bool:
    if path.suffix.lower() != dossier.suffix.lower() or path.is_symlink():
        return False
    if not may_be_a_conflict(dossier.stem, path.stem):
        return False
    return path.is_file() and not path.samefile(dossier)


def _is_of(path: Path, uuid: str) -> bool:
    try:
        return uuid_of(path) == uuid
    except UNREAD:
        return False


def _info(path: Path) -> BackupInfo:
    found = path.stat()
    saved = last_saved_in(path)
    changed = datetime.fromtimestamp(found.st_mtime)  # noqa: DTZ006 - as she reads it
    return BackupInfo(
        path=path,
        sequence=0,
        moment=saved or changed,
        size=found.st_size,
        reason=Reason.DEMANDE,
        title=path.stem,
    )


def _moment(info: BackupInfo) -> datetime:
    return info.moment
