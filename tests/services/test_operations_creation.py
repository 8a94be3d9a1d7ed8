"""What a dossier starts with, and the plan and matrix that each of the five tracks gets."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from cpom_desktop.bootstrap import new_workspace
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed
from cpom_desktop.domain.dossier import Piste, TypeCapacite
from cpom_desktop.domain.planning import order_tasks
from cpom_desktop.errors import PackInvalide, RegleInvalide
from cpom_desktop.services.operations import (
    DeleteActeurs,
    DeleteRaciActivites,
    DeleteTasks,
    PrepareDossier,
    StartDossier,
    UpdateDossier,
    UpdateTask,
)
from cpom_desktop.services.workspace import Workspace
from db.creation import create_dossier
from tests.outils.dossiers import frozen_clock


@pytest.fixture
def started(tmp_path):
    """Return a dossier just created by its name."""
    workspace = new_workspace(tmp_path / "neuf.cpom", "EHPAD Les Saules", clock=frozen_clock)
    yield workspace
    workspace.close()


def prepared(workspace, piste):
    workspace.run(UpdateDossier(piste=piste, date_signature=date(2027, 12, 15)))
    workspace.run(PrepareDossier())
    return workspace.snapshot


def test_a_new_dossier_has_its_places_its_packs_and_the_acteurs_of_every_dossier(started):
    snapshot = started.snapshot
    content = Content.bundled()

    assert [c.type for c in snapshot.capacites] == list(TypeCapacite)
    assert all(c.autorisees is None for c in snapshot.capacites)
    assert {f"{p.pack}/{p.fichier}": p.texte for p in snapshot.packs_integres} == embed()
    essential = [a.slug for a in content.acteurs.acteurs if a.essentiel]
    assert [a.slug for a in snapshot.acteurs] == essential
    assert all(a.nom == "" for a in snapshot.acteurs)
    assert snapshot.tasks == ()
    assert snapshot.raci_roles == ()


@pytest.mark.parametrize("piste", Piste)
def test_each_track_gets_the_plan_and_the_matrix_that_suit_it(started, piste):
    snapshot = prepared(started, piste)
    plan = Content.bundled().plan_for(piste)
    template = Content.bundled().raci

    assert [t.slug for t in snapshot.tasks] == [t.slug for t in plan.taches]
    assert len(order_tasks(snapshot.tasks, snapshot.task_links)) == len(plan.taches)
    assert len(snapshot.task_links) == sum(len(t.apres) for t in plan.taches)
    assert [a.slug for a in snapshot.raci_activites] == [
        line.slug for line in template.for_plan(plan.slug)
    ]
    assert len(snapshot.raci_roles) == len(template.roles)
    assert len(snapshot.raci_cases) == sum(
        len(meanings) for line in template.for_plan(plan.slug) for meanings in line.cells.values()
    )
    assert snapshot.dossier.assistant_termine


def test_an_avenant_or_a_dialogue_has_not_the_plan_of_a_whole_contract(tmp_path):
    sizes = {}
    for piste in Piste:
        workspace = new_workspace(tmp_path / f"{piste}.cpom", "EHPAD", clock=frozen_clock)
        sizes[piste] = len(prepared(workspace, piste).tasks)
        workspace.close()

    assert sizes[Piste.NOUVEAU_CPOM] >= 25
    assert sizes[Piste.RENOUVELLEMENT] >= 25
    assert 0 < sizes[Piste.AVENANT_PROLONGATION] < 15
    assert 0 < sizes[Piste.DIALOGUE_GESTION] < 15


def test_tasks_and_roles_name_the_acteurs_that_are_there(started):
    snapshot = prepared(started, Piste.NOUVEAU_CPOM)
    by_slug = {a.slug: a.id for a in snapshot.acteurs}
    models = {t.slug: t for t in Content.bundled().plan_for(Piste.NOUVEAU_CPOM).taches}

    assert any(t.acteur_id for t in snapshot.tasks)
    assert all(t.acteur_id == by_slug.get(models[t.slug].acteur) for t in snapshot.tasks)


def test_a_acteur_deleted_before_leaves_its_tasks_without_a_name(started):
    direction = next(a for a in started.snapshot.acteurs if a.slug == "direction")
    started.run(DeleteActeurs(ids=[direction.id]))

    snapshot = prepared(started, Piste.NOUVEAU_CPOM)

    assert all(t.acteur_id != direction.id for t in snapshot.tasks)


def test_preparing_again_keeps_what_is_hers(started):
    before = prepared(started, Piste.RENOUVELLEMENT)
    started.run(UpdateTask(id=before.tasks[0].id, titre="À ma façon"))
    before = started.snapshot

    assert not started.run(PrepareDossier()).changes
    assert started.snapshot == before


def test_preparing_again_with_remplacer_starts_from_the_template(started):
    before = prepared(started, Piste.RENOUVELLEMENT)
    started.run(UpdateTask(id=before.tasks[0].id, titre="À ma façon"))

    started.run(PrepareDossier(remplacer=True))

    after = started.snapshot
    assert [t.titre for t in after.tasks] == [t.titre for t in before.tasks]
    assert len(after.raci_roles) == len(before.raci_roles)
    assert len(after.raci_cases) == len(before.raci_cases)
    assert not {t.id for t in after.tasks} & {t.id for t in before.tasks}
    started.undo()
    assert started.snapshot.tasks[0].titre == "À ma façon"


def test_only_what_is_missing_is_copied_and_no_role_twice(started):
    before = prepared(started, Piste.RENOUVELLEMENT)
    started.run(DeleteTasks(ids=[t.id for t in before.tasks]))
    started.run(DeleteRaciActivites(ids=[a.id for a in before.raci_activites]))

    started.run(PrepareDossier())

    after = started.snapshot
    assert len(after.tasks) == len(before.tasks)
    assert after.raci_roles == before.raci_roles
    assert Counter(c.sens for c in after.raci_cases) == Counter(c.sens for c in before.raci_cases)


def test_without_a_track_nothing_is_prepared(started):
    with pytest.raises(RegleInvalide) as caught:
        started.run(PrepareDossier())
    assert caught.value.code == "piste-manquante"
    assert started.snapshot.tasks == ()


def test_a_started_dossier_is_not_started_again(started):
    with pytest.raises(RegleInvalide) as caught:
        started.run(StartDossier(nom="Autre"))
    assert caught.value.code == "dossier-deja-commence"


def test_packs_that_do_not_hold_together_are_refused_before_anything_is_copied(tmp_path):
    packs = embed()
    name = "kit_anap/retroplanning.toml"
    packs[name] = packs[name].replace('apres = ["', 'apres = ["tache-inventee", "', 1)
    workspace = Workspace(create_dossier(tmp_path / "neuf.cpom", frozen_clock), frozen_clock)
    workspace.run(StartDossier(nom="EHPAD", packs=packs))
    workspace.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM))
    before = workspace.snapshot

    with pytest.raises(PackInvalide) as caught:
        workspace.run(PrepareDossier())

    assert "tache-inventee" in caught.value.sentence
    assert workspace.snapshot == before
    workspace.close()
