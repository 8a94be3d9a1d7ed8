"""What a document tells, as one number: the same whatever its date, its format, its mention."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.reports.blocks import Contents, Cover, Figure, PageBreak, Pages
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.texts import texts_of
from cpom_desktop.services.documents import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.blocks import Block
    from cpom_desktop.reports.documents.context import Edition

DRESS = (Cover, Contents, PageBreak, Pages)
"""Blocks that say how a document is bound, not what it tells."""


def contenu_of(slug: str, edition: Edition) -> str:
    """Return the SHA-256 of what a document tells, in hexadecimal.

    It is read from its blocks, made with the usual options: their texts, their pictures. Its
    date, footer, mention, cover, contents, colours, paper, format and place are left out; a figure
    that depends on the day (« en retard de 3 jours ») is not: two states of a dossier are
    compared on one same day.

    Raises:
        RapportImpossible: no document has this name.
    """
    plain = replace(edition, options=PLAIN, versions=(), place="")
    digest = hashlib.sha256()
    for told in _told(build(slug, plain).blocks):
        digest.update(told.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _told(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, DRESS):
            continue
        yield type(block).__name__
        yield from texts_of((block,))
        if isinstance(block, Figure):
            yield f"{block.alt}\0{block.scene!r}"
