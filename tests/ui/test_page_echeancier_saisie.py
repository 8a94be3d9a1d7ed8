"""What is typed in the page Échéancier: reminders of hers, other dates, reasons."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.domain.pieces import EtatPiece
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import back, press, type_in, when_a_dialog_opens
from tests.outils.page_echeancier import ERRD, choose, own, said
from ui.pages.echeancier import EcheancierPage


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(EcheancierPage, tilleuls)


@pytest.mark.usefixtures("allow_dialogs")
def test_another_date_needs_a_reason_and_stands_beside_that_of_the_rule(page, ws):
    choose(page, ERRD)
    refused = []

    def fill(dialog):
        dialog.jour.setText("15/05/2027")
        dialog.keep.click()
        refused.append(dialog.error.text())
        dialog.motif.setPlainText("Délai accordé par l’ARS")
        dialog.keep.click()

    when_a_dialog_opens(fill)
    page.panel.date_button.click()

    assert "pourquoi" in refused[0]
    assert (said(ws, ERRD).jour, said(ws, ERRD).motif) == (
        date(2027, 5, 15),
        "Délai accordé par l’ARS",
    )
    told = page.panel.changed.text.text()
    assert "30 avril 2027" in told
    assert "15 mai 2027" in told
    assert "Délai accordé" in told
    page.panel.rule_action.trigger()
    assert said(ws, ERRD).jour is None
    assert page.panel.day.text() == "30 avril 2027"


@pytest.mark.usefixtures("allow_dialogs")
def test_a_date_that_does_not_exist_is_refused_in_the_dialog(page, ws):
    choose(page, ERRD)
    refused = []

    def fill(dialog):
        for text in ("31/04/2027", ""):
            dialog.jour.setText(text)
            dialog.keep.click()
            refused.append(dialog.error.text())
        dialog.reject()

    when_a_dialog_opens(fill)
    page.panel.date_button.click()

    assert "31 avril" in refused[0]
    assert "a une date" in refused[1]
    assert said(ws, ERRD) is None


@pytest.mark.usefixtures("allow_dialogs")
def test_an_undated_line_is_given_its_date(page, ws):
    cle = "releve-infra-annuel:2027"
    choose(page, cle)
    assert page.panel.date_button.text() == "Donner la date…"
    assert page.panel.day.text() == "Sans date"

    def fill(dialog):
        dialog.jour.setText("01/10/2027")
        dialog.keep.click()

    when_a_dialog_opens(fill)
    page.panel.date_button.click()

    assert said(ws, cle).jour == date(2027, 10, 1)
    assert page.panel.day.text() == "1er octobre 2027"
    assert not page.found.line(cle).moved


@pytest.mark.usefixtures("allow_dialogs")
def test_a_reminder_is_added_edited_and_deleted(page, ws, qtbot):
    before = {e.id for e in ws.snapshot.echeances}

    def fill(dialog):
        dialog.keep.click()
        assert dialog.error.text()
        dialog.titre.setText("Appeler l’ARS")
        dialog.jour.setText("20/03/2027")
        dialog.keep.click()

    when_a_dialog_opens(fill)
    page.add_button.click()

    made = next(e for e in ws.snapshot.echeances if e.id not in before)
    assert (made.titre, made.jour, made.rappels) == ("Appeler l’ARS", date(2027, 3, 20), "7")
    assert page.panel.line.echeance_id == made.id
    back(page.window(), qtbot)
    type_in(page, f"echeances.{made.id}.titre", "Rappeler l’ARS")
    type_in(page, f"echeances.{made.id}.jour", "25/03/2027")
    changed = next(e for e in ws.snapshot.echeances if e.id == made.id)
    assert (changed.titre, changed.jour) == ("Rappeler l’ARS", date(2027, 3, 25))

    page.list.view.setFocus()
    press(Qt.Key.Key_Delete)
    assert made.id not in {e.id for e in ws.snapshot.echeances}
    page.toast.action.click()
    assert made.id in {e.id for e in ws.snapshot.echeances}


def test_a_computed_date_is_not_deleted(page, ws):
    choose(page, ERRD)
    press(Qt.Key.Key_Delete)

    assert page.found.line(ERRD) is not None
    assert said(ws, ERRD) is None


def test_a_date_already_past_is_doubted_and_kept(page, ws):
    ident = own(ws).id
    type_in(page, f"echeances.{ident}.jour", "01/03/2027")

    assert own(ws).jour == date(2027, 3, 1)
    row = page.panel.own_form.row(f"echeances.{ident}.jour")
    assert "il y a 11\u00a0jours" in row.message.text()
    assert page.panel.line.etat.value == "en_retard"


def test_a_title_left_empty_is_refused_and_stays_in_its_field(page, ws):
    ident = own(ws).id
    before = own(ws).titre
    type_in(page, f"echeances.{ident}.titre", " ")

    assert own(ws).titre == before
    assert page.panel.own_form.row(f"echeances.{ident}.titre").error


def test_the_tasks_of_the_life_of_the_contract_are_added_once_and_dated(page, ws, session):
    assert page.more.isVisible()
    before = len(ws.snapshot.tasks)

    page.life_action.trigger()

    added = [t for t in ws.snapshot.tasks if t.ancre is not None]
    assert len(ws.snapshot.tasks) == before + len(added) == before + 9
    assert not page.more.isVisible()
    assert "9 tâches ajoutées au plan" in page.toast.message.text()
    diffuser = next(t for t in added if t.slug == "diffuser-contrat")
    assert page.found.line(f"tache:{diffuser.id}").jour == date(2028, 1, 14)
    page.toast.action.click()
    assert len(ws.snapshot.tasks) == before
    assert page.more.isVisible()


def test_a_document_that_is_awaited_is_received_from_its_date(page, ws, session):
    piece = next(p for p in ws.snapshot.pieces if p.slug == "bilan-social")
    choose(page, f"piece:{piece.id}:attendue")
    page.list.view.setFocus()

    press(Qt.Key.Key_Space, " ")

    assert next(p for p in ws.snapshot.pieces if p.id == piece.id).etat is EtatPiece.DISPONIBLE
    assert page.found.line(f"piece:{piece.id}:attendue") is None
    session.undo()
    assert page.found.line(f"piece:{piece.id}:attendue") is not None
