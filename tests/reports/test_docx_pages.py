"""What is around the blocks of an editable document: pages, heads, fields, pictures, signs."""

from __future__ import annotations

import time

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from cpom_desktop.reports.blocks import (
    BulletList,
    Callout,
    Cell,
    Column,
    Contents,
    Cover,
    Figure,
    Heading,
    KeyValues,
    Letterhead,
    PageBreak,
    Pages,
    Paragraph,
    Row,
    Stressed,
    Table,
)
from cpom_desktop.reports.catalogue import COMPLETE, build
from cpom_desktop.reports.docx import render_docx
from tests.outils.blocs import SAMPLES, SLIP
from tests.outils.editions import showcase
from tests.outils.mots import (
    docx_of,
    elements_of,
    every_part,
    section_kinds,
    words_of,
)
from tests.outils.pages import NOW, document, every_block, every_style


def made(*blocks, **changes):
    return docx_of(render_docx(document(*blocks, **changes), NOW))


def paragraphs_of(found):
    """Return the style and the text of each paragraph that says something."""
    return [(p.style.name, p.text) for p in found.paragraphs if p.text.strip()]


def test_a_picture_has_its_sentence_and_holds_on_its_page():
    found = made(PageBreak(landscape=True), Figure(every_style(), "Calendrier <du> « dossier »"))
    (shape,) = found.inline_shapes
    (drawn,) = elements_of(found, "wp:docPr")

    assert drawn.get("descr") == "Calendrier <du> « dossier »"
    assert shape.width <= Mm(267)
    assert shape.height <= Mm(180)
    assert found.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]


def test_a_logo_keeps_its_proportions():
    cover, letter = (
        made(SAMPLES[Cover]).inline_shapes[0],
        made(SAMPLES[Letterhead]).inline_shapes[0],
    )

    assert cover.width == pytest.approx(2 * cover.height, rel=0.01)
    assert letter.width < cover.width
    assert cover._inline.docPr.get("descr") == "Logo de l’association"


def test_pages_turn_and_grow_with_their_breaks():
    found = made(
        Paragraph("a"), PageBreak(landscape=True), Paragraph("b"),
        PageBreak(landscape=True, large=True), Paragraph("c"), PageBreak(), Paragraph("d"),
    )  # fmt: skip
    sizes = [round(section.page_width / Mm(1)) for section in found.sections]

    assert section_kinds(found) == ["portrait", "landscape", "landscape", "portrait"]
    assert sizes == [210, 297, 420, 210]
    assert found.sections[1].orientation is WD_ORIENT.LANDSCAPE


def test_breaks_of_the_same_pages_begin_one_and_leave_none_blank():
    found = made(Paragraph("a"), PageBreak(), PageBreak(), Heading("b"), PageBreak())
    breaking = [p.text for p in found.paragraphs if p.paragraph_format.page_break_before]

    assert breaking == ["b"]
    assert len(found.sections) == 1


def test_each_page_tells_dossier_document_edition_and_number():
    found = made(Paragraph("a"), diffusion="Diffusion : autorités")
    section = found.sections[0]
    codes = [node.text.strip() for node in section.footer._element.iter(qn("w:instrText"))]

    assert section.header.paragraphs[0].text == (
        "EHPAD Les Tilleuls – CPOM 2028–2032 – Diffusion : autorités\tDocument d’essai"
    )
    assert section.footer.paragraphs[0].text.startswith("Édité le 12 mars 2027 à 14 h 32")
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_cover_has_no_head_and_its_own_foot():
    found = made(SAMPLES[Cover], Paragraph("a"))

    assert found.sections[0].header.paragraphs[0].text == ""
    assert found.sections[0].footer.paragraphs[0].text == "x"
    assert "Page" in found.sections[1].footer.paragraphs[0].text
    assert ("Title", "CPOM") in paragraphs_of(found)


def test_the_mention_is_a_watermark_that_word_knows_how_to_take_out():
    parts = every_part(render_docx(document(Paragraph("a"), watermark="PROJET"), NOW))
    heads = [data for name, data in parts.items() if "header" in name]

    assert all(
        b"PowerPlusWaterMarkObject" in data and b'string="PROJET"' in data for data in heads
    )
    plain = every_part(render_docx(document(Paragraph("a")), NOW))
    assert not any(b"WaterMark" in data for data in plain.values())


def test_the_contents_are_a_field_with_its_entries_already_written():
    found = made(
        Contents("Sommaire"), PageBreak(), Heading("Un"), Heading("Deux", 2), Heading("x", 3)
    )
    codes = [node.text.strip() for node in elements_of(found, "w:instrText")]
    links = [node.get(qn("w:anchor")) for node in elements_of(found, "w:hyperlink")]
    marks = [node.get(qn("w:name")) for node in elements_of(found, "w:bookmarkStart")]
    (dirty,) = [n for n in elements_of(found, "w:fldChar") if n.get(qn("w:dirty"))]

    assert codes[0] == r'TOC \o "1-2" \h \z \u'
    assert codes[1:] == [rf"PAGEREF {link} \h" for link in links]
    assert set(links) <= set(marks)
    assert dirty.get(qn("w:fldCharType")) == "begin"
    assert "Sommaire Un 2 Deux 2 Un Deux x" in words_of(found)


def test_a_sentence_tells_the_pages_of_the_parts_that_are_there():
    found = made(SAMPLES[Pages], PageBreak(), Heading("Journal"))

    assert "Suite du dossier\u00a0: journal (p. 2)." in words_of(found).replace(" :", "\u00a0:")
    assert "Imprimé seul." in words_of(made(SAMPLES[Pages]))


def test_fields_open_and_close_in_turn():
    body = made(*every_block().blocks, SAMPLES[Pages], Heading("Journal"))
    kinds = [node.get(qn("w:fldCharType")) for node in elements_of(body, "w:fldChar")]
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        assert depth in {0, 1, 2}
    assert depth == 0


def test_a_slip_has_boxes_to_tick_and_dots_to_write_on():
    found = made(SLIP)
    leaders = [
        stop.get(qn("w:leader"))
        for stop in elements_of(found, "w:tab")
        if stop.get(qn("w:leader"))
    ]

    assert "☐\u00a0sera présent" in [text for _style, text in paragraphs_of(found)]
    assert "dot" in leaders


def test_the_language_of_every_text_is_french():
    found = made(Paragraph("a"))
    (language,) = found.styles.element.iter(qn("w:lang"))

    assert language.get(qn("w:val")) == "fr-FR"


def test_what_was_typed_is_never_a_field_a_link_or_a_picture():
    nasty = '<w:fldChar/> { HYPERLINK "http://x" } =SUM(A1) <img src="x"/> &lt; ]]> \\o "1-2"'
    found = made(
        Paragraph(nasty), BulletList((nasty,)), Table((Column(nasty),), (Row((Cell(nasty),)),)),
        Callout(nasty, nasty), KeyValues(((nasty, nasty),)), Stressed(((nasty, True),)),
    )  # fmt: skip

    assert elements_of(found, "w:hyperlink") == []
    assert elements_of(found, "w:fldChar") == []
    assert elements_of(found, "w:instrText") == []
    assert words_of(found).count(" ".join(nasty.split())) == 9


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x08c\x1fd", "abcd"),
        ("\ud800 seul \udfff", "□ seul □"),
        ("\ufffe\uffff fin", "fin"),
        ("\u202eretourné\u202c", "retourné"),
        ("12\u00a0000\u202f€\u00a0?", "12\u00a0000\u202f€\u00a0?"),
        ("\U0001f469\u200d\u2695\ufe0f", "\U0001f469\u200d\u2695\ufe0f"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_signs_that_no_file_holds_go_and_the_others_stay(typed, kept):
    found = made(Paragraph(typed), Heading(typed), title=typed, running_head=typed)

    assert kept in [p.text.strip() for p in found.paragraphs]


def test_three_thousand_rows_take_a_few_seconds():
    rows = tuple(Row(tuple(Cell(f"{n} {c}") for c in range(8))) for n in range(3_000))
    columns = tuple(Column(f"Colonne {n}") for n in range(8))
    start = time.perf_counter()
    data = render_docx(document(Table(columns, rows)), NOW)

    assert time.perf_counter() - start < 20
    assert len(elements_of(docx_of(data), "w:tr")) == 3_001


def test_what_a_text_cites_leads_there_and_nothing_else_does():
    found = made(
        Heading("Fiche FA-01", anchor="FA-01"),
        Paragraph("Voir FA-01, FA-02 et DG-E05.\n- puis FA-01"),
        Table(
            (Column("Critère"), Column("Fiche")),
            (
                Row((Cell("DG-E05", anchor="DG-E05"), Cell("FA-01"))),
                Row((Cell("DG-E05", anchor="DG-E05"), Cell("Prévenir", target="FA-01"))),
            ),
        ),
        KeyValues((("Constat", "DG-E05"),)),
    )
    places = [mark.get(qn("w:name")) for mark in elements_of(found, "w:bookmarkStart")]
    links = [
        (link.get(qn("w:anchor")), "".join(text.text for text in link.iter(qn("w:t"))))
        for link in elements_of(found, "w:hyperlink")
    ]
    fiche, critere = places

    assert links == [
        (fiche, "FA-01"),
        (critere, "DG-E05"),
        (fiche, "FA-01"),
        (fiche, "FA-01"),
        (fiche, "Prévenir"),
        (critere, "DG-E05"),
    ]
    assert "Voir FA-01, FA-02 et DG-E05. puis FA-01" in words_of(found)


def test_every_link_of_the_whole_demonstration_leads_somewhere():
    edition = showcase()
    found = docx_of(render_docx(build(COMPLETE, edition), edition.now))
    places = [mark.get(qn("w:name")) for mark in elements_of(found, "w:bookmarkStart")]
    links = {link.get(qn("w:anchor")) for link in elements_of(found, "w:hyperlink")}

    assert len(places) == len(set(places))
    assert links <= set(places)
    assert len(links) > 60
