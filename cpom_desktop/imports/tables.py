"""A file of a spreadsheet, whatever its format, as one table of cells.

Rows 92 to 106 of reliability §7.5: what it is comes from its first bytes, never from its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.imports.limits import MOST_BYTES, MOST_CELL, MOST_ROWS
from cpom_desktop.imports.refusals import refused
from cpom_desktop.imports.texts import decoded, read_cells
from cpom_desktop.imports.workbook import read_book
from cpom_desktop.services.documents import no_checkpoint
from cpom_desktop.services.tableaux import FileTable, unshielded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Lines = list[tuple[int, tuple[str, ...]]]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Part of a workbook that a password protects."""
_CHECK_EVERY = 1_000


def read_table(path: Path, checkpoint: Callable[[], None] = no_checkpoint) -> FileTable:
    """Return what a file of a spreadsheet holds.

    Args:
        path: CSV or text of any usual encoding and separator, or XLSX.
        checkpoint: called now and then; may stop the reading by raising.
    Raises:
        ImportImpossible: it cannot be read, is too large, is of no format known, or is empty.
    """
    data = read_bytes(path)
    name = path.name
    refuse_old(data, name)
    if data[:4] == b"PK\x03\x04":
        lines, notes = read_book(data, name, MOST_ROWS, checkpoint)
    else:
        lines, notes = _read_text(data, name)
    return _table(name, lines, notes, checkpoint)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that she chose.

    Raises:
        ImportImpossible: it cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refused(path.name, _("il dépasse {n} Mo", n=MOST_BYTES // 1_000_000))
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise refused(path.name, _("il est introuvable ou illisible"), error) from error


def refuse_old(data: bytes, name: str) -> None:
    """Refuse a workbook of before XLSX, or one that a password protects.

    Raises:
        ImportImpossible: it is one.
    """
    if data[:8] != _OLE:
        return
    if _ENCRYPTED in data:
        raise refused(name, _("ce classeur est protégé : retirez la protection dans Excel"))
    raise refused(name, _("c'est un ancien classeur (.xls) : enregistrez-le en .xlsx"))


def _read_text(data: bytes, name: str) -> tuple[Lines, tuple[str, ...]]:
    text, windows = decoded(data)
    if "\0" in text:
        raise refused(name, _("ce n'est ni un texte ni un classeur"))
    lines = [(n, tuple(map(unshielded, cells))) for n, cells in read_cells(text, name, MOST_ROWS)]
    _refuse_uneven(lines, name)
    if not windows:
        return lines, ()
    accented = next(
        (w for _n, row in lines for c in row for w in c.split() if not w.isascii()), ""
    )
    told = _("Fichier lu en codage Windows. Vérifiez l'aperçu : « {mot} ».", mot=accented[:40])
    return lines, (told,)


def _refuse_uneven(lines: Lines, name: str) -> None:
    """Refuse a line that has not as many cells as the first, which tells that one was cut."""
    expected = len(lines[0][1]) if lines else 0
    for number, cells in lines:
        if len(cells) != expected:
            told = _(
                "ligne {n}, {colonnes} colonnes au lieu de {attendues}",
                n=number,
                colonnes=len(cells),
                attendues=expected,
            )
            raise refused(name, told)


def _table(
    name: str, lines: Lines, notes: tuple[str, ...], checkpoint: Callable[[], None]
) -> FileTable:
    if not lines:
        raise refused(name, _("il est vide"))
    width = max(last_filled(cells) for _number, cells in lines)
    rows = []
    for place, (_number, cells) in enumerate(lines):
        if place % _CHECK_EVERY == 0:
            checkpoint()
        whole = (*cells, *("",) * (width - len(cells)))[:width]
        rows.append(tuple(cell[:MOST_CELL].strip() for cell in whole))
    return FileTable(name, tuple(rows), tuple(number for number, _cells in lines), notes)


def last_filled(cells: tuple[str, ...]) -> int:
    """Return how many cells there are up to the last one that is filled."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
