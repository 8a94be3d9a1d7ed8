"""A file of contacts, whatever its format, as one table of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.imports.refusals import refused
from cpom_desktop.imports.texts import decode, read_cells
from cpom_desktop.imports.vcard import COLUMNS, read_cards
from cpom_desktop.imports.workbook import read_sheet
from cpom_desktop.services.contacts import ContactsTable

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 10_000_000
MOST_CELL = 2_000
"""Characters of a cell; its end is left out."""


def read_contacts(path: Path) -> ContactsTable:
    """Return what a file of contacts holds; its first bytes say what it is, never its name.

    Raises:
        ImportImpossible: it cannot be read, is too large, is of no format known, or is empty.
    """
    data = _read(path)
    name = path.name
    if data[:4] == b"PK\x03\x04":
        return _table(name, read_sheet(data, name))
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refused(name, _("c'est un ancien classeur (.xls) : enregistrez-le en .xlsx"))
    text = decode(data)
    if "\0" in text:
        raise refused(name, _("ce n'est pas un fichier de contacts"))
    if "BEGIN:VCARD" in text[:100_000].upper():
        cards = read_cards(text)
        return ContactsTable(name, tuple(cards), tuple(range(1, len(cards) + 1)), COLUMNS)
    try:
        return _table(name, read_cells(text))
    except ValueError as error:
        raise refused(name, _("une de ses cases n'a pas de fin"), error) from error


def _table(name: str, lines: list[tuple[int, tuple[str, ...]]]) -> ContactsTable:
    if not lines:
        raise refused(name, _("il est vide"))
    width = max(_filled(cells) for _number, cells in lines)
    rows = tuple(
        tuple(cell[:MOST_CELL] for cell in (*cells, *("",) * width)[:width])
        for _number, cells in lines
    )
    return ContactsTable(name, rows, tuple(number for number, _cells in lines))


def _filled(cells: tuple[str, ...]) -> int:
    """Return how many cells there are up to the last one that is filled."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refused(path.name, _("il dépasse {n} Mo", n=MOST_BYTES // 1_000_000))
        return path.read_bytes()
    except OSError as error:
        raise refused(path.name, _("il est introuvable ou illisible"), error) from error
