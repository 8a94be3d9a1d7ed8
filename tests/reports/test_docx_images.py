"""Scenes painted as pictures: the same letters and strokes as our pages, the same bytes."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from cpom_desktop.charts.scene import Polyline, Rect, Scene, Text
from cpom_desktop.reports.docx.glyphs import mark_of, width_of
from cpom_desktop.reports.docx.pictures import DPI, png_of
from cpom_desktop.reports.pdf.palette import TextStyle
from cpom_desktop.reports.pdf.text import text_width
from tests.outils.pages import every_style

DOT = 25.4 / DPI
"""A pixel, in millimetres."""


def painted(*items, width=20.0, height=10.0):
    return Image.open(BytesIO(png_of(Scene(width, height, tuple(items)))))


def grey_at(picture, x, y):
    """Return how light a place is, in millimetres from the corner of the scene."""
    edge = 0.5
    return picture.getpixel((round((x + edge) / DOT), round((y + edge) / DOT)))


def test_every_style_is_painted():
    assert len(set(png_of(every_style()))) > 100


def test_a_style_that_paper_does_not_know_is_refused():
    with pytest.raises(KeyError, match="inconnu"):
        png_of(Scene(10, 10, (Rect(0, 0, 1, 1, "inconnu"),)))


def test_a_bar_is_where_the_scene_puts_it():
    picture = painted(Rect(5, 2, 10, 4, "barre-faite"))

    assert grey_at(picture, 10, 4) < 80
    assert grey_at(picture, 4, 4) == grey_at(picture, 10, 7) == 255


def test_a_line_on_the_very_edge_is_whole():
    picture = painted(Polyline(((20, 0), (20, 10)), "cadre"))

    assert grey_at(picture, 20, 5) < 160


def test_hatches_let_the_ground_be_seen():
    picture = painted(Rect(2, 2, 16, 6, "barre-retard"))
    across = {grey_at(picture, 3 + n / 10, 5) for n in range(130)}

    assert min(across) < 120
    assert max(across) > 240


def test_a_dashed_frame_has_gaps():
    picture = painted(Rect(1, 1, 18, 8, "fil-manque"))
    along = [grey_at(picture, 2 + n / 10, 1) < 128 for n in range(160)]

    assert 0.2 < along.count(True) / len(along) < 0.9


def test_letters_stand_where_their_anchor_says():
    def span(anchor):
        picture = painted(Text(10, 5, "Échéance", "texte", anchor=anchor), height=10)
        box = picture.point(lambda grey: 255 if grey < 128 else 0).getbbox()
        return box[0] * DOT - 0.5, box[2] * DOT - 0.5

    assert span("start")[0] == pytest.approx(10, abs=0.5)
    assert span("end")[1] == pytest.approx(10, abs=0.5)
    assert sum(span("middle")) / 2 == pytest.approx(10, abs=0.5)


def test_a_text_is_as_wide_as_on_our_pages():
    for text in ("Élaborer le diagnostic", "1er mars – 12\u00a0000\u202f€", "ŒUVRE ▲ ● ✓ ☐"):
        assert width_of("Regular", text, 100) == pytest.approx(
            text_width(text, TextStyle(100, 120)), rel=0.01
        )


@pytest.mark.parametrize(("letter", "hole"), [("o", True), ("é", True), ("l", False), ("8", True)])
def test_a_letter_has_the_holes_that_it_should(letter, hole):
    mask = mark_of("Regular", letter, 60).mask
    framed = Image.new("L", (mask.width + 2, mask.height + 2), 0)
    framed.paste(mask.point(lambda value: 255 if value > 127 else 0), (1, 1))
    ImageDraw.floodfill(framed, (0, 0), 128)

    assert (framed.histogram()[0] > 0) is hole


def test_an_accent_stands_above_its_letter():
    assert mark_of("Regular", "é", 60).top < mark_of("Regular", "e", 60).top


def test_the_same_scene_gives_the_same_bytes():
    assert png_of(every_style()) == png_of(every_style())


def test_a_scene_without_room_is_painted_all_the_same():
    assert painted(width=0.0, height=0.0).size[0] >= 1
    assert max(painted(width=5_000.0, height=1.0).size) <= 3_501


def test_letters_need_no_library_that_the_program_alone_leaves_out():
    script = (
        "import sys; sys.modules['PIL._imagingft'] = None;"
        "from cpom_desktop.charts.scene import Scene, Text;"
        "from cpom_desktop.reports.docx.pictures import png_of;"
        "print(len(png_of(Scene(20, 10, (Text(2, 5, 'Été', 'texte'),)))) > 100)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "True"
