"""Which file a backup was made of: a dossier copied by hand is two files of one identity.

Both have their backups in one folder. The name of each backup bears the mark of its file; a note
beside them says which path a mark is. The note can be lost: the marks still tell files apart.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.private import write_private
from cpom_desktop.services.presence import is_there
from cpom_desktop.services.unfinished import being_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.services.backups import BackupInfo

NOTE = "dossier.json"


def mark_of(dossier: Path) -> str:
    """Return the mark of a file, by its path: eight hexadecimal figures."""
    path = os.path.normcase(dossier.absolute())
    return hashlib.blake2b(os.fsencode(path), digest_size=4).hexdigest()


def own(infos: Iterable[BackupInfo], mark: str) -> tuple[BackupInfo, ...]:
    """Return the backups of one file, those that bear no mark included."""
    return tuple(info for info in infos if info.source in {"", mark})


def of_this_or_gone(
    infos: Iterable[BackupInfo], mark: str, folder: Path
) -> tuple[BackupInfo, ...]:
    """Return the backups of one file, and those of a file of its identity that is gone.

    That is the same one, most often, before it was renamed or moved: nothing else would protect
    them, nor forget whom they name.

    Args:
        infos: some of the backups of an identity.
        mark: that of the file.
        folder: that of the backups of this computer, which knows the paths.
    """
    marks = {"", *marks_of_this_or_gone(mark, folder)}
    known = paths_in(folder)
    return tuple(info for info in infos if info.source in marks or info.source not in known)


def marks_of_this_or_gone(mark: str, folder: Path) -> tuple[str, ...]:
    """Return the mark of a file, and those of files of its identity that are gone."""
    paths = paths_in(folder).items()
    return (mark, *(m for m, path in paths if m != mark and not is_there(Path(path))))


def by_file(infos: Iterable[BackupInfo]) -> tuple[tuple[BackupInfo, ...], ...]:
    """Return the backups of each file apart, in their order."""
    files: dict[str, list[BackupInfo]] = {}
    for info in infos:
        files.setdefault(info.source, []).append(info)
    return tuple(map(tuple, files.values()))


def paths_in(folder: Path) -> Mapping[str, str]:
    """Return the path of each mark that a folder knows; none when its note does not read."""
    try:
        found = json.loads((folder / NOTE).read_text("utf-8"))["fichiers"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(mark): str(path) for mark, path in found.items()}


def note_path(folder: Path, dossier: Path) -> None:
    """Note in a folder of backups which path the mark of a file is."""
    known = {**paths_in(folder), mark_of(dossier): str(dossier.absolute())}
    text = json.dumps({"fichiers": known}, ensure_ascii=False)
    part = folder / f"{NOTE}.{os.getpid()}.note"
    with being_written(part):
        write_private(part, text)
        part.replace(folder / NOTE)


def told_apart(infos: Iterable[BackupInfo], folder: Path, dossier: Path) -> list[BackupInfo]:
    """Return the backups of a folder, each made of another file saying which."""
    mark, paths = mark_of(dossier), paths_in(folder)
    return [
        info if info.source in {"", mark} else replace(info, origin=paths.get(info.source, ""))
        for info in infos
    ]
