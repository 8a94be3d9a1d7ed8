"""« Noter un échange »: by its keys, kept until it is added, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.echanges import NatureEchange, SensEchange
from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import (
    CONTROL,
    SHIFT,
    fill_disk,
    press,
    shortcut,
    type_in,
    write,
)
from tests.outils.page_journal import acteur, echange, last, people
from ui.pages.journal import JournalPage
from ui.pages.journal.saisie import DRAFT_KEY

TODAY = date(2027, 3, 12)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(JournalPage, tilleuls)


def test_an_exchange_is_noted_by_its_keys(page, ws):
    page.focus_first()
    assert page.current_field() == "echanges.nouveau.texte"
    write("Retient le 15 avril à 14 h. Demande le diagnostic quinze jours avant.")
    press(Qt.Key.Key_Backtab, modifiers=SHIFT)
    press(Qt.Key.Key_Backtab, modifiers=SHIFT)
    write("delm")
    press(Qt.Key.Key_Return)
    shortcut(Qt.Key.Key_Return, CONTROL)

    noted = last(ws)
    assert noted.objet == "Retient le 15 avril à 14 h."
    assert noted.texte.endswith("quinze jours avant.")
    assert (noted.jour, noted.heure) == (TODAY, "14:32")
    assert (noted.nature, noted.sens) == (NatureEchange.APPEL, SensEchange.EMIS)
    assert people(ws, noted.id) == ["Anne Delmas"]
    assert page.list.view.current() == str(noted.id)
    assert page.current_field() == "echanges.nouveau.texte"
    assert page.panel.content.rows["texte"].editor.raw() == ""
    page.toast.action.click()
    assert noted not in ws.snapshot.echanges


def test_who_spoke_first_is_said_in_the_words_of_the_form(page):
    sens = page.panel.content.rows["sens"].editor
    assert [part.text() for part in sens.parts] == ["Nous appelons", "On nous appelle"]

    page.panel.content.rows["nature"].editor.choose(NatureEchange.DOCUMENT)

    assert [part.text() for part in sens.parts] == ["Nous envoyons", "On nous envoie"]
    assert sens.parts[0].accessibleName() == "Sens, Nous envoyons"


def test_an_open_demand_of_that_person_may_be_closed(page, ws):
    form = page.panel.content
    assert form.demandes.isHidden()
    form.rows["avec"].editor._add(acteur(ws, "Anne Delmas").id)

    assert [box.text() for box in form.demandes.boxes] == [
        "Clôt la demande du 4 mars",
        "Clôt la demande du 22 février",
    ]
    assert not any(box.isChecked() for box in form.demandes.boxes)
    form.demandes.boxes[0].click()
    form.demandes.boxes[1].click()
    assert [box.isChecked() for box in form.demandes.boxes] == [False, True]
    type_in(page, "echanges.nouveau.texte", "Retient le 15 avril.")
    form.add()

    assert echange(ws, "Proposition de trois dates").clos_le == TODAY
    assert echange(ws, "Mme Delmas rappellera").clos_le is None
    assert last(ws).repond_a_id == echange(ws, "Proposition de trois dates").id
    assert form.demandes.isHidden()


def test_an_answer_awaited_and_a_follow_up_are_kept(page, ws):
    page.panel.content.rows["attend_reponse"].editor.click()
    type_in(page, "echanges.nouveau.suite", "Envoyer le diagnostic")
    type_in(page, "echanges.nouveau.suite_le", "31/03/2027")
    type_in(page, "echanges.nouveau.objet", "Objet choisi")
    page.panel.add_button.click()

    noted = last(ws)
    assert (noted.objet, noted.attend_reponse) == ("Objet choisi", True)
    assert (noted.suite, noted.suite_le) == ("Envoyer le diagnostic", date(2027, 3, 31))


def test_nothing_said_is_told_beside_the_field(page, ws):
    count = len(ws.snapshot.echanges)
    page.panel.add_button.click()

    assert len(ws.snapshot.echanges) == count
    assert page.panel.content.rows["texte"].error == "Écrivez en quelques mots ce qui a été dit."
    assert page.current_field() == "echanges.nouveau.texte"


def test_a_date_that_is_none_keeps_the_exchange_unwritten(page, ws):
    count = len(ws.snapshot.echanges)
    type_in(page, "echanges.nouveau.jour", "31/02/2027")
    type_in(page, "echanges.nouveau.texte", "Bonjour")
    page.panel.add_button.click()

    assert len(ws.snapshot.echanges) == count
    assert page.current_field() == "echanges.nouveau.jour"
    QApplication.focusWidget().selectAll()
    press(Qt.Key.Key_Delete)
    page.panel.add_button.click()
    assert "Indiquez une date" in page.panel.content.rows["jour"].error


def test_what_is_half_typed_is_there_again_after_the_program_was_closed(
    tilleuls, page, tmp_path, open_page
):
    type_in(page, "echanges.nouveau.texte", "À moitié d")
    page.panel.content.rows["avec"].editor._add(acteur(tilleuls, "Anne Delmas").id)
    page.flush()
    raw = tilleuls.drafts()[DRAFT_KEY].raw
    assert "À moitié d" in raw

    again = open_page(JournalPage, tilleuls)

    assert again.panel.content.rows["texte"].editor.raw() == "À moitié d"
    assert again.panel.content.saisie.people() == (acteur(tilleuls, "Anne Delmas").id,)
    again.panel.content.add()
    assert DRAFT_KEY not in tilleuls.drafts()


def test_a_draft_that_names_who_is_gone_loses_only_that_name(tilleuls, page, open_page):
    gone = tilleuls.run(ops.AddActeur(famille="social", nom="Bref Passage")).result
    page.panel.content.rows["avec"].editor.set_choices([(gone, "Bref Passage")])
    page.panel.content.rows["avec"].editor._add(gone)
    type_in(page, "echanges.nouveau.texte", "Gardé")
    tilleuls.run(ops.DeleteActeurs(ids=[gone]))

    again = open_page(JournalPage, tilleuls)

    assert again.panel.content.saisie.draft.personnes == []
    assert again.panel.content.saisie.draft.texte == "Gardé"


def test_who_is_not_among_the_stakeholders_is_kept_by_name(page, ws):
    page.panel.focus_field("avec")
    write("Me Lefort, notaire;")
    press(Qt.Key.Key_Tab)
    type_in(page, "echanges.nouveau.texte", "Acte de propriété reçu.")
    page.panel.content.add()

    assert people(ws, last(ws).id) == ["Me Lefort", "notaire"]


def test_what_has_no_place_in_the_journal_is_told_and_never_refused(page, ws):
    type_in(page, "echanges.nouveau.texte", "M. X est atteint de diabète.")
    row = page.panel.content.rows["texte"]
    assert row.message.text() == "N’inscrivez pas d’information de santé sur une personne nommée."
    type_in(page, "echanges.nouveau.suite", "2 95 10 99 126 111 93")
    assert "sécurité sociale" in page.panel.content.rows["suite"].message.text()
    page.panel.content.add()

    assert last(ws).texte == "M. X est atteint de diabète."


def test_what_could_not_be_written_stays_in_the_form(page, ws, session):
    disk = fill_disk(session)
    type_in(page, "echanges.nouveau.texte", "Ne pas perdre.")
    count = len(ws.snapshot.echanges)
    page.panel.content.add()

    assert len(ws.snapshot.echanges) == count
    assert page.panel.content.rows["texte"].editor.raw() == "Ne pas perdre."
    assert "reste ici" in page.panel.content.trouble.text()
    disk.room = True
    assert session.retry()
    page.panel.content.add()
    assert last(ws).texte == "Ne pas perdre."
    assert page.panel.content.rows["texte"].editor.raw() == ""
    assert not page.panel.content.trouble.isVisible()
