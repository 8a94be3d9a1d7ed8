"""What the composition root gives the window: how to open, create and print a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cpom_desktop.services.contacts import ReadContacts
    from cpom_desktop.services.copies_de_travail import Lieux
    from cpom_desktop.services.documents import DocumentMaker
    from cpom_desktop.services.ports import Holder
    from cpom_desktop.services.protection import Protector
    from cpom_desktop.services.recuperation import Rescue
    from cpom_desktop.services.restorer import Restorer
    from cpom_desktop.services.tableaux import ReadTable
    from cpom_desktop.services.workspace import Workspace
    from ui.shell.settings import Settings


class OpenWorkspace(Protocol):
    """Opens an existing dossier; raises `ErreurStockage` with its French sentence."""

    def __call__(
        self, path: Path, *, read_only: bool = False, take_over: bool = False
    ) -> Workspace:
        """Open it."""


class NewWorkspace(Protocol):
    """Creates a dossier for an establishment; raises `ErreurCpom`, leaving nothing behind."""

    def __call__(self, path: Path, nom: str) -> Workspace:
        """Create it."""


class NewDemonstration(Protocol):
    """Writes a copy of the demonstration; raises `ErreurCpom`, leaving nothing behind."""

    def __call__(self, path: Path) -> Workspace:
        """Write it, and open it."""


class SaveCopy(Protocol):
    """Writes an open dossier to a new file; raises `ErreurStockage`, leaving nothing there."""

    def __call__(self, workspace: Workspace, path: Path) -> None:
        """Write it."""


class RescueFile(Protocol):
    """Writes what still reads of a damaged dossier into a new file, and its report beside it.

    Raises `ErreurCpom` with its French sentence; where `checkpoint` raises, nothing is left.
    """

    def __call__(self, damaged: Path, target: Path, checkpoint: Callable[[], None]) -> Rescue:
        """Write it."""


class HolderOf(Protocol):
    """Tells who has a dossier open to write."""

    def __call__(self, path: Path) -> Holder | None:
        """Look."""


class ReadPack(Protocol):
    """Reads the file of a region; raises `ImportImpossible` with its French sentence."""

    def __call__(self, path: Path) -> Mapping[str, str]:
        """Return its texts by name; what they say is not read yet."""


class WritePack(Protocol):
    """Writes a pack to share; raises `ErreurCpom`, the former file intact."""

    def __call__(self, path: Path, texts: Mapping[str, str]) -> None:
        """Write it."""


class WriteFile(Protocol):
    """Writes a file whole or not at all; raises `ErreurCpom`, the former file intact."""

    def __call__(self, path: Path, data: bytes, *, private: bool = False) -> None:
        """Write it; `private`: she alone reads it."""


class MakeRescueSheet(Protocol):
    """Makes the recovery sheet of a protected dossier, as a PDF held in memory."""

    def __call__(self, nom: str, fichier: str, code: str) -> bytes:
        """Make it."""


class Opening(NamedTuple):
    """The ways to get a dossier, and to keep one at another place."""

    open_workspace: OpenWorkspace
    new_workspace: NewWorkspace
    new_demonstration: NewDemonstration
    save_copy: SaveCopy
    restorer: Callable[[], Restorer]
    rescue: RescueFile
    read_contacts: ReadContacts
    read_pack: ReadPack
    read_table: ReadTable
    write_pack: WritePack
    lieux: Callable[[], Lieux]
    protector: Callable[[], Protector]
    rescue_sheet: MakeRescueSheet
    write_file: WriteFile


class AppServices(NamedTuple):
    """Everything the window needs from outside."""

    open_workspace: OpenWorkspace
    new_workspace: NewWorkspace
    new_demonstration: NewDemonstration
    save_copy: SaveCopy
    restorer: Callable[[], Restorer]
    rescue: RescueFile
    read_contacts: ReadContacts
    read_pack: ReadPack
    read_table: ReadTable
    write_pack: WritePack
    lieux: Callable[[], Lieux]
    protector: Callable[[], Protector]
    rescue_sheet: MakeRescueSheet
    write_file: WriteFile
    documents: Callable[[], DocumentMaker]
    settings: Settings
