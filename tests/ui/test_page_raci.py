"""The RACI matrix, driven by keyboard and mouse, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.content.loader import embed
from cpom_desktop.domain.dossier import LectureRaci, Piste
from cpom_desktop.domain.raci import Sens
from cpom_desktop.services.operations import (
    CellValue,
    DeleteRaciActivites,
    PrepareDossier,
    SetRaciCells,
    StartDossier,
    UpdateActeur,
    UpdateDossier,
    UpdateRaciActivite,
)
from cpom_desktop.services.workspace import Workspace
from db.store import create_dossier, open_dossier
from ui.kit.fields import LineField
from ui.kit.raci_delegate import RING_ROLE, SEVERE_ROLE, TILES_ROLE
from ui.models.raci_lines import parse_cell, short_name
from ui.pages.raci import RaciPage
from ui.session import Session
from ui.theme.theme import apply_theme, load_theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
R, A, C, I = Sens  # noqa: E741 - the letters of the matrix
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SAID = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(autouse=True)
def _dressed(qapp):
    apply_theme(qapp, load_theme("clair"), 1.0)


@pytest.fixture
def started(tmp_path, clock):
    ws = Workspace(create_dossier(tmp_path / "d.cpom", clock), clock)
    ws.run(StartDossier(nom="EHPAD Les Tilleuls", packs=embed()))
    yield ws
    ws.close()


@pytest.fixture
def ws(started):
    started.run(UpdateDossier(piste=Piste.RENOUVELLEMENT, date_signature=date(2027, 12, 15)))
    started.run(PrepareDossier())
    return started


@pytest.fixture
def open_page(qtbot):
    """Return a function that shows the page of a workspace, active, with the caret in it."""

    def show(workspace, width=1118):
        session = Session(workspace)
        page = RaciPage(session)
        session.setParent(page)
        session.changed.connect(lambda changes, force: page.reload(changes, force=force))
        page.told = []
        session.refused.connect(page.told.append)
        qtbot.addWidget(page)
        page.resize(width, 620)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.grid.setFocus()
        return page

    return show


@pytest.fixture
def page(ws, open_page):
    return open_page(ws)


def press(key, text="", modifiers=Qt.KeyboardModifier.NoModifier):
    target = QApplication.activePopupWidget() or QApplication.focusWidget()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))


def letter(text):
    press(Qt.Key(ord(text.upper())), text)


def place(page, line, column):
    """Return the index of the nth activity (from 0) in a column."""
    return page.model.index(page.model.place_of(page.view.activites[line].id), column)


def go(page, line, column):
    page.grid.go_to(place(page, line, column))


def select(page, first, last):
    box = QItemSelection(place(page, *first), place(page, *last))
    page.grid.go_to(place(page, *first))
    page.grid.selectionModel().select(box, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def held(ws, page, line, column):
    key = page.view.activites[line].id, page.view.roles[column - 1].role.id
    return ws.snapshot.cells.get(key, frozenset())


def clear_all(ws, page, lines=range(6)):
    ids = [page.view.activites[line].id for line in lines]
    roles = [r.role.id for r in page.view.roles]
    page.session.run(
        SetRaciCells(
            cells=[CellValue(activite_id=a, role_id=r, sens=[]) for a in ids for r in roles]
        )
    )


def test_the_tables_keep_the_rules_of_qt(ws, page):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(m, fatal) for m in (page.model, page.loads)]
    go(page, 0, 1)
    letter("c")
    page.session.run(UpdateDossier(lecture_raci=LectureRaci.ANGLAISE))
    page.session.run(DeleteRaciActivites(ids=[page.view.activites[3].id]))
    page.session.undo()
    assert all(tester.model() for tester in testers)


def test_letters_combine_r_and_a_and_replace_by_c_or_i(ws, page):
    clear_all(ws, page)
    go(page, 0, 1)
    for typed, wanted in (
        ("r", {R}),
        ("a", {R, A}),
        ("R", {A}),
        ("c", {C}),
        ("i", {I}),
        ("a", {A}),
        ("a", set()),
    ):
        letter(typed)
        assert held(ws, page, 0, 1) == wanted, typed


def test_letters_follow_the_reading_of_the_dossier(ws, page):
    clear_all(ws, page)
    page.reading_button.actions_by_reading[LectureRaci.ANGLAISE].trigger()
    assert ws.snapshot.dossier.lecture_raci is LectureRaci.ANGLAISE
    go(page, 0, 1)
    letter("a")
    assert held(ws, page, 0, 1) == {R}
    assert place(page, 0, 1).data() == "A"
    assert page.reading_button.text() == "Lecture anglaise"
    assert "A approuve" in page.reading_button.accessibleDescription()


def test_one_letter_on_a_selection_is_one_step_of_undo(ws, page):
    clear_all(ws, page)
    select(page, (0, 2), (2, 4))
    letter("c")
    assert {held(ws, page, n, c) for n in range(3) for c in (2, 3, 4)} == {frozenset({C})}
    assert ws.undo_titles()[0] == "modifier 9 cases RACI"
    page.session.undo()
    assert not any(held(ws, page, n, c) for n in range(3) for c in (2, 3, 4))


def test_a_letter_completes_a_selection_before_it_empties_it(ws, page):
    clear_all(ws, page)
    go(page, 0, 1)
    letter("r")
    select(page, (0, 1), (1, 1))
    letter("r")
    assert [held(ws, page, n, 1) for n in (0, 1)] == [{R}, {R}]
    letter("r")
    assert [held(ws, page, n, 1) for n in (0, 1)] == [set(), set()]


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


def test_shift_and_arrows_extend_the_selection(ws, page):
    clear_all(ws, page)
    go(page, 0, 2)
    press(Qt.Key.Key_Right, modifiers=SHIFT)
    press(Qt.Key.Key_Down, modifiers=SHIFT)
    letter("i")
    assert {held(ws, page, n, c) for n in (0, 1) for c in (2, 3)} == {frozenset({I})}


def test_suppr_empties_the_selected_cells(ws, page):
    select(page, (0, 1), (1, 3))
    press(Qt.Key.Key_Delete)
    assert not any(held(ws, page, n, c) for n in (0, 1) for c in (1, 2, 3))


def test_fill_down_copies_the_first_cell_on_the_others(ws, page):
    clear_all(ws, page)
    go(page, 0, 1)
    letter("r")
    letter("a")
    select(page, (0, 1), (3, 1))
    press(Qt.Key.Key_D, "\x04", CTRL)
    assert {held(ws, page, n, 1) for n in range(4)} == {frozenset({R, A})}
    assert ws.undo_titles()[0] == "modifier 3 cases RACI"


def test_fill_down_on_one_cell_copies_the_cell_above(ws, page):
    clear_all(ws, page)
    go(page, 0, 1)
    letter("c")
    go(page, 1, 1)
    press(Qt.Key.Key_D, "\x04", CTRL)
    assert held(ws, page, 1, 1) == {C}


def test_what_is_copied_pastes_elsewhere_as_one_step(ws, page):
    wanted = [[held(ws, page, n, c) for c in (1, 2, 3)] for n in (0, 1)]
    select(page, (0, 1), (1, 3))
    press(Qt.Key.Key_C, "\x03", CTRL)
    assert QGuiApplication.clipboard().text() == "RA\tI\tA\nRA\tC\tI"
    go(page, 4, 11)
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert [[held(ws, page, n, c) for c in (11, 12, 13)] for n in (4, 5)] == wanted
    page.session.undo()
    assert [[held(ws, page, n, c) for c in (11, 12, 13)] for n in (4, 5)] != wanted


def test_a_paste_goes_over_the_titles_of_phases(ws, page):
    first = page.view.activites[0].phase
    last = max(n for n, a in enumerate(page.view.activites) if a.phase == first)
    QGuiApplication.clipboard().setText("c\r\ni\r\n")
    go(page, last, 9)
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert [held(ws, page, n, 9) for n in (last, last + 1)] == [{C}, {I}]


def test_one_pasted_value_fills_the_selection(ws, page):
    QGuiApplication.clipboard().setText("r/a")
    select(page, (0, 9), (1, 10))
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert {held(ws, page, n, c) for n in (0, 1) for c in (9, 10)} == {frozenset({R, A})}


def test_a_wrong_letter_pastes_nothing_and_says_which(ws, page):
    before = ws.snapshot.cells
    QGuiApplication.clipboard().setText("C\tZ")
    go(page, 0, 1)
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert ws.snapshot.cells == before
    assert page.told == ["«\u00a0Z\u00a0» n’est pas un rôle RACI (R, A, C, I). Rien n’a changé."]


def test_a_paste_beyond_the_matrix_is_refused(ws, page):
    before = ws.snapshot.cells
    QGuiApplication.clipboard().setText("C\tC")
    go(page, 0, 13)
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert ws.snapshot.cells == before
    assert "dépasse du tableau" in page.told[0]


def test_titles_pasted_with_their_cells_change_nothing_by_themselves(ws, page):
    select(page, (0, 0), (1, 2))
    press(Qt.Key.Key_C, "\x03", CTRL)
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert page.told == []
    go(page, 2, 0)
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert "un à un" in page.told[0]


@pytest.mark.parametrize("text", ["r", "R", " r ", "RA", "R/A", "r+a", "A, R", "", "–", "c"])
def test_letters_are_read_as_people_write_them(text):
    wanted = {sens for sens, name in ((R, "R"), (A, "A"), (C, "C")) if name in text.upper()}
    assert parse_cell(text, LectureRaci.KIT) == wanted


def test_c_and_i_stay_alone_in_their_cell(ws, page):
    QGuiApplication.clipboard().setText("RC")
    go(page, 0, 5)
    press(Qt.Key.Key_V, "\x16", CTRL)
    assert "vont seuls" in page.told[0]


def test_space_opens_the_popup_which_ticks_and_stays_for_r_and_a(ws, page):
    clear_all(ws, page)
    go(page, 0, 4)
    press(Qt.Key.Key_Space, " ")
    assert page.popup.isVisible()
    press(Qt.Key.Key_Space, " ")
    assert held(ws, page, 0, 4) == set()
    page.popup.choices[0].click()
    letter("a")
    assert held(ws, page, 0, 4) == {R, A}
    assert [choice.isChecked() for choice in page.popup.choices] == [1, 1, 0, 0, 0]
    letter("c")
    assert held(ws, page, 0, 4) == {C}
    assert QApplication.activePopupWidget() is None


def test_the_popup_moves_by_arrows_empties_and_closes(ws, page):
    go(page, 0, 1)
    press(Qt.Key.Key_Return, "\r")
    press(Qt.Key.Key_Up)
    assert page.popup.choices[-1].hasFocus()
    assert page.popup.choices[-1].accessibleName() == "Vider, touche Suppr"
    press(Qt.Key.Key_Return, "\r")
    assert held(ws, page, 0, 1) == set()
    press(Qt.Key.Key_Return, "\r")
    press(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_a_double_click_opens_the_popup(ws, page, qtbot):
    spot = page.grid.visualRect(place(page, 1, 2)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.popup.isVisible()
    page.popup.close()


def test_two_responsables_mark_the_line_and_ring_each(ws, page):
    clear_all(ws, page)
    for column in (1, 3):
        go(page, 4, column)
        letter("r")
    assert place(page, 4, 0).data(SEVERE_ROLE)
    assert [bool(place(page, 4, c).data(RING_ROLE)) for c in (1, 2, 3)] == [True, False, True]
    told = [f.texte for f in page.view.findings if "2 responsables" in f.texte]
    assert len(told) == 1
    assert told[0] in place(page, 4, 0).data(SAID)


def test_the_first_finding_leads_to_its_line_and_the_list_to_the_others(ws, page, qtbot):
    clear_all(ws, page, [7, 9])
    assert page.findings.first.accessibleName() == page.view.findings[0].texte
    page.findings.first.click()
    assert page.grid.currentIndex() == place(page, 7, 0)
    assert page.grid.hasFocus()
    others = len(page.view.findings) - 1
    assert page.findings.others.text() == f"{others} autres"
    page.findings.others.click()
    assert len(page.findings.list.buttons) == others + 1
    page.findings.list.buttons[-1].click()
    assert page.grid.currentIndex().row() == place(page, 9, 0).row()
    assert QApplication.activePopupWidget() is None


def test_without_fault_the_page_says_so(page):
    assert page.view.findings == ()
    assert page.findings.calm.isVisible()
    assert not page.findings.first.isVisible()


def test_an_overloaded_role_leads_to_its_column(ws, page):
    cells = [
        CellValue(activite_id=a.id, role_id=page.view.roles[4].role.id, sens=[R])
        for a in page.view.activites
    ]
    page.session.run(SetRaciCells(cells=cells))
    kinds = [n for n, f in enumerate(page.view.findings) if f.constat.role_id]
    page.go_to_finding(kinds[0])
    assert page.grid.header.hasFocus()
    assert "Infirmier coordonnateur" in page.grid.header.accessibleName()


def test_the_load_row_counts_and_says_in_words(ws, page):
    clear_all(ws, page, range(len(page.view.activites)))
    for column_letter in "ra":
        go(page, 0, 2)
        letter(column_letter)
    cell = page.loads.index(0, 2)
    assert cell.data() == "1 R · 1 A"
    assert cell.data(SAID).endswith("responsable de 1 activité, acteur de 1, sur 32")


def test_a_screen_reader_hears_the_line_the_role_and_the_meaning(ws, page):
    assert place(page, 0, 1).data(SAID) == (
        "Vérifier la programmation et choisir le cadre applicable, Direction\u00a0: "
        "responsable et acteur"
    )
    assert place(page, 0, 4).data(SAID).endswith("\u00a0: vide")
    assert page.grid.accessibleName() == "Matrice RACI"
    assert page.load_table.accessibleName() == "Charge par rôle"


def test_f2_in_the_first_column_renames_the_activity(ws, page, qtbot):
    go(page, 0, 0)
    press(Qt.Key.Key_F2)
    editor = page.grid.frozen.findChild(LineField)
    assert editor.hasFocus()
    editor.setText("Vérifier le calendrier")
    press(Qt.Key.Key_Return, "\r")
    qtbot.waitUntil(page.grid.hasFocus)
    assert ws.snapshot.raci_activites[0].titre == "Vérifier le calendrier"
    assert place(page, 0, 0).data() == "Vérifier le calendrier"
    page.session.undo()
    assert place(page, 0, 0).data().startswith("Vérifier la programmation")


def test_an_empty_title_is_refused_and_stays(ws, page):
    assert not page.model.setData(place(page, 0, 0), "   ")
    assert len(page.told) == 1
    assert ws.snapshot.raci_activites[0].titre.startswith("Vérifier")


def test_an_activity_is_added_in_its_phase_with_the_caret_on_it(ws, page, qtbot):
    go(page, 8, 2)
    page.add_button.click()
    qtbot.waitUntil(page.dialog.titre.hasFocus)
    assert page.dialog.phase.value() == page.view.activites[8].phase
    page.dialog.add.click()
    assert page.dialog.error.isVisible()
    page.dialog.titre.setText("Préparer la visite")
    press(Qt.Key.Key_Return, "\r")
    added = [a for a in ws.snapshot.raci_activites if a.titre == "Préparer la visite"]
    assert [a.phase for a in added] == ["diagnostic"]
    page.activateWindow()
    qtbot.waitUntil(page.grid.hasFocus)
    assert page.current_field().startswith(f"raci_cases.{added[0].id}.")


def test_suppr_on_titles_asks_then_deletes_the_activities(ws, page):
    ids = [page.view.activites[n].id for n in (0, 1)]
    select(page, (0, 0), (1, 0))
    press(Qt.Key.Key_Delete)
    assert "2 activités" in page.question.windowTitle()
    filled = sum(line in ids for line, _role in ws.snapshot.cells)
    assert f"{filled} cases remplies" in page.question.text.text()
    page.question.safe.click()
    assert len(ws.snapshot.raci_activites) == 32
    press(Qt.Key.Key_Delete)
    page.question.action.click()
    assert not {a.id for a in ws.snapshot.raci_activites} & set(ids)
    page.session.undo()
    assert len(ws.snapshot.raci_activites) == 32


def test_the_holder_is_chosen_from_the_header_by_keyboard(ws, page):
    person = next(a for a in ws.snapshot.acteurs if a.slug == "finances")
    page.session.run(UpdateActeur(id=person.id, nom="Thomas Girard"))
    go(page, 0, 4)
    press(Qt.Key.Key_Up)
    assert page.grid.header.hasFocus()
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_F2)
    assert "Référent CPOM" in page.holder_dialog.windowTitle()
    page.holder_dialog.acteur.set_value(person.id)
    page.holder_dialog.choose.click()
    assert ws.snapshot.raci_roles[2].acteur_id == person.id
    press(Qt.Key.Key_Down)
    assert page.grid.hasFocus()


def test_a_double_click_on_a_role_asks_for_its_holder(ws, page):
    header = page.grid.header
    left = header.sectionViewportPosition(2)
    spot = QPoint(left + header.sectionSize(2) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert "Instance de gouvernance" in page.holder_dialog.windowTitle()
    page.holder_dialog.acteur.set_value(None)
    page.holder_dialog.choose.click()
    assert ws.snapshot.raci_roles[1].acteur_id is None


@pytest.mark.parametrize(
    ("name", "short"),
    [("Claire Morel", "C. Morel"), ("Dr Garnier", "Dr Garnier"), ("Morel", "Morel"), ("", "")],
)
def test_a_holder_fits_under_the_role(name, short):
    assert short_name(name) == short


def test_the_menu_offers_every_gesture(ws, page):
    go(page, 0, 1)
    menu = page.context_menu(page.grid.currentIndex())
    words = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    assert len(words) == 7
    next(a for a in menu.actions() if a.text().startswith("Vider")).trigger()
    assert held(ws, page, 0, 1) == set()
    menu.close()


def test_thirteen_roles_and_ten_lines_show_at_once_on_a_small_screen(page):
    page.resize(1118, 620)
    QApplication.processEvents()
    assert not page.grid.horizontalScrollBar().maximum()
    assert not page.load_table.horizontalScrollBar().maximum()
    bottom = page.grid.visualRect(place(page, 9, 1)).bottom()
    assert bottom <= page.grid.viewport().height()


def test_the_first_column_stays_when_the_roles_scroll(ws, qapp, open_page):
    apply_theme(qapp, load_theme("clair"), 2.0)
    page = open_page(ws)
    go(page, 0, 13)
    QApplication.processEvents()
    grid = page.grid
    assert grid.horizontalScrollBar().value() > 0
    assert grid.visualRect(place(page, 0, 13)).right() <= grid.viewport().width()
    assert grid.frozen.visualRect(place(page, 0, 0)).left() == 0
    assert page.load_table.horizontalScrollBar().value() == grid.horizontalScrollBar().value()
    go(page, 0, 1)
    assert grid.visualRect(place(page, 0, 1)).left() >= grid.columnWidth(0)


def test_the_matrix_grows_with_the_text(ws, qapp, page):
    height, width = page.grid.rowHeight(1), page.grid.columnWidth(1)
    apply_theme(qapp, load_theme("sombre"), 2.0)
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


def test_a_dossier_that_may_only_be_read_takes_no_gesture(ws, tmp_path, clock, open_page):
    ws.close()
    reader = Workspace(open_dossier(tmp_path / "d.cpom", clock, read_only=True), clock)
    page = open_page(reader)
    before = reader.snapshot.cells
    assert page.grid.corner.locked
    assert not page.add_button.isVisible()
    go(page, 0, 1)
    letter("c")
    QGuiApplication.clipboard().setText("I")
    press(Qt.Key.Key_V, "\x16", CTRL)
    press(Qt.Key.Key_Space, " ")
    press(Qt.Key.Key_Delete)
    assert reader.snapshot.cells == before
    assert len(page.told) == 3
    assert all("lecture seule" in sentence for sentence in page.told)
    assert QApplication.activePopupWidget() is None
    reader.close()


def test_an_empty_matrix_leads_to_her_situation(started, open_page):
    page = open_page(started)
    asked = []
    page.navigate.connect(lambda *where: asked.append(where))
    assert page.empty.isVisible()
    assert not page.add_button.isVisible()
    page.empty.button.click()
    assert asked == [("etablissement", "dossier.piste")]


def test_an_empty_matrix_is_prepared_once_the_situation_is_known(started, open_page):
    page = open_page(started)
    page.session.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM))
    page.empty.button.click()
    assert len(started.snapshot.raci_activites) == 32
    assert page.grid.isVisible()


def test_a_matrix_emptied_of_its_lines_offers_to_add_one(ws, page):
    page.session.run(DeleteRaciActivites(ids=[a.id for a in page.view.activites]))
    assert page.empty.isVisible()
    page.empty.button.click()
    page.dialog.titre.setText("Une première")
    page.dialog.add.click()
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
    for _step in range(5):
        seen.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab, "\t")
    assert seen[:3] == [page.reading_button, page.add_button, page.print_button]
    assert seen[3:] == [page.grid, page.load_table]


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
