"""Reading again the pages of a PDF: every text of the document is there, and what it holds.

Words are compared without their spaces: a line, a cell or a page may break them anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Fitted
from cpom_desktop.reports.fonts import printable
from cpom_desktop.reports.texts import texts_of
from cpom_desktop.services.pdfium import page_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cpom_desktop.reports.blocks import Block, Document

_UNREAD = re.compile(r"[\s\u00ad\u200b\u2060\ufeff\ufffe\uffff\x00-\x1f\u2010\u2011-]+")
"""Spaces, what shows nothing, and hyphens: one at the end of a line is read as a division."""
_ITEM = re.compile(r"^\s*-\s+", re.MULTILINE)
_ENDS = ".;:,"
TOLD = 3
"""Texts that lack, named in the detail of the error."""
SHORTEST_PART = 12
"""Letters of a word that a page may leave to another."""
LONGEST = 80
"""Characters of the text that lacks, in the sentence."""


def require_whole(document: Document, data: bytes) -> None:
    """Check that a PDF that was just made holds every text of its document.

    Raises:
        RapportImpossible: `relecture`, with what lacks; nothing was written yet.
    """
    try:
        texts = page_texts(data)
    except ValueError as error:
        raise _not_whole(_("Le document préparé ne se relit pas."), str(error)) from error
    require_told(document, texts)


def require_told(document: Document, texts: Iterable[str]) -> None:
    """Check that the texts read in a file hold every text of its document.

    Raises:
        RapportImpossible: `relecture`, with what lacks; nothing was written yet.
    """
    missing = lacking(document.blocks, texts)
    if missing:
        first = " ".join(missing[0].split())[:LONGEST]
        told = _("Le document préparé n'est pas complet : « {texte} » y manque.", texte=first)
        raise _not_whole(told, " | ".join(missing[:TOLD]))


def _not_whole(sentence: str, detail: str) -> RapportImpossible:
    return RapportImpossible(
        "relecture",
        sentence,
        remedy=_("Rien n'a été écrit : l'ancien fichier est intact. Signalez-nous cette erreur."),
        detail=detail,
    )


def lacking(blocks: Iterable[Block], pages: Iterable[str]) -> tuple[str, ...]:
    """Return the texts of a document that its pages do not hold.

    Matter that may be told in two ways is there when one of them is.
    """
    found = squeezed("".join(pages))
    return tuple(dict.fromkeys(_lacking(blocks, found)))


def _lacking(blocks: Iterable[Block], found: str) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Fitted):
            ways = (block.tight, block.at_ease)
            yield from min((tuple(_lacking(way, found)) for way in ways), key=len)
        else:
            yield from (text for text in texts_of((block,)) if not _holds(found, text))


def _holds(found: str, text: str) -> bool:
    """Tell whether a text is there, whole, or by its words where a page or a list parts it."""
    shown = printable(_ITEM.sub("", text))
    if squeezed(shown) in found:
        return True
    words = (squeezed(word).strip(_ENDS) for word in shown.split())
    return all(word in found or _in_parts(found, word) for word in words)


def _in_parts(found: str, word: str) -> bool:
    """Tell whether a word longer than a line is there by parts, as pages may have cut it."""
    while len(word) > SHORTEST_PART:
        kept = bisect_left(range(len(word)), True, key=lambda end: word[: end + 1] not in found)
        if kept < SHORTEST_PART:
            return False
        word = word[kept:]
    return word in found


def squeezed(text: str) -> str:
    """Return a text without any space nor hyphen, its ligatures apart as readers take them."""
    return _UNREAD.sub("", unicodedata.normalize("NFKC", text))
