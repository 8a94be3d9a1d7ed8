"""The workshop form and the workbook of the matrix."""

from __future__ import annotations

import pytest

from cpom_desktop.reports.blocks import Heading, Legend, PageBreak, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.raci_atelier import BLANK_LINES, ROW_MM
from cpom_desktop.reports.documents.raci_tableur import raci_sheets
from cpom_desktop.services.queries.raci import raci_view
from cpom_desktop.services.queries.raci_collage import Spot, read_block
from tests.outils.editions import anglaise, blocks_of, demonstration, empty, hostile, rendered
from tests.outils.pages import pages_of

SLUG = "raci-atelier"


def forms(edition):
    return [table for table in blocks_of(build(SLUG, edition), Table) if table.by_hand]


@pytest.mark.parametrize("edition", [demonstration, anglaise, hostile, empty])
def test_each_page_is_a_large_sheet_with_its_form_its_legend_and_its_boxes(edition):
    document = build(SLUG, edition())
    breaks = [b for b in document.blocks if isinstance(b, PageBreak)]

    assert all(b.landscape and b.large for b in breaks)
    assert len(breaks) == len(forms(edition())) == len(blocks_of(document, Legend))
    assert len(pages_of(rendered(edition(), SLUG))) == len(breaks)


def test_every_activity_has_a_line_of_twelve_millimetres_and_three_are_blank():
    found = forms(demonstration())
    titles = [row.cells[0].content for table in found for row in table.rows]

    assert titles[:-BLANK_LINES] == [a.titre for a in demonstration().snapshot.raci_activites]
    assert titles[-BLANK_LINES:] == [""] * BLANK_LINES == ["", "", ""]
    assert {table.row_mm for table in found} == {ROW_MM} == {12.0}


def test_cells_are_empty_with_one_blank_role_and_a_box_to_tick():
    table = forms(demonstration())[0]

    assert [c.header for c in table.columns[-2:]] == ["Autre", "Relu"]
    assert all(cell.content == "" for row in table.rows for cell in row.cells[1:-1])
    assert {row.cells[-1].content for row in table.rows} == {"☐"}


def test_the_rules_follow_the_reading():
    kit, english = (" ".join(pages_of(rendered(e(), SLUG))) for e in (demonstration, anglaise))

    assert "On pose le R, un seul par ligne" in kit
    assert "On pose le A, un seul par ligne" in english


def test_a_matrix_without_activity_leaves_its_blank_lines():
    assert len(forms(empty())[0].rows) == BLANK_LINES
    assert [b.text for b in blocks_of(build(SLUG, empty()), Heading)] == [
        "Qui fait quoi\u202f? Matrice RACI à remplir ensemble"
    ]


@pytest.mark.parametrize("edition", [demonstration, anglaise])
def test_the_workbook_pastes_back_into_the_matrix_as_it_is(edition):
    made = edition()
    matrix, loads, about = raci_sheets(made)
    head = [column.header for column in matrix.columns]
    rows = [head, *([value or "" for value in row] for row in matrix.rows)]
    view = raci_view(made.snapshot, made.content)

    found = read_block(view, [row[1:] for row in rows], Spot(4, 4))

    assert (found.refus, found.cells) == ([], {})
    assert found.same == 32 * 13
    assert len(loads.rows) == 13
    assert about.name == "À propos"
