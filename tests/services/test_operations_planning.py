"""Operations on the tasks: states, places, what waits for what."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.tasks import Ancre, EtatTache, ModePlanification
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import AddTask, DeleteActeurs, SetPredecessors, UpdateTask


def test_a_finished_task_is_dated_today_and_reopening_it_undates_it(workspace):
    workspace.run(UpdateTask(id=1, etat=EtatTache.FAIT))
    task = workspace.snapshot.tasks[0]
    assert (task.fin_reelle, task.avancement) == (date(2027, 3, 12), 100)

    workspace.run(UpdateTask(id=1, etat=EtatTache.EN_COURS))
    task = workspace.snapshot.tasks[0]
    assert (task.fin_reelle, task.avancement) == (None, 100)

    workspace.run(UpdateTask(id=1, etat=EtatTache.A_FAIRE))
    assert workspace.snapshot.tasks[0].avancement == 0


def test_a_finished_task_keeps_the_end_that_is_given(workspace):
    workspace.run(UpdateTask(id=1, etat=EtatTache.FAIT, fin_reelle=date(2027, 2, 1)))

    assert workspace.snapshot.tasks[0].fin_reelle == date(2027, 2, 1)


def test_a_task_reopened_is_not_begun_any_more(workspace):
    workspace.run(UpdateTask(id=1, etat=EtatTache.EN_COURS, debut_reel=date(2027, 3, 1)))
    workspace.run(UpdateTask(id=1, etat=EtatTache.A_FAIRE))

    assert workspace.snapshot.tasks[0].debut_reel is None


def test_a_task_does_not_end_before_it_begins(workspace):
    workspace.run(UpdateTask(id=1, debut_reel=date(2027, 3, 15)))

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(UpdateTask(id=1, fin_reelle=date(2027, 2, 1)))

    assert sentence(caught.value).replace("\u00a0", " ") == (
        "La fin (1er février 2027) précède le début (15 mars 2027)."
    )


def test_a_task_added_to_the_life_of_the_contract_is_counted_from_the_signature(workspace):
    task_id = workspace.run(AddTask(phase="vie-du-contrat", titre="Fêter", duree_jours=3)).result

    task = next(t for t in workspace.snapshot.tasks if t.id == task_id)
    assert (task.ancre, task.decalage_jours) == (Ancre.SIGNATURE, 3)

    workspace.run(UpdateTask(id=task_id, phase="cadrage"))
    task = next(t for t in workspace.snapshot.tasks if t.id == task_id)
    assert (task.ancre, task.decalage_jours) == (None, 0)

    workspace.run(UpdateTask(id=task_id, phase="vie-du-contrat", ancre=Ancre.EFFET))
    task = next(t for t in workspace.snapshot.tasks if t.id == task_id)
    assert (task.ancre, task.decalage_jours) == (Ancre.EFFET, 3)


def test_a_new_task_comes_after_those_of_its_phase_and_moves_the_others(workspace):
    phase = workspace.snapshot.tasks[0].phase
    before = [t.titre for t in workspace.snapshot.tasks]
    last = max(i for i, t in enumerate(workspace.snapshot.tasks) if t.phase == phase)

    task_id = workspace.run(
        AddTask(
            phase=phase,
            titre="Relire",
            predecesseurs=[1, 1, 2],
            mode=ModePlanification.AU_PLUS_TOT,
        )
    ).result

    after = workspace.snapshot.tasks
    assert [t.titre for t in after] == [*before[: last + 1], "Relire", *before[last + 1 :]]
    assert len({t.ordre for t in after}) == len(after)
    links = [li.predecessor_id for li in workspace.snapshot.task_links if li.task_id == task_id]
    assert links == [1, 2]


def test_a_cycle_is_refused_and_its_tasks_named_in_order(workspace):
    first, second, third = (
        workspace.run(AddTask(phase="diagnostic", titre=t)).result for t in ("A", "B", "C")
    )
    workspace.run(SetPredecessors(task_id=second, predecesseurs=[first]))
    workspace.run(SetPredecessors(task_id=third, predecesseurs=[second]))

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(SetPredecessors(task_id=first, predecesseurs=[third]))

    assert caught.value.code == "cycle"
    names = caught.value.values["titres"].split(" → ")
    assert names[0] == names[-1]
    assert "".join(names[:-1]) in {"ACB", "CBA", "BAC"}, "each waits for the next"
    assert (
        sentence(caught.value)
        .replace("\u00a0", " ")
        .startswith("Ces tâches s’attendent l’une l’autre : ")
    )


def test_predecessors_are_replaced_and_those_kept_keep_their_row(workspace):
    link = workspace.snapshot.task_links[0]

    workspace.run(SetPredecessors(task_id=link.task_id, predecesseurs=[link.predecessor_id]))
    kept = [li for li in workspace.snapshot.task_links if li.task_id == link.task_id]
    assert kept == [link]

    workspace.run(SetPredecessors(task_id=link.task_id, predecesseurs=[]))
    assert all(li.task_id != link.task_id for li in workspace.snapshot.task_links)


def test_a_deleted_acteur_leaves_its_tasks_and_roles_without_a_name(workspace):
    role = next(r for r in workspace.snapshot.raci_roles if r.acteur_id)
    tasks = len(workspace.snapshot.tasks)

    workspace.run(DeleteActeurs(ids=[role.acteur_id]))

    assert len(workspace.snapshot.tasks) == tasks
    assert all(t.acteur_id != role.acteur_id for t in workspace.snapshot.tasks)
    assert next(r for r in workspace.snapshot.raci_roles if r.id == role.id).acteur_id is None


@pytest.mark.parametrize(
    "operation",
    [AddTask(phase="sur-mesure", titre="Relire"), UpdateTask(id=1, phase="sur-mesure")],
)
def test_a_phase_that_no_plan_has_is_refused(workspace, operation):
    before = workspace.snapshot

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(operation)

    assert caught.value.code == "phase-inconnue"
    assert "sur-mesure" in sentence(caught.value)
    assert workspace.snapshot == before


def test_a_task_may_go_to_any_phase_of_any_plan(workspace):
    phases = [p.slug for plan in workspace.content.retroplanning.plans for p in plan.phases]

    for phase in phases:
        workspace.run(UpdateTask(id=1, phase=phase))
        assert next(t for t in workspace.snapshot.tasks if t.id == 1).phase == phase
