"""A file of contacts as the import room gives it, and who gives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Champ(StrEnum):
    """What a column of a file of contacts tells."""

    CIVILITE = "civilite"
    PRENOM = "prenom"
    NOM = "nom"
    STRUCTURE = "structure"
    SERVICE = "service"
    FONCTION = "fonction"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    ADRESSE = "adresse"
    CODE_POSTAL = "code_postal"
    VILLE = "ville"
    FAMILLE = "famille"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class ContactsTable:
    """What a file of contacts holds, as cells.

    Attributes:
        name: of the file.
        rows: cells of each line, the line of titles included.
        columns: what each column tells, where the format says it (vCard); empty where it is to
            be found out.
        numbers: line or card of each row in the file, from 1.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    columns: tuple[Champ, ...] = ()


class ReadContacts(Protocol):
    """Reads a file of contacts; raises `ImportImpossible` with its French sentence."""

    def __call__(self, path: Path) -> ContactsTable:
        """Read it; nothing of the dossier changes."""
