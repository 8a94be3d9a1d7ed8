"""A form holds on its page: set tighter where it would overflow, told again where it goes on."""

from __future__ import annotations

import pytest

from cpom_desktop.reports.blocks import (
    Cell,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.reports.pdf.tables import fitted_widths
from tests.outils import verapdf
from tests.outils.pages import elements_of, pages_of, render

NAME = "Fiche action FA-01 – Prévenir les chutes"


def form(lines):
    """Return the blocks of a form with a table of so many lines."""
    rows = tuple(Row((Cell(f"n{n}."), Cell("Une étape"), Cell("mars 2028"))) for n in range(lines))
    columns = (Column("N°"), Column("Étape", 4), Column("Fin"))
    return (
        PageBreak(form=NAME),
        Heading("Fiche action FA-01\nPrévenir les chutes", 2),
        Table(columns, rows),
        KeyValues((("Suivi", "Chaque trimestre"),)),
        Signatures((("Gestionnaire", ""), ("ARS", ""))),
    )


def largest_type(rendered):
    """Return the size of the largest type of the first page but the watermark."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(rendered.data)
    sizes = [found.get_font_size() for found in pdf[0].get_objects(filter=[1])]
    pdf.close()
    return round(max(sizes), 1)


@pytest.mark.parametrize(("lines", "title"), [(20, 19.5), (34, 16.0), (46, 14.0)])
def test_a_form_is_set_as_much_at_ease_as_its_page_allows(lines, title):
    rendered = render(*form(lines))

    assert rendered.pages == 1
    assert largest_type(rendered) == title


def test_a_form_that_no_setting_holds_goes_on_under_its_name():
    first, second = pages_of(render(*form(80)))

    assert NAME not in first
    assert f"{NAME}, suite" in second
    assert "n0." in first
    assert "n79." in second


def test_the_name_told_again_is_decoration():
    rendered = render(*form(80))

    assert len(elements_of(rendered, "H1")) == 1
    assert verapdf.check(rendered.data) == []


def test_what_follows_a_form_is_set_as_usual():
    rendered = render(*form(80), PageBreak(), Heading("Suite du dossier"), Paragraph("Texte."))

    assert ", suite" not in pages_of(rendered)[-1]


def test_two_forms_each_have_their_page():
    rendered = render(*form(10), *form(80), *form(10))

    assert rendered.pages == 4
    assert [", suite" in page for page in pages_of(rendered)] == [False, False, True, False]


def test_a_title_on_two_lines_is_one_in_the_bookmarks():
    from tests.outils.pages import opened

    with opened(render(*form(5))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [NAME]


def test_columns_that_hold_without_wrapping_take_their_lines_and_share_the_rest():
    assert fitted_widths((50.0, 100.0), (20.0, 20.0), 200.0) == (75.0, 125.0)


def test_narrow_columns_keep_their_line_and_the_widest_share_what_is_left():
    narrow, wide, wider = fitted_widths((50.0, 200.0, 400.0), (20.0, 20.0, 20.0), 350.0)

    assert narrow == pytest.approx(50.0)
    assert (wide, wider) == (pytest.approx(100.0), pytest.approx(200.0))


def test_no_column_is_narrower_than_its_longest_word():
    widths = fitted_widths((300.0, 3000.0), (120.0, 100.0), 400.0)

    assert widths[0] >= 120.0
    assert sum(widths) == pytest.approx(400.0)


def test_a_long_name_is_cut_before_the_word_that_says_it_goes_on():
    blocks = (PageBreak(form="Nom " * 100), *form(80)[1:])

    assert "Nom…, suite" in pages_of(render(*blocks))[1]
