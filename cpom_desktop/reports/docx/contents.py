"""What tells pages in an editable document: table of contents, « (p. 7) », the titles they name.

They are fields, which the word processor computes; what stands there until then are the pages of
our own layout, those of the PDF.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import _
from cpom_desktop.reports.docx.links import anchor
from cpom_desktop.reports.docx.markup import (
    FIELD_END,
    NOTHING,
    TAB,
    Paragraph,
    Xml,
    field,
    field_start,
    flat_run,
    joined,
    run,
    tag,
    value,
)
from cpom_desktop.reports.fonts import storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.reports.blocks import Pages
    from cpom_desktop.reports.pdf.structure import Place, Title

_PAGE: Final = re.compile("\0(\\d+)\0")
"""Where a number of page goes in a sentence: no text of hers goes through with that sign."""


def contents(
    title: Paragraph, titles: Sequence[Title], places: Mapping[int, Place], width: float
) -> Xml:
    """Return the table of contents, as Word makes one, its entries already written."""
    listed = [entry for entry in titles if entry.listed]
    lines = [_entry(entry, places, width) for entry in listed] or [Paragraph()]
    start = field_start(r'TOC \o "1-2" \h \z \u', dirty=True)
    lines[0] = replace(lines[0], content=joined((start, lines[0].content)))
    body = joined((title.xml(), *(line.xml() for line in lines), Paragraph(FIELD_END).xml()))
    gallery = tag(
        "w:docPartObj", value("w:docPartGallery", "Table of Contents"), tag("w:docPartUnique")
    )
    return tag("w:sdt", tag("w:sdtPr", gallery), tag("w:sdtContent", body))


def _entry(title: Title, places: Mapping[int, Place], width: float) -> Paragraph:
    """Return one line: a title, dots, its page; all of it leads there."""
    inside = joined((flat_run(title.text), TAB, _page_of(title.index, places)))
    link = tag("w:hyperlink", inside, anchor=anchor(title.index), history=1)
    return Paragraph(link, style=f"TOC{title.level}", tabs=((width, "right", "dot"),))


def _page_of(index: int, places: Mapping[int, Place]) -> Xml:
    place = places.get(index)
    shown = str(place.page + 1) if place else "?"
    return field(rf"PAGEREF {anchor(index)} \h", shown)


def pages_sentence(
    pages: Pages, titles: Sequence[Title], places: Mapping[int, Place]
) -> Iterator[Xml]:
    """Yield the runs of the sentence that tells on what page each part begins."""
    found = {title.text: title.index for title in reversed(titles)}
    clean = [(storable(words), heading) for words, heading in pages.parts]
    told = [
        _("{partie} (p. {page})", partie=words, page=f"\0{found[heading]}\0")
        for words, heading in clean
        if heading in found
    ]
    if not told:
        yield run(pages.otherwise) if pages.otherwise else NOTHING
        return
    lead = storable(pages.lead)
    whole = _("{debut} : {suite}.", debut=lead, suite=", ".join(told))
    for rank, part in enumerate(_PAGE.split(whole)):
        yield _page_of(int(part), places) if rank % 2 else run(part)
