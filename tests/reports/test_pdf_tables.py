"""Tables: headers on each page, rows whole, cells tagged, widths that spare words."""

from __future__ import annotations

import pytest

from cpom_desktop.reports.blocks import (
    Badge,
    Cell,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.pdf.tables import column_widths
from tests.outils import verapdf
from tests.outils.pages import (
    amounts,
    badge,
    elements_of,
    kinds_of,
    matrix,
    opened,
    pages_of,
    render,
    words_of,
)


def lined(count, text="Texte de la ligne"):
    rows = tuple(Row((Cell(f"n{n}."), Cell(text))) for n in range(count))
    return Table((Column("Numéro"), Column("Constat", 5)), rows)


def test_a_long_table_repeats_its_header_on_each_page():
    rendered = render(lined(200))

    assert rendered.pages > 3
    assert all("Numéro Constat" in page for page in pages_of(rendered))


def test_a_header_is_read_once_however_many_pages():
    cells = elements_of(render(lined(200)), "TH")

    assert sum(1 for cell in cells if cell.scope == "Column") == 2


def grouped(*counts):
    """Return a table of groups: « Groupe 0 », its lines, « Groupe 1 », its lines…"""
    rows = []
    for rank, count in enumerate(counts):
        rows.append(Row((Cell(f"Groupe {rank}"),), "group"))
        rows += [Row((Cell(f"g{rank}n{n}."), Cell("Texte"))) for n in range(count)]
    return Table((Column("Numéro"), Column("Constat", 5)), tuple(rows))


def test_a_group_that_goes_on_is_named_again_on_each_page():
    pages = pages_of(render(grouped(70, 90, 5)))

    assert len(pages) > 3
    for page in pages:
        before, first = page.split(".")[0].rsplit("g", 1)
        assert f"Groupe {first[0]}" in before, page[:80]


def test_a_group_is_read_once_however_many_pages():
    rendered = render(grouped(70, 90, 5))
    kinds = kinds_of(rendered)

    assert words_of(rendered).count("Groupe 1") > 1
    assert kinds.count("TR") == 1 + 3 + 70 + 90 + 5
    assert verapdf.check(rendered.data) == []


def test_no_row_is_lost_or_written_twice():
    found = [word for word in words_of(render(lined(300))).split() if word[0] == "n"]

    assert found == [f"n{n}." for n in range(300)]


def test_a_row_is_never_cut_by_the_end_of_a_page():
    text = " ".join(f"p{n}" for n in range(120))
    for page in pages_of(render(lined(40, text))):
        assert page.count("p0 ") == page.count("p119")


def test_a_cell_of_ten_thousand_characters_goes_over_several_pages():
    text = " ".join(f"m{n}" for n in range(3000))
    table = Table((Column("a", 4), Column("b")), (Row((Cell(text), Cell("bref"))),))
    rendered = render(Paragraph("avant"), table)
    found = [word for word in words_of(rendered).split() if word[0] == "m" and word[1:].isdigit()]

    assert rendered.pages > 2
    assert found == text.split()
    assert verapdf.check(rendered.data, ("ua1",)) == []


def test_marks_beside_a_cell_cut_by_the_page_are_drawn_once():
    columns = (Column("a", 4), Column("b"), Column("c"))
    cells = (Cell("mot " * 2500), Cell(badge("RA")), Cell(Badge("", (), "")))
    rendered = render(Table(columns, (Row(cells),)))

    assert rendered.pages > 2
    assert len(elements_of(rendered, "Span")) == 1


def test_a_heading_is_not_left_alone_above_a_row_taller_than_a_page():
    table = Table((Column("a"),), (Row((Cell("mot " * 5000),)), Row((Cell("fin"),))))
    page = pages_of(render(Paragraph("Ligne.\n" * 20), Heading("Chapitre"), table))[0]

    assert "Chapitre" in page
    assert page.count("mot") > 100


@pytest.mark.parametrize("count", range(12))
def test_a_group_never_ends_a_page(count):
    for page in pages_of(render(Paragraph("Ligne.\n" * count), matrix(90))):
        body = page.split("– version de travail")[1].strip().splitlines()

        assert not body[-1].startswith("Groupe")


def test_a_header_taller_than_a_page_is_printed_once_and_whole():
    text = " ".join(f"h{n}" for n in range(3000))
    rendered = render(Table((Column(text), Column("b")), (Row((Cell("x"), Cell("y"))),)))
    found = [word for word in words_of(rendered).split() if word[0] == "h" and word[1:].isdigit()]

    assert found == text.split()


def test_a_group_spans_the_columns():
    rendered = render(matrix(90))
    groups = [cell for cell in elements_of(rendered, "TH") if cell.span == 11]

    assert len(groups) == 13


def test_first_cells_head_their_row_unless_told_otherwise():
    rows = (Row((Cell("a"), Cell("b"))),)
    columns = (Column("x"), Column("y"))

    headed = elements_of(render(Table(columns, rows)), "TH")
    plain = elements_of(render(Table(columns, rows, row_header=False)), "TH")

    assert [cell.scope for cell in headed] == ["Column", "Column", "Row"]
    assert [cell.scope for cell in plain] == ["Column", "Column"]


def test_a_caption_belongs_to_its_table():
    table = elements_of(render(amounts(3)), "Table")[0]

    assert table.kids[0] == "Caption"


def test_a_caption_stays_with_its_table():
    for count in range(28, 48):
        for page in pages_of(render(Paragraph("Ligne.\n" * count), amounts(2), amounts(30))):
            assert page.count("Moyens de la fiche action") == page.count("Moyen 2 ")


def test_a_total_never_stands_alone_on_its_page():
    for count in range(25, 40):
        page = pages_of(render(amounts(count)))[-1]

        assert f"Moyen {count} " in page


def test_a_mark_is_read_in_words():
    table = Table((Column("a"), Column("b")), (Row((Cell("x"), Cell(badge("RA")))),))
    span = elements_of(render(table), "Span")[0]

    assert span.spoken == "responsable et réalisateur"
    assert span.parent == "TD"


def test_thirty_lines_by_ten_people_fit_one_landscape_page():
    assert render(PageBreak(landscape=True), Heading("Qui fait quoi"), matrix(30)).pages == 1


def test_an_amount_is_never_cut_even_in_a_narrow_column():
    columns = (Column("Libellé", 50), Column("Montant", 1, "right"))
    table = Table(columns, (Row((Cell("mot " * 80), Cell("1\u00a0234\u00a0567,89\u00a0€"))),))

    assert "1 234 567,89 €" in pages_of(render(table))[0]


def test_missing_cells_are_empty_and_cells_too_many_are_refused():
    columns = (Column("a"), Column("b"))

    assert len(elements_of(render(Table(columns, (Row((Cell("x"),)),))), "TD")) == 1
    with pytest.raises(ValueError, match="3 cells for 2 columns"):
        render(Table(columns, (Row((Cell("x"), Cell("y"), Cell("z"))),)))


def test_a_table_without_rows_or_columns_is_no_fault():
    rendered = render(Table((), ()), Table((Column("seul"),), ()), KeyValues(()))

    assert "seul" in words_of(rendered)
    assert verapdf.check(rendered.data, ("ua1",)) == []


def test_a_missing_value_reads_to_be_completed():
    rendered = render(KeyValues((("Signature visée", " "), ("Capacité", "84 places"))))
    kinds = kinds_of(rendered)

    assert "Signature visée à compléter" in words_of(rendered)
    assert kinds == ["Document", "Table", *["TR", "TH", "TD"] * 2]


@pytest.mark.slow
def test_three_thousand_rows_are_all_there():
    rendered = render(lined(3000))

    assert words_of(rendered).count("Texte de la ligne") == 3000


@pytest.mark.parametrize(
    ("shares", "needs", "widths"),
    [
        ((1, 1), (0, 0), (50, 50)),
        ((3, 1), (0, 40), (60, 40)),
        ((1, 1, 8), (20, 20, 10), (20, 20, 60)),
        ((1, 1), (300, 100), (50, 50)),
    ],
)
def test_columns_take_the_width_of_their_longest_word_first(shares, needs, widths):
    found = column_widths(shares, needs, 100)

    assert found == pytest.approx(widths)


def test_the_header_of_a_split_table_is_decoration_after_the_first_page():
    with opened(render(lined(100))) as pdf:
        second = pdf.pages[1].Contents.read_bytes()
    start = second.index(b"(Num")

    assert b"/Artifact" in second[second.rindex(b"BDC", 0, start) - 40 : start]


def test_a_row_as_tall_as_most_of_a_page_is_moved_and_not_cut():
    text = "mot " * 700
    table = Table((Column("a"), Column("b")), (Row((Cell(text), Cell("x"))),) * 2)
    counts = [page.count("mot") for page in pages_of(render(Paragraph("Ligne.\n" * 9), table))]

    assert counts == [0, 700, 700]
