"""What each person has to do: parts, dates, meetings, documents; nobody forgotten, none twice."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.raci import Sens
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.operations import (
    AddActeur,
    AddRaciRole,
    AddReunion,
    DeleteRaciRoles,
    SetRaciTaches,
    UpdatePiece,
    UpdateRaciRole,
    UpdateTask,
)
from cpom_desktop.services.queries.missions import mission_of, missions, people_of_missions
from cpom_desktop.services.queries.missions_etat import mission_status, missions_status
from cpom_desktop.services.queries.raci_taches import activities_of_task, tasks_of_activities


@pytest.fixture
def read(workspace):
    """Return a function that reads the missions."""
    return lambda: missions(workspace.snapshot, workspace.content, workspace.today)


def one(found, nom):
    return next(mission for mission in found if mission.nom == nom)


def role(workspace, slug):
    return next(r for r in workspace.snapshot.raci_roles if r.slug == slug)


def test_everybody_of_the_house_has_one_mission_and_the_authorities_none(workspace, read):
    names = [mission.nom for mission in read()]

    assert names[:3] == ["Claire Morel", "Henri Vasseur", "Sophie Lemaire"]
    assert len(names) == len(set(names))
    assert len(people_of_missions(workspace.snapshot)) == sum(
        m.acteur_id is not None for m in read()
    )
    authorities = {a.nom for a in workspace.snapshot.acteurs if a.famille is Famille.AUTORITES}
    assert not authorities & set(names)


def test_a_person_of_two_roles_has_one_mission_with_the_closest_part(read):
    sophie = one(read(), "Sophie Lemaire")

    assert sophie.roles == ("Référent CPOM", "Référent qualité")
    assert all(
        len(line.sens) <= 1 or line.sens <= {Sens.RESPONSABLE, Sens.REALISATEUR}
        for line in sophie.lignes
    )


def test_an_activity_takes_its_dates_its_deliverable_and_its_state_from_its_tasks(workspace, read):
    claire = one(read(), "Claire Morel")
    line = next(li for li in claire.lignes if li.titre.startswith("Donner le mandat"))
    tasks = tasks_of_activities(workspace.snapshot, workspace.content, workspace.today)
    activite = next(a for a in workspace.snapshot.raci_activites if a.titre == line.titre)
    (row,) = tasks[activite.id]

    assert line.debut == row.scheduled.debut.isoformat()
    assert (line.etat, line.responsable) == (row.etat, "Henri Vasseur")
    workspace.run(SetRaciTaches(activite_id=activite.id, taches=[]))
    line = next(li for li in one(read(), "Claire Morel").lignes if li.titre == line.titre)
    assert (line.quand, line.etat, line.livrable) == ("–", "–", "")


def test_lines_come_by_date_and_those_without_one_last(read):
    starts = [line.debut for line in one(read(), "Claire Morel").lignes]

    assert starts == sorted(starts)


def test_a_task_given_outside_the_matrix_is_told_until_it_is_closed(workspace, read):
    claire = one(read(), "Claire Morel")
    line = next(li for li in claire.lignes if not li.sens)
    task = next(t for t in workspace.snapshot.tasks if t.titre == line.titre)
    assert task.acteur_id == claire.acteur_id

    workspace.run(UpdateTask(id=task.id, etat="fait"))

    assert line.titre not in [li.titre for li in one(read(), "Claire Morel").lignes]


def test_what_a_person_only_hears_of_is_listed_apart(workspace, read):
    henri = one(read(), "Henri Vasseur")

    assert henri.informe
    assert not {line.titre for line in henri.lignes} & set(henri.informe)
    assert henri.count(Sens.INFORME) == len(henri.informe)


def test_the_documents_asked_of_a_person_are_told_until_they_come(workspace, read):
    before = one(read(), "Dr Paul Garnier").pieces
    piece = next(p for p in workspace.snapshot.pieces if p.titre == before[0].titre)

    workspace.run(UpdatePiece(id=piece.id, etat="disponible", version_du=workspace.today))

    assert len(one(read(), "Dr Paul Garnier").pieces) == len(before) - 1


def test_the_meetings_of_a_member_are_told_from_their_own_day_or_that_of_the_plan(workspace, read):
    copil = next(i for i in workspace.snapshot.instances if i.slug == "copil")
    before = one(read(), "Claire Morel").reunions
    assert before
    workspace.run(
        AddReunion(
            titre="Séance de travail", instance_id=copil.id, heure="14:30", lieu="Salle Verlaine"
        )
    )

    new = next(m for m in one(read(), "Claire Morel").reunions if m.titre == "Séance de travail")

    assert (new.quand, new.lieu) == ("À fixer, 14\u00a0h\u00a030", "Salle Verlaine")
    assert all(m.jour >= workspace.today.isoformat() for m in one(read(), "Claire Morel").reunions)


def test_a_role_that_nobody_holds_has_its_mission_too(workspace, read):
    workspace.run(AddRaciRole(libelle="Psychologue"))

    mission = read()[-1]

    assert (mission.nom, mission.acteur_id, mission.lignes) == ("Psychologue", None, ())
    state = missions_status(workspace.snapshot, workspace.content, workspace.today)
    assert state.state is DocumentState.INCOMPLET
    assert state.reasons[0] == "1 rôle sans titulaire"


def test_a_person_without_any_role_is_told_so(workspace):
    new = workspace.run(AddActeur(famille=Famille.INTERNES, nom="Ana Silva")).result
    where = workspace.snapshot, workspace.content, workspace.today

    found = mission_of(*where, new)

    assert (found.nom, found.lignes, found.informe, found.roles) == ("Ana Silva", (), (), ())
    assert mission_status(*where, new).reasons == ("aucun rôle dans la matrice",)
    assert mission_of(*where, 10_000) is None
    assert mission_status(*where, 10_000).state is DocumentState.VIDE


def test_questions_go_to_the_referent_and_hers_to_the_head(workspace, read):
    assert "Sophie Lemaire" in one(read(), "Nadia Benali").contact
    assert "Claire Morel" in one(read(), "Sophie Lemaire").contact
    assert one(read(), "Claire Morel").visa == ("", "")
    assert one(read(), "Nadia Benali").visa[0] == "Claire Morel"
    workspace.run(UpdateRaciRole(id=role(workspace, "ref").id, acteur_id=None))
    workspace.run(UpdateRaciRole(id=role(workspace, "dir").id, acteur_id=None))
    assert one(read(), "Nadia Benali").contact == ""


def test_without_a_matrix_there_is_no_mission(workspace, read):
    workspace.run(DeleteRaciRoles(ids=[r.id for r in workspace.snapshot.raci_roles]))

    assert read() == ()
    state = missions_status(workspace.snapshot, workspace.content, workspace.today)
    assert state.state is DocumentState.VIDE


def test_a_task_names_the_activities_that_it_serves_and_who_answers(workspace):
    task = next(t for t in workspace.snapshot.tasks if t.slug == "mandat-gouvernance")

    (activity,) = activities_of_task(workspace.snapshot, task.id)

    assert activity.titre == "Donner le mandat de négocier"
    assert activity.responsable == "Henri Vasseur"
