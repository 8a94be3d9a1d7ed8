"""The plan as it is read: dates, margin, lateness, and where each date comes from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.domain.calendrier import GroupeFeries
from cpom_desktop.domain.tasks import EtatTache, ModePlanification, Task
from cpom_desktop.services.operations import (
    AddTask,
    UpdateDossier,
    UpdateEtablissement,
    UpdateTask,
)
from cpom_desktop.services.queries.plan_calendrier import holiday_group
from cpom_desktop.services.queries.planning import (
    phases_of,
    plan_view,
    target_label,
)


@pytest.fixture
def view(workspace):
    """Return a function that reads the plan, today or on another day."""

    def read(today=None):
        return plan_view(workspace.snapshot, workspace.content, today or workspace.today)

    return read


def row_of(view, title):
    return next(row for row in view.rows if row.titre == title)


def add(workspace, titre, **fields):
    phase = workspace.snapshot.tasks[-1].phase
    return workspace.run(AddTask(phase=phase, titre=titre, **fields)).result


def test_every_task_is_dated_before_the_target_with_its_phase_in_words(workspace, view):
    plan = view()

    assert plan.target == date(2027, 12, 15)
    assert len(plan.rows) == len(workspace.snapshot.tasks)
    assert all(row.scheduled.fin <= plan.target for row in plan.rows)
    phases = set(phases_of(workspace.snapshot, workspace.content).values())
    assert {row.phase for row in plan.rows} | {"Vie du contrat"} == phases
    assert [row.rank for row in plan.rows] == sorted(row.rank for row in plan.rows)
    assert plan.first_day == min(row.scheduled.debut for row in plan.rows)
    assert plan.last_day == max(row.scheduled.fin for row in plan.rows)


def test_a_link_is_respected_by_the_bounds(view):
    plan = view()
    by_id = {row.task_id: row.scheduled for row in plan.rows}

    for before, after in plan.links:
        assert by_id[before].fin_au_plus_tard <= by_id[after].debut_au_plus_tard


def test_moving_the_target_moves_every_bound_by_as_much_when_meetings_stay(workspace, view):
    workspace.run(UpdateDossier(reporter_reunions=False))
    before = {row.task_id: row.scheduled.fin_au_plus_tard for row in view().rows}

    workspace.run(UpdateDossier(date_signature=date(2027, 12, 15) + timedelta(days=56)))

    after = {row.task_id: row.scheduled.fin_au_plus_tard for row in view().rows}
    assert {(after[i] - before[i]).days for i in before} == {56}


def test_without_a_target_there_is_no_date_and_the_plan_says_why(workspace, view):
    workspace.run(UpdateDossier(date_signature=None))

    plan = view()

    assert plan.target is None
    assert plan.marge_jours is None
    assert plan.marge == ""
    assert (plan.first_day, plan.last_day, plan.late_rows, dict(plan.holidays)) == (
        None,
        None,
        (),
        {},
    )
    assert {row.explication for row in plan.rows} == {
        "Pas de date tant que la date visée n’est pas connue."
    }


def test_the_margin_is_counted_to_the_first_task_that_must_start(view):
    plan = view()
    first = min(row.scheduled.debut_au_plus_tard for row in plan.rows)

    assert plan.marge_jours == (first - date(2027, 3, 12)).days < 0
    assert plan.marge.startswith("Il aurait fallu commencer le ")
    assert plan.marge.endswith(f"{-plan.marge_jours}\u00a0jours de retard.")

    early = view(first - timedelta(days=30))
    assert early.marge_jours == 30
    assert early.marge_ouvres == 21
    assert early.marge == "Marge restante\u00a0: 21\u00a0jours ouvrés"
    assert view(first - timedelta(days=1)).marge == "Marge restante\u00a0: 1\u00a0jour ouvré"


def test_what_is_begun_weighs_by_what_is_left_of_it_and_what_is_closed_no_longer(workspace, view):
    plan = view()
    first = min(plan.rows, key=lambda row: row.scheduled.debut_au_plus_tard)

    workspace.run(UpdateTask(id=first.task_id, etat=EtatTache.EN_COURS, avancement=80))

    begun = view()
    assert begun.marge_jours == plan.marge_jours + 4, "one day of five is left"
    start = first.titre[:20]
    assert begun.marge.startswith(f"«\u00a0{start}")
    assert "» est à finir le " in begun.marge

    workspace.run(UpdateTask(id=first.task_id, etat=EtatTache.FAIT))
    assert view().manque.task_id != first.task_id


def test_a_task_past_its_end_is_late_until_it_is_done(workspace, view):
    plan = view()
    late = plan.late_rows[0]
    assert late.etat == "En retard"
    assert late.retard_jours == (date(2027, 3, 12) - late.scheduled.fin).days > 0

    workspace.run(UpdateTask(id=late.task_id, etat=EtatTache.FAIT))

    row = row_of(view(), late.titre)
    assert (row.etat, row.retard_jours) == ("Fait", 0)
    assert row.explication == "12 mars 2027\u00a0: terminée ce jour-là."


def test_a_task_on_its_last_day_is_not_late(view):
    row = view().late_rows[0]

    assert row_of(view(row.scheduled.fin), row.titre).retard_jours == 0
    assert row_of(view(row.scheduled.fin + timedelta(days=1)), row.titre).retard_jours == 1


def test_a_date_fixed_by_hand_is_said_so(workspace, view):
    workspace.run(UpdateTask(id=1, date_epinglee=date(2027, 5, 1)))

    row = next(row for row in view().rows if row.task_id == 1)
    assert row.scheduled.fin == date(2027, 5, 1)
    assert row.explication == "1er mai 2027\u00a0: date que vous avez fixée."


def test_a_meeting_on_a_closed_day_moves_to_the_day_before_and_says_so(workspace, view):
    workspace.run(UpdateDossier(date_signature=date(2027, 5, 1)))
    task_id = add(workspace, "Réunion", jalon=True, duree_jours=1)

    row = next(row for row in view().rows if row.task_id == task_id)

    assert row.scheduled.fin == date(2027, 4, 30)
    assert row.explication == (
        "30 avril 2027\u00a0: date visée\u202f; jalon avancé, le 1er mai étant un samedi."
    )


def test_holidays_are_those_of_the_departement(workspace, view):
    good_friday = date(2027, 3, 26)
    assert holiday_group(workspace.snapshot, workspace.content) is GroupeFeries.METROPOLE
    assert good_friday not in view().holidays

    workspace.run(UpdateEtablissement(departement="67"))

    assert good_friday in view().holidays
    workspace.run(UpdateEtablissement(departement="zz"))
    assert holiday_group(workspace.snapshot, workspace.content) is GroupeFeries.METROPOLE


def test_a_deadline_without_margin_and_one_with_are_told_apart(workspace, view):
    first = add(workspace, "Longue", duree_jours=60)
    short = add(workspace, "Courte", duree_jours=5)
    soon = add(workspace, "Tôt", duree_jours=5, mode=ModePlanification.AU_PLUS_TOT)
    rows = {row.task_id: row for row in view().rows}
    critical = [row for row in rows.values() if row.scheduled.critical]

    assert critical
    assert any("il manque" in row.marge for row in critical)
    assert rows[short].explication == "15 décembre 2027\u00a0: c’est la date visée."
    assert rows[short].marge.endswith("jours ouvrés de marge")
    assert "au plus tôt, 5\u00a0jours après le premier jour" in rows[soon].explication
    assert rows[first].scheduled.marge_jours < rows[short].scheduled.marge_jours


def test_a_task_out_of_scope_takes_no_time(workspace, view):
    task_id = add(workspace, "Longue", duree_jours=60)
    workspace.run(UpdateTask(id=task_id, etat=EtatTache.SANS_OBJET))

    row = next(row for row in view().rows if row.task_id == task_id)
    assert row.scheduled.debut == row.scheduled.fin
    assert row.retard_jours == 0


def test_the_target_is_called_after_the_track(workspace):
    assert target_label(workspace.snapshot, workspace.content) == "Date de signature visée"

    workspace.run(UpdateDossier(piste="dialogue_gestion"))

    assert target_label(workspace.snapshot, workspace.content) == "Date de la réunion visée"


def test_school_breaks_follow_the_zone_and_are_none_elsewhere(workspace, view):
    assert view().breaks

    workspace.run(UpdateEtablissement(departement="971"))

    assert view().breaks == ()


def test_a_task_of_an_unknown_phase_keeps_its_own_word(workspace, view):
    with workspace._storage.step(title="essai", operation="essai") as step:
        step.records.insert(Task(id=0, phase="sur-mesure", titre="À part"))
    workspace._drop(step.changes)

    assert row_of(view(), "À part").phase == "sur-mesure"
