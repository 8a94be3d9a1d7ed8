"""Blocks to the body of an editable document, in order; every kind of block has its form here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, assert_never

from cpom_desktop.reports.blocks import (
    Block,
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
from cpom_desktop.reports.docx.contents import contents, pages_sentence
from cpom_desktop.reports.docx.cover import cover
from cpom_desktop.reports.docx.letters import (
    callout,
    closing,
    legend,
    letterhead,
    signatures,
    slip,
    stressed,
    text_paragraphs,
)
from cpom_desktop.reports.docx.links import anchored
from cpom_desktop.reports.docx.looks import FORM, PAGE, Setting
from cpom_desktop.reports.docx.markup import (
    NOTHING,
    Xml,
    joined,
    run,
    sized,
    tag,
)
from cpom_desktop.reports.docx.markup import Paragraph as Lines
from cpom_desktop.reports.docx.pictures import framed, png_of
from cpom_desktop.reports.docx.sections import SHEETS
from cpom_desktop.reports.docx.styles import HEADINGS
from cpom_desktop.reports.docx.tables import table_xml, values_xml
from cpom_desktop.reports.pdf.palette import MM
from cpom_desktop.reports.pdf.story import sheet_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.reports.docx.drawings import Drawings
    from cpom_desktop.reports.docx.links import Linker
    from cpom_desktop.reports.docx.sections import Pages as PageKinds
    from cpom_desktop.reports.pdf.structure import Place, Title

LEAST_PART: Final = 0.6
"""How far a picture may shrink to stay under the texts that begin its page."""
LETTER_PT: Final = 5.0
"""Mean width of a letter of a text."""
LINE_PT: Final = 14.0
_TAGS: Final = re.compile("<[^>]*>")
GAP: Final = Lines(style="Intervalle")


@dataclass(slots=True)
class Story:
    """The body of a document being written.

    Attributes:
        titles: every heading of the document; `places` is where each stands in our layout.
        pages: the kinds of pages; `drawings` holds the pictures,
            `linker` knows where what is cited stands.
    """

    titles: tuple[Title, ...]
    places: Mapping[int, Place]
    pages: PageKinds
    drawings: Drawings
    linker: Linker
    _items: list[Lines | Xml] = field(default_factory=list)
    _sheet: str = "portrait"
    _breaks: bool = False
    _opens: bool = True
    _used: float = 0.0
    _rank: int = 0
    _level: int = 0
    _setting: Setting = PAGE

    def body(self, blocks: Iterable[Block]) -> Xml:
        """Return every block, each section ended by its kind of pages."""
        for block in blocks:
            self.add(block)
        if not self._items or not isinstance(self._items[-1], Lines):
            self._items.append(GAP)
        items = (item.xml() if isinstance(item, Lines) else item for item in self._items)
        return tag("w:body", joined(items), self.pages.section(self._sheet))

    @property
    def _width(self) -> float:
        return SHEETS[self._sheet].frame_width

    def add(self, block: Block) -> None:
        """Append one block."""
        match block:
            case Cover():
                self._turn("cover")
                self._put(*cover(block, self.drawings))
                self._level = max(self._level, 1)
                self._turn("portrait")
            case PageBreak():
                self._turn(sheet_name(block))
                self._setting = FORM if block.form else PAGE
            case Fitted():
                for part in block.at_ease:
                    self.add(part)
            case Heading():
                self._heading(block.text, block.level)
            case Contents() | Pages():
                self._numbers(block)
            case Paragraph() | BulletList() | Stressed() | Legend():
                self._text(block)
            case Letterhead() | Closing() | Slip():
                self._letter(block)
            case _:
                self._boxed(block)

    def _text(self, block: Paragraph | BulletList | Stressed | Legend) -> None:
        match block:
            case Paragraph():
                style = "Petit" if block.small else self._setting.body
                self._put(
                    *text_paragraphs(block.text, self.linker, style=style, item=self._setting.item)
                )
            case BulletList():
                self._put(
                    *(
                        Lines(self.linker.runs(text), style=self._setting.item)
                        for text in block.items
                    )
                )
            case Stressed():
                self._put(stressed(block, self._setting.body))
            case Legend():
                if block.entries:
                    self._put(legend(block))
            case _:
                assert_never(block)

    def _letter(self, block: Letterhead | Closing | Slip) -> None:
        match block:
            case Letterhead():
                self._put(*letterhead(block, self._width, self.drawings))
            case Closing():
                self._put(*closing(block, self._width))
            case Slip():
                self._put(*slip(block, self._width))
            case _:
                assert_never(block)

    def _boxed(self, block: KeyValues | Callout | Table | Figure | Signatures) -> None:
        match block:
            case Table():
                self._table(block)
            case KeyValues():
                if block.rows:
                    self._put(values_xml(block, self._width, self._setting, self.linker), GAP)
            case Callout():
                self._put(callout(block, self._width, self.linker), GAP)
            case Figure():
                self._figure(block)
            case Signatures():
                if block.people:
                    self._put(signatures(block, self._width, self._setting), GAP)
            case _:
                assert_never(block)

    def _put(self, *items: Lines | Xml) -> None:
        """Append items; the first begins a page if one is due, at its very top."""
        for item in items:
            self._items += self._opening(item) if self._opens else (item,)
            self._used += _height(item, self._width)

    def _opening(self, item: Lines | Xml) -> tuple[Lines | Xml, ...]:
        """Return the first item of a page; a table needs a paragraph to begin one."""
        breaks, self._breaks, self._opens = self._breaks, False, False
        if isinstance(item, Lines):
            titled = item.style.startswith("Heading")
            return (replace(item, breaks=breaks, before=0.0 if titled else item.before),)
        return (replace(GAP, breaks=True), item) if breaks else (item,)

    def _turn(self, sheet: str) -> None:
        """Go to a new page, if anything was written; of another kind, a section ends."""
        self._used, self._opens = 0.0, True
        if self._items and not self._breaks and sheet == self._sheet:
            self._breaks = True
        elif self._items and sheet != self._sheet:
            self._breaks = False
            self._end_section()
        self._sheet = sheet

    def _end_section(self) -> None:
        """End what is written of this kind of pages, in its last paragraph."""
        section = self.pages.section(self._sheet)
        last = self._items[-1]
        if isinstance(last, Lines) and not last.section:
            self._items[-1] = replace(last, section=section)
        else:
            self._items.append(replace(GAP, section=section))

    def _heading(self, text: str, level: int) -> None:
        """Append a title; its level never skips one, and it looks like the one asked for."""
        self._level = min(level, self._level + 1)
        size, rooms = HEADINGS[level], self._setting.rooms if level == 3 else None
        look = sized(size.points) if level != self._level else NOTHING
        content = anchored(self._rank, run(text, look))
        title = Lines(content, style=f"Heading{self._level}")
        if rooms or look:
            before, after = rooms or (size.before, size.after)
            title = replace(title, before=before, after=after)
        self._put(title)
        self._rank += 1

    def _numbers(self, block: Contents | Pages) -> None:
        """Append a block that tells on what page something is."""
        if isinstance(block, Contents):
            title = Lines(anchored(self._rank, run(block.title)), style="TOCHeading")
            self._rank += 1
            self._level = max(self._level, 1)
            title = replace(title, breaks=self._breaks)
            self._breaks = self._opens = False
            self._put(contents(title, self.titles, self.places, self._width))
            return
        self._put(Lines(joined(pages_sentence(block, self.titles, self.places))))

    def _table(self, table: Table) -> None:
        if not table.columns:
            return
        if table.caption:
            self._put(Lines(run(table.caption), style="Caption"))
        self._put(table_xml(table, self._width, self._setting, self.linker), GAP)

    def _figure(self, figure: Figure) -> None:
        """Append a picture, as large as it is asked and as its page allows."""
        sheet, (wide, tall) = SHEETS[self._sheet], framed(figure.scene)
        scale = min(MM, sheet.frame_width / wide)
        height = tall * scale
        room = sheet.frame_height - LINE_PT
        left = room - self._used
        scale *= min(1.0, (left if left > height * LEAST_PART else room) / height)
        png, size = png_of(figure.scene), (wide * scale, tall * scale)
        self._put(Lines(self.drawings.picture(png, size, figure.alt), style="Image"))


def _height(item: Lines | Xml, width: float) -> float:
    """Return about what an item takes, in points; a table leaves the rest of its page unknown."""
    if not isinstance(item, Lines):
        return float("inf")
    if item.style == GAP.style:
        return LINE_PT / 2
    letters = len(_TAGS.sub("", item.content))
    lines = 1 + int(letters * LETTER_PT / width)
    return lines * LINE_PT * (2.6 if item.style == "Heading1" else 1.5)
