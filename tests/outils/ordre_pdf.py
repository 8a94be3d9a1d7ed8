"""The reading order of a file against the order of its blocks, told here a second time.

`expected` says in what order, under what kind of element and in what words each block must be
read. It shares nothing with the renderer but the blocks: what one forgets, the other asks for.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, takewhile, zip_longest

from cpom_desktop.reports import blocks
from cpom_desktop.reports.fonts import one_line, printable
from cpom_desktop.reports.pdf.text import running
from tests.outils.lecture_pdf import Node

BULLET = "•"
TO_COMPLETE = "à compléter"
TO_SIGN = "Date et signature :"
HEADINGS = ("H1", "H2", "H3")
LIGATURES = re.compile("[\ufb00-\ufb06]")
"""Letters drawn as one: pypdfium2 reads them apart."""
LONGEST_TITLE = 300
"""Letters of a title in the contents."""


def order_faults(reading, document):
    """Return where the file is read otherwise than its blocks; one fault a part at most."""
    found = [entry for entry in _read(reading, reading.root) if entry[1]]
    faults, at = [], 0
    for section in _sections(document.blocks):
        tries = [_compare(found[at:], section, document, close=close) for close in (False, True)]
        fault, length = next((made for made in tries if not made[0]), tries[0])
        faults += [fault] if fault else []
        if fault:
            return faults
        at += length
    if at < len(found):
        faults.append(f"order: « {found[at][1][:40]} » comes from no block")
    return [*faults, *_pictures(reading, document)]


def squeezed(text):
    """Return a text as a page shows it, without its spaces: lines end where they must."""
    return LIGATURES.sub(_plain_letters, "".join(printable(text).split()))


def _plain_letters(found):
    return unicodedata.normalize("NFKC", found[0])


def _read(reading, node):
    """Yield (kind, text) of every element that holds content, in the order of the tree.

    A link in a sentence is a part of it; one of the contents stands for itself.
    """
    for owned, kids in groupby(node.kids, key=lambda kid: _is_its_own(kid, node)):
        if owned:
            texts = (_words(reading, kid) for kid in kids)
            yield node.kind, "".join("".join(texts).split())
        else:
            for kid in kids:
                yield from _read(reading, kid)


def _is_its_own(kid, node):
    return not isinstance(kid, Node) or (kid.kind == "Link" and node.kind != "Reference")


def _words(reading, kid):
    if isinstance(kid, Node):
        return reading.text(kid)
    return "".join(word.text for word in reading.runs.get(kid, ()))


def _sections(all_blocks):
    """Cut blocks where pages turn: what is on one form is set alike."""
    sections = [[]]
    for block in all_blocks:
        if isinstance(block, blocks.PageBreak):
            sections.append([])
        sections[-1].append(block)
    return sections


def _compare(found, section, document, *, close):
    """Return the first difference, or nothing, and how many elements the section took."""
    wanted = [
        (kinds, text)
        for block in section
        for kinds, text in expected(block, document, close=close)
        if not isinstance(text, str) or text
    ]
    for rank, (want, got) in enumerate(zip_longest(wanted, found[: len(wanted)])):
        if got is None:
            return f"order: « {_told(want)[:60]} » is not read", rank
        kinds, text = want
        if got[0] not in kinds or not _is(text, got[1]):
            return (
                f"order: {got[0]} « {got[1][:60]} » where {kinds} « {_told(want)} » stands",
                rank,
            )
    return "", len(wanted)


def _is(text, got):
    return got == text if isinstance(text, str) else text.fullmatch(got) is not None


def _told(want):
    text = want[1]
    return text if isinstance(text, str) else text.pattern


def _same(one, other):
    """Return how many letters begin both, less a few to know where one is."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return max(sum(1 for _pair in alike) - 20, 0)


def expected(block, document, *, close):  # noqa: C901, PLR0911, PLR0912 - one for each kind
    """Return (kinds, words) of the elements of a block, in reading order.

    Args:
        block: one of those of the document.
        document: the whole: its contents are made of its headings.
        close: whether its page is set so tight that lists run as sentences.
    """
    match block:
        case blocks.PageBreak():
            return []
        case blocks.Heading(text):
            return [(HEADINGS, _title(text) if close else squeezed(text))]
        case blocks.Paragraph(text):
            return _lines(text, close=close)
        case blocks.Stressed(parts):
            return [(("P",), squeezed("".join(text for text, _stressed in parts)))]
        case blocks.BulletList(items):
            return [entry for item in items for entry in _item(item)]
        case blocks.KeyValues(rows):
            return [entry for row in rows for entry in _value(*row, close=close)]
        case blocks.Callout(title, text):
            return [(("P",), squeezed(title)), *_lines(text, close=close)]
        case blocks.Table():
            return _table(block)
        case blocks.Legend(entries):
            both = ((badge.letters, ("Lbl",), text, ("LBody",)) for badge, text in entries)
            return [entry for a, k, b, m in both for entry in ((k, squeezed(a)), (m, squeezed(b)))]
        case blocks.Figure(scene):
            texts = (getattr(item, "text", "") for item in scene.items)
            return [(("Figure",), "".join(map(squeezed, texts)))]
        case blocks.Signatures(people):
            return [entry for person in people for entry in _signature(*person)]
        case blocks.Cover():
            return _cover(block)
        case blocks.Contents(title):
            return [(HEADINGS, squeezed(title)), *_contents(document)]
        case blocks.Pages():
            return [(("P",), _pages(block))]
        case blocks.Fitted():
            parts = block.tight if close else block.at_ease
            return [entry for part in parts for entry in expected(part, document, close=close)]
        case blocks.Letterhead(sender, recipient, dateline):
            return _plain(*sender, *recipient, dateline)
        case blocks.Closing(quality, name):
            return _plain(quality, name)
        case blocks.Slip(title, note, rows):
            return _plain(title, note, *(blank.text for row in rows for blank in row))
    raise TypeError(block)


def _plain(*texts):
    return [(("P",), squeezed(text)) for text in texts]


def _title(text):
    """Return a title of two lines as it may read where room lacks: on one, or as it is."""
    both = {squeezed(text), squeezed(text.replace("\n", " – "))}
    return re.compile("|".join(map(re.escape, sorted(both))))


def _lines(text, *, close):
    """Return paragraphs and items of a plain text."""
    lines = [line.strip() for line in (running(text) if close else text).splitlines()]
    found = []
    for kind, group in groupby(lines, key=_kind):
        if kind == "item":
            found += [entry for line in group for entry in _item(line[2:])]
        elif kind == "text":
            found.append((("P",), squeezed("".join(group))))
    return found


def _kind(line):
    if not line:
        return ""
    return "item" if line.startswith("- ") else "text"


def _item(text):
    return [(("Lbl",), BULLET), (("LBody",), squeezed(text))]


def _value(label, value, *, close):
    told = running(value) if close else value
    return [(("TH",), squeezed(label)), (("TD",), squeezed(told if told.strip() else TO_COMPLETE))]


def _table(table):
    if not table.columns:
        return []
    found = [(("Caption",), squeezed(table.caption))]
    found += [(("TH",), squeezed(column.header)) for column in table.columns]
    for row in table.rows:
        if row.kind == "group":
            words = " ".join(c.content for c in row.cells if isinstance(c.content, str))
            found.append((("TH",), squeezed(words)))
            continue
        for rank, cell in enumerate(row.cells):
            kind = "TH" if table.row_header and rank == 0 else "TD"
            found += _cell(cell.content, kind)
    return found


def _cell(content, kind):
    if isinstance(content, str):
        return [((kind,), squeezed(content))]
    beside = squeezed(content.beside) if content.letters else ""
    return [(("Span",), squeezed(content.letters)), ((kind,), beside)]


def _signature(name, quality):
    return _plain(name if name.strip() else TO_COMPLETE, quality, TO_SIGN)


def _cover(cover):
    found = _plain(*cover.sender, cover.surtitle)
    found.append((HEADINGS, squeezed(cover.title)))
    found += _plain(*cover.subtitles)
    for party in cover.parties:
        found += _plain(party.heading, *party.lines)
    return [*found, *_plain(cover.footer)]


def _contents(document):
    """Return the lines of the contents: each chapter and section, then the number of its page."""
    for block in document.blocks:
        if isinstance(block, blocks.Heading) and block.level < 3:
            shown = one_line(block.text.replace("\n", " – "), LONGEST_TITLE)
            yield ("Link",), re.compile(re.escape(squeezed(shown)) + r"\d+")


def _pages(pages):
    """Return what a sentence of pages may read."""
    parts = "|".join(re.escape(squeezed(words)) + r"\(p\.\d+\)" for words, _heading in pages.parts)
    told = rf"{re.escape(squeezed(pages.lead))}:(?:(?:{parts}),?)+\."
    return re.compile(f"{told}|{re.escape(squeezed(pages.otherwise))}")


def _pictures(reading, document):
    """Tell the pictures whose words are not those of their block."""
    told = [node.alt for node in reading.root.walk() if node.kind == "Figure"]
    meant = [
        one_line(block.alt, 16_000)
        for block in document.blocks
        if isinstance(block, blocks.Figure)
    ]
    if told != meant and not any(isinstance(block, blocks.Fitted) for block in document.blocks):
        yield f"picture: {len(meant)} blocks, {len(told)} pictures, told otherwise"
