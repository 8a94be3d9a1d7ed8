"""Blocks pasted into the matrix: where they go, what they change, what is refused and where."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import Sens
from cpom_desktop.services.operations import CellValue, SetRaciCells, UpdateDossier
from cpom_desktop.services.queries.raci import raci_view
from cpom_desktop.services.queries.raci_collage import Spot, read_block
from cpom_desktop.services.queries.raci_lettres import copied_matrix, read_cell

R, A, C, I = Sens  # noqa: E741 - the letters of the kit
TOP = Spot(0, 0)


@pytest.fixture
def view(workspace):
    """Return a function that reads the matrix."""
    return lambda: raci_view(workspace.snapshot, workspace.content)


def block(text):
    return [line.split("\t") for line in text.split("\n")]


def spaced(sentences):
    """Return sentences with plain spaces."""
    return [sentence.replace("\u00a0", " ") for sentence in sentences]


def empty(workspace, lines):
    roles = [r.id for r in workspace.snapshot.raci_roles]
    cells = [CellValue(activite_id=a, role_id=r, sens=[]) for a in lines for r in roles]
    workspace.run(SetRaciCells(cells=cells))


@pytest.mark.parametrize(
    "text", ["r", "R", " r ", "RA", "R/A", "r+a", "R, A", "A\nR", "", "–", "—"]
)
def test_letters_are_read_as_people_write_them(text):
    wanted = {sens for sens, letter in ((R, "R"), (A, "A")) if letter in text.upper()}

    assert read_cell(text, LectureRaci.KIT) == wanted


@pytest.mark.parametrize(
    ("text", "sens"), [("Responsable", R), ("réalise", A), ("Consulté", C), ("informé", I)]
)
def test_meanings_may_be_written_in_full(text, sens):
    assert read_cell(text, LectureRaci.KIT) == read_cell(text, LectureRaci.ANGLAISE) == {sens}


def test_a_block_goes_from_the_caret_on(view):
    matrix = view()
    roles = [v.role.id for v in matrix.roles]

    made = read_block(matrix, block("RA\tC\nI\t"), Spot(1, 2))

    (first, second) = (line.id for line in matrix.activites[1:3])
    wanted = {
        (first, roles[2]): {R, A},
        (first, roles[3]): {C},
        (second, roles[2]): {I},
        (second, roles[3]): set(),
    }
    changed = {
        key: value for key, value in wanted.items() if matrix.cells.get(key, set()) != value
    }
    assert made.cells == changed
    assert made.same == len(wanted) - len(changed)
    assert made.refus == []


def test_every_refused_cell_is_told_with_its_line_and_its_role(view):
    made = read_block(view(), block("C\tC\nC\tZ\nRC\tI"), TOP)

    assert spaced(made.refus) == [
        "Ligne 2, Instance de gouvernance : « Z » n’est pas un rôle RACI (R, A, C, I).",
        "Ligne 3, Direction : « RC » : C et I vont seuls dans leur case.",
    ]
    assert len(made.cells) + made.same == 4


def test_what_goes_beyond_the_matrix_is_counted_and_the_rest_is_kept(view):
    matrix = view()
    last = Spot(len(matrix.activites) - 1, len(matrix.roles) - 1)

    made = read_block(matrix, block("C\tC\tC\nC\tC\tC"), last)

    assert spaced(made.refus) == [
        "2 colonnes dépassent de la matrice : elles sont laissées.",
        "1 ligne dépasse de la matrice : elle est laissée.",
    ]
    assert len(made.cells) + made.same == 1


def test_one_value_fills_the_selection_and_a_line_is_repeated_down(view):
    one = read_block(view(), block("i"), Spot(0, 0, 3, 2))
    line = read_block(view(), block("c\ti"), Spot(0, 0, 3, 2))

    assert len(one.cells) + one.same == len(line.cells) + line.same == 6
    assert set(one.cells.values()) == {frozenset({I})}


def test_a_whole_matrix_copied_with_its_headers_comes_back_wherever_the_caret_is(workspace, view):
    before = view()
    text = copied_matrix(before, before.activites, [v.role for v in before.roles])
    empty(workspace, [line.id for line in before.activites[:4]])

    made = read_block(view(), block(text), Spot(7, 5))

    assert made.refus == []
    assert made.cells == {
        key: value
        for key, value in before.cells.items()
        if key[0] in {line.id for line in before.activites[:4]}
    }


def test_a_matrix_copied_in_one_reading_is_read_in_it_under_the_other(workspace, view):
    before = view()
    text = copied_matrix(before, before.activites, [v.role for v in before.roles])
    workspace.run(UpdateDossier(lecture_raci=LectureRaci.ANGLAISE))

    made = read_block(view(), block(text), TOP)

    assert (made.cells, made.refus) == ({}, [])
    assert made.lecture is LectureRaci.KIT


def test_letters_without_a_corner_are_read_in_the_reading_of_the_dossier(workspace, view):
    workspace.run(UpdateDossier(lecture_raci=LectureRaci.ANGLAISE))
    empty(workspace, [1])

    made = read_block(view(), block("A"), TOP)

    assert list(made.cells.values()) == [frozenset({R})]


def test_columns_in_another_order_and_titles_in_another_case_find_their_place(view):
    matrix = view()
    line = matrix.activites[2]
    text = (
        f"\tréférent CPOM\tPsychologue\tDIRECTION\n{line.titre.upper()}\tI\tC\tC\nInconnue\tR\t\t"
    )

    made = read_block(matrix, block(text), TOP)

    wanted = {(line.id, matrix.roles[2].role.id): {I}, (line.id, matrix.roles[0].role.id): {C}}
    assert {k: v for k, v in wanted.items() if matrix.cells.get(k, set()) != v} == made.cells
    assert spaced(made.refus) == [
        "« Psychologue » n’est pas un rôle de la matrice : sa colonne est laissée.",
        "« Inconnue » n’est pas une activité de la matrice : sa ligne est laissée.",
    ]


def test_the_titles_of_phases_between_the_lines_are_passed_over(view):
    matrix = view()
    line = matrix.activites[0]

    made = read_block(matrix, block(f"Cadrage\t\n{line.titre}\tI"), Spot(0, -1))

    assert made.refus == []
    assert len(made.cells) + made.same == 1


def test_the_right_cells_are_written_in_one_step(workspace, view):
    empty(workspace, [1, 2])
    before = workspace.snapshot.cells
    made = read_block(view(), block("RA\tX\nI\tC"), TOP)

    workspace.run(made.operation)

    assert len(workspace.snapshot.cells) == len(before) + 3
    workspace.undo()
    assert workspace.snapshot.cells == before


@pytest.mark.parametrize("text", ["", "\t\t", "\n\n"])
def test_an_empty_block_empties_and_never_fails(view, text):
    assert read_block(view(), block(text), TOP).refus == []
