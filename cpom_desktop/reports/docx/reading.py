"""A DOCX file read again: its titles, the lines of its tables, its text."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.reports.blocks import Fitted, Heading, Table
from cpom_desktop.reports.fonts import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document as WordDocument

    from cpom_desktop.reports.blocks import Block, Document


class DocxProof(NamedTuple):
    """What reading a file again must find.

    Attributes:
        titles: of every level, in order.
        rows: how many lines each table has, heads included.
        paragraphs: those that say something, in cells too.
        text: imprint of the whole text.
    """

    titles: tuple[str, ...]
    rows: tuple[int, ...]
    paragraphs: int
    text: str


def proof_of(document: Document, made: bytes) -> DocxProof:
    """Return what must be found again: titles and tables of the blocks, text of what was made."""
    shown = tuple(_flat(document.blocks))
    tables = [block for block in shown if isinstance(block, Table) and block.columns]
    return read_docx(made)._replace(
        titles=tuple(storable(block.text) for block in shown if isinstance(block, Heading)),
        rows=tuple(len(table.rows) + 1 for table in tables),
    )


def read_docx(data: bytes) -> DocxProof:
    """Return what a file holds.

    Raises:
        ValueError: it is no such file, or cannot be read.
    """
    found = _opened(data)
    texts = [text for _style, text in _paragraphs(found) if text.strip()]
    imprint = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    titles = tuple(text for style, text in _paragraphs(found) if style.startswith("Heading"))
    return DocxProof(titles, tuple(_rows(found)), len(texts), imprint)


def whole_text(data: bytes) -> str:
    """Return the text of a file, a line for each paragraph: its body, then its feet.

    Raises:
        ValueError: it is no such file, or cannot be read.
    """
    found = _opened(data)
    feet = (section.footer for section in found.sections)
    told = (paragraph.text for foot in feet for paragraph in foot.paragraphs)
    return "\n".join((*(text for _style, text in _paragraphs(found)), *told))


def _opened(data: bytes) -> WordDocument:
    import docx  # noqa: PLC0415 - 57 ms, at first use

    try:
        return docx.Document(BytesIO(data))
    except (zipfile.BadZipFile, KeyError, OSError, SyntaxError) as error:
        raise ValueError(str(error)) from error


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from block.at_ease if isinstance(block, Fitted) else (block,)


def _paragraphs(found: WordDocument) -> Iterator[tuple[str, str]]:
    """Yield the style and the text of every paragraph of the body; a new line is a line feed."""
    texts, breaks = _name("t"), _name("br")
    for paragraph in found.element.body.iter(_name("p")):
        style = paragraph.find(f"{_name('pPr')}/{_name('pStyle')}")
        told = "" if style is None else str(style.get(_name("val")))
        parts = (
            (node.text or "") if node.tag == texts else "\n"
            for node in paragraph.iter(texts, breaks)
        )
        yield told, "".join(parts)


def _rows(found: WordDocument) -> Iterator[int]:
    """Yield the number of lines of each table of data."""
    for table in found.element.body.iter(_name("tbl")):
        style = table.find(f"{_name('tblPr')}/{_name('tblStyle')}")
        if style is not None and style.get(_name("val")) == "Tableau":
            yield len(table.findall(_name("tr")))


def _name(tag: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415

    return qn(f"w:{tag}")
