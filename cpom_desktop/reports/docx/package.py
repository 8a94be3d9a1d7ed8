"""The file of an editable document: its parts, its properties, the same bytes for the same clock.

python-docx holds the parts together and names them; the base is ours, so that nothing of another
program's template (thumbnail, fonts, styles) goes with her documents.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.docx.drawings import Drawings
from cpom_desktop.reports.docx.links import Linker
from cpom_desktop.reports.docx.markup import NAMESPACES, Xml
from cpom_desktop.reports.docx.sections import Pages
from cpom_desktop.reports.docx.story import Story
from cpom_desktop.reports.docx.styles import (
    LANGUAGE,
    fonts_xml,
    numbering_xml,
    settings_xml,
    styles_xml,
)
from cpom_desktop.reports.fonts import one_line
from cpom_desktop.reports.pdf.links import links_of
from cpom_desktop.reports.pdf.palette import colors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from docx.document import Document as WordDocument

    from cpom_desktop.reports.blocks import Document
    from cpom_desktop.reports.pdf.structure import Place, Title

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_START: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BODY: Final = "word/document.xml"
_KINDS: Final = ("styles", "numbering", "settings", "fontTable")


def docx_bytes(
    document: Document, titles: tuple[Title, ...], places: Mapping[int, Place], now: datetime
) -> bytes:
    """Return the file of a document, its titles on the pages where our own layout puts them."""
    import docx  # noqa: PLC0415 - 57 ms, at first use

    made = docx.Document(BytesIO(_base(document)))
    parts = _Parts(made)
    pages, drawings = Pages(document, parts.add, {}), Drawings(parts.keep_picture)
    story = Story(titles, places, pages, drawings, Linker(links_of(document)))
    body = story.body(document.blocks)
    parts.describe(document, now)
    out = BytesIO()
    made.save(out)
    return _dated(out, body, now)


def _base(document: Document) -> bytes:
    """Return a file without text: styles, lists, settings, fonts."""
    parts = {
        "styles": styles_xml(colors(grey=document.grey)),
        "numbering": numbering_xml(),
        "settings": settings_xml(),
        "fontTable": fonts_xml(),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _content_types())
        archive.writestr("_rels/.rels", _relations({"officeDocument": _BODY}))
        kinds = {kind: f"{kind}.xml" for kind in _KINDS}
        archive.writestr("word/_rels/document.xml.rels", _relations(kinds))
        empty = f"{_START}<w:document {NAMESPACES}><w:body/></w:document>"
        archive.writestr(_BODY, empty)
        for kind, xml in parts.items():
            archive.writestr(f"word/{kind}.xml", f"{_START}{xml}")
    return out.getvalue()


def _content_types() -> str:
    kinds = {"document": "document.main", **{kind: kind for kind in _KINDS}}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    usual = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_START}<Types xmlns="{_PACKAGE}/content-types">{usual}{parts}</Types>'


def _relations(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{rank}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for rank, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a file, kept by python-docx under names of its own."""

    made: WordDocument

    def add(self, kind: str, xml: Xml) -> str:
        """Keep a head or a foot; return its name in the file."""
        from docx.oxml import parse_xml  # noqa: PLC0415 - at first use

        part = self.made.part
        add = part.add_header_part if kind == "header" else part.add_footer_part
        kept, name = add()  # type: ignore[no-untyped-call] # python-docx types most, not these
        element = kept.element
        for child in list(element):
            element.remove(child)
        for child in list(parse_xml(xml)):
            element.append(child)
        return str(name)

    def keep_picture(self, png: bytes) -> str:
        """Keep a picture, once if it comes again; return its name in the file."""
        return str(self.made.part.get_or_add_image(BytesIO(png))[0])

    def describe(self, document: Document, now: datetime) -> None:
        """Write the properties of the file."""
        moment = now.astimezone(UTC).replace(microsecond=0)
        heads = (one_line(document.title, 400), one_line(document.running_head, 400))
        told = self.made.core_properties
        told.title = " – ".join(head for head in heads if head)[:255] or document.slug
        told.author = told.last_modified_by = one_line(document.author, 255)
        told.language, told.revision = LANGUAGE, 1
        told.created = told.modified = moment


def _dated(made: BytesIO, body: Xml, now: datetime) -> bytes:
    """Return the file with its body, every part of the same moment, compressed.

    The body goes from here straight to the file: python-docx would take a second to hold it.
    """
    moment = now.astimezone(UTC).timetuple()[:6]
    whole = f"{_START}<w:document {NAMESPACES}>{body}</w:document>".encode()
    out = BytesIO()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w") as dated:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            dated.writestr(info, whole if name == _BODY else parts.read(name))
    return out.getvalue()
