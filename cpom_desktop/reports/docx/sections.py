"""The pages of an editable document: their size, their margins, their heads and feet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Cover
from cpom_desktop.reports.docx.markup import (
    NAMESPACES,
    NOTHING,
    TAB,
    TWIPS,
    Paragraph,
    Xml,
    field,
    flat_run,
    joined,
    run,
    tag,
    value,
)
from cpom_desktop.reports.docx.styles import FACE
from cpom_desktop.reports.fonts import one_line
from cpom_desktop.reports.pdf.palette import (
    A3,
    COVER,
    LANDSCAPE,
    PORTRAIT,
    WATERMARK,
    WATERMARK_STYLE,
    Sheet,
)
from cpom_desktop.reports.pdf.text import text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.reports.blocks import Document

SHEETS: Final = {"cover": COVER, "portrait": PORTRAIT, "landscape": LANDSCAPE, "a3": A3}
LETTER_PT: Final = 4.4
"""Mean width of a letter of the heads and feet."""
_MARKS: Final = re.compile("([\0\1])")
"""Where the numbers of pages go in a foot."""
_ROOM: Final = 0.9
"""Part of a line of the heads and feet that its two texts may take."""
_WORD_ART: Final = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
    'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)
"""How Word itself draws a text across a page, as it writes it."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The kinds of pages of a document, and the parts of their heads and feet.

    Attributes:
        add: keeps a part (« header » or « footer », its XML) and returns its name in the file.
    """

    document: Document
    add: Callable[[str, Xml], str]
    names: dict[str, Xml]

    def section(self, sheet: str) -> Xml:
        """Return what ends a run of pages of one kind."""
        if sheet not in self.names:
            self.names[sheet] = self._references(sheet)
        return tag("w:sectPr", self.names[sheet], *_page(SHEETS[sheet]))

    def _references(self, sheet: str) -> Xml:
        """Return the names of the head and of the foot of a kind of pages, made once."""
        parts = {
            "header": _head(self.document, sheet),
            "footer": _foot(self.document, sheet),
        }
        return joined(
            Xml(f'<w:{kind}Reference w:type="default" r:id="{self.add(kind, xml)}"/>')
            for kind, xml in parts.items()
        )


def _page(sheet: Sheet) -> tuple[Xml, ...]:
    """Return the size and the margins of a sheet."""
    wide = {"orient": "landscape"} if sheet.width > sheet.height else {}
    sides = {
        name: round(getattr(sheet, name) * TWIPS) for name in ("top", "right", "bottom", "left")
    }
    head = max(sheet.header_text - 6.0, 18.0)
    foot = max(sheet.height - sheet.footer_text - 6.0, 18.0)
    near = {"header": round(head * TWIPS), "footer": round(foot * TWIPS), "gutter": 0}
    return (
        value("w:type", "nextPage"),
        tag("w:pgSz", w=round(sheet.width * TWIPS), h=round(sheet.height * TWIPS), **wide),
        tag("w:pgMar", **sides, **near),
    )


def _head(document: Document, name: str) -> Xml:
    """Return the head of a page; that of a cover holds the mention across it, no text."""
    sheet, mark = SHEETS[name], NOTHING
    if document.watermark:
        mark = _watermark(document.watermark, name)
    if name == "cover":
        return _part("hdr", Paragraph(mark, style="Adresse"))
    sides = _sides(document.running_head, document.title, sheet, document.diffusion)
    content = joined((mark, flat_run(sides[0]), TAB, flat_run(sides[1])))
    return _part("hdr", _across("Header", content, sheet))


def _foot(document: Document, name: str) -> Xml:
    """Return the foot of a page: its edition, and the number that the word processor counts."""
    sheet = SHEETS[name]
    if name == "cover":
        covers = (block.footer for block in document.blocks if isinstance(block, Cover))
        told = next(covers, "")
        return _part("ftr", Paragraph(run(told), style="Footer" if told else "Adresse"))
    told = _("Page {page} sur {total}", page="\0", total="\1")
    numbers = (_number(part) for part in _MARKS.split(told))
    edition = _sides(document.edition, told, sheet)[0]
    return _part("ftr", _across("Footer", joined((flat_run(edition), TAB, *numbers)), sheet))


def _number(part: str) -> Xml:
    codes = {"\0": "PAGE", "\1": "NUMPAGES"}
    return field(codes[part], "1") if part in codes else run(part)


def _across(style: str, content: Xml, sheet: Sheet) -> Paragraph:
    """Return one line, its second text at the right margin."""
    return Paragraph(content, style=style, tabs=((sheet.frame_width, "right", "none"),))


def _part(name: str, paragraph: Paragraph) -> Xml:
    return Xml(f"<w:{name} {NAMESPACES}>{paragraph.xml()}</w:{name}>")


def _sides(left: str, right: str, sheet: Sheet, whole: str = "") -> tuple[str, str]:
    """Return two texts that hold on one line, the longest cut with an ellipsis.

    What must be `whole` ends the first: the name of the dossier makes room for it.
    """
    kept = f" – {whole}" if whole else ""
    letters = int(sheet.frame_width * _ROOM / LETTER_PT) - len(kept)
    short = one_line(right, max(letters // 2, letters - len(left)))
    return one_line(left, letters - len(short)) + kept, short


def _watermark(text: str, name: str) -> Xml:
    """Return the mention across a page, as Word's own « Filigrane » makes it and takes it out."""
    sheet, shown = SHEETS[name], one_line(text, 40)
    wide = text_width(shown, WATERMARK_STYLE)
    scale = min(1.0, min(sheet.width, sheet.height) * 0.95 / max(wide, 1.0))
    width, height = wide * scale, WATERMARK_STYLE.size * scale
    place = "position:absolute;margin-left:0;margin-top:0"
    size = f"width:{width:.0f}pt;height:{height:.0f}pt;rotation:325;z-index:-251658752"
    middle = ";".join(
        f"mso-position-{way}:center;mso-position-{way}-relative:page"
        for way in ("horizontal", "vertical")
    )
    letters = tag(
        "v:textpath", style=f"font-family:'{FACE}';font-size:1pt;font-weight:bold", string=shown
    )
    rank = 2049 + list(SHEETS).index(name)
    shape = Xml(
        f'<v:shape id="PowerPlusWaterMarkObject{rank}" o:spid="_x0000_s{rank}" '
        f'type="#_x0000_t136" alt="" style="{place};{size};{middle}" o:allowincell="f" '
        f'fillcolor="{WATERMARK}" stroked="f">{letters}</v:shape>'
    )
    return tag("w:r", tag("w:rPr", tag("w:noProof")), tag("w:pict", Xml(_WORD_ART), shape))
