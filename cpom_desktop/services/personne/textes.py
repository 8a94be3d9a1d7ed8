"""Which fields of a row are texts that may name somebody, and what their place is called.

Rows are those of the dossier, and those of the versions that she named.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_type_hints

from cpom_desktop.services.labels import LONG_TEXTS
from cpom_desktop.services.snapshot import RECORDS
from cpom_desktop.services.versions import unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LEFT_OUT = frozenset({"packs_integres", "effacements"})
"""Tables that name nobody: the texts of reference, and the register of those erased."""
TECHNICAL = frozenset(
    {"id", "slug", "cle", "critere", "donnee", "modele", "empreinte", "contenu", "document"}
    | {"usage", "domaine", "phase", "phases", "heure", "themes", "fiche", "groupe", "theme"}
    | {"indicateur", "sorte", "code", "rappels", "etape", "pack", "fichier"}
)
"""Fields that hold a name of ours, a number or an imprint; `controles.document` and
`reunions_points.document` are read all the same, and any that holds something else."""
_OURS = re.compile(r"[a-z0-9_.:,;/|-]*")
"""What these fields hold, unless a file or a command wrote words of hers there."""
READ_ALL_THE_SAME = frozenset({("reunions_points", "document"), ("controles", "document")})
TABLES = tuple(table for table in RECORDS if table not in LEFT_OUT)
CONTACT: Mapping[str, tuple[str, ...]] = {
    "acteurs": ("telephone", "courriel", "adresse", "relation", "attentes"),
    "interlocuteurs": ("telephone", "courriel", "note"),
}
"""Table of persons → texts that tell of the one who is named there, and go with the name."""
APART: Mapping[str, tuple[str, ...]] = {
    "acteurs": ("civilite", "position", "depuis"),
    "interlocuteurs": ("depuis", "jusqu_au"),
}
"""Other fields that go with it."""


def texts_of(table: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a row that hold words, with what they hold."""
    for field, value in values.items():
        if isinstance(value, str) and value and is_text(table, field, value):
            yield field, value


def is_text(table: str, field: str, value: str) -> bool:
    """Tell whether a field holds words of hers; one of an older format is taken for such."""
    if field in _others(table):
        return False
    ours = field in TECHNICAL and (table, field) not in READ_ALL_THE_SAME
    return not ours or _OURS.fullmatch(value) is None


@lru_cache(maxsize=128)
def _others(table: str) -> frozenset[str]:
    """Return the fields of a table that hold no text: days, choices, numbers."""
    hints = get_type_hints(RECORDS[table]) if table in RECORDS else {}
    return frozenset(name for name, hint in hints.items() if hint is not str)


def is_long(table: str, field: str) -> bool:
    """Tell whether a field takes several lines."""
    return (table, field) in LONG_TEXTS


def document_of(packed: str, wanted: Callable[[str], bool]) -> dict[str, Any] | None:
    """Return the JSON of a named version; None of one that is not wanted, or does not read.

    Nobody can read a name in that one either.
    """
    try:
        data = unpacked(packed).decode()
        document = json.loads(data) if wanted(data) else None
    except (ValueError, zlib.error):
        return None
    return document if isinstance(document, dict) and "tables" in document else None


def place(table: str, row: object, field: str) -> str:
    """Return the public key of a field of a row: « reunions.3.note »."""
    return f"{table}.{row}.{field}"
