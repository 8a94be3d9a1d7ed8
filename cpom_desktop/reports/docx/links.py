"""What a text cites leads to where it is, inside the document and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpom_desktop.reports.docx.markup import NOTHING, Xml, joined, run, tag
from cpom_desktop.reports.fonts import storable
from cpom_desktop.reports.pdf.links import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.pdf.links import Links


def anchor(rank: int) -> str:
    """Return the name of the place of a title, or of a cell."""
    return f"_Toc{rank + 1:09d}"


def anchored(rank: int, content: Xml) -> Xml:
    """Return a content with its name for what leads to it."""
    start = tag("w:bookmarkStart", id=rank + 1, name=anchor(rank))
    return joined((start, content, tag("w:bookmarkEnd", id=rank + 1)))


@dataclass(slots=True)
class Linker:
    """Where each thing cited is; a place is named once."""

    links: Links
    _named: set[int] = field(default_factory=set)

    def runs(self, text: str, look: Xml = NOTHING, *, own: str = "") -> Xml:
        """Return a text, each mark that it cites being a link; its `own` mark leads nowhere."""
        return joined(self._parts(storable(text), look, own))

    def whole(self, text: str, look: Xml = NOTHING, *, target: str) -> Xml:
        """Return a text that leads as a whole to a place, if it is in the document."""
        rank = self.links.ranks.get(target)
        return run(text, look) if rank is None else _to(rank, run(text, look))

    def place(self, name: str) -> Xml:
        """Return what names a cell where others lead to it, once; nothing for the others."""
        rank = self.links.cell(name) if name else -1
        if rank < 0 or rank in self._named:
            return NOTHING
        self._named.add(rank)
        return anchored(rank, NOTHING)

    def _parts(self, text: str, look: Xml, own: str) -> Iterator[Xml]:
        done = 0
        for found in MARK.finditer(text) if self.links.ranks else ():
            rank = self.links.ranks.get(found[0])
            if rank is None or found[0] == own:
                continue
            if found.start() > done:
                yield run(text[done : found.start()], look)
            yield _to(rank, run(found[0], look))
            done = found.end()
        if done < len(text) or not text:
            yield run(text[done:], look)


def _to(rank: int, content: Xml) -> Xml:
    return tag("w:hyperlink", content, anchor=anchor(rank), history=1)
