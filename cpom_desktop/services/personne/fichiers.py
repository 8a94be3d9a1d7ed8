"""Whether an attached file names a person: what its name, its pages or its letters say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.services.pdfium import page_texts

if TYPE_CHECKING:
    from cpom_desktop.services.personne.noms import Identite

PLAIN = (".txt", ".csv", ".md", ".json", ".ics", ".vcf", ".eml", ".xml", ".htm", ".html")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp")


def text_of(nom: str, data: bytes) -> tuple[str, ...] | None:
    """Return the pages of a file as text; None when it is of a kind that is not read here."""
    if data[:5] == b"%PDF-":
        try:
            pages = page_texts(data)
        except ValueError:
            return None
        return pages if any(page.strip() for page in pages) else None
    if nom.lower().endswith(PLAIN):
        return (data.decode("utf-8", "replace"),)
    return None


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
