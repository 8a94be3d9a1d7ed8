"""« Corriger »: each answer is one step after which the finding is gone."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.raci import AnomalieRaci, Sens
from cpom_desktop.services.operations import CellValue, SetRaciCells
from cpom_desktop.services.queries.raci import raci_view
from cpom_desktop.services.queries.raci_corrections import correction_of

R, A, C, I = Sens  # noqa: E741 - the letters of the kit
LINES = {
    AnomalieRaci.LIGNE_VIDE: {},
    AnomalieRaci.SANS_RESPONSABLE: {1: [A], 3: [C]},
    AnomalieRaci.PLUSIEURS_RESPONSABLES: {1: [R], 2: [R, A], 3: [C]},
    AnomalieRaci.SANS_REALISATEUR: {1: [R], 3: [C]},
    AnomalieRaci.PERSONNE_INFORMEE: {1: [R], 3: [A]},
    AnomalieRaci.AUTORITES_ABSENTES: {1: [R], 3: [A], 4: [I]},
}


def view(workspace):
    return raci_view(workspace.snapshot, workspace.content)


def expecting(workspace):
    """Return the line that expects the authorities."""
    return next(a.id for a in workspace.snapshot.raci_activites if a.autorites_attendues)


def finding(workspace, kind):
    """Make a line that has a finding, and return it."""
    line = expecting(workspace)
    roles = [r.id for r in workspace.snapshot.raci_roles]
    held = LINES[kind]
    cells = [
        CellValue(activite_id=line, role_id=r, sens=held.get(rank, []))
        for rank, r in enumerate(roles, start=1)
    ]
    workspace.run(SetRaciCells(cells=cells))
    return next(
        f.constat
        for f in view(workspace).findings
        if f.constat.kind is kind and f.constat.activite_id == line
    )


@pytest.mark.parametrize("kind", LINES)
def test_every_answer_takes_the_finding_away_in_one_step(workspace, kind):
    constat = finding(workspace, kind)
    before = workspace.snapshot
    found = correction_of(view(workspace), constat)

    assert found is not None
    assert found.choix
    for choix in found.choix:
        workspace.run(choix.operation)
        kinds = {
            f.constat.kind
            for f in view(workspace).findings
            if f.constat.activite_id == constat.activite_id
        }
        assert kind not in kinds, choix.libelle
        workspace.undo()
        assert workspace.snapshot == before


def test_of_two_responsables_one_stays_and_the_other_still_does(workspace):
    constat = finding(workspace, AnomalieRaci.PLUSIEURS_RESPONSABLES)
    found = correction_of(view(workspace), constat)
    assert [c.libelle.partition(" –")[0] for c in found.choix] == [
        "Direction",
        "Instance de gouvernance",
    ]

    workspace.run(found.choix[1].operation)

    first, second = (r.id for r in workspace.snapshot.raci_roles[:2])
    assert workspace.snapshot.cells[constat.activite_id, first] == {A}
    assert workspace.snapshot.cells[constat.activite_id, second] == {R, A}


def test_who_does_already_is_offered_first_to_answer(workspace):
    constat = finding(workspace, AnomalieRaci.SANS_RESPONSABLE)

    found = correction_of(view(workspace), constat)

    assert found.choix[0].libelle.startswith("Direction")
    assert len(found.choix) == len(workspace.snapshot.raci_roles)


def test_an_overload_is_hers_to_share_out(workspace):
    role = workspace.snapshot.raci_roles[2].id
    lines = workspace.snapshot.raci_activites
    cells = [CellValue(activite_id=a.id, role_id=role, sens=[R]) for a in lines]
    workspace.run(SetRaciCells(cells=cells))
    constat = next(
        f.constat
        for f in view(workspace).findings
        if f.constat.kind is AnomalieRaci.SURCHARGE and f.constat.role_id == role
    )

    assert correction_of(view(workspace), constat) is None
