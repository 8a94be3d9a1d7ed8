"""Our own checker sees each fault it is there for: a sound file, broken on purpose, is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from cpom_desktop.charts.scene import Rect, Scene, Text
from cpom_desktop.reports.blocks import (
    Cell,
    Column,
    Contents,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.pdf import render_pdf
from tests.outils.controle_pdf import faults
from tests.outils.pages import NOW, amounts, document, every_block, matrix, render

SCENE = Scene(100, 20, (Rect(0, 0, 100, 20, "cadre"), Text(5, 10, "Diagnostic", "texte")))
BLOCKS = (
    Contents("Sommaire"),
    Heading("1. Premier"),
    Paragraph("Un alinéa.\n\nUn autre."),
    Heading("Périmètre", 2),
    amounts(3),
    Figure(SCENE, "Le calendrier en une barre"),
)
SOUND = document(*BLOCKS)
FILE = render_pdf(SOUND, now=NOW).data


def broken(change):
    """Return the sound file after `change`, which is given it opened."""
    with pikepdf.open(BytesIO(FILE)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def told(change):
    return faults(broken(change), SOUND)


def elements(pdf, kind):
    """Return the elements of one kind, in reading order."""
    return [node for node in _walk(pdf.Root.StructTreeRoot.K) if str(node.S) == f"/{kind}"]


def _walk(node):
    yield node
    for kid in node.get("/K", []):
        if "/S" in kid:
            yield from _walk(kid)


def fonts(pdf):
    return [font for page in pdf.pages for font in page.Resources.Font.values()]


def moved(text, by):
    """Return a change that writes one text elsewhere: `by` points right and up."""

    def change(pdf):
        page = pdf.pages[0]
        found = rb"1 0 0 1 (\S+) (\S+) Tm ((?:/F\S+ \S+ Tf \S+ TL )?\(" + re.escape(text) + rb")"
        before = page.Contents.read_bytes()

        def elsewhere(match):
            x, y = float(match[1]) + by[0], float(match[2]) + by[1]
            return f"1 0 0 1 {x} {y} Tm ".encode() + match[3]

        after, count = re.subn(found, elsewhere, before, count=1)
        assert count == 1
        page.Contents = pdf.make_stream(after)

    return change


def test_a_sound_file_has_no_fault():
    assert faults(FILE, SOUND) == []
    assert faults(broken(lambda _pdf: None), SOUND) == []


@pytest.mark.parametrize("blocks", [every_block(), document(matrix(60), watermark="PROJET")])
def test_every_block_is_sound(blocks):
    assert faults(render_pdf(blocks, now=NOW).data, blocks) == []


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("/Lang", "language: not French"),
        ("/ViewerPreferences", "title: not shown"),
        ("/MarkInfo", "tags: not told"),
        ("/StructTreeRoot", "tree: there is none"),
    ],
)
def test_what_the_file_no_longer_says_of_itself_is_a_fault(key, fault):
    assert told(lambda pdf: pdf.Root.__delitem__(key)) == [fault]


def test_a_file_without_a_title_is_a_fault():
    assert told(lambda pdf: pdf.docinfo.__setitem__("/Title", " ")) == ["title: none"]


def test_a_font_that_is_not_embedded_is_a_fault():
    found = told(lambda pdf: fonts(pdf)[0].FontDescriptor.__delitem__("/FontFile2"))

    assert "font: /AAAAAA+SourceSans3-Regular is not embedded" in found


def test_a_font_embedded_whole_is_a_fault():
    found = told(lambda pdf: fonts(pdf)[0].__setitem__("/BaseFont", pikepdf.Name("/Source")))

    assert found == ["font: /Source is embedded whole"]


def test_a_page_without_text_is_a_fault():
    assert told(lambda pdf: pdf.add_blank_page()) == ["page 2: no text to extract"]


@pytest.mark.parametrize(
    ("code", "told_as"), [("05E9", "'\\u05e9'"), ("FFFD", "'\\ufffd'"), ("E000", "'\\ue000'")]
)
def test_a_letter_without_a_drawing_is_a_fault(code, told_as):
    def change(pdf):
        for font in fonts(pdf):
            names = font.ToUnicode.read_bytes()
            font.ToUnicode = pdf.make_stream(names.replace(b"<0069>", f"<{code}>".encode()))

    assert any("without a drawing" in fault and told_as in fault for fault in told(change))


def test_a_level_of_heading_skipped_is_a_fault():
    found = told(lambda pdf: elements(pdf, "H2")[0].__setitem__("/S", pikepdf.Name.H3))

    assert "heading: H3 after H1: « Périmètre »" in found


def test_an_empty_heading_is_a_fault():
    blocks = document(Heading(" "), Paragraph("a"))

    assert faults(render_pdf(blocks, now=NOW).data) == ["heading: H1 is empty"]


@pytest.mark.parametrize("alt", ["", "image1", "graphique", "radar du diagnostic.png"])
def test_a_picture_told_by_nothing_or_by_its_file_is_a_fault(alt):
    found = told(lambda pdf: elements(pdf, "Figure")[0].__setitem__("/Alt", alt))

    assert f"picture: told as « {alt} »" in found
    assert "picture: 1 blocks, 1 pictures, told otherwise" in found


def test_a_header_cell_without_a_scope_is_a_fault():
    found = told(lambda pdf: elements(pdf, "TH")[0].__delitem__("/A"))

    assert found == ["table 1: a header cell without a scope"]


def test_a_column_without_a_name_is_a_fault():
    blocks = document(Table((Column("a"), Column("")), (Row((Cell("x"), Cell("y"))),)))

    assert faults(render_pdf(blocks, now=NOW).data) == ["table 1: a column without a name"]


def test_a_table_without_header_cells_is_a_fault():
    def change(pdf):
        for cell in elements(pdf, "TH"):
            cell.S = pikepdf.Name.TD
            if "/A" in cell:
                del cell["/A"]

    assert "table 1: no header cell" in told(change)


def test_rows_of_unlike_widths_are_a_fault():
    def change(pdf):
        row = elements(pdf, "TR")[1]
        row.K = pikepdf.Array(list(row.K)[:-1])

    assert "table 1: rows of [2, 3] cells" in told(change)


def test_a_table_without_rows_is_a_fault():
    found = told(lambda pdf: elements(pdf, "Table")[0].__setitem__("/K", pikepdf.Array([])))

    assert "table 1: no row" in found


@pytest.mark.parametrize(
    ("key", "fault"), [("/Dest", "has no target"), ("/Contents", "does not say where it leads")]
)
def test_a_link_that_misses_something_is_a_fault(key, fault):
    found = told(lambda pdf: pdf.pages[0].Annots[0].__delitem__(key))

    assert len(found) == 1
    assert found[0].endswith(fault)


def test_a_link_that_only_the_page_knows_is_a_fault():
    def change(pdf):
        link = elements(pdf, "Link")[0]
        link.K = pikepdf.Array([kid for kid in link.K if "/Obj" not in kid])

    found = told(change)

    assert "link: outside the tree" in found
    assert any("leads nowhere" in fault for fault in found)


def test_two_blocks_read_in_the_wrong_order_are_a_fault():
    def change(pdf):
        kids = pdf.Root.StructTreeRoot.K.K
        at = [str(kid.S) for kid in kids].index("/P")
        kids[at], kids[at + 1] = kids[at + 1], kids[at]

    assert told(change) == ["order: P « Unautre. » where ('P',) « Unalinéa. » stands"]


@pytest.mark.parametrize(
    "blocks",
    [BLOCKS[:-1], (*BLOCKS, Paragraph("Fin")), (*BLOCKS[:1], *BLOCKS[2:]), BLOCKS[1:]],
    ids=["one more read", "one not read", "one not read", "one more read"],
)
def test_a_block_too_many_or_too_few_is_a_fault(blocks):
    found = faults(FILE, replace(SOUND, blocks=blocks))

    assert [fault for fault in found if fault.startswith("order:")]


def test_a_paragraph_read_as_a_heading_is_a_fault():
    found = told(lambda pdf: elements(pdf, "P")[0].__setitem__("/S", pikepdf.Name.H1))

    assert found == ["order: H1 « Unalinéa. » where ('P',) « Unalinéa. » stands"]


@pytest.mark.parametrize("by", [(-20, 0), (480, 0), (0, 160), (0, -700)])
def test_a_text_outside_its_margins_is_a_fault(by):
    assert any("outside its margins" in fault for fault in told(moved(b"Un alin", by)))


def test_a_header_at_the_very_edge_of_the_sheet_is_a_fault():
    assert any("outside its margins" in fault for fault in told(moved(b"EHPAD", (-50, 0))))


@pytest.mark.parametrize("by", [(-20, 0), (220, 0), (0, 9), (0, -9)])
def test_a_text_outside_its_cell_is_a_fault(by):
    found = told(moved(b"Moyen 2", by))

    assert any("outside its cell, « Moyen 2" in fault for fault in found)


def test_a_text_over_another_is_a_fault():
    found = told(moved(b"Un autre", (0, 18)))

    assert any("« Un autre. » over « Un alinéa. »" in fault for fault in found)


def test_a_text_outside_its_picture_is_a_fault():
    assert any("outside its picture" in fault for fault in told(moved(b"Diagnostic", (260, 0))))


def test_a_picture_without_a_place_is_a_fault():
    found = told(lambda pdf: elements(pdf, "Figure")[0].__delitem__("/A"))

    assert found == ["picture: no box"]


def test_a_file_of_nothing_but_a_font_of_the_library_is_refused():
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("nowhere.pdf")
    canvas.drawString(100, 100, "a")
    found = faults(canvas.getpdfdata())

    assert "font: /Helvetica is not embedded" in found
    assert "tree: there is none" in found


def test_a_wide_table_on_its_side_is_measured_in_its_own_margins():
    from cpom_desktop.reports.blocks import PageBreak

    for large in (False, True):
        made = render(PageBreak(landscape=True, large=large), matrix(40, people=14))
        assert faults(made.data) == []
