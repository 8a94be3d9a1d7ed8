"""A PDF read again by two strangers: pikepdf for its logical tree, pypdfium2 for what is drawn.

What `controle_pdf` judges: nothing here knows how our own pages are made.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

TEXT, PATH = 1, 2
AT_END = re.compile("[\x02\ufffe]")
"""What pypdfium2 reads of a hyphen that ends a line, whoever wrote it."""
_THIN = 3.2
"""Points: a path thinner than this is a rule, whatever way it was drawn."""


@dataclass(slots=True, eq=False)
class Node:
    """An element of the logical tree; a run of content is (page, marked-content number)."""

    kind: str
    kids: list[Node | tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    spoken: str = ""
    scope: str = ""
    span: int = 1
    box: tuple[float, ...] = ()
    notes: list[pikepdf.Object] = field(default_factory=list)

    def elements(self):
        """Return the elements just under this one."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self):
        """Yield this element and all those under it, in reading order."""
        yield self
        for kid in self.elements():
            yield from kid.walk()

    def runs(self):
        """Yield the runs of content of this element and of those under it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.runs()
            else:
                yield kid


@dataclass(frozen=True, slots=True)
class Word:
    """A text as it was drawn: where (left, bottom, right, top), under what number, in what size.

    The number is that of its run of content; -1 for a decoration.
    """

    text: str
    box: tuple[float, float, float, float]
    mark: int
    size: float
    slanted: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size, its texts, its rules outside pictures, and what a reader extracts."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[tuple[float, float, float, float], ...]
    extracted: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file read again."""

    pdf: pikepdf.Pdf
    root: Node | None
    sheets: tuple[Sheet, ...]
    runs: dict[tuple[int, int], list[Word]]

    def text(self, node):
        """Return what is drawn under an element, in the order of the tree."""
        return "".join(word.text for run in node.runs() for word in self.runs.get(run, ()))


def read(data):
    """Return a file read again."""
    pdf = pikepdf.open(BytesIO(data))
    sheets = _sheets(data)
    runs = defaultdict(list)
    for rank, sheet in enumerate(sheets):
        for word in sheet.words:
            if word.mark >= 0:
                runs[rank, word.mark].append(word)
    return Reading(pdf, _tree(pdf), sheets, dict(runs))


def _tree(pdf):
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    pages = {page.obj.objgen: rank for rank, page in enumerate(pdf.pages)}
    return _node(root.K, pages)


def _node(element, pages):
    says = element.get("/A", {})
    node = Node(
        str(element.S)[1:],
        alt=str(element.get("/Alt", "")),
        spoken=str(element.get("/ActualText", "")),
        scope=str(says.get("/Scope", ""))[1:],
        span=int(says.get("/ColSpan", 1)),
        box=tuple(float(value) for value in says.get("/BBox", ())),
    )
    for kid in element.get("/K", []):
        if "/S" in kid:
            node.kids.append(_node(kid, pages))
        elif "/Obj" in kid:
            node.notes.append(kid.Obj)
        else:
            node.kids.append((pages[kid.Pg.objgen], int(kid.MCID)))
    return node


def _sheets(data):
    pdf = pypdfium2.PdfDocument(data)
    try:
        return tuple(_sheet(page) for page in pdf)
    finally:
        pdf.close()


def _sheet(page):
    texts = page.get_textpage()
    words, rules = [], []
    for drawn in page.get_objects(max_depth=1):
        if drawn.type == TEXT:
            words.append(_word(drawn, texts))
        elif drawn.type == PATH and _mark(drawn) < 0:
            rules += _rules(drawn)
    extracted = AT_END.sub("-", texts.get_text_range())
    return Sheet(page.get_width(), page.get_height(), tuple(words), tuple(rules), extracted)


def _word(drawn, texts):
    size = pdfium.FPDFTextObj_GetText(drawn.raw, texts.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(drawn.raw, texts.raw, buffer, size)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00")
    text = AT_END.sub("-", text)
    matrix = drawn.get_matrix()
    bounds = drawn.get_bounds()
    points = drawn.get_font_size()
    return Word(text, bounds, _mark(drawn), points, abs(matrix.b) > 0.01)


def _mark(drawn):
    return pdfium.FPDFPageObj_GetMarkedContentID(drawn.raw)


def _rules(drawn):
    """Return the lines that a path draws: itself when it is thin, its four sides otherwise."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn.raw, mode, stroke)
    left, bottom, right, top = drawn.get_bounds()
    if min(right - left, top - bottom) <= _THIN:
        return [(left, bottom, right, top)]
    if not stroke.value:
        return []
    return [
        (left, bottom, right, bottom),
        (left, top, right, top),
        (left, bottom, left, top),
        (right, bottom, right, top),
    ]
