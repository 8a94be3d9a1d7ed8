"""A file of contacts, whatever its format, as one table of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.imports.refusals import refused
from cpom_desktop.imports.tables import MOST_CELL, last_filled, read_bytes, refuse_old
from cpom_desktop.imports.texts import decoded, read_cells
from cpom_desktop.imports.vcard import COLUMNS, read_cards
from cpom_desktop.imports.workbook import read_sheet
from cpom_desktop.services.contacts import ContactsTable

if TYPE_CHECKING:
    from pathlib import Path


def read_contacts(path: Path) -> ContactsTable:
    """Return what a file of contacts holds; its first bytes say what it is, never its name.

    Raises:
        ImportImpossible: it cannot be read, is too large, is of no format known, or is empty.
    """
    data = read_bytes(path)
    name = path.name
    if data[:4] == b"PK\x03\x04":
        return _table(name, read_sheet(data, name))
    refuse_old(data, name)
    text, _windows = decoded(data)
    if "\0" in text:
        raise refused(name, _("ce n'est pas un fichier de contacts"))
    if "BEGIN:VCARD" in text[:100_000].upper():
        cards = read_cards(text)
        return ContactsTable(name, tuple(cards), tuple(range(1, len(cards) + 1)), COLUMNS)
    return _table(name, read_cells(text, name))


def _table(name: str, lines: list[tuple[int, tuple[str, ...]]]) -> ContactsTable:
    if not lines:
        raise refused(name, _("il est vide"))
    width = max(last_filled(cells) for _number, cells in lines)
    rows = tuple(
        tuple(cell[:MOST_CELL] for cell in (*cells, *("",) * width)[:width])
        for _number, cells in lines
    )
    return ContactsTable(name, rows, tuple(number for number, _cells in lines))
