"""The DOCX in LibreOffice: opened without repair, its text is that of the blocks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pypdfium2
import pytest

from cpom_desktop.reports.blocks import (
    Contents,
    Cover,
    Figure,
    Fitted,
    Legend,
    PageBreak,
    Pages,
    Stressed,
    Table,
)
from cpom_desktop.reports.catalogue import COMPLETE, build
from cpom_desktop.reports.docx import render_docx
from cpom_desktop.reports.fonts import storable
from cpom_desktop.reports.printed import printed_texts
from tests.outils.bureautique import converted
from tests.outils.editions import demonstration, empty, hostile, showcase

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("libreoffice")]

DOCUMENTS = {
    "complet": (showcase, COMPLETE),
    "raci": (showcase, "raci"),
    "synthese": (showcase, "synthese-diagnostic"),
    "convocation": (showcase, "convocation"),
    "fiches": (demonstration, "fiches-action"),
    "acteurs-hostile": (hostile, "acteurs"),
    "etablissement-hostile": (hostile, "etablissement"),
    "retroplanning-hostile": (hostile, "retroplanning-detaille"),
    "fiches-hostile": (hostile, "fiches-action"),
    "complet-vide": (empty, COMPLETE),
}
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0f]")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return each document, and its file as a text and as pages made by LibreOffice."""
    folder = tmp_path_factory.mktemp("libreoffice")
    documents = {name: build(slug, edition()) for name, (edition, slug) in DOCUMENTS.items()}
    paths = []
    for name, document in documents.items():
        path = folder / f"{name}.docx"
        path.write_bytes(render_docx(document, demonstration().now))
        paths.append(path)
    texts = converted(paths, "txt:Text (encoded):UTF8", folder)
    pages = converted(paths, "pdf", folder)
    return {name: (documents[name], texts[name], pages[name]) for name in documents}


def words(text):
    """Return the words of a text, however its lines are cut."""
    plain = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    return plain.replace("\ufeff", "").split()


def told(block):
    """Return what the body tells of a block: a picture is seen, a contents repeats titles."""
    match block:
        case Contents():
            return [block.title]
        case Fitted():
            return [text for part in block.at_ease for text in told(part)]
        case Cover():
            shown = [*block.sender, block.surtitle, block.title, *block.subtitles]
            return [*shown, *(text for p in block.parties for text in (p.heading, *p.lines))]
        case Table():
            shown = [block.caption, *(column.header for column in block.columns)]
            cells = [cell.content for row in block.rows for cell in row.cells]
            return [*shown, *(text for cell in cells for text in badge_told(cell))]
        case Stressed():
            return ["".join(text for text, _strong in block.parts)]
        case Legend():
            return [text for badge, words in block.entries for text in (badge.letters, words)]
        case Figure() | PageBreak() | Pages():
            return []
    return list(printed_texts(block))


def badge_told(content):
    return [content] if isinstance(content, str) else [content.letters, content.beside]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_of_the_blocks_is_in_the_text_that_libreoffice_reads(written, name):
    document, text, _pages = written[name]
    read = Counter(words(text.read_text("utf-8")))
    blocks = (
        word for block in document.blocks for text in told(block) for word in words(storable(text))
    )
    missing = Counter(word.removeprefix("- ") for word in blocks) - read

    assert {word: n for word, n in missing.items() if word != "-"} == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_pages_of_libreoffice_are_about_as_many_as_ours(written, name):
    _document, _text, pages = written[name]
    pdf = pypdfium2.PdfDocument(pages)
    count = len(pdf)
    shown = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()

    assert count >= 1
    assert all(f"sur {count}" in text for text in shown[name.startswith("complet") :])


def test_a_hostile_text_is_read_sign_for_sign(written):
    _document, text, _pages = written["acteurs-hostile"]
    whole = text.read_text("utf-8")

    assert "<para><b>gras</b></para> &amp; <img src='x'/> {nom} %s" in whole
    assert "'); DROP TABLE acteurs;--" in whole
    assert "\u05e9\u05dc\u05d5\u05dd" in whole


def test_the_contents_are_read_with_their_pages(written):
    _document, text, _pages = written["complet"]
    lines = text.read_text("utf-8").splitlines()

    assert re.fullmatch(
        r"Cartographie des acteurs\t\d+",
        next(line for line in lines if line.startswith("Cartographie des acteurs")),
    )
