"""The page « Contrôle du dossier », by its keys, checked through the dossier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from cpom_desktop.services.anomalies.vue import ALL_STAGES, Part
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, press, write
from ui.models.controle import AnomalyRole
from ui.models.controle_view import columns_of
from ui.pages.controle import ControlePage
from ui.pages.controle.dialogs import IgnoreDialog

RACI = "raci-plusieurs-responsables:14:1,3"


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(ControlePage, tilleuls)


@pytest.fixture
def gone(page):
    """What the page asks the window to go to."""
    asked = []
    page.navigate.connect(lambda *place: asked.append(place))
    return asked


def rows(page):
    model = page.list.model
    return [model.index(n).data(AnomalyRole.ROW) for n in range(model.rowCount())]


def shown(page):
    return page.list.model.keys()


def answered(monkeypatch, motif):
    """Have the dialog of the reason answered by its keys."""

    def run(dialog):
        dialog.motif.setPlainText(motif)
        dialog.keep.click()
        return dialog.result()

    monkeypatch.setattr(IgnoreDialog, "exec", run)


def test_the_gravest_points_come_first_with_why_and_where(page):
    first = rows(page)[0]
    assert first.pill.kind == "bloquant"
    assert "2 responsables" in first.first
    assert first.second == "Un seul responsable par tâche (kit ANAP)."
    assert first.ou == "Matrice RACI, ligne 14"
    assert page.list.panel.phrase.text().endswith("a 2 responsables.")
    assert "Gardez un seul responsable" in page.list.panel.todo.text()


def test_the_counters_tell_each_weight_and_what_holds(page):
    counters = page.counters
    assert (
        counters.bloquants.number.text() == str(page.list.chips.chips[Part.BLOQUANTS].text())[-2]
    )
    assert counters.a_verifier.note.text() == "à traiter avant le COPIL n°\u00a02"
    assert counters.tenus.note.text().startswith("sur ")


def test_a_chip_shows_one_part_and_what_holds_on_demand(page):
    page.list.chips.chips[Part.CONSEILS].setFocus()
    press(Qt.Key.Key_Space, " ")
    assert {row.pill.kind for row in rows(page)} == {"conseil"}

    page.list.chips.chips[Part.TENUS].click()
    assert {row.pill.kind for row in rows(page)} == {"fait"}
    assert len(rows(page)) == len(page.found.tenues)
    assert page.list.current_key() == shown(page)[0]
    assert page.list.view._names(page.list.view.rect())[1].words == "Ce qui est contrôlé"
    assert not page.list.panel.isVisibleTo(page)

    page.list.chips.chips[Part.IGNORES].click()
    assert page.list.nothing.text() == "Aucun point n’est ignoré."


def test_one_stage_is_shown(page):
    page.list.stage.set_value(3)
    page.list.stage.edited.emit()
    assert {page.list._points[key].regle.stage for key in shown(page)} == {3}


def test_enter_goes_to_the_field(page, gone):
    page.focus_first()
    press(Qt.Key.Key_Return)
    assert gone == [("raci", "raci_cases.14.3")]


def test_the_first_point_is_one_click_away(page, gone):
    page.list.view.choose(shown(page)[-1])
    page.first_button.click()
    assert gone == [("raci", "raci_cases.14.3")]


def test_a_point_of_a_page_that_is_not_there_goes_to_one_that_shows_it(page, gone):
    key = next(k for k in shown(page) if "objectif-sans-fiche" in k)
    page.list.reveal(key)
    page.open_current()
    assert gone[0][0] in {"objectifs", "fiches-action"}


def test_a_click_on_the_button_of_a_row_goes_to_the_field(page, gone):
    view = page.list.view
    button = columns_of(view.visualRect(page.list.model.index(0))).button
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    assert gone == [("raci", "raci_cases.14.3")]


def test_a_point_is_ignored_with_a_reason_and_comes_back(page, tilleuls, monkeypatch):
    answered(monkeypatch, "Binôme voulu")
    page.focus_first()
    press(Qt.Key.Key_Delete)
    kept = tilleuls.snapshot.anomalies_assumees
    assert [(a.cle, a.motif) for a in kept] == [(RACI, "Binôme voulu")]
    assert RACI not in shown(page)

    page.list.chips.chips[Part.IGNORES].click()
    assert rows(page)[0].second == "Ignoré\u00a0: Binôme voulu"
    page.list.panel.withdraw_button.click()
    assert not tilleuls.snapshot.anomalies_assumees
    tilleuls.undo()
    assert tilleuls.snapshot.anomalies_assumees


def test_a_point_is_not_ignored_without_a_reason(page, tilleuls, monkeypatch):
    answered(monkeypatch, "  ")
    page.ignore()
    assert not tilleuls.snapshot.anomalies_assumees


def test_the_reason_is_asked_by_keys(page, tilleuls, qtbot):
    dialog = IgnoreDialog(page._session, page.list.current(), page)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.motif.hasFocus)
    write("Vu avec l’ARS")
    dialog.keep.click()
    assert tilleuls.snapshot.anomalies_assumees[0].motif == "Vu avec l’ARS"
    dialog.deleteLater()


def test_the_menu_offers_what_may_be_done(page):
    words = [action.text() for action in page.menu().actions()]
    assert words == ["Aller au champ", "Ignorer, avec une raison…"]
    tenus = page.list.chips.chips[Part.TENUS]
    tenus.click()
    page.show_menu(QPoint(0, 0))
    assert page.menu().isEmpty()


def test_what_is_mended_leaves_the_list_and_the_next_is_chosen(page, tilleuls):
    following = shown(page)[1]
    cell = ops.CellValue(activite_id=14, role_id=3, sens=["realisateur"])
    page._session.attempt(ops.SetRaciCells(cells=[cell]))
    assert RACI not in shown(page)
    assert page.list.current_key() == following


def test_a_point_is_found_again(page):
    key = shown(page)[3]
    page.list.view.choose(key)
    assert page.current_field() == f"controle.{key}"
    page.list.chips.choose(Part.BLOQUANTS)
    assert page.focus_field(f"controle.{key}")
    assert page.list.current_key() == key
    assert page.list.stage.value() == ALL_STAGES
    assert not page.focus_field("acteurs.1.nom")


def test_nothing_to_mend_is_told_and_the_rules_are_listed(page, monkeypatch):
    from dataclasses import replace

    whole = replace(page.found, anomalies=(), ignorees=())
    monkeypatch.setattr(page, "_read", lambda: whole)
    page.reload(None, force=False)
    assert page.pile.currentIndex() == 1
    assert not page.first_button.isVisibleTo(page)
    page.pile.currentWidget().button.click()
    assert len(rows(page)) == len(whole.tenues)


def test_a_long_text_keeps_two_lines_and_the_whole_below(page, tilleuls):
    name = "Réduire " + "les hospitalisations évitables " * 30
    tilleuls.run(ops.UpdateRaciActivite(id=14, titre=name[:190]))
    page.reload(None, force=True)
    assert name[:60] in page.list.panel.phrase.text().replace("\u00a0", " ")
    height = page.list.view.visualRect(page.list.model.index(0)).height()
    assert height < 100


def test_the_list_is_printed(page):
    asked = []
    page.print_requested.connect(asked.append)
    page.print_button.click()
    assert asked == ["controle-dossier"]


def test_its_model_and_its_names_hold(page, qtbot):
    QAbstractItemModelTester(page.list.model)
    assert nameless(page) == []
    assert QApplication.focusWidget() is not None


def test_a_dossier_that_is_only_read_offers_no_ignoring(tmp_path, open_page):
    path = copy_demonstration(tmp_path)
    with opened(path, read_only=True) as workspace:
        page = open_page(ControlePage, workspace)
        assert not page.list.panel.ignore_button.isVisibleTo(page)
        assert [a.text() for a in page.menu().actions()] == ["Aller au champ"]
