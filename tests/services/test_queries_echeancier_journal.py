"""What the journal puts in the échéancier: follow-ups, and demands to remind of."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.echeancier_journal import echange_of
from cpom_desktop.services.queries.echeancier_types import EtatEcheance
from cpom_desktop.services.queries.tableau_de_bord import dashboard
from tests.outils.fenetre import plain

MONDAY = date(2027, 2, 22)


def lines(workspace):
    workspace.snapshot.reckoned.clear()
    found = echeancier(workspace.snapshot, workspace.content, workspace.today)
    return {line.cle: line for line in found.lignes if line.cle.startswith("echange:")}


def add(workspace, **fields):
    return workspace.run(ops.AddEchange(jour=MONDAY, objet="Trois dates.", **fields)).result


def test_a_demand_is_recalled_after_ten_days_worked_said_to_be_proposed(workspace):
    noted = add(workspace, attend_reponse=True, noms=["Anne D."])
    line = lines(workspace)[f"echange:{noted}:reponse"]

    assert line.jour == date(2027, 3, 8)
    assert line.etat is EtatEcheance.EN_RETARD
    assert line.titre == "Relancer : Trois dates".replace(" :", "\u00a0:")
    assert plain(line.resume) == (
        "sans réponse depuis le 22 février 2027 ; délai proposé : 10 jours ouvrés, Anne D."
    )
    assert "aucun texte" in line.explication
    assert (line.page, line.champ) == ("journal", f"echanges.{noted}.attend_reponse")


def test_public_holidays_are_not_worked(workspace):
    noted = workspace.run(
        ops.AddEchange(jour=date(2027, 3, 22), objet="x", attend_reponse=True)
    ).result

    assert lines(workspace)[f"echange:{noted}:reponse"].jour == date(2027, 4, 6)


def test_a_follow_up_of_hers_stands_for_the_reminder(workspace):
    due = date(2027, 3, 17)
    noted = add(workspace, attend_reponse=True, suite="Relancer", suite_le=due)
    assert list(lines(workspace)) == [f"echange:{noted}:suite"]
    assert lines(workspace)[f"echange:{noted}:suite"].jour == due

    workspace.run(ops.UpdateEchange(id=noted, suite_faite_le=date(2027, 3, 12)))
    assert f"echange:{noted}:reponse" in lines(workspace)
    assert lines(workspace)[f"echange:{noted}:suite"].etat is EtatEcheance.FAITE


def test_what_became_a_task_is_told_by_the_plan(workspace):
    noted = add(workspace, suite="Envoyer", suite_le=date(2027, 3, 31))
    workspace.run(ops.MakeTaskOfEchange(id=noted))

    assert lines(workspace) == {}


def test_what_was_closed_long_ago_is_shown_no_more(workspace):
    noted = add(workspace, attend_reponse=True)
    workspace.run(ops.UpdateEchange(id=noted, clos_le=date(2027, 3, 1)))
    assert lines(workspace)[f"echange:{noted}:reponse"].etat is EtatEcheance.FAITE

    workspace.run(ops.UpdateEchange(id=noted, clos_le=date(2026, 11, 1)))
    assert lines(workspace) == {}


def test_it_is_among_what_is_to_be_done(workspace):
    add(workspace, suite="Envoyer le diagnostic", suite_le=date(2027, 3, 15))
    workspace.snapshot.reckoned.clear()
    found = dashboard(workspace.snapshot, workspace.content, workspace.today)

    assert "Envoyer le diagnostic" in [todo.titre for todo in found.todos]


@pytest.mark.parametrize(
    ("cle", "expected"),
    [
        ("echange:12:suite", (12, "suite")),
        ("echange:3:reponse", (3, "reponse")),
        ("echange:x:suite", (0, "")),
        ("rappel:12", (0, "")),
    ],
)
def test_a_key_names_its_exchange(cle, expected):
    assert echange_of(cle) == expected
