"""Each kind of block in an editable document: what a word processor finds there."""

from __future__ import annotations

from typing import get_args

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Stressed,
    Table,
)
from cpom_desktop.reports.docx import render_docx
from tests.outils.blocs import SAMPLES
from tests.outils.mots import (
    docx_of,
    elements_of,
    order_faults,
    tables_of,
    titles_of,
)
from tests.outils.pages import NOW, amounts, document, every_block, matrix


def made(*blocks, **changes):
    return docx_of(render_docx(document(*blocks, **changes), NOW))


def paragraphs_of(found):
    """Return the style and the text of each paragraph that says something."""
    return [(p.style.name, p.text) for p in found.paragraphs if p.text.strip()]


def test_every_kind_of_block_has_its_form():
    assert set(SAMPLES) == set(get_args(Block))
    bare = made(Paragraph("a"), Paragraph("fin")).element.body.xml
    for kind, sample in SAMPLES.items():
        assert made(Paragraph("a"), sample, Paragraph("fin")).element.body.xml != bare, kind


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=lambda block: type(block).__name__)
def test_every_kind_of_block_stands_where_the_format_lets_it(sample):
    assert order_faults(render_docx(document(sample, sample), NOW)) == []


def test_a_document_of_every_block_is_in_order():
    assert order_faults(render_docx(every_block(), NOW)) == []


def test_titles_are_those_of_the_word_processor_and_skip_no_level():
    found = made(Heading("a", 3), Heading("b", 3), Heading("c", 1), Heading("d", 3))

    assert titles_of(found) == [(1, "a"), (2, "b"), (1, "c"), (2, "d")]
    assert (
        found.styles["Heading 1"].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None
    )
    assert found.styles["Heading 1"].paragraph_format.keep_with_next


def test_lines_that_begin_with_a_dash_are_a_real_list():
    found = made(Paragraph("À retenir\u00a0:\n- premier\n- second\n\nEnsuite."))

    assert paragraphs_of(found) == [
        ("Normal", "À retenir\u00a0:"),
        ("List Bullet", "premier"),
        ("List Bullet", "second"),
        ("Normal", "Ensuite."),
    ]
    assert found.styles["List Bullet"].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def test_stressed_words_are_bold_and_no_others():
    (paragraph,) = (p for p in made(SAMPLES[Stressed]).paragraphs if p.text)

    assert [(run.text, bool(run.bold)) for run in paragraph.runs] == [
        ("avant le ", False),
        ("5 avril", True),
    ]


def test_a_value_that_misses_says_so():
    (table,) = tables_of(made(SAMPLES[KeyValues]), "Valeurs")

    assert table == [["Établissement", "Les Tilleuls"], ["Date", "à compléter"]]
    assert tables_of(made(KeyValues((("a", "b"),), boxed=True)), "Valeurs encadrées")


def test_the_head_of_a_table_is_repeated_and_no_row_is_cut():
    found = made(amounts(60))
    rows = elements_of(found, "w:tr")
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]

    assert heads == [True] + [False] * 61
    assert len(elements_of(found, "w:cantSplit")) == 62
    assert paragraphs_of(found)[0] == ("Caption", "Moyens de la fiche action")
    assert elements_of(found, "w:tblCaption")[0].get(qn("w:val")) == "Moyens de la fiche action"


def test_a_table_says_its_matter_in_order_with_its_sides():
    found = made(amounts(2))
    (table,) = tables_of(found)
    right = [p.text for p in found.tables[0].columns[1].cells[1].paragraphs]
    cells = [row.cells[1].paragraphs[0].alignment for row in found.tables[0].rows]

    assert table[0] == ["Moyen", "Montant", "Financement"]
    assert table[-1] == ["Total", "99 999,00 €", ""]
    assert right == ["1\u00a0600,00\u00a0€"]
    assert {str(side) for side in cells} == {"RIGHT (2)"}
    assert found.tables[0].rows[3].cells[0].paragraphs[0].runs[0].bold


def test_the_widths_fill_the_page_and_a_group_spans_every_column():
    found = made(PageBreak(landscape=True), matrix(8))
    grid = [int(c.get(qn("w:w"))) for c in elements_of(found, "w:gridCol")]
    spans = [int(s.get(qn("w:val"))) for s in elements_of(found, "w:gridSpan")]

    assert sum(grid) == pytest.approx(Mm(267).twips, abs=20)
    assert spans == [11, 11]


def test_the_marks_of_a_cell_are_told_by_shape():
    found = made(matrix(6, people=6))
    shown = {}
    for run in elements_of(found, "w:r"):
        letter = "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()
        if letter in {"R", "A", "C", "I"}:
            fill = run.find(f"{qn('w:rPr')}/{qn('w:shd')}")
            border = run.find(f"{qn('w:rPr')}/{qn('w:bdr')}")
            thick = border is not None and int(border.get(qn("w:sz"))) > 8
            shown[letter] = (fill is not None, border is not None, thick)

    assert shown == {
        "R": (True, False, False),
        "A": (False, True, True),
        "C": (False, True, False),
        "I": (False, False, False),
    }


def test_a_row_too_long_for_half_a_page_may_be_cut():
    long = Table((Column("a"), Column("b")), (Row((Cell("x"), Cell("mot " * 2_000))),))

    assert len(elements_of(made(long), "w:cantSplit")) == 1


def test_more_cells_than_columns_are_refused():
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        made(Table((Column("a"),), (Row((Cell("b"), Cell("c"))),)))
