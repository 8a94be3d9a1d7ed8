"""A named version: the whole dossier at one moment, as compressed text.

It is what `dump` writes, made small: the table that keeps it travels with the file.
"""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING, Any

import msgspec

from cpom_desktop.domain.saisie import clean_line
from cpom_desktop.errors import ErreurStockage, ImportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.services.dump import dump, read_dump
from cpom_desktop.services.operations.base import require_text
from cpom_desktop.services.snapshot import LASTING, RECORDS, DossierSnapshot, value_of

if TYPE_CHECKING:
    from cpom_desktop.services.dump import DossierJson

LARGEST = 50_000_000
"""Bytes of a version, which holds no attached file: only their names."""

LEVEL = 9


def name_of(text: str) -> str:
    """Return the name of a version as it is kept.

    Raises:
        RegleInvalide: `nom-vide`, or too long for a line.
    """
    require_text(text)
    return clean_line(text)


def pack_version(snapshot: DossierSnapshot, uuid: str) -> str:
    """Return a state of the dossier as text."""
    return packed(dump(snapshot, uuid))


def packed(data: bytes) -> str:
    """Return the JSON of a version as the text that is kept."""
    return base64.b85encode(zlib.compress(data, LEVEL)).decode("ascii")


def unpacked(text: str) -> bytes:
    """Return the JSON of a version.

    Raises:
        ValueError, zlib.error: it does not read.
    """
    return zlib.decompressobj().decompress(base64.b85decode(text), LARGEST)


def unpack_version(text: str, present: DossierSnapshot | None = None) -> DossierSnapshot:
    """Return the state that a text holds.

    Args:
        text: what `pack_version` returned.
        present: gives the tables that did not exist yet, empty without it, and the lasting ones.
    Raises:
        ErreurStockage: it does not read; the dossier itself is sound.
    """
    try:
        return snapshot_of(read_dump(unpacked(text)), present)
    except (ValueError, zlib.error, ImportImpossible) as error:
        raise ErreurStockage(
            "version",
            _("Cette version ne se lit pas. Le dossier lui-même est intact."),
            remedy=_("Choisissez-en une autre, ou une sauvegarde."),
            detail=str(error),
        ) from error


def snapshot_of(found: DossierJson, present: DossierSnapshot | None = None) -> DossierSnapshot:
    """Return the state of the dossier that a JSON file holds; tables it lacks are empty.

    With `present`, they are those of that state, and so are the lasting ones.

    Raises:
        msgspec.ValidationError: a value of the wrong kind.
    """
    tables = {table: _rows(table, found.tables.get(table, [])) for table in RECORDS}
    values = {table: value_of(table, rows) for table, rows in tables.items()}
    if present is not None:
        values |= {
            t: getattr(present, t) for t in RECORDS if t not in found.tables or t in LASTING
        }
    return DossierSnapshot(**values)  # type: ignore[arg-type]  # each of its table


def _rows(table: str, rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    kind: type[Any] = RECORDS[table]
    records = (msgspec.convert(row, kind) for row in rows)
    return tuple(sorted(records, key=_place))


def _place(record: Any) -> tuple[int, int]:  # noqa: ANN401 - any record
    return getattr(record, "ordre", 0), record.id
