"""The list of the fiches actions, by its keys, checked through the dossier."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.services import operations as ops
from tests.outils.fenetre import nameless, plain, press, write
from tests.outils.fiches import add_fiche
from ui.kit.cells import PILL_ROLE
from ui.models.fiches_action import COST, LACKS, NUMBER, STATUT, FicheLine
from ui.pages.fiches_action import FichesActionPage

KEYBOARD = Qt.FocusReason.ShortcutFocusReason


@pytest.fixture
def fiche_id(started):
    return add_fiche(started)


@pytest.fixture
def page(started, fiche_id, open_page):
    made = open_page(FichesActionPage, started)
    made.list.table.setFocus(KEYBOARD)
    return made


def words_of(page):
    return [plain(page.list.model.index(row, NUMBER).data()) for row in range(len(lines(page)))]


def lines(page) -> tuple[FicheLine, ...]:
    return page.list.model.rows


def answer(page, button):
    getattr(page.question, button).click()
    QApplication.processEvents()


def test_axes_and_objectives_head_their_fiches(page):
    assert words_of(page) == [
        "1. Soins, prévention et sécurité",
        "1.1 Prévenir la perte d’autonomie".replace("’", "'"),
        "1.1.1 Réduire les chutes",
        "FA-01",
    ]


def test_a_fiche_tells_its_state_its_cost_and_what_it_lacks(page):
    row = len(lines(page)) - 1
    index = page.list.model.index
    assert plain(index(row, COST).data()) == "46 500 €"
    assert index(row, STATUT).data(PILL_ROLE).word == "Brouillon"
    assert plain(index(row, LACKS).data(PILL_ROLE).word) == "7 points à compléter"


def test_the_model_is_sound(page):
    QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.session.run(ops.AddFicheAction(titre="Autre"))
    assert words_of(page)[-2:] == ["Sans objectif", "FA-02"]


def test_entree_opens_the_fiche_and_echap_comes_back_to_its_line(page, fiche_id):
    press(Qt.Key.Key_Return)
    assert page.fiche_id == fiche_id
    assert plain(page.title_label.text()) == "Fiche FA-01 : prévenir les chutes"
    press(Qt.Key.Key_Escape)
    assert page.fiche_id == 0
    assert page.current_field() == f"fiches_action.{fiche_id}.liste"
    assert page.list.table.hasFocus()


def test_a_double_click_opens_the_fiche(page, fiche_id):
    table = page.list.table
    spot = table.visualRect(table.currentIndex().siblingAtColumn(STATUT)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.fiche_id == fiche_id


def test_adding_opens_a_fiche_under_the_objective_chosen_title_ready_to_type(page, ws):
    page.add_button.setFocus(KEYBOARD)
    press(Qt.Key.Key_Return)
    write("Réduire l'absentéisme")
    press(Qt.Key.Key_Tab)
    made = ws.snapshot.fiches_action[-1]
    assert (made.repere, made.titre) == ("FA-02", "Réduire l'absentéisme")
    assert made.objectif_id == ws.snapshot.fiches_action[0].objectif_id
    assert page.editor.current_field() == f"fiches_action.{made.id}.objectif_id"


def test_a_heading_is_renamed_in_place_without_its_number(page, ws):
    page.list.table.setCurrentIndex(page.list.model.index(0, NUMBER))
    press(Qt.Key.Key_F2)
    assert QApplication.focusWidget().text() == "Soins, prévention et sécurité"
    QApplication.focusWidget().selectAll()
    write("Santé")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert ws.snapshot.axes[0].libelle == "Santé"
    assert words_of(page)[0] == "1. Santé"


def test_deleting_a_fiche_tells_what_goes_with_it_and_may_be_kept(page, ws):
    press(Qt.Key.Key_Delete)
    told = plain(page.question.text.text())
    assert told.startswith("Avec elle : 1 étape, 1 moyen, 1 financement, 1 indicateur.")
    answer(page, "safe")
    assert len(ws.snapshot.fiches_action) == 1


def test_a_deleted_fiche_comes_back_with_all_it_held_by_the_toast(page, ws):
    before = ws.snapshot
    press(Qt.Key.Key_Delete)
    answer(page, "action")
    assert ws.snapshot.fiches_action == ()
    assert ws.snapshot.indicateurs == ()
    assert page.toast.message.text() == "Fiche action FA-01 supprimée."
    page.toast.action.click()
    assert ws.snapshot.fiches_action == before.fiches_action
    assert ws.snapshot.cibles_indicateurs == before.cibles_indicateurs


def test_the_toast_of_a_deletion_goes_away_with_the_next_change(page, session):
    press(Qt.Key.Key_Delete)
    answer(page, "action")
    assert page.toast.isVisible()
    session.run(ops.AddFicheAction(titre="Autre"))
    assert not page.toast.isVisible()


def test_deleting_an_axis_leaves_its_fiches_without_objective(page, ws):
    page.list.table.setCurrentIndex(page.list.model.index(0, NUMBER))
    press(Qt.Key.Key_Delete)
    told = plain(page.question.text.text())
    assert "2 objectifs partent avec." in told
    assert "1 fiche reste, sans objectif." in told
    answer(page, "action")
    assert ws.snapshot.axes == ws.snapshot.objectifs == ()
    assert ws.snapshot.fiches_action[0].objectif_id is None
    assert words_of(page) == ["FA-01"]


def test_without_any_fiche_the_page_says_what_they_are_for(started, open_page):
    page = open_page(FichesActionPage, started)
    assert page.empty.isVisible()
    assert not page.list.isVisible()
    page.empty.button.click()
    assert started.snapshot.fiches_action[0].titre == "Nouvelle fiche"
    assert page.fiche_id == started.snapshot.fiches_action[0].id


def test_the_list_prints_every_fiche_and_the_editor_its_own(page, fiche_id):
    asked = []
    page.print_requested.connect(asked.append)
    page.print_all.click()
    page.open_fiche(fiche_id)
    page.print_button.click()
    assert asked == ["fiches-action", "fiche-action-1"]


def test_a_blank_fiche_is_one_click_away(page):
    asked = []
    page.print_requested.connect(asked.append)
    page.blank.click()
    assert page.blank.accessibleName() == "Imprimer une fiche vierge, pour un atelier"

    assert asked == ["fiche-vierge"]


def test_nothing_may_be_changed_in_a_dossier_that_is_only_read(
    started, fiche_id, open_page, read_only
):
    reading = read_only(started)
    page = open_page(FichesActionPage, reading)
    page.list.table.setFocus(KEYBOARD)
    press(Qt.Key.Key_Delete)
    assert not hasattr(page, "question")
    hidden = (page.add_button, page.delete_button, page.rename_button)
    assert not any(button.isVisible() for button in hidden)
    page.open_fiche(fiche_id)
    form = page.editor.form
    assert form is not None
    assert form.row(f"fiches_action.{fiche_id}.titre").editor.isReadOnly()
    shown = (
        page.editor.new_objectif,
        page.editor.constats.button,
        page.editor.parts.etapes.add_button,
    )
    assert not any(button.isVisible() for button in shown)
    assert page.print_button.isVisible()


def test_every_stop_of_the_list_and_of_the_editor_has_a_name(page, fiche_id):
    assert nameless(page) == []
    page.open_fiche(fiche_id)
    page.editor.parts.open_indicateur(1)
    QApplication.processEvents()
    assert nameless(page) == []


@pytest.mark.parametrize("statut", list(StatutFiche))
def test_each_state_is_told_by_a_word_beside_its_icon(page, session, fiche_id, statut):
    session.run(ops.UpdateFicheAction(id=fiche_id, statut=statut))
    pill = page.list.model.index(len(lines(page)) - 1, STATUT).data(PILL_ROLE)
    assert pill.word


def test_two_hundred_fiches_are_listed_at_once(started, open_page):
    """The bar of a page is 50 ms on an idle machine; this one may be busy."""
    for number in range(200):
        started.run(ops.AddFicheAction(titre=f"Fiche {number}"))
    page = open_page(FichesActionPage, started)
    start = time.perf_counter()
    page.reload(None, force=True)
    spent = time.perf_counter() - start
    assert len(lines(page)) == 200
    assert spent < 0.5


def test_a_blank_fiche_may_be_printed_before_any_is_written(started, open_page):
    page = open_page(FichesActionPage, started)
    assert page.blank.isVisible()
    page.add_fiche()
    assert not page.blank.isVisible()
