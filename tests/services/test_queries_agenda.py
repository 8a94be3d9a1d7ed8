"""What goes into a calendar: milestones, meetings, their lead times, when she is reminded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.operations import SetEcheance, UpdateDossier, UpdateTask
from cpom_desktop.services.queries.agenda import plan_events
from cpom_desktop.services.queries.planning import plan_view


@pytest.fixture
def events(workspace):
    """Return a function that gives the events, today or on another day."""

    def give(today=None):
        return plan_events(workspace.snapshot, workspace.content, today or workspace.today)

    return give


@pytest.fixture
def meeting(workspace):
    """Return the second COPIL, held as a meeting."""
    task = next(t for t in workspace.snapshot.tasks if t.titre.startswith("COPIL n°\xa02"))
    workspace.run(UpdateTask(id=task.id, reunion=True))
    return task


def of(events, key):
    return next((event for event in events if event.key == key), None)


def around(events, task):
    return [event for event in events if event.key.startswith(f"reunion:{task.id}:")]


def test_every_milestone_is_there_on_its_day(workspace, events):
    plan = plan_view(workspace.snapshot, workspace.content, workspace.today)
    expected = {f"tache:{r.task_id}": r.scheduled.fin for r in plan.rows if r.jalon}
    found = {e.key: e.day for e in events() if e.key.startswith("tache:")}

    assert found == expected
    assert [e.day for e in events()] == sorted(e.day for e in events())


def test_an_event_tells_where_its_day_comes_from_and_who_answers_for_it(events, meeting):
    event = of(events(), f"tache:{meeting.id}")

    assert event.kind == "Réunion"
    assert event.text.startswith("18 juin 2027\xa0: ")
    assert "Responsable\xa0: " in event.text
    assert "Livrable\xa0: Compte rendu de COPIL" in event.text


def test_what_she_notes_for_herself_stays_in_the_dossier(workspace, events, meeting):
    workspace.run(UpdateTask(id=meeting.id, note="À ne pas montrer"))

    assert "À ne pas montrer" not in repr(events())


def test_a_meeting_has_its_lead_times_around_it(events, meeting):
    day = of(events(), f"tache:{meeting.id}").day
    found = around(events(), meeting)

    assert [(e.key.split(":")[2], (e.day - day).days) for e in found] == [
        ("convocation", -21),
        ("pieces", -15),
        ("compte_rendu", 10),  # the eighth is a Saturday
    ]
    assert found[0].title == f"Envoyer la convocation – {meeting.titre}"
    assert found[0].text.startswith("28 mai 2027\xa0: 21\xa0jours avant «")


def test_what_she_says_of_a_lead_time_is_followed(workspace, events, meeting):
    chosen = date(2027, 5, 20)
    key = f"reunion:{meeting.id}"
    workspace.run(SetEcheance(cle=f"{key}:convocation", jour=chosen, motif="Pont"))
    workspace.run(SetEcheance(cle=f"{key}:pieces", sans_objet=True))
    workspace.run(SetEcheance(cle=f"{key}:compte_rendu", fait_le=date(2027, 6, 21)))
    found = events()

    assert of(found, f"{key}:convocation").day == chosen
    assert "que vous avez choisie (Pont)" in of(found, f"{key}:convocation").text
    assert of(found, f"{key}:pieces") is None
    assert of(found, f"{key}:compte_rendu").rappels == ()
    assert "Fait le 21 juin 2027." in of(found, f"{key}:compte_rendu").text


def test_reminders_whose_day_is_over_are_left_out(events, meeting):
    key = f"tache:{meeting.id}"
    day = of(events(), key).day

    assert of(events(), key).rappels == (7, 1)
    assert of(events(day - timedelta(days=7)), key).rappels == (7, 1)
    assert of(events(day - timedelta(days=6)), key).rappels == (1,)
    assert of(events(day + timedelta(days=1)), key).rappels == ()


def test_what_is_done_has_no_reminder_and_what_is_out_of_scope_is_not_there(
    workspace, events, meeting
):
    key = f"tache:{meeting.id}"
    workspace.run(UpdateTask(id=meeting.id, etat=EtatTache.FAIT, fin_reelle=workspace.today))
    assert of(events(), key).rappels == ()

    workspace.run(UpdateTask(id=meeting.id, etat=EtatTache.SANS_OBJET))
    assert of(events(), key) is None
    assert around(events(), meeting) == []


def test_without_a_target_nothing_is_dated(workspace, events):
    workspace.run(UpdateDossier(date_signature=None))

    assert events() == ()
