"""Operations on the matrix: cells, lines, the reading of letters."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import Sens
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import (
    AddRaciActivite,
    CellValue,
    DeleteRaciActivites,
    SetRaciCells,
    UpdateDossier,
    UpdateRaciActivite,
)


def test_cells_are_filled_emptied_and_cleared_in_one_step(workspace):
    before = workspace.snapshot.cells
    cells = [
        CellValue(activite_id=1, role_id=1, sens=[Sens.RESPONSABLE, Sens.REALISATEUR]),
        CellValue(activite_id=1, role_id=2, sens=[]),
        CellValue(activite_id=2, role_id=3, sens=[Sens.INFORME, Sens.INFORME]),
    ]

    workspace.run(SetRaciCells(cells=cells))

    after = workspace.snapshot.cells
    assert after[1, 1] == {Sens.RESPONSABLE, Sens.REALISATEUR}
    assert (1, 2) not in after
    assert after[2, 3] == {Sens.INFORME}
    untouched = before.keys() - {(1, 1), (1, 2), (2, 3)}
    assert {key: after[key] for key in untouched} == {key: before[key] for key in untouched}
    workspace.undo()
    assert workspace.snapshot.cells == before


def test_writing_a_cell_as_it_is_changes_nothing(workspace):
    key, meanings = next(iter(workspace.snapshot.cells.items()))
    same = CellValue(activite_id=key[0], role_id=key[1], sens=list(meanings))

    assert not workspace.run(SetRaciCells(cells=[same])).changes


def test_the_last_value_of_a_cell_given_twice_wins(workspace):
    cells = [
        CellValue(activite_id=1, role_id=1, sens=[Sens.RESPONSABLE]),
        CellValue(activite_id=1, role_id=1, sens=[Sens.CONSULTE]),
    ]

    workspace.run(SetRaciCells(cells=cells))

    assert workspace.snapshot.cells[1, 1] == {Sens.CONSULTE}


def test_a_new_activity_is_empty_and_a_deleted_one_takes_its_cells(workspace):
    before = workspace.snapshot
    new_id = workspace.run(
        AddRaciActivite(phase=before.raci_activites[0].phase, titre="Relire")
    ).result
    assert all(c.activite_id != new_id for c in workspace.snapshot.raci_cases)

    workspace.run(DeleteRaciActivites(ids=[before.raci_activites[0].id]))

    gone = before.raci_activites[0].id
    assert all(c.activite_id != gone for c in workspace.snapshot.raci_cases)
    workspace.undo()
    workspace.undo()
    assert workspace.snapshot == before


def test_the_reading_of_letters_changes_no_meaning(workspace):
    before = workspace.snapshot.raci_cases

    workspace.run(UpdateDossier(lecture_raci=LectureRaci.ANGLAISE))

    assert workspace.snapshot.raci_cases == before


@pytest.mark.parametrize("alone", [Sens.CONSULTE, Sens.INFORME])
@pytest.mark.parametrize("other", list(Sens))
def test_consulted_and_informed_stand_alone(workspace, alone, other):
    before = workspace.snapshot.cells
    spoiled = SetRaciCells(
        cells=[
            CellValue(activite_id=2, role_id=1, sens=[Sens.RESPONSABLE]),
            CellValue(activite_id=1, role_id=1, sens=[alone, other]),
        ]
    )
    if alone is other:
        workspace.run(spoiled)
        assert workspace.snapshot.cells[1, 1] == {alone}
        return

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(spoiled)

    assert caught.value.code == "raci-exclusif"
    assert "consulté (C) ou informé (I)" in sentence(caught.value)
    assert workspace.snapshot.cells == before


@pytest.mark.parametrize(
    "operation",
    [
        AddRaciActivite(phase="sur-mesure", titre="Relire"),
        UpdateRaciActivite(id=1, phase="sur-mesure"),
        UpdateRaciActivite(id=1, phase=""),
    ],
)
def test_a_phase_that_the_content_has_not_is_refused(workspace, operation):
    before = workspace.snapshot

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(operation)

    assert caught.value.code == "phase-inconnue"
    assert operation.phase in sentence(caught.value)
    assert workspace.snapshot == before
