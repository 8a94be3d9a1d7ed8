"""The plan beside a plan of reference: days later or earlier, added, gone; one sentence."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.operations import (
    AddTask,
    DeleteTasks,
    TakePlanReference,
    UpdateDossier,
    UpdateTask,
)
from cpom_desktop.services.queries.plan_references import references, slip_words, slippage

EARLY = date(2026, 12, 1)


@pytest.fixture
def taken(workspace):
    """Return the id of a plan kept for reference."""
    return workspace.run(TakePlanReference(nom="Plan remis au CA")).result


@pytest.fixture
def slips(workspace, taken):
    """Return a function that reads the slippage on a day when nothing is late."""
    return lambda today=EARLY: slippage(workspace.snapshot, workspace.content, today, taken)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def of(view, task_id):
    return next(line for line in view.lignes if line.task_id == task_id)


def test_without_a_reference_there_is_nothing_to_compare(workspace):
    assert references(workspace.snapshot) == ()
    assert slippage(workspace.snapshot, workspace.content, EARLY) is None


def test_a_plan_that_did_not_move_says_so(slips):
    view = slips()

    assert {line.jours for line in view.lignes} == {0}
    assert plain(view.resume) == (
        "Depuis « Plan remis au CA » (12 mars 2027) : aucune date n’a bougé."
    )


def test_a_later_target_is_told_of_every_task_and_of_all(workspace, slips):
    workspace.run(UpdateDossier(reporter_reunions=False))
    workspace.run(TakePlanReference(nom="Sans report"))
    workspace.run(UpdateDossier(date_signature=date(2027, 12, 27)))

    view = slippage(workspace.snapshot, workspace.content, EARLY)

    assert view.reference.nom == "Sans report"
    assert plain(of(view, 1).texte) == (
        "12 jours plus tard que le plan de référence « Sans report »"
    )
    assert plain(view.resume).endswith(
        "(jusqu’à 12 j) ; la date visée est passée au 27 décembre 2027, 12 jours plus tard."
    )


def test_what_is_late_is_compared_as_it_is_foreseen(slips):
    assert of(slips(date(2027, 3, 12)), 1).jours == 38


def test_what_was_done_is_compared_as_it_was(workspace, slips):
    workspace.run(UpdateTask(id=1, etat=EtatTache.FAIT, fin_reelle=date(2027, 2, 4)))

    line = of(slips(), 1)
    assert (line.fin_actuelle, line.jours) == (date(2027, 2, 4), -3)
    assert plain(line.texte) == "3 jours plus tôt que le plan de référence « Plan remis au CA »"


def test_tasks_added_gone_and_out_of_scope_are_told(workspace, slips):
    added = workspace.run(AddTask(phase="cadrage", titre="Neuve")).result
    workspace.run(DeleteTasks(ids=[36]))
    workspace.run(UpdateTask(id=35, etat=EtatTache.SANS_OBJET))

    view = slips()

    assert of(view, added).fin is None
    assert plain(of(view, added).texte) == "ajoutée depuis « Plan remis au CA »"
    assert of(view, 36).fin_actuelle is None
    assert (of(view, 35).texte, of(view, 35).jours) == ("sans objet", 0)
    assert "1 tâche ajoutée, 1 tâche retirée" in plain(view.resume)


def test_references_come_the_newest_first_with_their_label(workspace, taken):
    workspace.run(UpdateTask(id=8, etat=EtatTache.FAIT))

    newest, oldest = references(workspace.snapshot)

    assert (newest.automatique, oldest.id) == (True, taken)
    assert oldest.libelle == "Plan remis au CA, 12 mars 2027"
    assert oldest.taches == len(workspace.snapshot.tasks)


def test_a_reference_that_is_gone_is_none(workspace, taken):
    assert slippage(workspace.snapshot, workspace.content, EARLY, taken + 1) is None


def test_no_day_of_difference_is_said_so():
    assert plain(slip_words(0, "A")) == "comme dans le plan de référence « A »"
