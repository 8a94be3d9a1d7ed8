"""The matrix linked to the plan as the kit proposes it, and by hand."""

from __future__ import annotations

from cpom_desktop.services.operations import (
    DeleteRaciActivites,
    DeleteTasks,
    LinkRaciTaches,
    SetRaciTaches,
)
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.historique import EVERYTHING, entry_of


def links(workspace):
    slugs = {t.id: t.slug for t in workspace.snapshot.tasks}
    names = {a.id: a.slug for a in workspace.snapshot.raci_activites}
    return {(names[li.activite_id], slugs[li.task_id]) for li in workspace.snapshot.raci_taches}


def test_a_dossier_that_is_prepared_has_its_matrix_linked_to_its_plan(workspace):
    assert ("donner-mandat", "mandat-gouvernance") in links(workspace)
    assert ("coter-grille", "ateliers-diagnostic") in links(workspace)
    linked = {activity for activity, _task in links(workspace)}
    assert len(linked) >= 26


def test_what_is_linked_by_hand_is_left_and_what_is_not_is_proposed(workspace):
    lines = {a.slug: a.id for a in workspace.snapshot.raci_activites}
    tasks = {t.slug: t.id for t in workspace.snapshot.tasks}
    workspace.run(SetRaciTaches(activite_id=lines["donner-mandat"], taches=[]))
    workspace.run(SetRaciTaches(activite_id=lines["signer"], taches=[tasks["deliberation"]]))

    count = workspace.run(LinkRaciTaches()).result

    assert count == 1
    assert ("donner-mandat", "mandat-gouvernance") in links(workspace)
    assert {task for line, task in links(workspace) if line == "signer"} == {"deliberation"}


def test_a_link_goes_with_its_activity_or_its_task_and_comes_back_with_it(workspace):
    before = links(workspace)
    lines = {a.slug: a.id for a in workspace.snapshot.raci_activites}
    tasks = {t.slug: t.id for t in workspace.snapshot.tasks}

    workspace.run(DeleteRaciActivites(ids=[lines["signer"]]))
    workspace.run(DeleteTasks(ids=[tasks["mandat-gouvernance"]]))

    assert all(line not in {"signer", "donner-mandat"} for line, _task in links(workspace))
    workspace.undo()
    workspace.undo()
    assert links(workspace) == before


def test_the_history_tells_a_link_from_both_ends(workspace):
    lines = {a.slug: a.id for a in workspace.snapshot.raci_activites}
    workspace.run(SetRaciTaches(activite_id=lines["donner-mandat"], taches=[]))
    words = Designations(workspace.snapshot, workspace.content, workspace.history.last_known)
    (step,) = workspace.history.steps(EVERYTHING, limit=1)

    told = entry_of(step, words).sentence.replace("\u00a0", " ")

    assert told == (
        "Activité « Donner le mandat de négocier » : ne se fait plus par tâche « Obtenir de la "
        "gouvernance le mandat de négocier »."
    )
