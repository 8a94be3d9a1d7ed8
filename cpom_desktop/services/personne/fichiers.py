"""Whether an attached file names a person: what its name, its pages or its letters say."""

from __future__ import annotations

import re
import zipfile
import zlib
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from cpom_desktop.services.pdfium import page_texts

if TYPE_CHECKING:
    from cpom_desktop.services.personne.noms import Identite

PLAIN = (".txt", ".csv", ".md", ".json", ".ics", ".vcf", ".eml", ".xml", ".htm", ".html")
MOST_PARTS, MOST_BYTES = 2000, 50_000_000
"""Parts of a document or of a workbook that are read, and their size once unpacked."""
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError)
"""What zipfile raises on a damaged file; `RuntimeError` on one that is protected, or packed in a
way that it does not know."""
_TOLD = re.compile(r"(?:word|xl|ppt|docProps)/[\w/-]+\.xml")
_ENDS = re.compile(r"</(?:w:p|w:tc|a:p|si|c|row|t)>|<w:(?:tab|br)/>")
_TAG = re.compile(r"<[^>]*>")


def text_of(nom: str, data: bytes) -> tuple[str, ...] | None:
    """Return the pages of a file as text; None when it is of a kind that is not read here."""
    if data[:5] == b"%PDF-":
        try:
            pages = page_texts(data)
        except ValueError:
            return None
        return pages if any(page.strip() for page in pages) else None
    if data[:4] == b"PK\x03\x04":
        return _office(data)
    if nom.lower().endswith(PLAIN):
        return (data.decode("utf-8", "replace"),)
    return None


def _office(data: bytes) -> tuple[str, ...] | None:
    """Return the words of a document or of a workbook; its parts are text, nothing is run."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [info for info in archive.infolist() if _TOLD.fullmatch(info.filename)]
            size = sum(info.file_size for info in parts)
            if not parts or len(parts) > MOST_PARTS or size > MOST_BYTES:
                return None
            told = [_words(archive, info) for info in parts]
    except UNREADABLE:
        return None
    return ("\n".join(told),)


def _words(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    with archive.open(info) as part:
        text = part.read(info.file_size).decode("utf-8", "replace")
    return unescape(_TAG.sub("", _ENDS.sub("\n", text)))


def may_name(qui: Identite, nom: str, data: bytes) -> bool | None:
    """Tell whether a file names a person; None when it cannot be said: she is to look at it."""
    if qui.mentions(nom):
        return True
    pages = text_of(nom, data)
    if pages is None:
        return None
    return any(qui.mentions(joined(page)) for page in pages)


def joined(page: str) -> str:
    """Return a page with the words that the end of a line cuts put together again."""
    return page.replace(chr(0xFFFE), "").replace("-\r\n", "-").replace("\r\n", " ")
