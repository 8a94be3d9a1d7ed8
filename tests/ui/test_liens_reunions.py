"""What a meeting decided, seen from the plan, the fiches, the échéancier; and the way back."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.reunions import EtatDecision, EtatReunion
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.tableau_de_bord import dashboard
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain
from ui.pages.echeancier import EcheancierPage
from ui.pages.fiches_action import FichesActionPage
from ui.pages.retroplanning import RetroplanningPage

TODAY = date(2027, 3, 12)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def decision_of(ws, beginning):
    return next(d for d in ws.snapshot.decisions if d.texte.startswith(beginning))


def followed(page, links):
    """Return where the first link leads."""
    went = []
    page.navigate.connect(lambda *where: went.append(where))
    links.lines[0].click()
    return went


def test_a_task_says_the_decision_it_comes_from(open_page, tilleuls):
    decision = decision_of(tilleuls, "Transmettre une synthèse")
    task_id = tilleuls.run(ops.MakeTaskOfDecision(id=decision.id)).result
    page = open_page(RetroplanningPage, tilleuls, (1366, 698))
    page.focus_field(f"tasks.{task_id}.titre")

    links = page.editor.links
    assert plain(links.lines[0].words) == "Issue de la décision n° 1 du COPIL n° 1"
    assert followed(page, links) == [("reunions", f"decisions.{decision.id}.texte")]


def test_a_milestone_says_the_meeting_it_is_held_in(open_page, tilleuls):
    reunion = next(r for r in tilleuls.snapshot.reunions if r.numero == 2)
    page = open_page(RetroplanningPage, tilleuls, (1366, 698))
    page.focus_field(f"tasks.{reunion.task_id}.titre")

    words = plain(page.editor.links.lines[0].words)
    assert words == "Se tient en réunion : « COPIL n° 2 : diagnostic partagé »"


def test_a_fiche_says_the_decision_it_comes_from(open_page, tilleuls):
    fiche = tilleuls.snapshot.fiches_action[0]
    decision = decision_of(tilleuls, "Compléter les deux critères")
    tilleuls.run(ops.MakeActionOfDecision(id=decision.id, fiche_id=fiche.id))
    page = open_page(FichesActionPage, tilleuls, (1118, 620))
    page.focus_field(f"fiches_action.{fiche.id}.titre")

    assert plain(page.editor.links.lines[0].words) == (
        "Issue de la décision n° 2, Équipe projet n° 1"
    )
    assert followed(page, page.editor.links) == [("reunions", f"decisions.{decision.id}.texte")]


def test_a_decision_has_one_thing_that_carries_it_out(tilleuls):
    decision = decision_of(tilleuls, "Compléter")
    tilleuls.run(ops.MakeActionOfDecision(id=decision.id))

    with pytest.raises(RegleInvalide, match="decision-deja-suivie"):
        tilleuls.run(ops.MakeTaskOfDecision(id=decision.id))


def test_open_decisions_are_dates_of_the_echeancier_and_things_to_do(tilleuls):
    late = decision_of(tilleuls, "Le département transmet")
    cle = f"decision:{late.id}"

    line = echeancier(tilleuls.snapshot, tilleuls.content, TODAY).line(cle)
    assert line.jour == date(2027, 2, 22)
    assert plain(line.resume) == "Décision n° 3, COPIL n° 1"
    board = dashboard(tilleuls.snapshot, tilleuls.content, TODAY)
    assert late.texte in [todo.titre for todo in board.todos]
    adopted = decision_of(tilleuls, "Le rétroplanning est adopté")
    found = echeancier(tilleuls.snapshot, tilleuls.content, TODAY)
    assert found.line(f"decision:{adopted.id}") is None


def test_a_decision_done_in_the_echeancier_is_done_in_the_meeting(open_page, tilleuls):
    decision = decision_of(tilleuls, "Le département transmet")
    page = open_page(EcheancierPage, tilleuls)
    page.focus_field(f"echeances.decision:{decision.id}")

    page.toggle_done()

    kept = decision_of(tilleuls, "Le département transmet")
    assert (kept.etat, kept.fait_le) == (EtatDecision.FAITE, TODAY)


def test_the_convocation_sent_is_done_in_the_echeancier(open_page, tilleuls):
    reunion = next(r for r in tilleuls.snapshot.reunions if r.numero == 2)
    cle = f"reunion:{reunion.task_id}:convocation"
    before = echeancier(tilleuls.snapshot, tilleuls.content, TODAY).line(cle)
    assert before.open
    assert before.jour == date(2027, 3, 31)
    assert "15 avril" in plain(before.resume)

    tilleuls.run(ops.SetEtatReunion(id=reunion.id, etat=EtatReunion.CONVOQUEE, le=TODAY))

    page = open_page(EcheancierPage, tilleuls)
    page.focus_field(f"echeances.{cle}")
    assert page.panel.line.fait_le == TODAY
    assert (page.panel.line.page, page.panel.line.champ) == (
        "reunions",
        f"reunions.{reunion.id}.convoquee_le",
    )
