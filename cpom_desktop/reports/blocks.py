"""What a document is made of, before any format: what tagging needs is here from the start.

Texts are plain: no mark-up. In a `Paragraph`, lines beginning with « - » become a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cpom_desktop.charts.scene import Scene

Level = Literal[1, 2, 3]
Align = Literal["left", "right", "center"]
Tone = Literal["info", "attention"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 opens a chapter. Each makes a bookmark and a line of the contents.

    Attributes:
        anchor: what it is the page of (« FA-03 »), for those who cite it.
    """

    text: str
    level: Level = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; empty lines separate paragraphs, lines beginning with « - » make a list."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Stressed:
    """A paragraph of which some parts are stressed: (text, stressed), spaces included.

    One that `keeps` stands on the page of what follows it.
    """

    parts: tuple[tuple[str, bool], ...]
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of plain texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels and their values, two columns; a value that misses reads « à compléter ».

    They stand in a frame, the labels on grey, when `boxed`.
    """

    rows: tuple[tuple[str, str], ...]
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed remark; `tone` never carries meaning alone: `title` is a word."""

    title: str
    text: str
    tone: Tone = "info"


@dataclass(frozen=True, slots=True)
class Badge:
    """RACI marks in a cell: « R », « RA », « C »… told by shape: solid, thick, thin, bare.

    Attributes:
        letters: what is printed, one box a letter.
        shapes: for each letter, `solid` (black box), `thick`, `thin` or `bare`.
        spoken: the words read aloud in its place.
        beside: a few words written after it, on one line.
    """

    letters: str
    shapes: tuple[Literal["solid", "thick", "thin", "bare"], ...]
    spoken: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: text or badge.

    Attributes:
        anchor: what its line tells of (« DG-E05 »), for those who cite it.
        target: the anchor that it leads to as a whole; marks in its text lead there by themselves.
    """

    content: str | Badge
    bold: bool = False
    anchor: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: header, relative width, alignment."""

    header: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. A `group` line spans every column; a `total` line is stressed."""

    cells: tuple[Cell, ...]
    kind: Literal["body", "group", "total"] = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with headed columns; `row_header` makes the first cell of a line its header.

    Attributes:
        packed: as tight as it may be read, for a matrix that should hold on its page.
        by_hand: in large letters, to be filled in.
        row_mm: least height of its lines.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    row_header: bool = True
    dense: bool = False
    packed: bool = False
    by_hand: bool = False
    row_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Legend:
    """Marks and what each means, in one line that may wrap."""

    entries: tuple[tuple[Badge, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the sentence that replaces it for who cannot see it."""

    scene: Scene
    alt: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes to sign: one a person, with name and quality."""

    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """The sender's logo, drawn with its proportions kept: a PNG of plain colours.

    Attributes:
        data: the whole file, grey already where the document is.
        alt: the words that stand for it.
    """

    data: bytes
    alt: str

    @property
    def size(self) -> tuple[int, int]:
        """Return its width and height, in pixels, as a PNG says them at its head."""
        return int.from_bytes(self.data[16:20]), int.from_bytes(self.data[20:24])


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a letter (design D10): who writes, to whom at the right, where and when."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    dateline: str
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The foot of a letter, at the right: in what quality it is signed, room, and by whom."""

    quality: str
    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Words on a slip, with a box to tick before them, and a dotted line to write on after.

    `share` is the part of the width that words and line take.
    """

    text: str
    box: bool = False
    line: bool = False
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to cut and send back, never parted from one page to the next."""

    title: str
    note: str
    rows: tuple[tuple[Blank, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Go to a new page, turned when `landscape` (until the next `PageBreak`).

    Attributes:
        large: a landscape page of A3.
        form: name of the form that should hold on this page: it is set tighter where it would
            overflow, and the pages that follow say whose continuation they are.
    """

    landscape: bool = False
    large: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The same matter told in two ways: `tight` stands where a form would overflow its page.

    Neither holds a heading, nor another `Fitted`.
    """

    at_ease: tuple[Block, ...]
    tight: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A party named at the foot of the cover: heading, then lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page (design D1): no header, no footer."""

    sender: tuple[str, ...]
    surtitle: str
    title: str
    subtitles: tuple[str, ...]
    parties: tuple[Party, ...] = ()
    footer: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, made from the headings of levels 1 and 2."""

    title: str


@dataclass(frozen=True, slots=True)
class Pages:
    """On what page each following part begins: « rétroplanning (p. 2), journal (p. 7) ».

    Attributes:
        lead: the words before, « Suite du dossier ».
        parts: how each part is called here, and its heading; one that is not there is left out.
        otherwise: what is told where none is there, in a document that is printed by itself.
    """

    lead: str
    parts: tuple[tuple[str, str], ...]
    otherwise: str = ""


Block = (
    Heading
    | Paragraph
    | Stressed
    | BulletList
    | KeyValues
    | Callout
    | Table
    | Legend
    | Figure
    | Signatures
    | Letterhead
    | Closing
    | Slip
    | PageBreak
    | Fitted
    | Cover
    | Contents
    | Pages
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for a renderer.

    Attributes:
        slug: its name in the catalogue and on the command line.
        title: name of the document, in the header at right and in the file's properties.
        running_head: name of the dossier, in the header at left.
        edition: footer at left (« Édité le 12 mars 2027 à 14 h 32 – version de travail »).
        author: who answers for it.
        watermark: « PROJET », or nothing.
        grey: True replaces the two colours by black.
        diffusion: to whom it may go (« Diffusion : autorités »), at the head of every page; or
            nothing.
    """

    slug: str
    title: str
    running_head: str
    edition: str
    author: str
    blocks: tuple[Block, ...]
    watermark: str = ""
    grey: bool = False
    diffusion: str = ""
