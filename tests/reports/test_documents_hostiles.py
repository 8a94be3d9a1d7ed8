"""Long and nasty texts: printed sign for sign, whole, and never read as mark-up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpom_desktop.reports.catalogue import CATALOGUE, WHOLE, build
from tests.outils.editions import (
    EMOJI,
    HEBREW,
    LITERALS,
    NAME,
    STORY,
    WORD,
    demonstration,
    hostile,
    rendered,
    texts_of,
    with_snapshot,
)
from tests.outils.pages import elements_of, opened, pages_of


def squeezed(text):
    """Return a text without its spaces: a page cuts lines where it must."""
    return "".join(text.split())


def printed(edition, slug):
    """Return what a reader extracts of a document, without spaces."""
    return squeezed("".join(pages_of(rendered(edition, slug))))


@pytest.mark.parametrize("literal", LITERALS)
@pytest.mark.parametrize("slug", CATALOGUE)
def test_a_nasty_text_is_printed_sign_for_sign(slug, literal):
    assert squeezed(literal) in printed(hostile(), slug)


def test_a_name_of_two_hundred_letters_is_printed_whole_in_every_part():
    for slug in ("etablissement", "acteurs", "retroplanning-detaille", "raci"):
        assert squeezed(NAME) in printed(hostile(), slug)


@pytest.mark.parametrize("slug", ["etablissement", "acteurs"])
def test_a_text_of_ten_thousand_letters_runs_over_pages_without_loss(slug):
    text = printed(hostile(), slug)

    assert len(STORY) == 10_000
    assert text.count("assez") == STORY.count("assez") > 400
    assert text.count("m") >= STORY.count("m") > len(WORD)
    assert squeezed(STORY[-60:]) in text


def test_lines_that_begin_with_a_dash_are_a_list():
    (made,) = elements_of(rendered(hostile(), "etablissement"), "L")

    assert made.kids == ("LI", "LI")


def test_a_sign_that_the_fonts_lack_prints_as_a_box():
    text = printed(hostile(), "etablissement")

    assert "Villeneuve□" in text
    assert EMOJI not in text
    assert "□" in printed(hostile(), "acteurs")
    assert not set(HEBREW) & set(printed(hostile(), "acteurs"))
    assert rendered(hostile(), "acteurs").replaced == (*HEBREW, EMOJI)


def test_the_demonstration_prints_no_box():
    assert rendered(demonstration(), WHOLE).replaced == ()
    assert "□" not in printed(demonstration(), WHOLE)


def test_nothing_typed_becomes_a_link_or_a_picture():
    with opened(rendered(hostile(), "acteurs")) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)
        assert all(not page.get_images() for page in pdf.pages)


def test_braces_typed_are_never_filled():
    edition = with_snapshot(
        demonstration(),
        etablissement=replace(demonstration().snapshot.etablissement, nom="{jour} {n} {0}"),
    )

    for slug in CATALOGUE:
        assert any("{jour} {n} {0}" in text for text in texts_of(build(slug, edition)))


@pytest.mark.parametrize("slug", CATALOGUE)
def test_a_document_is_the_same_file_each_time(slug):
    assert rendered.__wrapped__(hostile(), slug).data == rendered(hostile(), slug).data
