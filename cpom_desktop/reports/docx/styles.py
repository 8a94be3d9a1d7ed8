"""The styles of an editable document: names that Word knows, the look of our pages.

The face is Calibri: every Word has it, LibreOffice brings Carlito of the same widths, and it is as
narrow as Source Sans 3, the face of our pages, which is on no computer but ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from cpom_desktop.reports.docx.markup import (
    BOLD,
    NAMESPACES,
    NOTHING,
    TWIPS,
    Xml,
    border,
    colored,
    joined,
    sized,
    tag,
    value,
)
from cpom_desktop.reports.pdf.palette import (
    HEADER_FILL,
    INK,
    LINE,
    LINE_STRONG,
    SECONDARY,
    Colors,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

FACE: Final = "Calibri"
LANGUAGE: Final = "fr-FR"
BULLETS: Final = 1
HANGING: Final = 12.0
"""How far a bullet stands left of its text, in points."""
KNOWN: Final = frozenset(
    {
        *("Normal", "Title", "Subtitle", "caption", "List Bullet", "TOC Heading", "header"),
        *("footer", "toc 1", "toc 2", "heading 1", "heading 2", "heading 3"),
    }
)
"""Names of Word's own styles, that it shows in the language of who reads."""


class HeadingSize(NamedTuple):
    """The type of a title and the room around it, in points."""

    points: float
    before: float
    after: float


HEADINGS: Final = {
    1: HeadingSize(20, 20, 8),
    2: HeadingSize(13.5, 16, 7),
    3: HeadingSize(11.5, 11, 3),
}
BOXES: Final = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraph; lengths are in points.

    Attributes:
        id, name: how the file and the word processor call it; Word translates the names it knows.
        size: of the type; `leading` is an exact or least distance between lines, 0 for that of
            the face.
        level: of the title that it makes, from 1; 0 for none.
        indent: of the text.
        bordered: lines around or under it.
        quick: offered among the styles.
    """

    id: str
    name: str
    size: float
    bold: bool = False
    color: str = INK
    before: float = 0.0
    after: float = 0.0
    leading: float = 0.0
    exact: bool = False
    keeps: bool = False
    level: int = 0
    indent: float = 0.0
    bordered: Xml = NOTHING
    following: str = ""
    quick: bool = True
    numbered: bool = False

    def xml(self) -> Xml:
        """Return it as XML."""
        return tag(
            "w:style",
            value("w:name", self.name),
            NOTHING if self.id == "Normal" else value("w:basedOn", "Normal"),
            value("w:next", self.following) if self.following else NOTHING,
            tag("w:qFormat") if self.quick else NOTHING,
            tag("w:pPr", *self._paragraph()),
            tag("w:rPr", *self._text()),
            type="paragraph",
            styleId=self.id,
            **({"default": 1} if self.id == "Normal" else {}),
            **({} if self.name in KNOWN else {"customStyle": 1}),
        )

    def _paragraph(self) -> Iterable[Xml]:
        if self.keeps:
            yield tag("w:keepNext")
            yield tag("w:keepLines")
        if self.numbered:
            yield tag("w:numPr", value("w:numId", BULLETS))
        if self.bordered:
            yield tag("w:pBdr", self.bordered)
        rule, line = "auto", 240
        if self.leading:
            rule, line = ("exact" if self.exact else "atLeast"), round(self.leading * TWIPS)
        before, after = round(self.before * TWIPS), round(self.after * TWIPS)
        yield tag("w:spacing", before=before, after=after, line=line, lineRule=rule)
        if self.indent:
            hanging = {"hanging": round(HANGING * TWIPS)} if self.numbered else {}
            yield tag("w:ind", left=round(self.indent * TWIPS), **hanging)
        if self.level:
            yield value("w:outlineLvl", self.level - 1)

    def _text(self) -> Iterable[Xml]:
        if self.bold:
            yield BOLD
        yield colored(self.color)
        yield sized(self.size)


def paragraph_styles(colors: Colors) -> tuple[Style, ...]:
    """Return every style, headings and rules in the two colours of the document."""
    under = border("bottom", 1.0, colors.rule, room=3)
    head = border("bottom", 0.75, LINE, room=4)
    foot = border("top", 0.75, LINE, room=4)
    cover = border("bottom", 3.0, colors.rule, room=24)
    ink = colors.heading
    return (
        Style("Normal", "Normal", 10.5, after=6, leading=14),
        *(_heading(level, ink, under) for level in HEADINGS),
        Style("Title", "Title", 36, bold=True, color=ink, before=6, after=9),
        Style("Subtitle", "Subtitle", 17, bold=True, leading=22),
        Style(
            "Caption", "caption", 9.5, bold=True, color=SECONDARY, before=8, after=4, keeps=True
        ),
        Style("ListBullet", "List Bullet", 10.5, after=3, leading=14, indent=16, numbered=True),
        Style("Petit", "Petit texte", 8.5, color=SECONDARY, before=3, after=5),
        Style("Fiche", "Texte de fiche", 10, after=4, leading=13),
        Style("FichePuce", "Liste de fiche", 10, after=1, leading=13, indent=16, numbered=True),
        Style("Adresse", "Adresse", 10.5, leading=14),
        Style("TexteEncadre", "Texte d'encadré", 10.5, after=3, leading=14),
        Style("Cellule", "Cellule", 9.5),
        Style("CelluleEnTete", "Cellule, en-tête", 9.5, bold=True, keeps=True),
        Style("CelluleDense", "Cellule dense", 8.5),
        Style("CelluleDenseEnTete", "Cellule dense, en-tête", 8, bold=True, keeps=True),
        Style("CelluleSerree", "Cellule serrée", 8.5, leading=9.5, exact=True),
        Style("CelluleSerreeEnTete", "Cellule serrée, en-tête", 8, bold=True, keeps=True),
        Style("CelluleMain", "Cellule à la main", 11),
        Style("CelluleMainEnTete", "Cellule à la main, en-tête", 10, bold=True, keeps=True),
        Style("Intervalle", "Intervalle", 2, leading=6, exact=True, quick=False),
        Style("Image", "Image", 10.5, before=4, after=6),
        Style("Expediteur", "Couverture, expéditeur", 11, leading=16),
        Style("Filet", "Couverture, filet", 11, after=24, bordered=cover, quick=False),
        Style("Surtitre", "Couverture, surtitre", 15, color=SECONDARY, after=6),
        Style("Precision", "Couverture, précision", 12, leading=16),
        Style("TOCHeading", "TOC Heading", 20, bold=True, color=ink, after=8, keeps=True),
        Style("TOC1", "toc 1", 12, bold=True, before=12, after=3, keeps=True, quick=False),
        Style("TOC2", "toc 2", 10.5, before=2, after=2, indent=20, quick=False),
        Style("Header", "header", 8.5, color=SECONDARY, bordered=head, quick=False),
        Style("Footer", "footer", 8.5, color=SECONDARY, bordered=foot, quick=False),
    )


def _heading(level: int, color: str, under: Xml) -> Style:
    size = HEADINGS[level]
    return Style(
        f"Heading{level}",
        f"heading {level}",
        size.points,
        bold=True,
        color=color,
        before=size.before,
        after=size.after,
        keeps=True,
        level=level,
        bordered=under if level == 2 else NOTHING,
        following="Normal",
    )


def styles_xml(colors: Colors) -> Xml:
    """Return the part of the styles."""
    face = tag("w:rFonts", ascii=FACE, hAnsi=FACE, cs=FACE, eastAsia=FACE)
    language = tag("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    usual = tag("w:rPrDefault", tag("w:rPr", face, sized(10.5), language))
    body = joined(
        (
            tag("w:docDefaults", usual, tag("w:pPrDefault")),
            joined(style.xml() for style in paragraph_styles(colors)),
            tag(
                "w:style",
                value("w:name", "Default Paragraph Font"),
                value("w:uiPriority", 1),
                tag("w:semiHidden"),
                type="character",
                default=1,
                styleId="DefaultParagraphFont",
            ),
            _table_style("TableNormal", "Normal Table", NOTHING, default=True),
            _table_style("Tableau", "Tableau du dossier", _lines(inner=True), heads=True),
            _table_style("Valeurs", "Valeurs", _rules()),
            _table_style("ValeursEncadrees", "Valeurs encadrées", _lines(inner=True)),
            _table_style("Cadres", "Cadres de mise en page", NOTHING),
        )
    )
    return Xml(f"<w:styles {NAMESPACES}>{body}</w:styles>")


def _lines(*, inner: bool) -> Xml:
    """Return the frame of a table, and the lines between its cells."""
    outside = joined(border(side, 0.75, LINE_STRONG) for side in BOXES)
    inside = joined(border(side, 0.5, LINE) for side in ("insideH", "insideV"))
    return tag("w:tblBorders", outside, inside if inner else NOTHING)


def _rules() -> Xml:
    """Return the lines of a table that has none upright."""
    return tag("w:tblBorders", border("bottom", 0.75, LINE_STRONG), border("insideH", 0.5, LINE))


def _table_style(
    style_id: str, name: str, borders: Xml, *, default: bool = False, heads: bool = False
) -> Xml:
    margins = tag(
        "w:tblCellMar",
        *(
            tag(f"w:{side}", w=108 if side in {"left", "right"} else 0, type="dxa")
            for side in BOXES
        ),
    )
    shade = tag("w:shd", val="clear", color="auto", fill=HEADER_FILL.removeprefix("#"))
    first = tag("w:tblStylePr", tag("w:rPr", BOLD), tag("w:tcPr", shade), type="firstRow")
    return tag(
        "w:style",
        value("w:name", name),
        tag("w:uiPriority", val=99) if default else value("w:basedOn", "TableNormal"),
        tag("w:semiHidden") if default else NOTHING,
        tag("w:tblPr", tag("w:tblInd", w=0, type="dxa"), borders, margins),
        first if heads else NOTHING,
        type="table",
        styleId=style_id,
        **({"default": 1} if default else {}),
    )


def numbering_xml() -> Xml:
    """Return the part of the lists: one, of bullets."""
    level = tag(
        "w:lvl",
        value("w:start", 1),
        value("w:numFmt", "bullet"),
        value("w:pStyle", "ListBullet"),
        value("w:lvlText", "•"),
        value("w:lvlJc", "left"),
        tag("w:pPr", tag("w:ind", left=16 * TWIPS, hanging=round(HANGING * TWIPS))),
        ilvl=0,
    )
    bullets = tag(
        "w:abstractNum", value("w:multiLevelType", "singleLevel"), level, abstractNumId=0
    )
    known = tag("w:num", value("w:abstractNumId", 0), numId=BULLETS)
    return Xml(f"<w:numbering {NAMESPACES}>{bullets}{known}</w:numbering>")


def settings_xml() -> Xml:
    """Return the part of the settings: today's Word, French separators."""
    modes = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1}
    told = (
        tag("w:compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=mode)
        for name, mode in modes.items()
    )
    body = joined(
        (
            tag("w:zoom", percent=100),
            value("w:defaultTabStop", 709),
            value("w:characterSpacingControl", "doNotCompress"),
            tag("w:compat", *told),
            tag("w:themeFontLang", val=LANGUAGE),
            value("w:decimalSymbol", ","),
            value("w:listSeparator", ";"),
        )
    )
    return Xml(f"<w:settings {NAMESPACES}>{body}</w:settings>")


def fonts_xml() -> Xml:
    """Return the part of the fonts: what may stand for the face where it lacks."""
    face = tag(
        "w:font",
        value("w:altName", "Carlito"),
        value("w:panose1", "020F0502020204030204"),
        value("w:charset", "00"),
        value("w:family", "swiss"),
        value("w:pitch", "variable"),
        name=FACE,
    )
    return Xml(f"<w:fonts {NAMESPACES}>{face}</w:fonts>")
