"""Operations on the matrix: cells, lines, the reading of letters."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import Sens
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import (
    AddRaciActivite,
    AddRaciRole,
    CellValue,
    DeleteRaciActivites,
    DeleteRaciRoles,
    MoveRaciActivites,
    MoveRaciRoles,
    SetRaciCells,
    UpdateDossier,
    UpdateRaciActivite,
    UpdateRaciRole,
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


def order(workspace):
    return [line.id for line in workspace.snapshot.raci_activites]


def test_an_activity_moves_before_another_and_takes_its_phase(workspace):
    before = workspace.snapshot
    first, last = before.raci_activites[0], before.raci_activites[-1]

    workspace.run(MoveRaciActivites(ids=[last.id], avant=first.id))

    moved = workspace.snapshot.raci_activites[0]
    assert (moved.id, moved.phase) == (last.id, first.phase)
    assert order(workspace)[1] == first.id
    workspace.undo()
    assert workspace.snapshot == before


def test_an_activity_given_another_phase_ends_it(workspace):
    lines = workspace.snapshot.raci_activites
    target = next(line.phase for line in lines if line.phase != lines[0].phase)
    last = [line.id for line in lines if line.phase == target][-1]

    workspace.run(MoveRaciActivites(ids=[lines[0].id], phase=target))

    places = order(workspace)
    assert places.index(lines[0].id) == places.index(last) + 1
    assert workspace.snapshot.raci_activites[places.index(lines[0].id)].phase == target


def test_activities_moved_without_a_place_come_last_in_the_order_given(workspace):
    wanted = order(workspace)[:2][::-1]

    workspace.run(MoveRaciActivites(ids=wanted))

    assert order(workspace)[-2:] == wanted


def test_an_activity_before_itself_ends_its_phase_and_loses_nothing(workspace):
    ids = order(workspace)

    workspace.run(MoveRaciActivites(ids=[ids[0]], avant=ids[0]))

    assert sorted(order(workspace)) == sorted(ids)


def test_a_new_role_is_the_last_and_a_deleted_one_takes_its_cells(workspace):
    before = workspace.snapshot
    new = workspace.run(AddRaciRole(libelle="Psychologue", abrege="Psy.")).result
    assert workspace.snapshot.raci_roles[-1].id == new

    workspace.run(DeleteRaciRoles(ids=[before.raci_roles[0].id]))

    gone = before.raci_roles[0].id
    assert all(role_id != gone for _line, role_id in workspace.snapshot.cells)
    workspace.undo()
    workspace.undo()
    assert workspace.snapshot == before


def test_a_role_moves_before_another_or_after_all(workspace):
    ids = [r.id for r in workspace.snapshot.raci_roles]

    workspace.run(MoveRaciRoles(ids=[ids[2]], avant=ids[0]))
    assert [r.id for r in workspace.snapshot.raci_roles] == [ids[2], ids[0], ids[1], *ids[3:]]

    workspace.run(MoveRaciRoles(ids=[ids[2]]))
    assert workspace.snapshot.raci_roles[-1].id == ids[2]


def test_a_renamed_role_keeps_its_cells_and_its_former_name_is_said_nowhere(workspace):
    before = workspace.snapshot
    role = next(r for r in before.raci_roles if r.abrege == "Direction")

    workspace.run(UpdateRaciRole(id=role.id, libelle="Directrice"))

    now = next(r for r in workspace.snapshot.raci_roles if r.id == role.id)
    assert (now.libelle, now.abrege) == ("Directrice", "")
    assert workspace.snapshot.cells == before.cells


def test_a_role_renamed_with_its_short_name_keeps_it(workspace):
    role = workspace.snapshot.raci_roles[0]

    workspace.run(UpdateRaciRole(id=role.id, libelle="Directrice", abrege="Dir."))
    workspace.run(UpdateRaciRole(id=role.id, libelle="Directrice"))

    assert workspace.snapshot.raci_roles[0].abrege == "Dir."


def test_a_role_without_a_name_is_refused(workspace):
    with pytest.raises(RegleInvalide):
        workspace.run(AddRaciRole(libelle="  "))
