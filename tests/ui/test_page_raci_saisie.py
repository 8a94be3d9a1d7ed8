"""What is typed, pasted and chosen in the cells of the RACI matrix."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import LectureRaci
from tests.outils.fenetre import CONTROL, SHIFT, press
from tests.outils.page_raci import A, C, I, R, clear_all, go, held, letter, place, select
from ui.models.raci_lines import parse_cell
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


def test_a_wrong_letter_pastes_nothing_and_says_which(ws, page):
    before = ws.snapshot.cells
    QGuiApplication.clipboard().setText("C\tZ")
    go(page, 0, 1)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert ws.snapshot.cells == before
    assert page.told == ["«\u00a0Z\u00a0» n’est pas un rôle RACI (R, A, C, I). Rien n’a changé."]


def test_a_paste_beyond_the_matrix_is_refused(ws, page):
    before = ws.snapshot.cells
    QGuiApplication.clipboard().setText("C\tC")
    go(page, 0, 13)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert ws.snapshot.cells == before
    assert "dépasse du tableau" in page.told[0]


def test_titles_pasted_with_their_cells_change_nothing_by_themselves(ws, page):
    select(page, (0, 0), (1, 2))
    press(Qt.Key.Key_C, "\x03", CONTROL)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert page.told == []
    go(page, 2, 0)
    press(Qt.Key.Key_V, "\x16", CONTROL)
    assert "un à un" in page.told[0]


@pytest.mark.parametrize("text", ["r", "R", " r ", "RA", "R/A", "r+a", "A, R", "", "–", "c"])
def test_letters_are_read_as_people_write_them(text):
    wanted = {sens for sens, name in ((R, "R"), (A, "A"), (C, "C")) if name in text.upper()}
    assert parse_cell(text, LectureRaci.KIT) == wanted


def test_c_and_i_stay_alone_in_their_cell(ws, page):
    QGuiApplication.clipboard().setText("RC")
    go(page, 0, 5)
    press(Qt.Key.Key_V, "\x16", CONTROL)
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


def test_the_menu_offers_every_gesture(ws, page):
    go(page, 0, 1)
    menu = page.context_menu(page.grid.currentIndex())
    words = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    assert len(words) == 8
    next(a for a in menu.actions() if a.text().startswith("Vider")).trigger()
    assert held(ws, page, 0, 1) == set()
    menu.close()
