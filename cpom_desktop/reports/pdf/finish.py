"""Finish the file: logical tree, bookmarks, jumps, properties, colour profile.

ReportLab writes pages and fonts; it cannot write a structure tree. pikepdf adds what PDF/UA-1
(ISO 14289-1) and PDF/A-3a (ISO 19005-3) ask for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cpom_desktop.i18n import _
from cpom_desktop.reports.pdf.attached import Attachment, write_attached
from cpom_desktop.reports.pdf.metadata import LANGUAGE, PRODUCER, TOOL, Properties
from cpom_desktop.reports.pdf.structure import Element, Jump, Mark, Place, Title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pikepdf import Object, OutlineItem, Pdf

    from cpom_desktop.reports.pdf.setting import Setting


@dataclass(frozen=True, slots=True)
class Result:
    """What a pass of layout leaves beside its pages, whose number is `pages`."""

    root: Element
    titles: tuple[Title, ...]
    places: Mapping[int, Place]
    jumps: Sequence[Jump]
    pages: int
    fits: dict[int, Setting]


def finish(
    raw: bytes, result: Result, properties: Properties, attached: tuple[Attachment, ...] = ()
) -> bytes:
    """Return the file with its tree, bookmarks, jumps, properties, profile and joined files."""
    import pikepdf  # noqa: PLC0415 - heavy, at first use

    with pikepdf.open(BytesIO(raw)) as pdf:
        tree = _Tree(pdf, [page.obj for page in pdf.pages])
        tree.link(result)
        tree.write(result.root)
        _write_catalogue(pdf)
        _write_properties(pdf, properties)
        _write_profile(pdf)
        _write_bookmarks(pdf, result)
        write_attached(pdf, attached, properties)
        out = BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            compress_streams=True,
            recompress_flate=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


@dataclass(slots=True)
class _Tree:
    """The structure tree being written; `marks` gives the owner of each run of each page."""

    pdf: Pdf
    pages: list[Object]
    marks: list[dict[int, Object]] = field(default_factory=list)
    owners: list[tuple[int, Object]] = field(default_factory=list)
    links: dict[int, list[tuple[int, Object]]] = field(default_factory=dict)

    def link(self, result: Result) -> None:
        """Make the annotations of the jumps, before the tree that refers to them."""
        from pikepdf import Array, Dictionary, Name  # noqa: PLC0415

        for jump in result.jumps:
            place = result.places[jump.target]
            target = self.pages[place.page]
            note = self.pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array([round(value, 2) for value in jump.box]),
                    Border=Array([0, 0, 0]),
                    F=4,
                    Contents=_("Aller à la page {page}", page=place.page + 1),
                    Dest=Array([target, Name.XYZ, None, round(place.top, 2), None]),
                )
            )
            page = self.pages[jump.page]
            if "/Annots" not in page:
                page.Annots = Array([])
            page.Annots.append(note)
            self.links.setdefault(id(jump.element), []).append((jump.page, note))

    def write(self, root: Element) -> None:
        """Write the tree, and the table that leads from content to its elements."""
        from pikepdf import Array, Dictionary, Name  # noqa: PLC0415

        self.marks = [{} for _page in self.pages]
        top = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top.K = self._element(root, top)
        numbers: list[Any] = []
        for index, page in enumerate(self.pages):
            page.StructParents = index
            page.Tabs = Name.S
            runs = self.marks[index]
            numbers += [index, self.pdf.make_indirect(Array([runs[n] for n in sorted(runs)]))]
        for key, owner in self.owners:
            numbers += [key, owner]
        top.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        top.ParentTreeNextKey = len(self.pages) + len(self.owners)
        self.pdf.Root.StructTreeRoot = top

    def _element(self, element: Element, parent: Object) -> Object:
        """Write an element and what stands under it."""
        from pikepdf import Array, Dictionary, Name  # noqa: PLC0415

        node = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent)
        )
        if element.alt:
            node.Alt = element.alt
        if element.actual_text:
            node.ActualText = element.actual_text
        if attributes := _attributes(element):
            node.A = attributes
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Mark):
                kids.append(self._run(kid, node))
            else:
                kids.append(self._element(kid, node))
        kids += [self._reference(page, note, node) for page, note in self._notes(element)]
        if kids:
            node.K = Array(kids)
        return node

    def _notes(self, element: Element) -> list[tuple[int, Object]]:
        return self.links.get(id(element), [])

    def _run(self, mark: Mark, owner: Object) -> Object:
        from pikepdf import Dictionary, Name  # noqa: PLC0415

        self.marks[mark.page][mark.number] = owner
        return Dictionary(Type=Name.MCR, Pg=self.pages[mark.page], MCID=mark.number)

    def _reference(self, page: int, note: Object, owner: Object) -> Object:
        from pikepdf import Dictionary, Name  # noqa: PLC0415

        key = len(self.pages) + len(self.owners)
        note.StructParent = key
        self.owners.append((key, owner))
        return Dictionary(Type=Name.OBJR, Obj=note, Pg=self.pages[page])


def _attributes(element: Element) -> Object | None:
    """Return what an element says of its layout, list or table; nothing for most."""
    from pikepdf import Array, Dictionary, Name  # noqa: PLC0415

    if element.bbox:
        box = Array([round(value, 2) for value in element.bbox])
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
    if element.kind == "L":
        return Dictionary(O=Name.List, ListNumbering=Name.Disc)
    if element.scope:
        attributes = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        if element.span > 1:
            attributes.ColSpan = element.span
        return attributes
    return None


def _write_catalogue(pdf: Pdf) -> None:
    """Write that the file is tagged, in French, and shows its title."""
    from pikepdf import Dictionary, Name  # noqa: PLC0415

    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = LANGUAGE
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseNone


def _write_properties(pdf: Pdf, properties: Properties) -> None:
    """Write title, author and dates twice, alike, as the archive norm asks."""
    from pikepdf import Name  # noqa: PLC0415

    info = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    date = properties.pdf_date()
    values = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Creator": TOOL,
        "/Producer": PRODUCER,
        "/CreationDate": date,
        "/ModDate": date,
    }
    for key, value in values.items():
        info[key] = value
    packet = pdf.make_stream(properties.packet())
    packet.Type = Name.Metadata
    packet.Subtype = Name.XML
    pdf.Root.Metadata = packet


def _write_profile(pdf: Pdf) -> None:
    """Write the colour profile that the colours of the pages are meant in."""
    from pikepdf import Array, Dictionary, Name  # noqa: PLC0415

    profile = pdf.make_stream(srgb_profile())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return the sRGB profile, its date of making set to a constant (bytes 24 to 35)."""
    from PIL import ImageCms  # noqa: PLC0415

    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    date = bytes.fromhex("07d0 0001 0001 0000 0000 0000")
    return made[:24] + date + made[36:]


def _write_bookmarks(pdf: Pdf, result: Result) -> None:
    """Write a bookmark for each heading of levels 1 and 2."""
    from pikepdf import Name, OutlineItem  # noqa: PLC0415

    with pdf.open_outline() as outline:
        chapter: OutlineItem | None = None
        for title in result.titles:
            if title.level > 2:
                continue
            place = result.places[title.index]
            item = OutlineItem(title.text, place.page, "XYZ", top=round(place.top, 2))
            if title.level == 1 or chapter is None:
                outline.root.append(item)
                chapter = item if title.level == 1 else chapter
            else:
                chapter.children.append(item)
    if result.titles:
        pdf.Root.PageMode = Name.UseOutlines
