"""The logical tree of a document: what a screen reader walks, whatever the pages are.

Elements are made with the story, in reading order; drawing only adds the marks (a page and a
number) under which each element's content stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "Document", "Div", "H1", "H2", "H3", "P", "Span", "L", "LI", "Lbl", "LBody", "Table",
    "Caption", "TR", "TH", "TD", "Figure", "TOC", "TOCI", "Reference", "Link",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of content: page index and marked-content number."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree.

    Attributes:
        kind: standard structure type.
        kids: elements and marks, in reading order.
        alt: words that stand for a picture.
        actual_text: words read in place of the letters drawn.
        scope: what a header cell heads.
        span: number of columns of a cell.
        bbox: place of a figure on its page (left, bottom, right, top), in points.
    """

    kind: Kind
    kids: list[Element | Mark] = field(default_factory=list)
    alt: str = ""
    actual_text: str = ""
    scope: Literal["", "Row", "Column"] = ""
    span: int = 1
    bbox: tuple[float, float, float, float] | None = None

    def add(self, kind: Kind) -> Element:
        """Append a child of this kind and return it."""
        child = Element(kind)
        self.kids.append(child)
        return child


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands: page index and height from the bottom, in points."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Jump:
    """A rectangle that leads to a heading (left, bottom, right, top), read under `element`."""

    page: int
    box: tuple[float, float, float, float]
    target: int
    element: Element


@dataclass(frozen=True, slots=True)
class Title:
    """A heading as bookmarks and contents show it.

    Attributes:
        index: its rank in the document.
        level: 1 to 3; the first two make a bookmark.
        text: one line, cut when it is very long.
        listed: whether the contents list it.
    """

    index: int
    level: int
    text: str
    listed: bool
