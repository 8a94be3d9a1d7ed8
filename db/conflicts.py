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


def other_versions(dossier: Path, uuid: str, *, synced: bool) -> tuple[BackupInfo, ...]:
    """Return the files that a service left beside a dossier, the newest first.

    Nothing is written, and a file that does not read is not told. `synced`: a service copies
    this folder, and more names are signs.
    """
    named = [path for path in _beside(dossier) if _is_named_so(path, dossier, synced=synced)]
    found = [_info(path) for path in sorted(named)[:MOST] if _is_of(path, uuid)]
    return tuple(sorted(found, key=_moment, reverse=True))


def _beside(dossier: Path) -> list[Path]:
    try:
        return list(dossier.parent.iterdir())
    except OSError:
        return []


def _is_named_so(path: Path, dossier: Path, *, synced: bool) -> bool:
    if path.suffix.lower() != dossier.suffix.lower():
        return False
    if not may_be_a_conflict(dossier.stem, path.stem, synced=synced):
        return False
    return path.is_file() and not path.is_symlink() and not _is_same(path, dossier)


def _is_same(path: Path, dossier: Path) -> bool:
    """Tell whether two names are of one file, which is perhaps open: it is not to be read."""
    try:
        return path.samefile(dossier)
    except OSError:
        return False


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
