"""A dossier of a key, a share or a synced folder, worked on as a copy kept on this computer.

The copy knows which states of the original it already contains: when it is put back, an original
in one of these states is replaced (and kept beside); any other was changed elsewhere, and is
never replaced unless she says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cpom_desktop.i18n import _, format_time

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cpom_desktop.services.backups import BackupInfo
    from cpom_desktop.services.emplacement import Emplacement


class EtatOriginal(StrEnum):
    """What has become of the original since it was copied."""

    INCHANGE = "inchange"
    A_JOUR = "a-jour"
    CHANGE = "change"
    DISPARU = "disparu"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class CopieDeTravail:
    """A copy on this computer, and the original that it is of.

    Attributes:
        copie, original: the two files.
        uuid: identity of the dossier, the same in both.
        prise_le: when the copy was made, or last put back; local time without offset.
        connus: marks of the states of the original that the copy contains.
    """

    copie: Path
    original: Path
    uuid: str
    prise_le: datetime
    connus: tuple[str, ...]


class Cote(NamedTuple):
    """One of the two files: when it was changed, when something was last saved in it."""

    modifie: datetime | None
    saisie: datetime | None


class Examen(NamedTuple):
    """The original beside the copy: what has become of it, and the dates of both."""

    etat: EtatOriginal
    original: Cote
    copie: Cote


class Lieux(Protocol):
    """Places, working copies, and what a service left beside a dossier."""

    def place_of(self, path: Path) -> Emplacement:
        """Return what the place of a file is."""

    def own_folder(self, documents: Path) -> Path:
        """Return where dossiers go on this computer: in Documents, unless it is copied away."""

    def link_of(self, copie: Path, uuid: str) -> CopieDeTravail | None:
        """Return the original of a working copy; None for any other file."""

    def copy_of(self, original: Path) -> CopieDeTravail | None:
        """Return the working copy of a file, the last made of those that are there."""

    def work_on_copy(self, original: Path, folder: Path) -> CopieDeTravail:
        """Copy a closed dossier into a folder of this computer, checked; remember the original.

        Raises:
            ErreurStockage: not copied; nothing is left there.
        """

    def examine(self, link: CopieDeTravail, mark: str) -> Examen:
        """Return what has become of the original; nothing of it is replaced.

        Args:
            link: the copy, which may be open.
            mark: of what the copy says now, `Workspace.content_mark`.
        Raises:
            ErreurStockage: somebody has it open.
        """

    def put_back(self, link: CopieDeTravail, *, over_changes: bool = False) -> Path | None:
        """Put a closed copy in the place of its original, which is kept beside.

        Args:
            link: the copy.
            over_changes: she has seen that the original was changed elsewhere, and wants it.
        Returns:
            Where the former original is; None when there was none any more.
        Raises:
            ErreurStockage: `original-change` if it was changed and she has not said so,
                `original-absent`, or what the disk says; nothing was replaced.
        """

    def thin(self, original: Path) -> tuple[Path, ...]:
        """Delete the former originals that need not be kept, once a copy is back in its place.

        The newest ones stay, and any whose content is not all in a sound backup.

        Returns:
            Those that are gone.
        """

    def keep_both(self, link: CopieDeTravail) -> Path:
        """Write a closed copy beside its original, under a dated name, and follow that one.

        Raises:
            ErreurStockage: not written; nothing is left there.
        """

    def other_versions(self, dossier: Path, uuid: str) -> tuple[BackupInfo, ...]:
        """Return the files that a service left beside a dossier, the newest first."""


def side_words(cote: Cote) -> str:
    """Return « dernière saisie le 21/11/2026 à 17:00, fichier du 22/11/2026 à 8:02 »."""
    parts = []
    if cote.saisie is not None:
        parts.append(_("dernière saisie le {quand}", quand=_when(cote.saisie)))
    if cote.modifie is not None:
        parts.append(_("fichier du {quand}", quand=_when(cote.modifie)))
    return ", ".join(parts) or _("date inconnue")


def _when(moment: datetime) -> str:
    return _("{jour} à {h}", jour=f"{moment:%d/%m/%Y}", h=format_time(moment))
