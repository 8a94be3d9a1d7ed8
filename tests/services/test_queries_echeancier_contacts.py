"""The yearly review of contacts in the échéancier: when it is asked, and until when it is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.echeancier import Rang, echeancier, is_reminded
from cpom_desktop.services.queries.echeancier_mots import caution_of, how_found, where_from
from cpom_desktop.services.queries.echeancier_types import EtatEcheance
from cpom_desktop.services.queries.tableau_de_bord import dashboard

BEGUN = date(2027, 2, 1)


@pytest.fixture
def begun(workspace):
    workspace.run(ops.UpdateDossier(debut_demarche=BEGUN))
    return workspace


def reviews(workspace, today):
    view = echeancier(workspace.snapshot, workspace.content, today)
    return [line for line in view.lignes if line.cle.startswith("contacts:")]


def review(workspace, today):
    (line,) = reviews(workspace, today)
    return line


def test_it_is_asked_for_before_the_end_of_the_year_and_leads_to_its_page(begun):
    line = review(begun, date(2027, 3, 12))

    assert (line.cle, line.jour) == ("contacts:2027", date(2027, 12, 31))
    assert (line.page, line.champ) == ("confidentialite", "confidentialite.revoir")
    assert line.etat is EtatEcheance.A_FAIRE
    assert how_found(line, begun.snapshot, begun.content).startswith("Chaque année")
    assert where_from(line).startswith("Proposition")
    assert "c’est un conseil" in caution_of(line)
    assert not is_reminded(line, date(2027, 11, 30))
    assert is_reminded(line, date(2027, 12, 1))


def test_it_is_on_the_dashboard_once_it_is_due(begun):
    told = {
        today: [todo.field for todo in dashboard(begun.snapshot, begun.content, today).todos]
        for today in (date(2027, 11, 30), date(2027, 12, 1), date(2028, 1, 1))
    }

    assert ["echeances.contacts:2027" in fields for fields in told.values()] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("done", "following"),
    [
        (date(2027, 12, 1), 2028),
        (date(2028, 1, 15), 2028),
        (date(2030, 6, 1), 2030),
    ],
)
def test_once_done_it_goes_away_until_the_next_one(begun, done, following):
    begun.run(ops.SetEcheance(cle="contacts:2027", fait_le=done))

    just_after, later = reviews(begun, done), reviews(begun, done + timedelta(days=91))

    assert [line.etat for line in just_after] == [EtatEcheance.FAITE, EtatEcheance.A_FAIRE]
    assert [line.cle for line in later] == [f"contacts:{following}"]
    assert later[0].jour == date(following, 12, 31)


def test_undone_it_comes_back(begun):
    begun.run(ops.SetEcheance(cle="contacts:2027", fait_le=date(2027, 12, 1)))
    begun.undo()

    assert review(begun, date(2028, 2, 1)).etat is EtatEcheance.EN_RETARD


def test_out_of_scope_is_said_and_may_be_taken_back(begun):
    begun.run(ops.SetEcheance(cle="contacts:2027", sans_objet=True))

    said, following = reviews(begun, date(2027, 5, 1))

    assert said.etat is EtatEcheance.SANS_OBJET
    assert following.cle == "contacts:2028"


def test_it_counts_those_with_whom_nothing_happens(begun):
    today = date(2027, 3, 12)
    before = review(begun, today).resume
    someone = ops.AddActeur(famille=begun.snapshot.acteurs[0].famille, nom="Luc Ancien")
    begun.run(someone)
    known = [a.nom for a in begun.snapshot.acteurs if a.nom]

    assert review(begun, today).resume != before
    assert "sans activité depuis 24\u00a0mois" in review(begun, today).resume
    assert known


def test_while_nothing_says_when_the_work_began_the_year_is_this_one(workspace):
    assert workspace.snapshot.reunions == ()
    assert review(workspace, date(2029, 4, 2)).cle == "contacts:2029"


def test_a_dossier_that_names_nobody_is_asked_nothing(begun):
    for acteur in begun.snapshot.acteurs:
        if acteur.nom:
            begun.run(ops.UpdateActeur(id=acteur.id, nom=""))

    assert reviews(begun, date(2028, 5, 1)) == []


def test_what_else_she_keeps_under_a_like_key_is_left_alone(begun):
    begun.run(ops.SetEcheance(cle="contacts:demain", fait_le=date(2028, 1, 1)))

    view = echeancier(begun.snapshot, begun.content, date(2027, 3, 1))

    found = view.line("contacts:2027")
    assert found is not None
    assert view.rank(found) is Rang.PLUS_TARD
