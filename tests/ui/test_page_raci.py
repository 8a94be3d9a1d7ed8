"""The page RACI: how it moves, fits and speaks, empty, or open to be read only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import LectureRaci, Piste
from cpom_desktop.services.operations import DeleteRaciActivites, UpdateDossier, UpdateRaciActivite
from tests.outils.fenetre import CONTROL, press
from tests.outils.page_raci import SAID, go, letter, place
from ui.kit.raci_delegate import TILES_ROLE
from ui.pages.raci import RaciPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RaciPage, prepared)


def test_the_tables_keep_the_rules_of_qt(ws, page):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(m, fatal) for m in (page.model, page.loads)]
    go(page, 0, 1)
    letter("c")
    page.session.run(UpdateDossier(lecture_raci=LectureRaci.ANGLAISE))
    page.session.run(DeleteRaciActivites(ids=[page.view.activites[3].id]))
    page.session.undo()
    assert all(tester.model() for tester in testers)


def test_arrows_go_over_the_titles_of_phases(ws, page):
    last = (
        len(ws.content.raci.phases)
        and [
            n for n, a in enumerate(page.view.activites) if a.phase == page.view.activites[0].phase
        ][-1]
    )
    go(page, last, 3)
    press(Qt.Key.Key_Down)
    assert page.grid.currentIndex() == place(page, last + 1, 3)
    press(Qt.Key.Key_Up)
    assert page.grid.currentIndex() == place(page, last, 3)


def test_a_screen_reader_hears_the_line_the_role_and_the_meaning(ws, page):
    assert place(page, 0, 1).data(SAID) == (
        "Vérifier la programmation et choisir le cadre applicable, Direction\u00a0: "
        "responsable et acteur"
    )
    assert place(page, 0, 4).data(SAID).endswith("\u00a0: vide")
    assert page.grid.accessibleName() == "Matrice RACI"
    assert page.load_table.accessibleName() == "Charge par rôle"


def test_thirteen_roles_and_ten_lines_show_at_once_on_a_small_screen(page):
    page.resize(1118, 620)
    QApplication.processEvents()
    assert not page.grid.horizontalScrollBar().maximum()
    assert not page.load_table.horizontalScrollBar().maximum()
    bottom = page.grid.visualRect(place(page, 9, 1)).bottom()
    assert bottom <= page.grid.viewport().height()


def test_the_first_column_stays_when_the_roles_scroll(prepared, dress, open_page):
    dress(2.0)
    page = open_page(RaciPage, prepared)
    go(page, 0, 13)
    QApplication.processEvents()
    grid = page.grid
    assert grid.horizontalScrollBar().value() > 0
    assert grid.visualRect(place(page, 0, 13)).right() <= grid.viewport().width()
    assert grid.frozen.visualRect(place(page, 0, 0)).left() == 0
    assert page.load_table.horizontalScrollBar().value() == grid.horizontalScrollBar().value()
    go(page, 0, 1)
    assert grid.visualRect(place(page, 0, 1)).left() >= grid.columnWidth(0)


def test_the_matrix_grows_with_the_text(dress, page):
    height, width = page.grid.rowHeight(1), page.grid.columnWidth(1)
    dress(2.0, "sombre")
    QApplication.processEvents()
    assert page.grid.rowHeight(1) >= 2 * height - 1
    assert page.grid.frozen.rowHeight(1) == page.grid.rowHeight(1)
    assert page.grid.columnWidth(1) > 1.5 * width
    assert page.load_table.columnWidth(1) == page.grid.columnWidth(1)


def test_a_long_title_is_whole_in_its_tooltip(ws, page):
    long = "Une activité au titre interminable " * 5
    activite = page.view.activites[0]
    page.session.run(UpdateRaciActivite(id=activite.id, titre=long.strip()))
    assert long.strip() in place(page, 0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert page.grid.columnWidth(0) < page.grid.viewport().width() // 2


def test_a_dossier_that_may_only_be_read_takes_no_gesture(prepared, read_only, open_page):
    reader = read_only(prepared)
    page = open_page(RaciPage, reader)
    before = reader.snapshot.cells
    assert page.grid.corner.locked
    assert not page.add_button.isVisible()
    go(page, 0, 1)
    letter("c")
    QGuiApplication.clipboard().setText("I")
    press(Qt.Key.Key_V, "\x16", CONTROL)
    press(Qt.Key.Key_Space, " ")
    press(Qt.Key.Key_Delete)
    assert reader.snapshot.cells == before
    assert len(page.told) == 3
    assert all("lecture seule" in sentence for sentence in page.told)
    assert QApplication.activePopupWidget() is None


def test_an_empty_matrix_leads_to_her_situation(started, open_page):
    page = open_page(RaciPage, started)
    asked = []
    page.navigate.connect(lambda *where: asked.append(where))
    assert page.empty.isVisible()
    assert not page.add_button.isVisible()
    page.empty.button.click()
    assert asked == [("etablissement", "dossier.piste")]


def test_an_empty_matrix_is_prepared_once_the_situation_is_known(started, open_page):
    page = open_page(RaciPage, started)
    page.session.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM))
    page.empty.button.click()
    assert len(started.snapshot.raci_activites) == 32
    assert page.grid.isVisible()


def test_a_matrix_emptied_of_its_lines_offers_to_add_one(ws, page):
    page.session.run(DeleteRaciActivites(ids=[a.id for a in page.view.activites]))
    assert page.empty.isVisible()
    page.empty.button.click()
    page.lines.dialog.titre.setText("Une première")
    page.lines.dialog.add.click()
    assert [a.titre for a in ws.snapshot.raci_activites] == ["Une première"]
    assert page.grid.isVisible()


def test_a_field_is_found_by_its_key_and_told_back(ws, page):
    activite, role = page.view.activites[20].id, page.view.roles[3].role.id
    assert page.focus_field(f"raci_cases.{activite}.{role}")
    assert page.current_field() == f"raci_cases.{activite}.{role}"
    assert page.focus_field(f"raci_activites.{activite}")
    assert page.current_field() == f"raci_activites.{activite}"
    assert page.focus_field(f"raci_roles.{role}")
    assert page.grid.header.hasFocus()
    assert page.current_field() == ""
    assert not page.focus_field("etablissement.nom")
    assert not page.focus_field("raci_activites.999999")


def test_tab_follows_the_eye_and_the_matrix_is_one_stop(page):
    page.reading_button.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _step in range(6):
        seen.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab, "\t")
    assert seen[:3] == [page.reading_button, page.add_button, page.print_button]
    assert seen[3] is page.tools
    assert seen[4:] == [page.grid, page.load_table]


def test_a_narrow_page_puts_the_reading_beside_the_legend(page):
    page.resize(900, 620)
    QApplication.processEvents()
    assert page.reading_button.parentWidget() is page.top.legend
    assert page.reading_button.isVisible()
    page.resize(1118, 620)
    QApplication.processEvents()
    assert page.reading_button.parentWidget() is page


def test_the_other_readings_and_the_words_of_the_legend_are_told(ws, page):
    assert "R : responsable" in page.top.legend.accessibleDescription().replace("\u00a0", " ")
    page.session.run(UpdateDossier(lecture_raci=LectureRaci.ANGLAISE))
    assert "R : acteur" in page.top.legend.accessibleDescription().replace("\u00a0", " ")


def test_a_tile_holds_its_letters_in_the_order_of_the_reading(ws, page):
    tiles = place(page, 0, 1).data(TILES_ROLE)
    assert [tile.letter for tile in tiles] == ["R", "A"]
    page.session.run(UpdateDossier(lecture_raci=LectureRaci.ANGLAISE))
    assert [tile.letter for tile in place(page, 0, 1).data(TILES_ROLE)] == ["A", "R"]


def test_print_asks_for_the_matrix(page, qtbot):
    with qtbot.waitSignal(page.print_requested, timeout=1000) as asked:
        page.print_button.click()
    assert asked.args == ["raci"]


def test_the_tools_lead_to_the_other_documents(page):
    asked = []
    page.print_requested.connect(asked.append)
    page.tools.workshop_asked.emit()
    page.tools.missions_asked.emit()
    assert asked == ["raci-atelier", "fiches-mission"]
