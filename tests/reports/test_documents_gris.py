"""On a printer without colours nothing is lost: states differ by shape or letters, never by tint.

Marks are drawn as documents draw them, rendered in grey, then in plain black and white: a tint
that alone told two states apart would be gone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations

import pytest
from PIL import Image, ImageChops

from cpom_desktop.charts.gantt_legend import _marks
from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Scene
from cpom_desktop.reports.blocks import Badge, Cell, Column, Figure, Row, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.pdf.palette import PETROL, PETROL_DARK
from cpom_desktop.services.documents import DocumentOptions
from tests.outils.editions import filled, rendered, showcase
from tests.outils.pages import elements_of, opened, pages_of, render

SCALE = 6
DARK = 225
"""Lighter than this, of 255, is taken for paper: every tint of a ground is."""
UNLIKE = 0.04
"""Part of what two marks blacken, at least, that only one of them does."""
LETTERS = {"R": "solid", "A": "thick", "C": "thin", "I": "bare"}
LEGEND = _marks("Date d’édition", date(2029, 1, 1))
MARKS = {name: LEGEND[name][0] for name in LEGEND if name != "vacances"}
"""All that a Gantt shows, but school breaks: a light ground, named above its columns."""
LINE, BOX = ((0.5, 2.0), (6.0, 2.0)), (0.5, 0.5, 5.0, 3.0)
FAMILIES = {
    "gantt": {name: MARKS[name] for name in MARKS if name != "barre-datee"},
    "jalons": {
        name: Diamond(3.2, 2, 1.6, name) for name in ("jalon", "jalon-fait", "jalon-critique")
    },
    "liens": {name: Polyline(LINE, name) for name in ("lien", "lien-critique")},
    "fil d’or, cadres": {name: Rect(*BOX, name) for name in ("fil-cadre", "fil-manque")},
    "fil d’or, liens": {name: Polyline(LINE, name) for name in ("fil-lien", "fil-a-faire")},
    "courbe, traits": {name: Polyline(LINE, name) for name in ("courbe-trait", "cible-trait")},
    "courbe, points": {
        "courbe-point": Rect(2, 1, 2, 2, "courbe-point", 1),
        "cible-point": Rect(2, 1, 2, 2, "cible-point"),
    },
    "matrice": {name: Rect(*BOX, name) for name in ("matrice-case", "matrice-prioritaire")},
}
PAIRS = [
    pytest.param(family[one], family[other], id=f"{title}: {one}, {other}")
    for title, family in FAMILIES.items()
    for one, other in combinations(family, 2)
]


def in_black(file, box):
    """Return a part of the first page, rendered in grey, then in plain black and white."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(file.data)
    page = pdf[0]
    picture = page.render(scale=SCALE, grayscale=True).to_pil().convert("L")
    height = page.get_height()
    pdf.close()
    left, bottom, right, top = box
    edges = (left, height - top, right, height - bottom)
    part = picture.crop(tuple(round(edge * SCALE) for edge in edges))
    return part.point(lambda shade: 255 if shade < DARK else 0)


@cache
def drawn(mark, *, grey):
    """Return a mark as a document draws it."""
    file = render(Figure(Scene(7, 4, (mark,)), "Une marque seule"), grey=grey)
    return in_black(file, elements_of(file, "Figure")[0].box)


def unlike(one, other):
    """Return the part of what two pictures blacken that only one of them does."""
    size = tuple(map(max, zip(one.size, other.size, strict=True)))
    first, second = (Image.new("L", size) for _picture in (one, other))
    first.paste(one)
    second.paste(other)
    apart = ImageChops.difference(first, second).histogram()[255]
    return apart / max(ImageChops.lighter(first, second).histogram()[255], 1)


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_marks_differ_by_shape(one, other, grey):
    assert unlike(drawn(one, grey=grey), drawn(other, grey=grey)) > UNLIKE


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_every_mark_is_seen_and_alike_with_and_without_colours(family):
    for mark in family.values():
        assert drawn(mark, grey=False).getbbox() is not None
        assert unlike(drawn(mark, grey=False), drawn(mark, grey=True)) == 0


def test_a_mark_that_only_a_tint_tells_would_be_seen_here():
    ground = Rect(0, 0, 6.4, 4, "vacances")

    assert drawn(ground, grey=False).getbbox() is None
    assert unlike(drawn(ground, grey=False), Image.new("L", (20, 20))) == 0


@cache
def role(letter, shape):
    """Return a cell of a RACI matrix."""
    mark = Badge(letter, (shape,) * len(letter), "un rôle")
    table = Table((Column("a"), Column("b")), (Row((Cell("x"), Cell(mark))),))
    return in_black(render(table, grey=True), (302, 753, 543, 769))


@pytest.mark.parametrize(("one", "other"), list(combinations(LETTERS, 2)))
def test_the_roles_of_a_matrix_differ_by_shape_even_under_one_letter(one, other):
    assert unlike(role("X", LETTERS[one]), role("X", LETTERS[other])) > UNLIKE
    assert unlike(role(one, "bare"), role(other, "bare")) > UNLIKE


@pytest.mark.parametrize("slug", CATALOGUE)
def test_a_document_says_the_same_words_in_colour_and_in_grey(slug):
    plain = replace(filled(), options=DocumentOptions(grey=True))

    assert pages_of(rendered(plain, slug)) == pages_of(rendered(filled(), slug))


def colours_of(file):
    """Yield (colour, tag) of each ink of a file that is not a grey."""
    with opened(file) as pdf:
        for page in pdf.pages:
            yield from _inks(page.Contents.read_bytes().decode("latin-1"))


def _inks(content):
    tag = ""
    found = re.finditer(
        r"^/(\w+).*BDC|([.\d]+) ([.\d]+) ([.\d]+) (?:rg|RG)\b", content, re.MULTILINE
    )
    for ink in found:
        if ink[1]:
            tag = ink[1]
        elif len({ink[2], ink[3], ink[4]}) > 1:
            parts = (round(float(ink[n]) * 255) for n in (2, 3, 4))
            yield "#{:02X}{:02X}{:02X}".format(*parts), tag


@pytest.mark.parametrize("slug", CATALOGUE)
def test_colours_are_those_of_headings_and_of_their_rules_alone(slug):
    found = set(colours_of(rendered(showcase(), slug)))
    grey = build(slug, replace(showcase(), options=DocumentOptions(grey=True)))

    assert {colour for colour, _tag in found} <= {PETROL, PETROL_DARK}
    assert {tag for _colour, tag in found} <= {"H1", "H2", "H3", "Artifact"}
    assert set(colours_of(render_pdf(grey, now=showcase().now))) == set()


def test_school_breaks_are_named_above_their_light_ground():
    (page, *_others) = pages_of(rendered(showcase(), "retroplanning"))

    assert all(name in page for name in ("Printemps", "Été", "Toussaint"))
