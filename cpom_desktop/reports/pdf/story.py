"""Blocks to pieces: each block gets its elements, in reading order, and its look."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Final, assert_never

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Callout,
    Closing,
    Contents,
    Cover,
    Document,
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
from cpom_desktop.reports.fonts import one_line, printable
from cpom_desktop.reports.pdf.contents import contents_entries, pages_told
from cpom_desktop.reports.pdf.cover import cover_pieces
from cpom_desktop.reports.pdf.figures import Picture, check_styles
from cpom_desktop.reports.pdf.flow import SHEETS
from cpom_desktop.reports.pdf.grids import table_grid, values_grid
from cpom_desktop.reports.pdf.legend import LegendLines, Meaning
from cpom_desktop.reports.pdf.letters import (
    closing_pieces,
    letterhead_pieces,
    slip_pieces,
    stressed_piece,
)
from cpom_desktop.reports.pdf.palette import CAPTION, LINE_STRONG, Colors, Sheet, TextStyle
from cpom_desktop.reports.pdf.pieces import (
    Columns,
    Piece,
    Stack,
    Strip,
    Text,
    Turn,
    stack_height,
)
from cpom_desktop.reports.pdf.setting import FORMS, LONG_FORMS, PAGE, Setting
from cpom_desktop.reports.pdf.structure import Element, Kind, Place, Title
from cpom_desktop.reports.pdf.text import line_kind, running, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST_TITLE: Final = 300
LONGEST_ALT: Final = 16_000
SIGNATURES_A_ROW: Final = 3
CUTS: Final = 1.08
"""What the ends of pages add to the height of a form: rows are not cut."""
_HEADING_KINDS: Final[tuple[Kind, ...]] = ("H1", "H2", "H3")


def document_titles(document: Document) -> tuple[Title, ...]:
    """Return the headings of a document and of its contents, in order."""
    titles: list[Title] = []
    for block in document.blocks:
        match block:
            case Heading(text, level):
                shown = one_line(text.replace("\n", " – "), LONGEST_TITLE)
                titles.append(Title(len(titles), level, shown, listed=level < 3))
            case Contents(title):
                shown = one_line(title, LONGEST_TITLE)
                titles.append(Title(len(titles), 1, shown, listed=False))
    return tuple(titles)


@dataclass(slots=True)
class Story:
    """The pieces of a document and its logical tree, for one pass.

    Attributes:
        titles: every heading of the document.
        places: where the headings stood in the pass before; nothing in the first.
        colors: colours of headings and rules.
        fits: how tight each section is set whatever the page numbers: trials are long.
        setting: how tight the page at hand is set.
    """

    titles: tuple[Title, ...]
    places: Mapping[int, Place]
    colors: Colors
    fits: dict[int, Setting] = field(default_factory=dict)
    setting: Setting = PAGE
    root: Element = field(default_factory=lambda: Element("Document"))
    pieces: list[Piece | Turn] = field(default_factory=list)
    _sheet: str = "portrait"
    _rank: int = 0
    _level: int = 0

    def add_all(self, blocks: Iterable[Block]) -> None:
        """Append the pieces of every block, a form set as tight as its page asks for."""
        for rank, section in enumerate(_sections(blocks)):
            self.setting = self.fits.get(rank) or self._fitting(section)
            if not any(isinstance(block, Contents | Pages) for block in section):
                self.fits[rank] = self.setting
            for block in section:
                self.add(block)

    def _fitting(self, section: Sequence[Block]) -> Setting:
        """Return how to set a section for it to hold on its page, if it should.

        What goes on to other pages leaves nothing out.
        """
        first = section[0]
        if not isinstance(first, PageBreak) or not first.form:
            return PAGE
        sheet = SHEETS[sheet_name(first)]
        counts: list[int] = []
        for setting in FORMS:
            counts.append(self._pages(section, sheet, setting))
            if counts[-1] == 1:
                return setting
        counts[-1] = self._pages(section, sheet, LONG_FORMS[-1])
        return LONG_FORMS[counts.index(min(counts))]

    def _pages(self, section: Sequence[Block], sheet: Sheet, setting: Setting) -> int:
        """Return how many pages a form takes, about, once it needs more than one."""
        trial = Story(self.titles, self.places, self.colors, setting=setting)
        for block in section:
            trial.add(block)
        pieces = [piece for piece in trial.pieces if not isinstance(piece, Turn)]
        height = stack_height(pieces, sheet.frame_width)
        if height <= sheet.frame_height:
            return 1
        return max(2, ceil(height * CUTS / sheet.frame_height))

    def add(self, block: Block) -> None:
        """Append the pieces of one block."""
        match block:
            case Cover():
                self._cover(block)
            case PageBreak():
                self._turn(sheet_name(block), block.form)
            case Heading():
                self._heading(block.text, block.level)
            case Contents() | Pages():
                self._numbers(block)
            case Paragraph():
                self.pieces += text_pieces(block.text, self.root, self.setting, small=block.small)
            case BulletList():
                self.pieces += _items(block.items, self.root, self.setting)
            case Stressed() | Letterhead() | Closing() | Slip():
                self._letter(block)
            case Fitted():
                for part in block.tight if self.setting.close else block.at_ease:
                    self.add(part)
            case _:
                self._boxed(block)

    def _numbers(self, block: Contents | Pages) -> None:
        """Append the pieces of a block that tells on what page something is."""
        if isinstance(block, Contents):
            self._heading(block.title, 1)
            self.pieces += contents_entries(self.titles, self.places, self.root)
            return
        told = pages_told(block, self.titles, self.places)
        self.pieces += text_pieces(told, self.root, self.setting)

    def _boxed(self, block: KeyValues | Callout | Table | Legend | Figure | Signatures) -> None:
        """Append the pieces of a block that has lines or frames."""
        match block:
            case Table():
                self._table(block)
            case KeyValues():
                if block.rows:
                    table = self.root.add("Table")
                    sheet = SHEETS[self._sheet]
                    self.pieces.append(values_grid(block, table, sheet, self.setting))
            case Callout():
                self.pieces.append(_callout(block, self.root.add("Div"), self.setting))
            case Legend():
                self._legend(block)
            case Figure():
                self._figure(block)
            case Signatures():
                self.pieces += _signatures(block, self.root, self.setting)
            case _:
                assert_never(block)

    def _letter(self, block: Stressed | Letterhead | Closing | Slip) -> None:
        """Append the pieces of a block that only letters have."""
        match block:
            case Stressed():
                self.pieces.append(stressed_piece(block, self.root, self.setting))
            case Letterhead():
                self.pieces += letterhead_pieces(block, self.root, self.setting)
            case Closing():
                self.pieces += closing_pieces(block, self.root, self.setting)
            case Slip():
                self.pieces += slip_pieces(block, self.root, self.setting)
            case _:
                assert_never(block)

    def _turn(self, sheet: str, form: str = "") -> None:
        self._sheet = sheet
        self.pieces.append(Turn(sheet, form))

    def _cover(self, cover: Cover) -> None:
        self._turn("cover")
        self.pieces += cover_pieces(cover, self.root, self.colors)
        self._level = max(self._level, 1)
        self._turn("portrait")

    def _heading(self, text: str, level: int) -> None:
        """Append a heading; its tag never skips a level."""
        self._level = min(level, self._level + 1)
        look = self.setting.headings[level]
        self.pieces.append(
            Text(
                self._title(text, look.style),
                replace(look.style, color=self.colors.heading),
                self.root.add(_HEADING_KINDS[self._level - 1]),
                before=look.before,
                after=look.after,
                keeps=True,
                anchor=self._rank,
                rule=self.colors.rule if look.ruled else "",
            )
        )
        self._rank += 1

    def _title(self, text: str, style: TextStyle) -> str:
        """Return a title of two lines in one, where room lacks and if it holds."""
        flat = " – ".join(text.split("\n"))
        room = SHEETS[self._sheet].frame_width
        fits = self.setting.close and text_width(printable(flat), style) <= room
        return flat if fits else text

    def _table(self, table: Table) -> None:
        if not table.columns:
            return
        element = self.root.add("Table")
        if table.caption:
            caption = element.add("Caption")
            self.pieces.append(
                Text(table.caption, CAPTION, caption, before=8.0, after=4.0, keeps=True)
            )
        grid = table_grid(table, element, SHEETS[self._sheet], self.setting)
        self.pieces.append(replace(grid, before=4.0) if table.caption else grid)

    def _legend(self, legend: Legend) -> None:
        if not legend.entries:
            return
        listing = self.root.add("L")
        meanings = []
        for badge, text in legend.entries:
            item = listing.add("LI")
            meanings.append(Meaning(badge, text, item.add("Lbl"), item.add("LBody")))
        self.pieces.append(LegendLines(tuple(meanings)))

    def _figure(self, figure: Figure) -> None:
        check_styles(figure.scene)
        element = self.root.add("Figure")
        element.alt = one_line(figure.alt, LONGEST_ALT)
        self.pieces.append(Picture(figure.scene, element))


def sheet_name(turn: PageBreak) -> str:
    """Return which sheet a page is printed on."""
    if not turn.landscape:
        return "portrait"
    return "a3" if turn.large else "landscape"


def _sections(blocks: Iterable[Block]) -> list[list[Block]]:
    """Cut blocks before each turn of a page."""
    sections: list[list[Block]] = []
    for block in blocks:
        if not sections or isinstance(block, PageBreak):
            sections.append([])
        sections[-1].append(block)
    return sections


def text_pieces(
    text: str, parent: Element, setting: Setting, *, small: bool = False
) -> list[Piece]:
    """Return paragraphs and lists: an empty line ends a paragraph, « - » opens an item."""
    pieces: list[Piece] = []
    told = running(text) if setting.close else text
    lines = [line.strip() for line in told.splitlines()]
    for kind, group in groupby(lines, key=line_kind):
        if kind == "item":
            items = tuple(line[2:].strip() for line in group)
            pieces += _items(items, parent, setting, small=small)
        elif kind == "text":
            style = setting.small if small else setting.body
            body = "\n".join(group)
            pieces.append(Text(body, style, parent.add("P"), after=setting.text_room))
    return pieces


def _items(
    items: tuple[str, ...], parent: Element, setting: Setting, *, small: bool = False
) -> list[Piece]:
    """Return the pieces of a list, a bullet before each."""
    if not items:
        return []
    listing = parent.add("L")
    style = setting.small if small else setting.body
    pieces: list[Piece] = []
    for rank, text in enumerate(items):
        item = listing.add("LI")
        label = ("•", item.add("Lbl"))
        after = setting.text_room if rank == len(items) - 1 else setting.text_room / 3
        body = item.add("LBody")
        pieces.append(Text(text, style, body, after=after, indent=16.0, label=label))
    return pieces


def _callout(callout: Callout, parent: Element, setting: Setting) -> Stack:
    """Return a boxed remark; the frame of a warning is thicker."""
    title: list[Piece] = []
    if callout.title:
        strong = replace(setting.body, face="Semibold")
        title.append(Text(callout.title, strong, parent.add("P"), after=2.0, keeps=True))
    return Stack(
        (*title, *text_pieces(callout.text, parent, setting)),
        before=8.0,
        after=10.0,
        padding=10.0,
        frame=LINE_STRONG,
        weight=1.6 if callout.tone == "attention" else 0.75,
    )


def _signatures(block: Signatures, parent: Element, setting: Setting) -> list[Columns]:
    """Return boxes to sign, three a row."""
    slots = min(len(block.people), SIGNATURES_A_ROW)
    above, below = setting.box_gap
    rows = [
        block.people[start : start + SIGNATURES_A_ROW]
        for start in range(0, len(block.people), SIGNATURES_A_ROW)
    ]
    return [
        Columns(
            tuple(_signature(person, parent.add("Div"), setting) for person in row),
            slots=slots,
            gutter=12.0,
            before=above,
            after=below,
            frame=LINE_STRONG,
        )
        for row in rows
    ]


def _signature(person: tuple[str, str], parent: Element, setting: Setting) -> Stack:
    """Return one box: name, quality, and room to sign."""
    name, quality = person
    look = setting.table
    shown = name if name.strip() else _("à compléter")
    texts: list[Piece] = [Text(shown, look.strong, parent.add("P"))]
    if quality:
        texts.append(Text(quality, look.plain, parent.add("P")))
    texts.append(Text(_("Date et signature :"), setting.small, parent.add("P"), before=2.0))
    return Stack((*texts, Strip(setting.box_room, "")), padding=6.0, floor=setting.box_floor)
