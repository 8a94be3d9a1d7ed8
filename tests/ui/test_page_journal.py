"""The page Journal des échanges, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.journal import EtatSuite, Part
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.fenetre import (
    CONTROL,
    back,
    nameless,
    plain,
    press,
    shortcut,
    type_in,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_journal import acteur, echange, last, objets, people, rows
from ui.models.journal import JournalModel
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


# --- the list


def test_the_newest_comes_first_with_whom_what_and_what_is_due(page):
    first = rows(page)[0]

    assert (first.day, first.hour, first.forme) == ("12 mars", "9:40", "Appel")
    assert (first.structures, first.personnes) == ("ARS", "Philippe Caron")
    assert plain(first.pill.word) == "Pour le 31 mars"
    assert [row.day for row in rows(page)][-1] == "14 mars 2023"


def test_meetings_come_by_themselves(page):
    held = [row for row in rows(page) if row.forme == "Réunion"]

    assert held[-1].objet.startswith("COPIL")
    assert held[0].structures == "En interne"
    assert "Convocation" in [row.forme for row in rows(page)]
    assert not any(row.forme == "Compte rendu" for row in rows(page))  # she wrote its sending


def test_chips_show_their_part_and_count_it(page):
    chip = page.list.chips.chips[Part.SANS_REPONSE]
    assert plain(chip.text()) == "Sans réponse (2)"
    chip.setFocus()
    press(Qt.Key.Key_Space, " ")

    assert len(objets(page)) == 2
    assert {row.structures for row in rows(page)} == {"Dép."}
    page.list.chips.chips[Part.ARS].click()
    assert all("ARS" in row.structures for row in rows(page))
    assert plain(page.list.count.whole_text).endswith("du plus récent au plus ancien.")


def test_ctrl_f_seeks_without_accents_in_what_was_said(page):
    shortcut(Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is page.list.search
    write("PREVENIR zzz")
    assert objets(page) == []
    assert "zzz" in page.list.nothing.text()
    press(Qt.Key.Key_Escape)
    write("agenda Cœur")
    page.list.search.setText("vérifie agenda")

    assert objets(page) == ["Propose le 15 avril pour le COPIL n° 2."]
    page.list.search.setText("4 mars 2027")
    assert objets(page) == ["Mme Delmas rappellera pour la date du COPIL n° 2."]


def test_person_and_period_narrow_the_list_and_all_comes_back_at_once(page):
    page.list.personne.set_value("Anne Delmas")
    page.list.personne.edited.emit()
    page.list.periode.set_value("2026")
    page.list.periode.edited.emit()

    assert {row.personnes for row in rows(page)} <= {
        "Anne Delmas",
        "Philippe Caron, Anne Delmas",
    }
    assert all("2026" in row.day for row in rows(page))
    page.list.search.setText("introuvable")
    page.list.whole_button.click()
    assert len(objets(page)) == len(page.found.lignes)


# --- opening


def test_enter_opens_an_exchange_and_escape_comes_back_to_the_one_being_noted(page, ws):
    type_in(page, "echanges.nouveau.texte", "En cours")
    page.list.view.setFocus()
    page.list.choose(str(echange(ws, "Mme Delmas rappellera").id))
    press(Qt.Key.Key_Return)

    assert page.panel.name.whole_text == "Échange du 4 mars 2027"
    assert page.panel.has_caret()
    assert page.panel.add_button.isHidden()
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list.view
    assert page.panel.name.whole_text == "Noter un échange"
    assert page.panel.content.rows["texte"].editor.raw() == "En cours"


def test_what_is_changed_in_an_exchange_needs_no_button(page, ws, session):
    noted = echange(ws, "Mme Delmas rappellera")
    type_in(page, f"echanges.{noted.id}.texte", "Elle rappelle lundi.")
    assert echange(ws, "Mme Delmas rappellera").texte == "Elle rappelle lundi."
    page.panel.content.rows["avec"].editor._add(acteur(ws, "Philippe Caron").id)
    assert people(ws, noted.id) == ["Anne Delmas", "Philippe Caron"]

    session.undo()
    assert people(ws, noted.id) == ["Anne Delmas"]
    assert DRAFT_KEY not in ws.drafts()


def test_an_exchange_is_closed_and_awaited_again(page, ws):
    noted = echange(ws, "Mme Delmas rappellera")
    page.focus_field(f"echanges.{noted.id}")
    assert page.panel.settle_button.text() == "Marquer comme clos"
    page.panel.settle_button.click()

    assert echange(ws, "Mme Delmas rappellera").clos_le == TODAY
    assert page.found.comptes[Part.SANS_REPONSE] == 1
    assert page.panel.settle_button.text() == "Attendre encore"
    page.toast.action.click()
    assert page.found.comptes[Part.SANS_REPONSE] == 2


def test_a_follow_up_is_said_to_be_done(page, ws):
    noted = echange(ws, "Confirme sa présence")
    page.focus_field(f"echanges.{noted.id}")
    page.panel.settle_button.click()

    assert echange(ws, "Confirme sa présence").suite_faite_le == TODAY
    line = next(li for li in page.found.lignes if li.echange_id == noted.id)
    assert line.suite is EtatSuite.CLOS


def test_suppr_deletes_and_undo_gives_back(page, ws):
    noted = echange(ws, "Propose le 15 avril")
    page.list.view.setFocus()
    page.list.choose(str(noted.id))
    press(Qt.Key.Key_Delete)

    assert noted not in ws.snapshot.echanges
    assert "supprimé" in page.toast.message.text()
    assert page.list.view.current()
    page.toast.action.click()
    assert noted in ws.snapshot.echanges


def test_what_hangs_from_an_exchange_is_told_before(page, ws, qtbot, allow_dialogs):
    noted = echange(ws, "Compte rendu du COPIL")
    page.list.view.setFocus()
    page.list.choose(str(noted.id))
    when_a_dialog_opens(lambda dialog: dialog.safe.click())
    press(Qt.Key.Key_Delete)
    assert noted in ws.snapshot.echanges

    back(page, qtbot)
    when_a_dialog_opens(lambda dialog: dialog.action.click())
    press(Qt.Key.Key_Delete)
    assert noted not in ws.snapshot.echanges


def test_a_line_of_a_meeting_is_not_deleted(page, ws):
    cle = next(cle for cle in page.list.shown() if cle.endswith(":tenue"))
    page.list.view.setFocus()
    page.list.choose(cle)
    press(Qt.Key.Key_Delete)

    assert "réunion" in page.toast.message.text()
    assert cle in page.list.shown()


def test_an_exchange_deleted_elsewhere_gives_its_place_to_a_new_one(page, ws):
    noted = echange(ws, "Propose le 15 avril")
    page.focus_field(f"echanges.{noted.id}.texte")
    page.panel.content.form.session.session.run(ops.DeleteEchanges(ids=[noted.id]))

    assert page.panel.name.whole_text == "Noter un échange"
    assert page.panel.content.saisie.is_new


# --- keys, states, sizes


def test_ctrl_tab_goes_to_the_panel_and_back(page):
    page.list.view.setFocus()
    shortcut(Qt.Key.Key_Tab, CONTROL)
    assert page.panel.has_caret()
    shortcut(Qt.Key.Key_Tab, CONTROL)
    assert QApplication.focusWidget() is page.list.view


def test_a_field_of_an_exchange_is_found_again_by_its_key(page, ws):
    noted = echange(ws, "Propose le 15 avril")
    page.list.chips.choose(Part.SANS_REPONSE)
    key = f"echanges.{noted.id}.suite"
    assert page.focus_field(key)

    assert page.current_field() == key
    assert page.list.chips.part is Part.TOUS
    assert not page.focus_field("echanges.99999.suite")
    assert not page.focus_field("acteurs.1.nom")


def test_the_register_is_printed(page):
    asked = []
    page.print_requested.connect(asked.append)
    page.print_button.click()

    assert asked == ["registre-echanges"]


def test_an_empty_journal_says_what_comes_in_it(tmp_path, open_page):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        page = open_page(JournalPage, workspace)

        assert page.list.empty.isVisible()
        assert not page.list.search.isEnabled()
        assert not page.print_button.isEnabled()
        type_in(page, "echanges.nouveau.texte", "Le premier.")
        page.panel.content.add()
        assert objets(page) == ["Le premier."]
        assert not page.list.empty.isVisible()


def test_nothing_may_be_changed_in_read_only(tilleuls, read_only, open_page):
    page = open_page(JournalPage, read_only(tilleuls))
    page.focus_first()

    assert QApplication.focusWidget() is page.list.view
    assert not page.panel.add_button.isVisible()
    page.list.choose(page.list.shown()[0])
    press(Qt.Key.Key_Return)
    assert page.panel.name.whole_text == "Échange du 12 mars 2027"
    assert not page.panel.settle_button.isVisible()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Delete)
    assert len(objets(page)) == len(page.found.lignes)


def test_everything_has_a_name_for_a_screen_reader(page):
    assert nameless(page) == []
    spoken = page.list.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert plain(spoken) == (
        "12 mars 2027, 09:40, Appel, avec ARS, Philippe Caron, Confirme sa présence au COPIL "
        "n° 2 du 15 avril., Pour le 31 mars"
    )


def test_the_model_keeps_the_rules_of_qt(page):
    model = JournalModel(TODAY)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines(page.found.lignes, TODAY)
    model.show_lines(page.found.lignes[:3], TODAY)

    assert len(model.keys()) == 3


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_holds_at_every_size(page, dress, scale):
    dress(scale=scale)
    for size in ((1118, 620), (960, 480), (1660, 950)):
        page.resize(*size)
        QApplication.processEvents()
        assert page.list.view.isVisible()
        assert page.panel.width() <= page.width()
        assert not page._area.horizontalScrollBar().isVisible()


def test_long_texts_are_shortened_and_told_whole(page, ws):
    noted = echange(ws, "Propose le 15 avril")
    long = "Très " * 35 + "long"
    ws.run(ops.UpdateEchange(id=noted.id, objet=long, texte="ligne\n" * 400))
    page.reload(None, force=True)
    page.focus_field(f"echanges.{noted.id}")

    shown = page.list.model.index_of(str(noted.id))
    assert shown.data() == long
    assert long in shown.data(Qt.ItemDataRole.ToolTipRole)


# --- what follows


def test_a_follow_up_is_made_a_task(page, ws):
    noted = echange(ws, "Confirme sa présence")
    page.focus_field(f"echanges.{noted.id}")
    page.panel.task_action.trigger()

    task = next(t for t in ws.snapshot.tasks if t.titre == "Envoyer le diagnostic")
    assert echange(ws, "Confirme sa présence").task_id == task.id
    gone = []
    page.navigate.connect(lambda *place: gone.append(place))
    page.panel.open_task_action.trigger()
    assert gone == [("retroplanning", f"tasks.{task.id}")]


def test_the_slip_of_a_sending_is_shown(page, ws):
    asked = []
    page.print_requested.connect(asked.append)
    page.focus_field(f"echanges.{echange(ws, 'Comptes administratifs').id}")
    page.panel.slip_action.trigger()
    page.focus_field(f"echanges.{echange(ws, 'Envoi de la grille').id}")
    page.panel.slip_action.trigger()

    assert asked == ["bordereau-envoi-1", "bordereau-envoi-4"]
    assert page.panel.content.rows["accuse_le"].isVisible()
    type_in(page, page.panel.content.form.keys()[-1], "15/03/2027")
    assert echange(ws, "Envoi de la grille").accuse_le == date(2027, 3, 15)
    page.note()
    assert not page.panel.content.rows["accuse_le"].isVisible()
    assert echange(ws, "Envoi de la grille").bordereau == 4


def test_the_register_printed_is_that_of_the_chip_and_the_period(page):
    asked = []
    page.print_requested.connect(asked.append)
    page.list.chips.choose(Part.ARS)
    page.list.periode.set_value("2027")
    page.print_button.click()

    assert asked == ["registre-echanges-ars-2027"]


def test_joining_adds_the_exchange_then_asks_for_the_files(page, ws, tmp_path, monkeypatch):
    chosen = tmp_path / "plan.txt"
    chosen.write_text("un plan")
    monkeypatch.setattr("ui.kit.file_dialogs.choose_attachments", lambda *_args: [chosen])
    type_in(page, "echanges.nouveau.texte", "Plan reçu.")
    page.panel.join_button.click()

    noted = last(ws)
    (fichier,) = [f for f in ws.snapshot.fichiers if f.echange_id == noted.id]
    assert fichier.nom == "plan.txt"
    assert page.panel.name.whole_text == "Échange du 12 mars 2027"
    assert rows(page)[0].joints == 1
    assert "joint" in page.toast.message.text()


def test_a_meeting_opens_its_page(page):
    gone = []
    page.navigate.connect(lambda *place: gone.append(place))
    cle = next(cle for cle in page.list.shown() if cle.endswith(":tenue"))
    page.list.view.setFocus()
    page.list.choose(cle)
    press(Qt.Key.Key_Return)

    assert gone == [("reunions", f"reunions.{cle.split(':')[1]}")]
