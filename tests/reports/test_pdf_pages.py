"""What stands together on a page: headings, boxes, pictures, covers."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Scene, Text
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.blocks import (
    Badge,
    Callout,
    Cover,
    Figure,
    Heading,
    Legend,
    Paragraph,
    Party,
    Signatures,
)
from cpom_desktop.reports.pdf.figures import INKS
from cpom_desktop.reports.pdf.flow import Chrome, Flow
from cpom_desktop.reports.pdf.pen import Pen
from cpom_desktop.reports.pdf.pieces import Strip
from cpom_desktop.services.documents import no_checkpoint
from tests.outils import verapdf
from tests.outils.pages import (
    amounts,
    badge,
    elements_of,
    every_style,
    kinds_of,
    opened,
    pages_of,
    render,
    words_of,
)

LONG = "mot " * 2500


@pytest.mark.parametrize("count", range(40, 54))
def test_a_heading_stands_on_the_page_of_the_two_rows_after_it(count):
    blocks = (Paragraph("Ligne.\n" * count), Heading("Chapitre"), Heading("Partie", 2))
    pages = pages_of(render(*blocks, amounts(10)))
    page = next(page for page in pages if "Chapitre" in page)

    assert "Partie" in page
    assert "Moyen 2" in page


@pytest.mark.parametrize("count", range(44, 54))
def test_a_paragraph_leaves_no_line_alone(count):
    text = " ".join(f"mot{n:04}" for n in range(60))
    pages = pages_of(render(Paragraph("Ligne.\n" * count), Paragraph(text)))

    for page in pages:
        lines = [line for line in page.splitlines() if line.startswith("mot")]
        assert len(lines) != 1


def test_a_box_shorter_than_the_page_is_moved_or_cut_but_complete():
    rendered = render(Paragraph("Ligne.\n" * 45), Callout("Titre", LONG), Paragraph("Fin"))

    assert words_of(rendered).count("mot") == 2500
    assert verapdf.check(rendered.data, ("ua1",)) == []


def test_boxes_to_sign_stand_three_a_row_and_say_who_misses():
    people = (
        ("Jeanne Aubert", "Présidente"),
        ("", "ARS"),
        ("Anne Delmas", ""),
        ("Ali Ba", "Maire"),
    )
    rendered = render(Signatures(people))
    boxes = elements_of(rendered, "Div")
    with opened(rendered) as pdf:
        frames = re.findall(rb"(\S+) \S+ \S+ \S+ re S", pdf.pages[0].Contents.read_bytes())

    assert "à compléter ARS Date et signature" in words_of(rendered)
    assert [len(box.kids) for box in boxes] == [3, 3, 2, 3]
    assert len(set(frames)) == 3
    assert frames[3] == frames[0]


@pytest.mark.slow
def test_very_long_texts_in_every_frame_are_complete():
    rendered = render(
        Cover((LONG,), LONG, LONG, (LONG,), (Party(LONG, (LONG,)), Party("x", ("y",))), LONG),
        Heading(LONG),
        Legend(((badge("R"), LONG), (badge("A"), "bref"))),
        Signatures(((LONG, LONG), ("a", "b"))),
        running_head="",
        title="",
    )

    assert words_of(rendered).split().count("mot") == 2500 * 11
    assert verapdf.check(rendered.data, ("ua1",)) == []


def test_a_cover_has_everything_on_one_page_in_reading_order():
    cover = Cover(
        ("Association Les Tilleuls", "12, allée des Tilleuls"),
        "Contrat pluriannuel",
        "CPOM 2028–2032",
        ("Diagnostic partagé",),
        (Party("Gestionnaire", ("Mme Aubert",)), Party("ARS", ("M. Caron",))),
        "Document de travail.",
    )
    rendered = render(cover)
    kinds = kinds_of(rendered)

    assert rendered.pages == 1
    assert kinds == ["Document", "P", "P", "P", "H1", "P", *["Div", "P", "P"] * 2, "P"]
    assert "12, allée des Tilleuls Contrat pluriannuel CPOM 2028–2032" in words_of(rendered)
    assert "Document de travail." in words_of(rendered)


def test_a_legend_is_a_list_of_marks_and_meanings():
    rendered = render(Legend(tuple((badge(mark), "sens " * 9) for mark in ("R", "A", "C", "I"))))
    kinds = kinds_of(rendered)

    assert kinds == ["Document", "L", *["LI", "Lbl", "LBody"] * 4]
    assert words_of(rendered).count("sens") == 36


def test_a_mark_without_its_shape_is_refused():
    with pytest.raises(ValueError, match="zip"):
        render(Legend(((Badge("RA", ("solid",), "responsable"), "x"),)))


def test_a_picture_has_its_words_and_its_place():
    figure = elements_of(render(Figure(every_style(), "Calendrier\ndu dossier")), "Figure")[0]
    left, bottom, right, top = figure.box

    assert figure.alt == "Calendrier du dossier"
    assert left == pytest.approx(56.7, abs=0.1)
    assert right <= 595.3 - 51
    assert top - bottom == pytest.approx(every_style().height * (right - left) / 180, rel=0.01)


@pytest.mark.parametrize(("width", "height"), [(900, 20), (20, 900), (172, 256), (5000, 5000)])
def test_a_picture_larger_than_the_page_is_made_smaller(width, height):
    scene = Scene(width, height, (Rect(0, 0, width, height, "cadre"),))
    rendered = render(Heading("Titre"), Figure(scene, "Cadre"))
    left, bottom, right, top = elements_of(rendered, "Figure")[0].box

    assert left >= 56
    assert right <= 595.3 - 51
    assert bottom >= 56.6
    assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize("style", sorted(INKS))
@pytest.mark.parametrize(
    "shape",
    [
        lambda style: Rect(0, 0, 5, 5, style),
        lambda style: Polyline(((0, 0), (5, 5)), style),
        lambda style: Diamond(5, 5, 2, style),
        lambda style: Text(5, 5, "mot", style),
    ],
)
def test_every_style_is_painted_on_every_shape(style, shape):
    assert render(Figure(Scene(10, 10, (shape(style),)), "x")).pages == 1


def test_an_unknown_style_is_refused_before_any_page_is_drawn():
    scene = Scene(10, 10, (Rect(0, 0, 5, 5, "barre-rose"), Text(0, 0, "a", "texte-9")))

    with pytest.raises(KeyError, match="barre-rose, texte-9"):
        render(Figure(scene, "x"))


def test_a_picture_shrinks_a_little_to_stay_on_its_page_and_moves_if_it_must():
    scene = Scene(100, 100, (Rect(0, 0, 100, 100, "cadre"),))
    stays = render(Paragraph("Ligne.\n" * 33), Figure(scene, "Cadre"))
    moves = render(Paragraph("Ligne.\n" * 40), Figure(scene, "Cadre"))
    _left, bottom, _right, top = elements_of(stays, "Figure")[0].box

    assert stays.pages == 1
    assert 0.8 * 283.4 <= top - bottom < 283.4
    assert moves.pages == 2


def test_a_piece_that_no_page_can_hold_is_told_and_not_cut_away():
    pen = Pen(BytesIO())
    flow = Flow(pen, Chrome("gauche", "droite", "édition", "", 1), no_checkpoint)

    with pytest.raises(RapportImpossible) as caught:
        flow.run([Strip(20.0), Strip(5000.0)])

    assert caught.value.code == "mise-en-page"
    assert "Vos données sont intactes" in caught.value.remedy


def test_a_legend_longer_than_a_page_goes_on_on_the_next():
    entries = tuple((badge("A"), f"entrée{n} " * 8) for n in range(120))
    found = [word for word in words_of(render(Legend(entries))).split() if "entrée" in word]

    assert found == [f"entrée{n}" for n in range(120) for _ in range(8)]


def test_long_header_texts_are_cut_before_they_meet():
    rendered = render(Paragraph("a"), running_head="gauche " * 60, title="droite " * 60)

    assert pages_of(rendered)[0].count("…") == 2
