"""A file of contacts, whatever its format, as one table of cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_number
from cpom_desktop.imports.limits import MOST_CELL, MOST_COLUMNS, MOST_CONTACTS
from cpom_desktop.imports.refusals import refused
from cpom_desktop.imports.tables import last_filled, read_bytes, refuse_old
from cpom_desktop.imports.texts import decoded, read_cells
from cpom_desktop.imports.vcard import COLUMNS, read_cards
from cpom_desktop.imports.workbook import read_sheet
from cpom_desktop.services.contacts import ContactsTable

if TYPE_CHECKING:
    from pathlib import Path

_CARD = re.compile("BEGIN:VCARD", re.IGNORECASE)


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
        if len(_CARD.findall(text)) > MOST_CONTACTS:
            raise refused(name, _("il a plus de {n} cartes", n=format_number(MOST_CONTACTS)))
        cards = [tuple(cell[:MOST_CELL] for cell in card) for card in read_cards(text)]
        return ContactsTable(name, tuple(cards), tuple(range(1, len(cards) + 1)), COLUMNS)
    return _table(name, read_cells(text, name, MOST_CONTACTS))


def _table(name: str, lines: list[tuple[int, tuple[str, ...]]]) -> ContactsTable:
    if not lines:
        raise refused(name, _("il est vide"))
    width = min(max(last_filled(cells) for _number, cells in lines), MOST_COLUMNS)
    rows = tuple(
        tuple(cell[:MOST_CELL] for cell in (*cells, *("",) * width)[:width])
        for _number, cells in lines
    )
    return ContactsTable(name, rows, tuple(number for number, _cells in lines))
