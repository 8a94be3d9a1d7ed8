"""What is typed, pasted and chosen in the cells of the RACI matrix."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.services.operations import CellValue, SetRaciCells
from tests.outils.fenetre import CONTROL, SHIFT, press
from tests.outils.page_raci import A, C, I, R, clear_all, go, held, letter, place, select
from ui.pages.raci import RaciPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RaciPage, prepared)


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
    press(Qt.Key.Key_D, "\x04", CONTROL)
    assert {held(ws, page, n, 1) for n in range(4)} == {frozenset({R, A})}
    assert ws.undo_titles()[0] == "modifier 3 cases RACI"


def test_fill_down_on_one_cell_copies_the_cell_above(ws, page):
    clear_all(ws, page)
    go(page, 0, 1)
    letter("c")
    go(page, 1, 1)
    press(Qt.Key.Key_D, "\x04", CONTROL)
    assert held(ws, page, 1, 1) == {C}


def test_what_is_copied_pastes_elsewhere_as_one_step(ws, page):
    wanted = [[held(ws, page, n, c) for c in (1, 2, 3)] for n in (0, 1)]
    select(page, (0, 1), (1, 3))
    press(Qt.Key.Key_C, "\x03", CONTROL)
    assert QGuiApplication.clipboard().text() == "RA\tI\tA\nRA\tC\tI"
    go(page, 4, 11)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert [[held(ws, page, n, c) for c in (11, 12, 13)] for n in (4, 5)] == wanted
    page.session.undo()
    assert [[held(ws, page, n, c) for c in (11, 12, 13)] for n in (4, 5)] != wanted


def test_a_paste_goes_over_the_titles_of_phases(ws, page):
    first = page.view.activites[0].phase
    last = max(n for n, a in enumerate(page.view.activites) if a.phase == first)
    QGuiApplication.clipboard().setText("c\r\ni\r\n")
    go(page, last, 9)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert [held(ws, page, n, 9) for n in (last, last + 1)] == [{C}, {I}]


def test_one_pasted_value_fills_the_selection(ws, page):
    QGuiApplication.clipboard().setText("r/a")
    select(page, (0, 9), (1, 10))
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert {held(ws, page, n, c) for n in (0, 1) for c in (9, 10)} == {frozenset({R, A})}


def pasted(page, text, line=0, column=1):
    """Paste a text in a cell."""
    QGuiApplication.clipboard().setText(text)
    go(page, line, column)
    press(Qt.Key.Key_V, "\x16", CONTROL)


def test_a_wrong_letter_pastes_nothing_and_says_which_cell_and_why(ws, page):
    before = ws.snapshot.cells
    pasted(page, "C\tZ\nI\tRC")
    told = page.cells.dialog.refused.toPlainText().replace("\u00a0", " ").splitlines()
    assert told == [
        "Ligne 1, Instance de gouvernance : « Z » n’est pas un rôle RACI (R, A, C, I).",
        "Ligne 2, Instance de gouvernance : « RC » : C et I vont seuls dans leur case.",
    ]
    assert ws.snapshot.cells == before
    page.cells.dialog.safe.click()
    assert ws.snapshot.cells == before


def test_what_is_right_in_a_paste_is_written_if_she_takes_it_as_one_step(ws, page):
    clear_all(ws, page)
    before = ws.snapshot.cells
    pasted(page, "C\tZ\nI\tRA")
    assert page.cells.dialog.take.text() == "Coller les 3 cases justes"
    page.cells.dialog.take.click()
    assert [held(ws, page, 0, 1), held(ws, page, 1, 1), held(ws, page, 1, 2)] == [{C}, {I}, {R, A}]
    page.session.undo()
    assert ws.snapshot.cells == before


def test_a_paste_beyond_the_matrix_is_told_and_offers_what_holds(ws, page):
    clear_all(ws, page)
    before = ws.snapshot.cells
    pasted(page, "C\tC", column=13)
    assert "1 colonne dépasse" in page.cells.dialog.refused.toPlainText()
    assert ws.snapshot.cells == before
    page.cells.dialog.take.click()
    assert held(ws, page, 0, 13) == {C}


def test_a_paste_without_anything_right_offers_nothing(ws, page):
    pasted(page, "Z")
    assert page.cells.dialog.take is None
    assert page.cells.dialog.safe.text() == "Fermer"


def test_titles_copied_with_their_cells_come_back_where_they_were(ws, page):
    select(page, (0, 0), (1, 2))
    press(Qt.Key.Key_C, "\x03", CONTROL)
    assert QGuiApplication.clipboard().text().startswith("Activité (lecture du kit)\tDirection")
    wanted = ws.snapshot.cells
    clear_all(ws, page)
    page.session.run(
        SetRaciCells(
            cells=[
                CellValue(activite_id=a, role_id=r, sens=sorted(v))
                for (a, r), v in wanted.items()
                if a not in {page.view.activites[0].id, page.view.activites[1].id}
            ]
        )
    )
    go(page, 9, 0)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    roles = {page.view.roles[n].role.id for n in (0, 1)}
    lines = {page.view.activites[n].id for n in (0, 1)}
    back = {k: v for k, v in wanted.items() if k[0] not in lines or k[1] in roles}
    assert ws.snapshot.cells == back


def test_the_whole_matrix_is_copied_and_comes_back(ws, page):
    wanted = ws.snapshot.cells
    page.tools.copy_asked.emit()
    clear_all(ws, page, range(32))
    assert ws.snapshot.cells == {}
    go(page, 3, 4)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert ws.snapshot.cells == wanted


def test_ctrl_a_then_a_letter_is_one_step(ws, page):
    before = ws.snapshot.cells
    go(page, 0, 1)
    press(Qt.Key.Key_A, "\x01", CONTROL)
    letter("i")
    assert set(ws.snapshot.cells.values()) == {frozenset({I})}
    assert len(ws.snapshot.cells) == 32 * 13
    page.session.undo()
    assert ws.snapshot.cells == before


def test_shift_and_arrows_select_and_a_letter_goes_everywhere(ws, page):
    clear_all(ws, page)
    go(page, 0, 1)
    press(Qt.Key.Key_Right, "", SHIFT)
    press(Qt.Key.Key_Down, "", SHIFT)
    letter("c")
    filled = {(n, c) for n in (0, 1) for c in (1, 2)}
    assert {(n, c) for n in range(6) for c in range(1, 14) if held(ws, page, n, c)} == filled


def test_ctrl_space_selects_a_role_and_shift_space_an_activity(ws, page):
    go(page, 2, 3)
    press(Qt.Key.Key_Space, " ", CONTROL)
    assert {i.column() for i in page.selected()} == {3}
    assert len(page.selected()) == 32
    press(Qt.Key.Key_Space, " ", SHIFT)
    assert {i.row() for i in page.selected()} == {place(page, 2, 3).row()}
    assert len(page.selected()) == 13
    assert page.grid.currentIndex() == place(page, 2, 3)


def test_a_press_on_the_header_selects_its_column(ws, page):
    header = page.grid.header
    spot = QPoint(header.sectionViewportPosition(4) + 8, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert {i.column() for i in page.selected()} == {4}
    assert len(page.selected()) == 32


def test_fill_right_copies_the_first_cell_of_each_line(ws, page):
    clear_all(ws, page)
    go(page, 0, 1)
    letter("r")
    letter("a")
    go(page, 1, 1)
    letter("c")
    select(page, (0, 1), (1, 4))
    press(Qt.Key.Key_R, "\x12", CONTROL)
    assert {held(ws, page, 0, n) for n in range(1, 5)} == {frozenset({R, A})}
    assert {held(ws, page, 1, n) for n in range(1, 5)} == {frozenset({C})}
    go(page, 0, 5)
    press(Qt.Key.Key_R, "\x12", CONTROL)
    assert held(ws, page, 0, 5) == {R, A}


def test_space_opens_the_popup_which_ticks_and_stays_for_r_and_a(ws, page):
    clear_all(ws, page)
    go(page, 0, 4)
    press(Qt.Key.Key_Space, " ")
    assert page.cells.popup.isVisible()
    press(Qt.Key.Key_Space, " ")
    assert held(ws, page, 0, 4) == set()
    page.cells.popup.choices[0].click()
    letter("a")
    assert held(ws, page, 0, 4) == {R, A}
    assert [choice.isChecked() for choice in page.cells.popup.choices] == [1, 1, 0, 0, 0]
    letter("c")
    assert held(ws, page, 0, 4) == {C}
    assert QApplication.activePopupWidget() is None


def test_the_popup_moves_by_arrows_empties_and_closes(ws, page):
    go(page, 0, 1)
    press(Qt.Key.Key_Return, "\r")
    press(Qt.Key.Key_Up)
    assert page.cells.popup.choices[-1].hasFocus()
    assert page.cells.popup.choices[-1].accessibleName() == "Vider, touche Suppr"
    press(Qt.Key.Key_Return, "\r")
    assert held(ws, page, 0, 1) == set()
    press(Qt.Key.Key_Return, "\r")
    press(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_a_double_click_opens_the_popup(ws, page, qtbot):
    spot = page.grid.visualRect(place(page, 1, 2)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.cells.popup.isVisible()
    page.cells.popup.close()


def test_the_menu_offers_every_gesture(ws, page):
    go(page, 0, 1)
    menu = page.context_menu(page.grid.currentIndex())
    words = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    assert len(words) == 11
    next(a for a in menu.actions() if a.text().startswith("Vider")).trigger()
    assert held(ws, page, 0, 1) == set()
    menu.close()
