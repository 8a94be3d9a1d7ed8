"""A whole document: norms, pages, tree, properties, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from cpom_desktop.reports.blocks import Contents, Cover, Heading, PageBreak, Paragraph
from cpom_desktop.reports.pdf import render_pdf
from tests.outils import verapdf
from tests.outils.pages import (
    NOW,
    document,
    every_block,
    kinds_of,
    opened,
    pages_of,
    render,
    words_of,
)

CHAPTERS = (
    PageBreak(),
    Heading("1. Rappel"),
    PageBreak(),
    Heading("Périmètre", 2),
    PageBreak(),
    Heading("Détail", 3),
    PageBreak(),
    Heading("2. Diagnostic"),
)


@pytest.fixture(scope="module")
def whole():
    return render_pdf(every_block(), now=NOW)


@pytest.mark.slow
def test_a_document_of_every_block_follows_both_norms(whole):
    assert whole.pages > 12
    assert verapdf.check(whole.data) == []


def test_the_validator_refuses_a_file_without_tags(tmp_path):
    path = tmp_path / "plain.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(100, 100, "sans balise")
    canvas.save()

    broken = verapdf.check(path.read_bytes(), ("ua1",))

    assert broken[0] == "FAIL ua1"
    assert len(broken) > 3


def test_the_same_document_at_the_same_moment_gives_the_same_bytes(whole):
    assert render_pdf(every_block(), now=NOW).data == whole.data


@pytest.mark.slow
def test_two_processes_give_the_same_bytes():
    script = (
        "import hashlib; from tests.outils.pages import every_block, NOW;"
        "from cpom_desktop.reports.pdf import render_pdf;"
        "print(hashlib.sha256(render_pdf(every_block(), now=NOW).data).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }

    assert len(runs) == 1


def test_another_moment_changes_the_dates_only():
    first = render_pdf(document(Paragraph("a")), now=NOW)
    second = render_pdf(document(Paragraph("a")), now=NOW + timedelta(days=1))

    with opened(first) as pdf, opened(second) as other:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20270312143200+00'00'"
        assert str(other.docinfo["/CreationDate"]) == "D:20270313143200+00'00'"
    assert words_of(first) == words_of(second)


def test_each_page_says_its_number_and_the_real_total(whole):
    pages = pages_of(whole)

    assert "Page" not in pages[0]
    for number, text in enumerate(pages[1:], start=2):
        assert f"Page {number} sur {whole.pages}" in text


def test_each_page_but_the_cover_has_its_header_and_footer(whole):
    pages = pages_of(whole)
    known = ("EHPAD Les Tilleuls – CPOM 2028–2032", "Document d’essai", "Édité le 12 mars 2027")

    assert not any(text in pages[0] for text in known)
    assert all(text in page for page in pages[1:] for text in known)


def test_the_watermark_is_on_every_page_and_drawn_first(whole):
    with opened(whole) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            first = content.index(b"BDC")
            assert content[:first].endswith(b"/Subtype /Watermark>> ")
    assert all("PROJET" in page for page in pages_of(whole))


def test_pages_turn_with_their_breaks(whole):
    with opened(whole) as pdf:
        wide = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]

    assert wide[0] is False
    assert wide.count(True) >= 6
    assert wide[-1] is True
    assert False in wide[wide.index(True) :]


def test_breaks_that_nothing_follows_leave_no_blank_page():
    rendered = render(PageBreak(), PageBreak(landscape=True), Paragraph("a"), PageBreak())

    with opened(rendered) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.pages[0].mediabox[2] > pdf.pages[0].mediabox[3]


def test_a_document_without_blocks_is_one_page():
    assert render().pages == 1


def test_the_contents_give_the_pages_where_the_headings_stand():
    pages = pages_of(render(Contents("Sommaire"), *CHAPTERS))

    assert "1. Rappel 2" in pages[0]
    assert "Périmètre 3" in pages[0]
    assert "2. Diagnostic 5" in pages[0]
    assert "Détail" not in pages[0]


def test_each_line_of_the_contents_leads_to_its_heading():
    with opened(render(Contents("Sommaire"), *CHAPTERS)) as pdf:
        notes = list(pdf.pages[0].Annots)
        targets = [list(pdf.pages).index(pikepdf.Page(note.Dest[0])) for note in notes]

    assert targets == [1, 2, 4]
    assert all("/URI" not in note and note.F == 4 for note in notes)


def test_headings_of_two_levels_make_bookmarks():
    with opened(render(Contents("Sommaire"), *CHAPTERS)) as pdf, pdf.open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]

    assert found == [("Sommaire", []), ("1. Rappel", ["Périmètre"]), ("2. Diagnostic", [])]


def test_a_tag_of_heading_never_skips_a_level():
    rendered = render(Heading("a", 3), Heading("b", 3), Heading("c", 1), Heading("d", 3))

    assert kinds_of(rendered) == ["Document", "H1", "H2", "H1", "H2"]


def test_every_content_of_a_page_belongs_to_one_element(whole):
    with opened(whole) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page in pdf.pages:
            marks = page.Contents.read_bytes().count(b"/MCID")
            assert len(owners[int(page.StructParents)]) == marks
            assert page.Tabs == "/S"


def test_the_file_says_what_it_is():
    with opened(render(Paragraph("a"), author="Claire <Vasseur> & fille")) as pdf:
        root = pdf.Root
        packet = root.Metadata.read_bytes().decode()

        assert str(pdf.docinfo["/Title"]) == (
            "Document d’essai – EHPAD Les Tilleuls – CPOM 2028–2032"
        )
        assert str(pdf.docinfo["/Author"]) == "Claire <Vasseur> & fille"
        assert str(root.Lang) == "fr-FR"
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert root.MarkInfo.Marked is True
        assert "<pdfuaid:part>1</pdfuaid:part>" in packet
        assert "<pdfaid:part>3</pdfaid:part>" in packet
        assert "Claire &lt;Vasseur&gt; &amp; fille" in packet
        assert bytes(root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40]) == b"acsp"


def test_only_the_bundled_faces_are_embedded(whole):
    fonts = {}
    with opened(whole) as pdf:
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                fonts[str(font.BaseFont)] = "/FontFile2" in font.FontDescriptor

    assert all(fonts.values())
    assert {name.split("+")[1] for name in fonts} == {
        "SourceSans3-Regular",
        "SourceSans3-Semibold",
        "SourceSans3-Bold",
    }


def test_black_and_white_leaves_no_colour():
    blocks = (Cover(("a",), "b", "c", ("d",)), Heading("e"), Heading("f", 2))
    petrol = (b".090196 .380392 .419608", b".050980 .243137 .270588", b".05098 .243137 .270588")

    def has_petrol(rendered):
        with opened(rendered) as pdf:
            return any(c in page.Contents.read_bytes() for page in pdf.pages for c in petrol)

    assert has_petrol(render(*blocks))
    assert not has_petrol(render(*blocks, grey=True))


def test_asking_for_the_renderer_loads_no_heavy_library():
    script = (
        "import sys, cpom_desktop.reports.pdf;"
        "print([n for n in ('reportlab', 'pikepdf', 'PIL') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
