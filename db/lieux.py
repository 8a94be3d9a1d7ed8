"""The `Lieux` port: places of this computer, working copies, versions left by a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.services.emplacement import Emplacement
from db.places import place_of
from db.working_copies import WorkingCopies

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.backups import BackupInfo

LINKS = "copies-de-travail"
"""Folder of the notes that say which file each working copy is of."""
DOSSIERS = "Dossiers"
IN_DOCUMENTS = "CPOM"


class LocalPlaces(WorkingCopies):
    """Over the folder of the application's own data, and the folders that she names."""

    def __init__(self, data: Path, clock: Clock) -> None:
        super().__init__(data / LINKS, clock)
        self._data = data

    def place_of(self, path: Path) -> Emplacement:
        """Return what the place of a file is."""
        return place_of(path)

    def own_folder(self, documents: Path) -> Path:
        """Return where dossiers go on this computer: in Documents, unless it is copied away."""
        usual = documents / IN_DOCUMENTS
        if place_of(usual / "x") is Emplacement.LOCAL:
            return usual
        return self._data / DOSSIERS

    def other_versions(self, dossier: Path, uuid: str) -> tuple[BackupInfo, ...]:
        """Return the files that a service left beside a dossier, the newest first."""
        from db.conflicts import other_versions  # noqa: PLC0415 - once a dossier is shown

        synced = place_of(dossier) is Emplacement.SYNCHRONISE
        return other_versions(dossier, uuid, synced=synced)
