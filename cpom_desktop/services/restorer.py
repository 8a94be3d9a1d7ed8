"""What finds the copies of any dossier and puts one back; `db.restore` provides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cpom_desktop.services.kept_beside import FilesBeside

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cpom_desktop.services.backups import BackupInfo
    from cpom_desktop.services.snapshot import DossierSnapshot


class Restorer(FilesBeside, Protocol):
    """The backups of any dossier of this computer, open, closed, damaged or gone."""

    def backups_of(self, dossier: Path) -> tuple[BackupInfo, ...]:
        """Return the backups of a file, the newest first."""

    def look(self, backup: Path) -> DossierSnapshot:
        """Return what a backup holds, checked; nothing is written.

        Raises:
            ErreurStockage: damaged, newer, or not a dossier.
        """

    def copy_beside(self, backup: Path, dossier: Path, moment: datetime) -> Path:
        """Write a checked copy of a backup beside a dossier; return where.

        Raises:
            ErreurStockage: not written; nothing is left.
        """

    def restore(self, backup: Path, dossier: Path) -> Path:
        """Put a backup in the place of a closed dossier; return where that one was put aside.

        Raises:
            ErreurStockage: nothing was changed.
        """

    def undo(self, dossier: Path, aside: Path) -> Path:
        """Put what was aside back in its place; return where the restored file went.

        Raises:
            ErreurStockage: nothing was changed.
        """
