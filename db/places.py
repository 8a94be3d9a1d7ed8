"""What a place is, from what this computer says of it: its names, its volume, its services."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.services.emplacement import (
    MARKERS,
    Emplacement,
    classify,
    dropbox_roots,
    onedrive_roots,
)
from db.volumes import volume_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DROPBOX_INFO = (("APPDATA", "Dropbox"), ("LOCALAPPDATA", "Dropbox"), ("HOME", ".dropbox"))
"""Variable of a folder, and the folder in it, where Dropbox may say which ones it copies."""
WORST_FIRST = (Emplacement.SYNCHRONISE, Emplacement.RESEAU, Emplacement.AMOVIBLE)


def place_of(path: Path, variables: Mapping[str, str] = os.environ) -> Emplacement:
    """Return what the place of a file is: as it is named, and as links lead to it."""
    path = path.absolute()
    named, real = path, Path(os.path.realpath(path))
    roots = (*known_roots(variables), *marked_folders(named), *libraries_beside(named))
    found = {classify(str(each), volume_of(each), roots) for each in (named, real)}
    return next((place for place in WORST_FIRST if place in found), Emplacement.LOCAL)


def known_roots(variables: Mapping[str, str]) -> tuple[str, ...]:
    """Return the folders that services of this computer say they copy."""
    return (*onedrive_roots(variables), *_dropbox(variables))


def _dropbox(variables: Mapping[str, str]) -> Iterator[str]:
    for variable, name in DROPBOX_INFO:
        if home := variables.get(variable):
            try:
                yield from dropbox_roots((Path(home) / name / "info.json").read_text("utf-8"))
            except (OSError, UnicodeDecodeError):
                continue


def marked_folders(path: Path) -> Iterator[str]:
    """Yield the folders above a file in which a service has left its mark."""
    for folder in path.parents:
        if any(os.path.lexists(folder / marker) for marker in MARKERS):
            yield str(folder)


def libraries_beside(path: Path) -> Iterator[str]:
    """Yield the folders above a file that bear the name of an organisation of OneDrive."""
    for folder in path.parents:
        if folder.name and os.path.lexists(folder.with_name(f"OneDrive - {folder.name}")):
            yield str(folder)
