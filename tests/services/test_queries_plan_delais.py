"""What is due around the meetings: days that are worked, what she says of them, what is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.domain.calendrier_du_plan import CalendarRules, calendar_of
from cpom_desktop.domain.planification import lead_day
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.operations import (
    AddDelaiReunion,
    SetEcheance,
    UpdateDelaiReunion,
    UpdateDossier,
    UpdateTask,
)
from cpom_desktop.services.queries.plan_delais import lead_times
from cpom_desktop.services.queries.planning import dated_tasks

COPIL_2 = 24


@pytest.fixture
def leads(workspace):
    """Return a function that reads what is due around the second COPIL, by key."""

    def read(today=None):
        found = lead_times(workspace.snapshot, workspace.content, today or workspace.today)
        return {lead.cle: lead for lead in found if lead.task_id == COPIL_2}

    return read


@pytest.mark.parametrize(
    ("meeting", "jours", "day"),
    [
        (date(2027, 6, 18), -21, date(2027, 5, 28)),
        (date(2027, 6, 7), -21, date(2027, 5, 14)),  # 17 May is Whit Monday
        (date(2027, 5, 6), 8, date(2027, 5, 14)),
        (date(2027, 5, 8), 8, date(2027, 5, 18)),  # the 16th is a Sunday before Whit Monday
        (date(2027, 6, 19), 0, date(2027, 6, 19)),
    ],
)
def test_a_lead_time_falls_on_a_worked_day_before_rather_than_after(meeting, jours, day):
    assert lead_day(meeting, jours, calendar_of(CalendarRules())) == day


def test_nothing_is_moved_when_she_moves_nothing():
    still = calendar_of(CalendarRules(reporter=False))

    assert lead_day(date(2027, 6, 7), -21, still) == date(2027, 5, 17)


def test_convocation_papers_and_minutes_are_due_around_each_meeting(workspace, leads):
    meeting = dated_tasks(workspace.snapshot, workspace.content, workspace.today)[COPIL_2]
    found = leads(date(2027, 1, 4))

    assert list(found) == [f"reunion:24:{s}" for s in ("convocation", "pieces", "compte_rendu")]
    assert [(lead.jour - meeting.fin).days for lead in found.values()] == [-21, -15, 10]
    assert found["reunion:24:pieces"].explication.replace("\u00a0", " ") == (
        "3 juin 2027 : 15 jours avant « COPIL n° 2 : concertation et validation du diagnostic "
        "partagé » (18 juin 2027)."
    )
    assert found["reunion:24:compte_rendu"].explication.endswith(", au jour ouvré suivant.")


def test_a_change_of_lead_time_moves_it_for_every_meeting(workspace, leads):
    delai = workspace.snapshot.delais_reunion[0]
    workspace.run(UpdateDelaiReunion(id=delai.id, jours=-30))
    added = workspace.run(AddDelaiReunion(libelle="Réserver la salle", jours=0)).result

    found = leads(date(2027, 1, 4))
    assert found["reunion:24:convocation"].jour == date(2027, 5, 19)
    assert found[f"reunion:24:{added}"].explication.endswith("(18 juin 2027).")

    workspace.run(UpdateDelaiReunion(id=delai.id, actif=False))
    assert "reunion:24:convocation" not in leads()


def test_what_she_says_of_one_wins(workspace, leads):
    key = "reunion:24:convocation"
    workspace.run(SetEcheance(cle=key, jour=date(2027, 5, 3), motif="congés"))

    lead = leads(date(2027, 1, 4))[key]
    assert (lead.jour, lead.jour_calcule) == (date(2027, 5, 3), date(2027, 5, 28))
    assert lead.explication == "3 mai 2027\u00a0: date que vous avez choisie (congés)."

    workspace.run(SetEcheance(cle=key, fait_le=date(2027, 5, 2)))
    assert leads(date(2027, 6, 1))[key].retard_jours == 0


def test_it_is_counted_from_the_day_that_the_plan_shows_even_when_the_plan_is_late(leads):
    found = leads(date(2027, 6, 1))["reunion:24:convocation"]

    assert found.jour_reunion == date(2027, 6, 18)
    assert found.retard_jours == 4


def test_a_lead_time_of_a_meeting_on_time_is_late_the_day_after(workspace, leads):
    for task in workspace.snapshot.tasks:
        if task.id < COPIL_2:
            workspace.run(UpdateTask(id=task.id, etat=EtatTache.FAIT))

    key = "reunion:24:convocation"
    assert leads(date(2027, 5, 28))[key].retard_jours == 0
    assert leads(date(2027, 5, 31))[key].retard_jours == 3


def test_a_meeting_held_keeps_its_minutes_and_one_out_of_scope_nothing(workspace, leads):
    workspace.run(UpdateTask(id=COPIL_2, etat=EtatTache.FAIT, fin_reelle=date(2027, 3, 10)))
    (minutes,) = leads().values()
    assert (minutes.libelle, minutes.jour) == ("Diffuser le compte rendu", date(2027, 3, 18))

    workspace.run(UpdateTask(id=COPIL_2, etat=EtatTache.SANS_OBJET))
    assert leads() == {}


def test_without_a_target_nothing_is_due(workspace, leads):
    workspace.run(UpdateDossier(date_signature=None))

    assert leads() == {}


def test_what_is_due_comes_by_day(workspace):
    found = lead_times(workspace.snapshot, workspace.content, workspace.today)

    assert [lead.jour for lead in found] == sorted(lead.jour for lead in found)
    assert len({lead.cle for lead in found}) == len(found)
    assert timedelta(0) < found[-1].jour - found[0].jour
