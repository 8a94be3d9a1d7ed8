"""What the password of a dossier is to the rest of the application: typed, never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Secret:
    """What she types to open a protected dossier: its password, or its recovery code.

    It never shows itself: neither in a message, nor in what a crash writes.
    """

    __slots__ = ("code", "password")

    def __init__(self, password: str = "", *, code: str = "") -> None:
        self.password = password
        self.code = code

    def __repr__(self) -> str:
        """Say nothing of it."""
        return "Secret(…)"


class Key(Protocol):
    """What opens a protected dossier and its copies; they open as long as somebody holds it."""

    @property
    def code(self) -> str:
        """The recovery code, to be printed only."""


class Conversion(NamedTuple):
    """What became of a dossier and its backups: how many follow, which could not."""

    backups: int
    left: tuple[Path, ...]


class Protector(Protocol):
    """Protects a closed dossier by a password, changes it, or takes it away; its backups too."""

    def is_protected(self, dossier: Path) -> bool:
        """Tell whether the file is protected, as far as one can without its password."""

    def unlock(self, dossier: Path, secret: Secret) -> Key | None:
        """Return what keeps a protected file openable as long as it is held.

        Raises:
            DossierProtege: what she typed does not open it.
        """

    def convert(
        self, dossier: Path, secret: Secret, password: str, told: Callable[[int, int], None]
    ) -> Conversion:
        """Write the dossier and its backups afresh under a password, or under none.

        Args:
            dossier: a closed file.
            secret: what opens it now, when it is protected.
            password: the new one; empty to take the protection away.
            told: is given how many files are done, of how many.
        Raises:
            ErreurStockage: the dossier is as it was.
        """
