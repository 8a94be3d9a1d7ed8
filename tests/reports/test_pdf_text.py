"""Texts on the page: literal, complete, cut in lines where French allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts.scene import Scene, Text
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
    Legend,
    Paragraph,
    Party,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.reports.fonts import printable
from cpom_desktop.reports.pdf.palette import BODY
from cpom_desktop.reports.pdf.text import _held, break_lines, running, text_width
from tests.outils import verapdf
from tests.outils.pages import badge, kinds_of, opened, pages_of, render, words_of

HOSTILE = (
    '<img src="file:///etc/hosts"/>',
    '<img src="http://exemple.invalid/a.png" width="10" height="10"/>',
    '<a href="javascript:alert(1)">cliquez</a>',
    '<a href="//serveur/partage">ici</a>',
    "<para>ouvert",
    "</para>",
    "<b>gras</i>",
    '<font color="__import__(1)">x</font>',
    "<seq id='a'/> <br/> <onDraw name='f'/>",
    "R&D & Cie &amp; &#0; &eacute; &",
    "\"guillemets\" 'apostrophes' «\u00a0français\u00a0»",
    "{0} {nom} %s %(x)s $x ${y}",
    "\\n \\u0041 (parenthèses) [crochets] \\",
    "]]> <!-- commentaire --> <![CDATA[x]]>",
    "https://exemple.invalid/lien",
    "(Tj) ET /Artifact BDC EMC endstream endobj",
    "=cmd|' /C calc'!A0",
)


def flat(text):
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def everywhere(text):
    """Return blocks that print a text in every place that takes one."""
    return (
        Cover((text,), text, text, (text, text, text), (Party(text, (text,)),), text),
        Contents(text),
        Heading(text),
        Heading(text, 2),
        Heading(text, 3),
        Paragraph(f"{text}\n\n- {text}"),
        BulletList((text,)),
        KeyValues(((text, text),)),
        Callout(text, text),
        Table((Column(text), Column("b")), (Row((Cell(text), Cell("c"))),), caption=text),
        Legend(((badge("R"), text),)),
        Signatures(((text, text),)),
        Figure(Scene(100, 20, (Text(1, 5, text, "texte", size=1),)), text),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_prints_as_it_was_typed_wherever_it_stands(text):
    rendered = render(
        *everywhere(text), title=text, running_head=text, edition=text, author=text, watermark=text
    )
    found = "".join(words_of(rendered).split())

    # cover 8, contents 3, headings 3, paragraph 2, list 1, values 2, callout 2,
    # table 3, legend 1, signature 2, figure 1
    assert found.count("".join(flat(text).split())) >= 28
    assert rendered.replaced == ()
    with opened(rendered) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert all(note.Subtype == "/Link" and "/A" not in note for note in notes)
        assert not {"/OpenAction", "/AA", "/Names"} & set(pdf.Root.keys())


@pytest.mark.slow
def test_a_file_of_hostile_texts_still_follows_both_norms():
    blocks = [block for text in HOSTILE for block in everywhere(text) if block.__class__ != Cover]

    assert verapdf.check(render(*blocks, title="<&>", author="]]>").data) == []


def test_characters_without_a_glyph_print_a_box_and_are_told():
    rendered = render(Paragraph("famille 👨\u200d👩\u200d👧, שלום, ◐, fin"), title="Été 🌞")

    assert "famille □, □□□□, □, fin" in words_of(rendered)
    assert "Été □" in words_of(rendered)
    assert rendered.replaced == ("🌞", "👨\u200d👩\u200d👧", *"שלום", "◐")
    with opened(rendered) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Été 🌞")


@pytest.mark.slow
def test_any_characters_make_a_valid_file():
    odd = "\x00\x07\ud800\ufffe\uffff\ufeff\u202e\u2028\t\r\n\v" + "".join(map(chr, range(1, 700)))
    rendered = render(*everywhere(odd), title=odd, author=odd, running_head=odd, watermark=odd)

    assert verapdf.check(rendered.data) == []


@given(st.lists(st.text(st.characters(codec="latin-1", categories=["L", "N", "P"]), min_size=1)))
def test_no_word_is_lost_between_lines(words):
    lines = break_lines(" ".join(words), BODY, 120.0)
    rebuilt = "".join(line.text + (" " if line.joined else "") for line in lines)

    assert rebuilt.strip() == printable(" ".join(words))
    assert all(line.width <= 120.02 for line in lines)


def test_hard_spaces_hold_and_keep_their_width():
    text = "Attention\u202f! " * 40 + "1\u00a0234\u00a0€ " * 40
    lines = break_lines(text, BODY, 100.0)

    assert "\n".join(line.text for line in lines).count("\u202f!") == 40
    assert all(not line.text.startswith(("!", "€")) for line in lines)
    assert 0 < text_width("\u202f", BODY) < text_width(" ", BODY)


def test_a_long_paragraph_is_complete_over_its_pages():
    text = " ".join(f"mot{n}" for n in range(3000))
    rendered = render(Paragraph(text))
    bodies = [page.split("Document d’essai\n")[-1] for page in pages_of(rendered)]

    found = [word for body in bodies for word in body.split() if word.startswith("mot")]
    assert rendered.pages > 3
    assert found == text.split()


def test_a_word_longer_than_the_line_is_cut_and_complete():
    word = "".join(chr(97 + n % 26) for n in range(500))
    rendered = render(
        Heading(word), Paragraph(word), Table((Column("a"), Column("b", 9)), (Row((Cell(word),)),))
    )

    assert "".join(words_of(rendered).split()).count(word) == 3


def test_empty_lines_part_paragraphs_and_dashes_make_a_list():
    rendered = render(Paragraph("Premier.\nSuite.\n\nSecond\u00a0:\n- un\n- deux\nFin."))
    kinds = kinds_of(rendered)

    item = ["LI", "Lbl", "LBody"]
    assert kinds == ["Document", "P", "P", "L", *item, *item, "P"]
    assert "•" in words_of(rendered)
    assert "- un" not in words_of(rendered)


def test_words_at_the_end_of_a_line_keep_their_space_for_a_screen_reader():
    with opened(render(Paragraph("mot " * 60))) as pdf:
        content = pdf.pages[0].Contents.read_bytes()

    assert b"(mot mot mot" in content
    assert content.count(b"mot ) Tj") == 2


# lists told in sentences


def test_a_list_reads_as_one_sentence_after_what_it_follows():
    text = "En 2025 :\n- 31 résidents ont chuté.\n- 14 chutes sont graves.\nLe risque baisse."

    assert running(text) == (
        "En 2025 : 31 résidents ont chuté\u202f; 14 chutes sont graves. Le risque baisse."
    )


def test_items_that_are_sentences_keep_their_stop():
    assert running("- Pénurie : apprentissage\n- Épidémie : effet isolé.") == (
        "Pénurie : apprentissage. Épidémie : effet isolé."
    )


def test_paragraphs_and_lines_stay_apart():
    assert running("un\ndeux\n\ntrois") == "un\ndeux\n\ntrois"
    assert running("") == ""


# what French does not part, however it was typed


@pytest.mark.parametrize(
    "held",
    [
        "retenir :",
        "vraiment !",
        "quoi ?",
        "l’un ;",
        "« oui »",
        "12 %",
        "1 234 567,89 €",
        "n° 3",
        "(12 500 €).",
        "6,5 ‰",
    ],
)
def test_what_french_does_not_part_is_on_one_line_however_it_was_typed(held):
    for width in range(60, 240, 3):
        lines = break_lines(f"Un mot {held} puis {held} enfin {held}", BODY, width)
        whole = "\n".join(line.text for line in lines)

        assert whole.count(held) == 3, (width, whole)


def test_words_that_only_look_alike_still_part():
    words = ("mot", "%s", ":nom", "01", "99", "00", "2025", "300", "a", "1234", "567")

    assert tuple(_held(words, BODY, 400.0)) == words


def test_what_a_line_cannot_hold_whole_is_parted_between_its_words():
    lines = break_lines("Établissements : oui", BODY, text_width("Établissements", BODY) + 1)

    assert [line.text for line in lines] == ["Établissements", ": oui"]


def test_a_hard_space_is_as_wide_as_another():
    assert text_width("a\u00a0b", BODY) == text_width("a b", BODY)
