"""The `Lieux` port: places of this computer, working copies, versions left by a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.services.emplacement import Emplacement
from db.places import place_of
from db.working_copies import WorkingCopies
from db.working_links import LINKS

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.clock import Clock
    from cpom_desktop.services.backups import BackupInfo

DOSSIERS = "Dossiers"
IN_DOCUMENTS = "CPOM"


class LocalPlaces(WorkingCopies):
    """Over the folder of the application's own data, and the folders that she names."""

    def __init__(self, root: Path, clock: Clock) -> None:
        """Take the folder of the backups: the notes are beside it."""
        super().__init__(root.parent / LINKS, clock)
        self._root = root

    def place_of(self, path: Path) -> Emplacement:
        """Return what the place of a file is."""
        return place_of(path)

    def own_folder(self, documents: Path) -> Path:
        """Return where dossiers go on this computer: in Documents, unless it is copied away."""
        usual = documents / IN_DOCUMENTS
        if place_of(usual / "x") is Emplacement.LOCAL:
            return usual
        return self._root.parent / DOSSIERS

    def thin(self, original: Path) -> tuple[Path, ...]:
        """Delete the former originals that need not be kept; return those that are gone."""
        from db.kept_beside import thin  # noqa: PLC0415 - when a copy is put back

        return thin(original, self._folder, self._root)

    def other_versions(self, dossier: Path, uuid: str) -> tuple[BackupInfo, ...]:
        """Return the files that a service left beside a dossier, the newest first."""
        from db.conflicts import other_versions  # noqa: PLC0415 - once a dossier is shown

        synced = place_of(dossier) is Emplacement.SYNCHRONISE
        return other_versions(dossier, uuid, synced=synced)
