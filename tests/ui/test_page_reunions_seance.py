"""The page Réunions during a meeting: who came, what was said, what was decided."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.reunions import EtatDecision, EtatReunion, Presence
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.queries.reunions import Onglet
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import (
    CONTROL,
    plain,
    press,
    shortcut,
    type_in,
    write,
)
from tests.outils.page_reunions import COPIL_2, EQUIPE, decisions, go, meeting
from ui.pages.reunions import ReunionsPage

TODAY = date(2027, 3, 12)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(ReunionsPage, tilleuls)


def test_keys_say_who_came_and_go_to_the_next(page, ws):
    go(page, COPIL_2, Onglet.PARTICIPANTS)
    table = page.panel.participants.table
    table.setFocus()
    table.go_to(0, 3)

    for key, text in ((Qt.Key.Key_P, "p"), (Qt.Key.Key_E, "e"), (Qt.Key.Key_R, "r")):
        press(key, text)

    states = [p.presence for p in page.view.presences[:3]]
    assert states == [Presence.PRESENT, Presence.EXCUSE, Presence.REPRESENTE]
    told = plain(page.panel.participants.summary.text())
    assert told.startswith(f"2 présents sur {len(page.view.presences)}.")
    assert "Le département n'est pas représenté." in told.replace("’", "'")
    assert "Anne Delmas" in page.panel.participants.absent.text.text()


def test_minutes_are_written_by_the_keyboard_alone(page, ws):
    reunion_id = go(page, EQUIPE, Onglet.COMPTE_RENDU)
    points = page.view.points
    open_points = [p.id for p in points if not p.traite]
    page.panel.minutes.write()

    write("Repris.")
    shortcut(Qt.Key.Key_Return, CONTROL)
    assert page.panel.minutes.point_id == open_points[1]
    write("Adopté.")
    shortcut(Qt.Key.Key_D, CONTROL)
    write("Envoyer le dossier")
    press(Qt.Key.Key_Tab)
    write("Morel")
    press(Qt.Key.Key_Return)
    write("Réserver la salle")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)

    kept = {p.id: p for p in ws.snapshot.reunions_points}
    assert kept[open_points[0]].notes.endswith("Repris.")
    assert kept[open_points[0]].traite
    assert kept[open_points[1]].notes == "Adopté."
    made = decisions(ws, reunion_id)[-2:]
    assert [d.texte for d in made] == ["Envoyer le dossier", "Réserver la salle"]
    assert made[0].point_id == open_points[1]
    claire = ws.snapshot.acteurs_by_id[made[0].responsable_id]
    assert claire.nom == "Claire Morel"
    assert QApplication.focusWidget() is page.panel.minutes._row().editor


def test_a_decision_with_a_bad_date_is_kept_in_its_line(page, ws):
    reunion_id = go(page, EQUIPE, Onglet.COMPTE_RENDU)
    before = len(decisions(ws, reunion_id))
    quick = page.panel.minutes.decisions.quick
    quick.start()
    write("Relancer")
    quick.quand.setFocus()
    write("31/04/2027")
    press(Qt.Key.Key_Return)

    assert len(decisions(ws, reunion_id)) == before
    assert "31 avril" in plain(quick.error.text())
    assert quick.texte.text() == "Relancer"


def test_decisions_of_the_meeting_before_come_back_and_change_on_the_spot(page, ws):
    go(page, COPIL_2, Onglet.COMPTE_RENDU)
    previous = page.panel.minutes.previous
    assert previous.isVisible()
    assert previous.model.rowCount() == 3

    column = [c.key for c in previous.model.columns].index("etat")
    previous.model.setData(previous.model.index(0, column), EtatDecision.FAITE)

    decision = previous.model.rows[0]
    assert (decision.etat, decision.fait_le) == (EtatDecision.FAITE, TODAY)
    page.panel.minutes.points.go_to(2, 1)
    assert not previous.isVisible()


def test_a_decision_becomes_a_task_in_one_step_and_leads_to_it(page, ws, session):
    reunion_id = go(page, EQUIPE, Onglet.COMPTE_RENDU)
    part = page.panel.minutes.decisions
    part.focus_row(decisions(ws, reunion_id)[0].id, "texte")
    part._fill_menu()
    part.menu.actions()[0].trigger()

    decision = decisions(ws, reunion_id)[0]
    task = next(t for t in ws.snapshot.tasks if t.id == decision.task_id)
    assert task.titre == "Réserver la salle Verlaine pour le COPIL n° 2"
    assert (task.date_epinglee, task.acteur_id) == (decision.echeance, decision.responsable_id)
    assert part.link.isVisible()
    went = []
    page.navigate.connect(lambda *where: went.append(where))
    part.link.click()
    assert went == [("retroplanning", f"tasks.{task.id}")]
    session.undo()
    assert decisions(ws, reunion_id)[0].task_id is None
    assert task.id not in {t.id for t in ws.snapshot.tasks}


def test_a_decision_becomes_a_step_of_a_fiche(page, ws):
    reunion_id = go(page, EQUIPE, Onglet.COMPTE_RENDU)
    part = page.panel.minutes.decisions
    part.focus_row(decisions(ws, reunion_id)[1].id, "texte")
    part._fill_menu()
    part.menu.actions()[2].trigger()

    decision = decisions(ws, reunion_id)[1]
    assert decision.fiche_id == ws.snapshot.fiches_action[0].id
    etape = max(ws.snapshot.etapes, key=lambda e: e.id)
    assert etape.libelle.startswith("Compléter les deux critères")
    assert etape.fin == decision.echeance


def test_minutes_of_a_meeting_of_tomorrow_are_told(page, ws):
    reunion_id = go(page, EQUIPE)
    assert not page.panel.findings.too_soon.isVisible()

    type_in(page, f"reunions.{reunion_id}.jour", "13/03/2027")

    assert page.panel.findings.too_soon.isVisible()
    told = plain(page.panel.findings.too_soon.text.text())
    assert told == "Cette réunion est à venir, mais un compte rendu est déjà saisi."


def test_a_meeting_held_offers_to_finish_its_milestone(page, ws):
    reunion_id = go(page, COPIL_2)
    for _step in range(2):
        page.panel.step_button.click()
    assert meeting(ws, reunion_id).etat is EtatReunion.TENUE
    assert page.panel.shown is Onglet.COMPTE_RENDU
    assert page.panel.findings.held.isVisible()

    page.panel.findings.done_button.click()

    task = next(t for t in ws.snapshot.tasks if t.id == meeting(ws, reunion_id).task_id)
    assert (task.etat, task.fin_reelle) == (EtatTache.FAIT, date(2027, 4, 15))
    assert not page.panel.findings.held.isVisible()


def test_a_decision_not_recorded_stays_with_its_meeting(page, open_page, tilleuls):
    go(page, EQUIPE, Onglet.COMPTE_RENDU)
    quick = page.panel.minutes.decisions.quick
    quick.start()
    write("Relancer l’ARS")

    go(page, COPIL_2, Onglet.COMPTE_RENDU)
    assert quick.texte.text() == ""
    go(page, EQUIPE, Onglet.COMPTE_RENDU)
    assert quick.texte.text() == "Relancer l’ARS"
    page.flush()
    assert "Relancer" in next(iter(page.session.drafts.values())).raw
    quick.start()
    press(Qt.Key.Key_Return)
    assert not page.session.drafts


def test_a_guest_is_added_by_name(page, ws):
    reunion_id = go(page, COPIL_2, Onglet.PARTICIPANTS)
    part = page.panel.participants
    part._fill_menu()
    part.add_menu.actions()[0].trigger()
    QApplication.focusWidget().selectAll()
    write("Julie Marchand")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()

    guest = [p for p in ws.snapshot.reunions_presences if p.reunion_id == reunion_id][-1]
    assert (guest.nom, guest.acteur_id, guest.voix) == ("Julie Marchand", None, False)
