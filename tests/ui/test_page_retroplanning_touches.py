"""Moving the plan by keys, on the row chosen, and by the menu of a bar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.outils.fenetre import ALT, CONTROL, SHIFT
from tests.outils.gantt_souris import drag, free, show_row, span
from tests.outils.page_retroplanning import task
from ui.pages.retroplanning import RetroplanningPage

DAY = timedelta(days=1)


@pytest.fixture
def page(prepared, open_page):
    found = open_page(RetroplanningPage, prepared, (1318, 650))
    found.target.zoom.choose("semaines")
    return found


def keys(key, held):
    """Press keys where the caret is, the shortcuts of the window asked first."""
    QTest.keyClick(QApplication.focusWidget(), key, held)


def on_row(page, row):
    show_row(page, row)
    page.card.table.setFocus()


@pytest.mark.parametrize(
    ("key", "held", "days"),
    [
        (Qt.Key.Key_Right, ALT, 1),
        (Qt.Key.Key_Left, ALT, -1),
        (Qt.Key.Key_Right, ALT | SHIFT, 7),
        (Qt.Key.Key_Left, ALT | SHIFT, -7),
    ],
)
def test_keys_move_the_row_chosen(page, key, held, days):
    row = free(page)
    debut, fin = span(page, row)
    on_row(page, row)
    keys(key, held)
    assert span(page, row) == (debut + days * DAY, fin + days * DAY)


def test_keys_lengthen_the_row_chosen(page):
    row = free(page)
    debut, fin = span(page, row)
    on_row(page, row)
    keys(Qt.Key.Key_Right, CONTROL | ALT)
    keys(Qt.Key.Key_Right, CONTROL | ALT)
    assert span(page, row) == (debut, fin + 2 * DAY)
    keys(Qt.Key.Key_Left, CONTROL | ALT)
    assert span(page, row) == (debut, fin + DAY)


def test_several_presses_on_a_row_are_one_step_to_undo(page):
    row = free(page)
    before = span(page, row)
    on_row(page, row)
    for _ in range(4):
        keys(Qt.Key.Key_Right, ALT)
    assert span(page, row)[1] == before[1] + 4 * DAY
    page.session.undo()
    assert span(page, row) == before


def test_alt_suppr_gives_the_date_back_to_the_links(page):
    row = free(page)
    before = span(page, row)
    drag(page, row, 9)
    on_row(page, row)
    keys(Qt.Key.Key_Delete, ALT)
    assert task(page, row).date_epinglee is None
    assert span(page, row) == before
    assert len(page.session.snapshot.tasks) == 40


def test_the_menu_of_a_bar_tells_what_may_be_done(page, qtbot):
    row = free(page)
    drag(page, row, 3)
    menu = page.card.moves.menu()
    words = [action.text().replace("\t", " ") for action in menu.actions() if action.text()]
    assert words == [
        "Modifier la tâche…",
        "Un jour plus tôt Alt+Gauche",
        "Un jour plus tard Alt+Droite",
        "Ne plus fixer la date Alt+Suppr",
    ]
    assert all(action.isEnabled() for action in menu.actions())
    menu.actions()[-1].trigger()
    assert task(page, row).date_epinglee is None
    menu.deleteLater()
