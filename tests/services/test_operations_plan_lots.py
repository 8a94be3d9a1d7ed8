"""Operations on many tasks at once: paste, copy, move, the life of the contract, adjustments."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.tasks import Ancre, EtatTache, UniteDuree
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import (
    AddContractLife,
    AddTasks,
    AdjustPlan,
    DeleteTasks,
    DuplicateTasks,
    Lien,
    LigneTache,
    MoveTasks,
    UpdateDossier,
    UpdateTask,
)


def titles(workspace):
    return [task.titre for task in workspace.snapshot.tasks]


def by_id(workspace):
    return {task.id: task for task in workspace.snapshot.tasks}


def pairs(workspace):
    return {(li.task_id, li.predecessor_id) for li in workspace.snapshot.task_links}


# a list of tasks


def test_a_list_is_added_each_task_at_the_end_of_its_phase_as_one_step(workspace):
    before = titles(workspace)
    rows = [
        LigneTache(titre="Un", duree_jours=3, unite=UniteDuree.OUVRES, acteur_id=1),
        LigneTache(titre="Deux", phase="diagnostic", date_epinglee=date(2027, 6, 4)),
        LigneTache(titre="Trois"),
    ]

    ids = workspace.run(AddTasks(phase="cadrage", lignes=rows)).result

    tasks = by_id(workspace)
    assert [tasks[i].titre for i in ids] == ["Un", "Deux", "Trois"]
    assert [tasks[i].phase for i in ids] == ["cadrage", "diagnostic", "cadrage"]
    assert (tasks[ids[0]].unite, tasks[ids[0]].acteur_id) == (UniteDuree.OUVRES, 1)
    order = titles(workspace)
    assert order.index("Trois") == order.index("Un") + 1
    phases = [task.phase for task in workspace.snapshot.tasks]
    assert phases == sorted(phases, key=list(dict.fromkeys(phases)).index), "phases stay together"
    workspace.undo()
    assert titles(workspace) == before


def test_every_fault_of_a_list_is_told_at_once_with_its_row(workspace):
    before = workspace.snapshot
    rows = [
        LigneTache(titre="Bonne"),
        LigneTache(titre="  "),
        LigneTache(titre="Nulle", duree_jours=0),
        LigneTache(titre="Longue", duree_jours=5000),
        LigneTache(titre="Ailleurs", phase="nulle-part"),
        LigneTache(titre="Sans personne", acteur_id=9999),
    ]

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(AddTasks(phase="cadrage", lignes=rows))

    assert [rank for rank, _fault in caught.value.values["lignes"]] == [2, 3, 4, 5, 6]
    told = sentence(caught.value)
    assert told.startswith("5 lignes sont à corriger\u202f; rien n’a été ajouté.")
    assert "Ligne 3\u00a0: La durée est un nombre entier de jours" in told
    assert workspace.snapshot == before


def test_a_thousand_tasks_are_one_step_and_one_more_is_refused(workspace):
    rows = [LigneTache(titre=f"Tâche {n}") for n in range(1000)]
    count = len(workspace.snapshot.tasks)

    workspace.run(AddTasks(phase="cadrage", lignes=rows))
    assert len(workspace.snapshot.tasks) == count + 1000
    workspace.undo()
    assert len(workspace.snapshot.tasks) == count

    with pytest.raises(RegleInvalide, match="trop-de-lignes"):
        workspace.run(AddTasks(phase="cadrage", lignes=[*rows, rows[0]]))


# copies


def test_a_copy_comes_after_its_original_free_of_what_was_done(workspace):
    workspace.run(UpdateTask(id=2, etat=EtatTache.FAIT, date_epinglee=date(2027, 3, 1)))
    original = by_id(workspace)[2]

    (copy_id,) = workspace.run(DuplicateTasks(ids=[2])).result

    copy = by_id(workspace)[copy_id]
    order = [task.id for task in workspace.snapshot.tasks]
    assert order.index(copy_id) == order.index(2) + 1
    assert copy.titre == f"{original.titre} (copie)"
    assert (copy.etat, copy.avancement, copy.date_epinglee, copy.fin_reelle, copy.slug) == (
        EtatTache.A_FAIRE, 0, None, None, "",
    )  # fmt: skip
    assert (copy.duree_jours, copy.livrable) == (original.duree_jours, original.livrable)
    assert {before for after, before in pairs(workspace) if after == copy_id} == {1}


def test_tasks_copied_together_wait_for_each_other(workspace):
    first, second = workspace.run(DuplicateTasks(ids=[1, 2])).result

    assert (second, first) in pairs(workspace)
    assert (second, 1) not in pairs(workspace)


def test_a_copy_of_what_is_gone_is_refused(workspace):
    workspace.run(DeleteTasks(ids=[2]))

    with pytest.raises(RegleInvalide, match="introuvable"):
        workspace.run(DuplicateTasks(ids=[1, 2]))


# places


def test_tasks_move_before_another_and_take_its_phase(workspace):
    anchor = next(task for task in workspace.snapshot.tasks if task.phase == "diagnostic")

    workspace.run(MoveTasks(ids=[3, 1], avant=anchor.id))

    order = [task.id for task in workspace.snapshot.tasks]
    place = order.index(anchor.id)
    assert order[place - 2 : place] == [3, 1]
    assert {by_id(workspace)[i].phase for i in (1, 3)} == {"diagnostic"}
    assert [task.ordre for task in workspace.snapshot.tasks] == list(range(1, len(order) + 1))


def test_tasks_move_to_the_end_of_a_phase(workspace):
    workspace.run(MoveTasks(ids=[1], phase="negociation"))

    tasks = workspace.snapshot.tasks
    last = [task for task in tasks if task.phase == "negociation"][-1]
    assert last.id == 1
    workspace.undo()
    assert workspace.snapshot.tasks[0].id == 1


def test_without_a_place_tasks_end_the_plan_in_their_phase(workspace):
    workspace.run(MoveTasks(ids=[1]))

    assert workspace.snapshot.tasks[-1].id == 1
    assert workspace.snapshot.tasks[-1].phase == "cadrage"


def test_tasks_moved_or_listed_after_the_signature_are_counted_from_it(workspace):
    row = LigneTache(titre="Fêter", phase="vie-du-contrat", duree_jours=2)
    (added,) = workspace.run(AddTasks(phase="cadrage", lignes=[row])).result
    workspace.run(MoveTasks(ids=[1], phase="vie-du-contrat"))

    tasks = by_id(workspace)
    assert [(tasks[i].ancre, tasks[i].decalage_jours) for i in (added, 1)] == [
        (Ancre.SIGNATURE, 2),
        (Ancre.SIGNATURE, 5),
    ]


def test_tasks_do_not_move_to_a_phase_that_is_not_there(workspace):
    with pytest.raises(RegleInvalide, match="phase-inconnue"):
        workspace.run(MoveTasks(ids=[1], phase="nulle-part"))


# the life of the contract


def test_the_life_of_the_contract_is_added_once(workspace):
    workspace.run(DeleteTasks(ids=[t.id for t in workspace.snapshot.tasks if t.ancre]))
    count = len(workspace.snapshot.tasks)

    added = workspace.run(AddContractLife()).result

    tasks = by_id(workspace)
    assert len(added) == len(workspace.snapshot.tasks) - count > 5
    assert {tasks[i].phase for i in added} == {"vie-du-contrat"}
    assert all(isinstance(tasks[i].ancre, Ancre) for i in added)
    assert workspace.run(AddContractLife()).result == []
    workspace.run(DeleteTasks(ids=added[:2]))
    assert len(workspace.run(AddContractLife()).result) == 2


# adjustments


def test_an_adjustment_is_one_step(workspace):
    before = workspace.snapshot
    link = before.task_links[0]
    workspace.run(
        AdjustPlan(
            cible=date(2028, 3, 1),
            durees={1: 3, 2: 4},
            limites={8: None, 24: 170},
            liens_retires=[Lien(task_id=link.task_id, predecessor_id=link.predecessor_id)],
            liens_ajoutes=[Lien(task_id=40, predecessor_id=1)],
        )
    )

    tasks = by_id(workspace)
    assert workspace.snapshot.dossier.date_signature == date(2028, 3, 1)
    assert (tasks[1].duree_jours, tasks[2].duree_jours) == (3, 4)
    assert (tasks[8].limite_jours, tasks[24].limite_jours) == (None, 170)
    assert (link.task_id, link.predecessor_id) not in pairs(workspace)
    assert (40, 1) in pairs(workspace)
    workspace.undo()
    assert workspace.snapshot == before


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (AdjustPlan(durees={1: 0}), "duree"),
        (AdjustPlan(limites={8: -1}), "limite-jours"),
        (AdjustPlan(durees={9999: 3}), "introuvable"),
        (AdjustPlan(liens_ajoutes=[Lien(task_id=1, predecessor_id=2)]), "cycle"),
        (AdjustPlan(liens_ajoutes=[Lien(task_id=1, predecessor_id=1)]), "dependance-soi-meme"),
    ],
)
def test_an_adjustment_that_breaks_a_rule_changes_nothing(workspace, operation, code):
    before = workspace.snapshot

    with pytest.raises(RegleInvalide, match=code):
        workspace.run(operation)

    assert workspace.snapshot == before


# what is kept when a COPIL is held


def test_a_copil_that_was_held_leaves_the_plan_of_that_day(workspace):
    copil = next(t for t in workspace.snapshot.tasks if t.slug == "reunion-lancement")
    references = len(workspace.snapshot.plans_reference)

    workspace.run(UpdateTask(id=copil.id, etat=EtatTache.FAIT))

    reference = workspace.snapshot.plans_reference[-1]
    assert len(workspace.snapshot.plans_reference) == references + 1
    assert (reference.nom, reference.automatique, reference.task_id) == (
        copil.titre, True, copil.id,
    )  # fmt: skip
    assert (reference.quand, reference.cible) == (date(2027, 3, 12), date(2027, 12, 15))
    kept = [r for r in workspace.snapshot.plans_reference_taches if r.reference_id == reference.id]
    assert len(kept) == len(workspace.snapshot.tasks)
    workspace.undo()
    assert len(workspace.snapshot.plans_reference) == references


def test_a_copil_held_again_replaces_the_plan_kept_for_it(workspace):
    copil = next(t for t in workspace.snapshot.tasks if t.slug == "reunion-lancement")
    for etat in (EtatTache.FAIT, EtatTache.A_FAIRE, EtatTache.FAIT):
        workspace.run(UpdateTask(id=copil.id, etat=etat))

    kept = [r for r in workspace.snapshot.plans_reference if r.task_id == copil.id]
    assert len(kept) == 1


def test_another_task_or_a_plan_without_dates_keeps_nothing(workspace):
    workspace.run(UpdateTask(id=1, etat=EtatTache.FAIT))
    workspace.run(UpdateDossier(date_signature=None))
    copil = next(t for t in workspace.snapshot.tasks if t.slug == "reunion-lancement")
    workspace.run(UpdateTask(id=copil.id, etat=EtatTache.FAIT))

    assert workspace.snapshot.plans_reference == ()
