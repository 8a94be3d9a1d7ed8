"""The words of blocks, in the order in which they are read, whatever the format."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import (
    Badge,
    BulletList,
    Callout,
    Closing,
    Contents,
    Cover,
    Figure,
    Fitted,
    Heading,
    KeyValues,
    Legend,
    Letterhead,
    PageBreak,
    Pages,
    Paragraph,
    Signatures,
    Slip,
    Stressed,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cpom_desktop.reports.blocks import Block, Cell


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield every text that blocks print, as typed; what a renderer makes up is not there.

    A picture has none: the table or the sentence beside it tells it. Of matter that may be told
    in two ways, the tight one is read: the other tells the same.
    """
    for block in blocks:
        yield from filter(None, _texts(block))


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Heading() | Paragraph():
            return (block.text,)
        case Stressed():
            return ("".join(text for text, _stressed in block.parts),)
        case BulletList():
            return block.items
        case KeyValues():
            blank = _("à compléter")
            return (t for label, value in block.rows for t in (label, value.strip() or blank))
        case Table():
            return _of_table(block)
        case Fitted():
            return texts_of(block.tight)
        case PageBreak() | Contents() | Pages() | Figure():
            return ()
        case _:
            return _of_form(block)


def _of_form(
    block: Callout | Legend | Signatures | Letterhead | Closing | Slip | Cover,
) -> Iterable[str]:
    """Yield the texts of what is boxed, signed, sent or stands first."""
    match block:
        case Callout():
            return (block.title, block.text)
        case Legend():
            return (text for badge, words in block.entries for text in (badge.letters, words))
        case Signatures():
            return (text for person in block.people for text in person)
        case Letterhead():
            return (*block.sender, *block.recipient, block.dateline)
        case Closing():
            return (block.quality, block.name)
        case Slip():
            words = (blank.text for row in block.rows for blank in row)
            return (block.title, block.note, *words)
        case Cover():
            parties = (t for party in block.parties for t in (party.heading, *party.lines))
            return (*block.sender, block.surtitle, block.title, *block.subtitles, *parties)
    assert_never(block)


def _of_table(table: Table) -> Iterator[str]:
    yield table.caption
    for column in table.columns:
        yield column.header
    for row in table.rows:
        for cell in row.cells:
            yield from _of_cell(cell)


def _of_cell(cell: Cell) -> tuple[str, ...]:
    if isinstance(cell.content, Badge):
        return (cell.content.letters, cell.content.beside)
    return (cell.content,)
