"""Our own checker: what veraPDF does not see in a PDF, because no machine can know what was meant.

It lives with the tests, not in the program: what it finds is our fault, never hers, so nothing of
it could be told to her as a remedy; and it stands on pypdfium2, which the program does not ship.
`faults` reads a file by two libraries that did not write it and returns one line a fault.
"""

from __future__ import annotations

import re
import unicodedata

from cpom_desktop.reports.fonts import BOX, missing_characters
from cpom_desktop.reports.pdf.palette import A3, LANDSCAPE, MM, PORTRAIT
from tests.outils.lecture_pdf import Node, read
from tests.outils.ordre_pdf import order_faults

NEAR = 1.2
"""Points by which two boxes may touch: an accent reaches above its line, a tail below."""
EDGE = 5 * MM
"""What printers leave white: nothing is written there, not even a page number."""
REPLACEMENT = "\ufffd"
SHEETS = {(round(sheet.width), round(sheet.height)): sheet for sheet in (PORTRAIT, LANDSCAPE, A3)}
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|svg|pdf|bmp|tiff?|webp|emf)\b", re.IGNORECASE)
_SUBSET = re.compile(r"/[A-Z]{6}\+.+")


def faults(data, document=None):
    """Return what is wrong in a file, one line a fault; nothing when it is clean.

    Args:
        data: the file.
        document: the blocks it was made from; without them, their order is not judged.
    """
    reading = read(data)
    found = [*_said_of_itself(reading.pdf), *_fonts(reading.pdf), *_letters(reading)]
    if reading.root is None:
        return [*found, "tree: there is none"]
    found += [*_headings(reading), *_pictures(reading), *_tables(reading), *_links(reading)]
    found += [*_places(reading), *_overlaps(reading), *_crossed(reading), *_in_pictures(reading)]
    if document is not None:
        found += order_faults(reading, document)
    return found


def _said_of_itself(pdf):
    """Language, title, and that a window shows the title rather than a file name."""
    root = pdf.Root
    if str(root.get("/Lang", "")) != "fr-FR":
        yield "language: not French"
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "title: none"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "title: not shown"
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "tags: not told"


def _fonts(pdf):
    """Every font is embedded, and only with the letters used."""
    fonts = {}
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            fonts[str(font.BaseFont)] = font.get("/FontDescriptor", {})
    for name, says in fonts.items():
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(says.keys()):
            yield f"font: {name} is not embedded"
        elif not _SUBSET.fullmatch(name):
            yield f"font: {name} is embedded whole"


def _letters(reading):
    """Every page has text, every letter a drawing and a meaning."""
    for number, sheet in enumerate(reading.sheets, start=1):
        if not any(word.mark >= 0 and word.text.strip() for word in sheet.words):
            yield f"page {number}: no text to extract"
        drawn = "".join(word.text for word in sheet.words)
        odd = {c for c in drawn if c == REPLACEMENT or _is_unknown(c)}
        odd |= set(missing_characters(drawn)) - {BOX}
        if odd:
            yield f"page {number}: letters without a drawing {', '.join(sorted(map(ascii, odd)))}"


def _is_unknown(character):
    return unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"} and character not in "\r\n"


def _headings(reading):
    """No level of heading is skipped, none is empty, the first is of level 1."""
    level = 0
    for node in reading.root.walk():
        if not re.fullmatch(r"H[1-6]", node.kind):
            continue
        if int(node.kind[1]) > level + 1:
            yield f"heading: {node.kind} after H{level}: « {reading.text(node)[:40]} »"
        level = int(node.kind[1])
        if not reading.text(node).strip():
            yield f"heading: {node.kind} is empty"


def _pictures(reading):
    """A picture is told in words, not by the name of its file."""
    for node in reading.root.walk():
        if node.kind == "Figure":
            words = re.findall(r"[^\W\d_]{2,}", node.alt)
            if len(words) < 2 or _FILE_NAME.search(node.alt):
                yield f"picture: told as « {node.alt} »"
        elif node.kind == "Span" and node.spoken and not node.spoken.strip():
            yield "mark: told as nothing"


def _tables(reading):
    """Each table has rows of one width, and header cells with a scope that name something."""
    for rank, table in enumerate(_of_kind(reading, "Table"), start=1):
        rows = [node for node in table.elements() if node.kind == "TR"]
        if not rows:
            yield f"table {rank}: no row"
        widths = {sum(cell.span for cell in row.elements()) for row in rows}
        if len(widths) > 1:
            yield f"table {rank}: rows of {sorted(widths)} cells"
        heads = [cell for row in rows for cell in row.elements() if cell.kind == "TH"]
        if not heads:
            yield f"table {rank}: no header cell"
        for cell in heads:
            if cell.scope not in {"Row", "Column", "Both"}:
                yield f"table {rank}: a header cell without a scope"
            if cell.scope == "Column" and not _told(reading, cell):
                yield f"table {rank}: a column without a name"


def _told(reading, node):
    return reading.text(node).strip() or any(kid.spoken.strip() for kid in node.walk())


def _links(reading):
    """A link has words, a target, and says where it leads; none is outside the tree."""
    known = set()
    for node in _of_kind(reading, "Link"):
        said = reading.text(node).strip()
        if not said:
            yield "link: no words"
        if not node.notes:
            yield f"link: « {said[:40]} » leads nowhere"
        for note in node.notes:
            known.add(note.objgen)
            if not ("/Dest" in note or "/A" in note):
                yield f"link: « {said[:40]} » has no target"
            if not str(note.get("/Contents", "")).strip():
                yield f"link: « {said[:40]} » does not say where it leads"
    for page in reading.pdf.pages:
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == "/Link" and note.objgen not in known:
                yield "link: outside the tree"


def _of_kind(reading, kind) -> list[Node]:
    return [node for node in reading.root.walk() if node.kind == kind]


def _places(reading):
    """What is read stands between the margins; what only decorates, on the page."""
    for number, sheet in enumerate(reading.sheets, start=1):
        frame = _frame(sheet, first=number == 1)
        page = (EDGE, EDGE, sheet.width - EDGE, sheet.height - EDGE)
        for word in sheet.words:
            if word.slanted or not word.text.strip():
                continue
            if not _holds(frame if word.mark >= 0 else page, word.box):
                yield f"page {number}: outside its margins, {_placed(word)}"


def _frame(sheet, *, first):
    """Return the room between the margins of a sheet; a cover has a line at its foot."""
    known = SHEETS.get((round(sheet.width), round(sheet.height)))
    if known is None:
        return (EDGE, EDGE, sheet.width - EDGE, sheet.height - EDGE)
    bottom = EDGE if first else known.bottom
    return (known.left, bottom, known.width - known.right, known.height - known.top)


def _holds(outer, inner):
    left, bottom, right, top = outer
    inside = inner[0] >= left - NEAR and inner[1] >= bottom - NEAR
    return inside and inner[2] <= right + NEAR and inner[3] <= top + NEAR


def _overlaps(reading):
    """No text is written over another; in a picture, the painter answers for it."""
    pictures = {run for node in _of_kind(reading, "Figure") for run in node.runs()}
    for number, sheet in enumerate(reading.sheets, start=1):
        plain = [
            word
            for word in sheet.words
            if not word.slanted and word.text.strip() and (number - 1, word.mark) not in pictures
        ]
        plain.sort(key=lambda word: word.box[1])
        for rank, word in enumerate(plain):
            for other in plain[rank + 1 :]:
                if other.box[1] > word.box[3] - NEAR:
                    break
                if _meet(word.box, other.box):
                    yield f"page {number}: {_quoted(word)} over {_quoted(other)}"


def _meet(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return across > NEAR and along > NEAR


def _crossed(reading):
    """No rule goes through a text: a text that leaves its cell meets the line beside it."""
    pictures = {run for node in _of_kind(reading, "Figure") for run in node.runs()}
    for number, sheet in enumerate(reading.sheets, start=1):
        for word in sheet.words:
            if word.slanted or not word.text.strip() or (number - 1, word.mark) in pictures:
                continue
            if any(_cuts(rule, word.box) for rule in sheet.rules):
                yield f"page {number}: outside its cell, {_placed(word)}"


def _cuts(rule, box):
    """Tell whether the middle of a rule goes through a box."""
    left, bottom, right, top = rule
    if right - left < top - bottom:
        middle = (left + right) / 2
        through = box[0] + 0.5 < middle < box[2] - 0.5
        return through and min(top, box[3]) - max(bottom, box[1]) > NEAR
    middle = (bottom + top) / 2
    through = box[1] + 0.5 < middle < box[3] - 0.5
    return through and min(right, box[2]) - max(left, box[0]) > NEAR


def _in_pictures(reading):
    """The texts of a picture stand in its box."""
    for node in _of_kind(reading, "Figure"):
        if len(node.box) != 4:
            yield "picture: no box"
            continue
        for run in node.runs():
            for word in reading.runs.get(run, ()):
                if word.text.strip() and not _holds(node.box, word.box):
                    yield f"page {run[0] + 1}: outside its picture, {_placed(word)}"


def _quoted(word):
    return f"« {word.text.strip()[:40]} »"


def _placed(word):
    return f"{_quoted(word)} at {', '.join(str(round(value)) for value in word.box)}"
