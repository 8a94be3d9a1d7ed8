"""The matrix as it is read: letters in two readings, loads, findings in words."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import AnomalieRaci, Sens
from cpom_desktop.services.operations import (
    AddRaciActivite,
    AssumeAnomalie,
    CellValue,
    SetRaciCells,
    UpdateActeur,
    UpdateDossier,
    UpdateRaciRole,
)
from cpom_desktop.services.queries.raci import (
    SENTENCES,
    SEVERE,
    legend,
    lines_to_correct,
    raci_phases,
    raci_view,
    reading_note,
)


@pytest.fixture
def view(workspace):
    """Return a function that reads the matrix."""
    return lambda: raci_view(workspace.snapshot, workspace.content)


def cells(workspace, activite_id, **by_role):
    workspace.run(
        SetRaciCells(
            cells=[
                CellValue(activite_id=activite_id, role_id=int(role[1:]), sens=list(meanings))
                for role, meanings in by_role.items()
            ]
        )
    )


def emptied(workspace, activite_id):
    cells(workspace, activite_id, **{f"r{r.id}": [] for r in workspace.snapshot.raci_roles})


def kinds(view, activite_id):
    return {f.constat.kind for f in view.findings if f.constat.activite_id == activite_id}


def test_the_matrix_of_the_kit_has_every_line_in_its_phase_and_no_severe_finding(workspace, view):
    matrix = view()

    assert matrix.activites == workspace.snapshot.raci_activites
    assert [label for label, _lines in matrix.phases] == list(
        raci_phases(workspace.content).values()
    )
    assert [f for f in matrix.findings if f.severe] == []
    assert len(matrix.roles) == len(workspace.snapshot.raci_roles)


@pytest.mark.parametrize(
    ("lecture", "both", "alone"),
    [(LectureRaci.KIT, "RA", "R"), (LectureRaci.ANGLAISE, "AR", "A")],
)
def test_the_same_meanings_show_other_letters_in_each_reading(
    workspace, view, lecture, both, alone
):
    cells(workspace, 1, r1=[Sens.REALISATEUR, Sens.RESPONSABLE], r2=[Sens.RESPONSABLE], r3=[])
    workspace.run(UpdateDossier(lecture_raci=lecture))

    matrix = view()

    assert matrix.lecture is lecture
    assert matrix.letters(1, 1) == both
    assert matrix.letters(1, 2) == alone
    assert matrix.letters(1, 3) == ""
    assert dict(legend(lecture))[alone].startswith("responsable")
    assert reading_note(lecture)


def test_the_two_readings_warn_of_each_other():
    assert reading_note(LectureRaci.KIT) != reading_note(LectureRaci.ANGLAISE)
    assert [letter for letter, _words in legend(LectureRaci.KIT)] == ["R", "A", "C", "I"]
    assert [letter for letter, _words in legend(LectureRaci.ANGLAISE)] == ["A", "R", "C", "I"]


def test_an_empty_line_says_that_nobody_is_in_charge(workspace, view):
    emptied(workspace, 1)

    assert kinds(view(), 1) == {AnomalieRaci.LIGNE_VIDE}
    assert any(f.texte.startswith("Personne n’est chargé de") for f in view().findings)


def test_a_finding_that_she_assumes_goes_apart_with_her_reason_until_she_takes_it_back(
    workspace, view
):
    emptied(workspace, 1)
    (found,) = [f for f in view().findings if f.constat.activite_id == 1]
    assert 1 in lines_to_correct(workspace.snapshot)

    workspace.run(AssumeAnomalie(cle=found.constat.cle, motif="confié au cabinet"))

    assert kinds(view(), 1) == set()
    assert [f.motif for f in view().assumed] == ["confié au cabinet"]
    assert 1 not in lines_to_correct(workspace.snapshot)
    workspace.run(AssumeAnomalie(cle=found.constat.cle, motif=""))
    assert kinds(view(), 1) == {AnomalieRaci.LIGNE_VIDE}


def test_a_person_of_two_roles_carries_both(workspace, view):
    first, third = view().roles[0], view().roles[2]
    workspace.run(UpdateRaciRole(id=third.role.id, acteur_id=first.role.acteur_id))

    held = view().roles

    assert held[0].cumul == held[2].cumul
    assert held[0].cumulated == (first.role.libelle, third.role.libelle)
    assert held[0].cumul[0] == first.load[0] + third.load[0]
    assert held[0].load == first.load
    assert held[1].cumul == held[1].load


def test_a_line_of_two_responsables_names_both(workspace, view):
    emptied(workspace, 1)
    cells(
        workspace,
        1,
        r1=[Sens.RESPONSABLE],
        r2=[Sens.RESPONSABLE, Sens.REALISATEUR],
        r3=[Sens.INFORME],
    )
    first, second = (r.libelle for r in workspace.snapshot.raci_roles[:2])

    (found,) = [
        f for f in view().findings if f.constat.kind is AnomalieRaci.PLUSIEURS_RESPONSABLES
    ]

    assert found.severe
    assert f"a 2 responsables ({first}, {second}). Gardez-en un." in found.texte


def test_a_line_that_expects_the_authorities_and_has_none_is_told(workspace, view):
    line = next(a for a in workspace.snapshot.raci_activites if a.autorites_attendues)
    outside = {r.slug: r.id for r in workspace.snapshot.raci_roles}
    cells(workspace, line.id, **{f"r{outside[slug]}": [] for slug in ("ars", "cd")})

    found = [f for f in view().findings if f.constat.kind is AnomalieRaci.AUTORITES_ABSENTES]

    assert [f.constat.activite_id for f in found] == [line.id]
    assert not found[0].severe
    assert line.titre.replace("'", "’") in found[0].texte.replace("'", "’")


def test_a_role_that_answers_for_most_lines_is_overloaded(workspace, view):
    role = workspace.snapshot.raci_roles[2]  # held by Sophie Lemaire, as another one
    for line in workspace.snapshot.raci_activites:
        cells(workspace, line.id, **{f"r{role.id}": [Sens.RESPONSABLE]})

    (found,) = [f for f in view().findings if f.constat.kind is AnomalieRaci.SURCHARGE]

    assert found.texte.startswith("Sophie Lemaire répond de 32 activités sur 32")
    assert found.constat.roles == (role.id, view().roles[5].role.id)
    assert next(r for r in view().roles if r.role.id == role.id).load[0] == 32


def test_a_role_shows_who_holds_it(workspace, view):
    role = next(r for r in workspace.snapshot.raci_roles if r.acteur_id)
    workspace.run(UpdateActeur(id=role.acteur_id, nom="Ana Silva"))
    assert next(r for r in view().roles if r.role.id == role.id).titulaire == "Ana Silva"

    workspace.run(UpdateRaciRole(id=role.id, acteur_id=None))

    assert next(r for r in view().roles if r.role.id == role.id).titulaire == ""


def test_a_title_with_braces_and_markup_is_told_as_it_is(workspace, view):
    new_id = workspace.run(AddRaciActivite(phase="cadrage", titre="{titre} <b>")).result

    texts = [f.texte for f in view().findings if f.constat.activite_id == new_id]

    assert len(texts) == 1
    assert all("{titre} <b>" in texte for texte in texts)


def test_every_finding_has_its_sentence():
    assert SENTENCES.keys() == set(AnomalieRaci)
    assert set(AnomalieRaci) > SEVERE
