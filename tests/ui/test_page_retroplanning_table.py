"""The table of the rétroplanning: dates, states and titles, typed, shown and copied."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.operations import UpdateDossier, UpdateTask
from tests.outils.fenetre import SHIFT, press
from tests.outils.page_retroplanning import answer, caret_on, cell, edited, end_of, task
from ui.kit.cells import PILL_ROLE
from ui.kit.combo import ChoiceField
from ui.models.planning import END, RESPONSABLE, STATE, TITLE
from ui.pages.retroplanning import RetroplanningPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared)


def test_typing_an_end_fixes_it_and_emptying_lets_it_move_again(page):
    free = end_of(page, 10)
    edited(page, 10, END, "12/04/2027")
    assert task(page, 10).date_epinglee == end_of(page, 10) == date(2027, 4, 12)
    assert cell(page, 10, END, Qt.ItemDataRole.DecorationRole) is not None
    assert "date que vous avez fixée" in cell(page, 10, END, Qt.ItemDataRole.ToolTipRole)
    edited(page, 10, END, "")
    assert task(page, 10).date_epinglee is None
    assert end_of(page, 10) == free


def test_a_wrong_end_is_refused_in_words_and_changes_nothing(page, qtbot):
    before = task(page, 10)
    with qtbot.waitSignal(page.session.refused) as refused:
        edited(page, 10, END, "45/13/2027")
    assert refused.args[0]
    assert task(page, 10) == before


def test_the_end_of_a_task_that_is_over_is_the_day_it_was_over(page):
    page.session.run(UpdateTask(id=task(page, 0).id, etat=EtatTache.FAIT))
    edited(page, 0, END, "08/03/2027")
    assert task(page, 0).fin_reelle == date(2027, 3, 8)
    assert task(page, 0).date_epinglee is None


@pytest.mark.parametrize(
    ("key", "letter", "etat"),
    [
        (Qt.Key.Key_F, "f", EtatTache.FAIT),
        (Qt.Key.Key_C, "c", EtatTache.EN_COURS),
        (Qt.Key.Key_S, "s", EtatTache.SANS_OBJET),
    ],
)
def test_a_letter_chooses_the_state(page, key, letter, etat):
    caret_on(page, 4, STATE)
    press(key, letter)
    assert task(page, 4).etat is etat


def test_a_letter_gives_the_same_state_to_every_row_selected_as_one_step(page):
    caret_on(page, 2, STATE)
    for _n in range(2):
        press(Qt.Key.Key_Down, modifiers=SHIFT)
    press(Qt.Key.Key_F, "f")
    assert [task(page, n).etat for n in (2, 3, 4)] == [EtatTache.FAIT] * 3
    page.session.undo()
    assert [task(page, n).etat for n in (2, 3, 4)] == [EtatTache.A_FAIRE] * 3


def test_the_list_of_states_opens_with_enter_and_writes_the_choice(page, qtbot):
    caret_on(page, 4, STATE)
    press(Qt.Key.Key_Return)
    editor = page.card.table.findChild(ChoiceField)
    qtbot.waitUntil(lambda: editor.view().isVisible())
    editor.hidePopup()
    editor.setCurrentIndex(editor.findText("En cours"))
    editor.activated.emit(editor.currentIndex())
    assert task(page, 4).etat is EtatTache.EN_COURS


def test_a_late_task_says_so_before_its_state(page):
    page.session.run(UpdateDossier(date_signature=date(2027, 10, 1)))
    place = next(n for n, row in enumerate(page.view.rows) if row.retard_jours)
    assert cell(page, place, STATE) == "En retard"
    assert cell(page, place, STATE, PILL_ROLE).kind == "en-retard"


def test_a_milestone_has_a_flag_and_says_so(page):
    place = next(n for n, row in enumerate(page.view.rows) if row.jalon)
    assert cell(page, place, TITLE, Qt.ItemDataRole.DecorationRole) is not None
    spoken = cell(page, place, TITLE, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Jalon\u00a0: COPIL")


def test_deleting_asks_first_and_tells_what_waits_for_it(page, monkeypatch):
    asked = answer(monkeypatch, reply=False)
    caret_on(page, 0, TITLE)
    press(Qt.Key.Key_Delete)
    assert asked[0][0].startswith("Supprimer la tâche «\u00a0Vérifier")
    assert "attend" in asked[0][1]
    assert len(page.session.snapshot.tasks) == 40


def test_deleting_several_rows_is_one_step_and_the_caret_stays_in_place(page, monkeypatch):
    answer(monkeypatch, reply=True)
    caret_on(page, 4, TITLE)
    press(Qt.Key.Key_Down, modifiers=SHIFT)
    after = task(page, 6).id
    press(Qt.Key.Key_Delete)
    assert len(page.session.snapshot.tasks) == 38
    assert page.card.current_task() == after
    page.session.undo()
    assert len(page.session.snapshot.tasks) == 40


def test_a_title_of_two_hundred_letters_is_shortened_with_its_whole_text_at_hand(page):
    long = "Écrire " * 28
    page.session.run(UpdateTask(id=task(page, 0).id, titre=long))
    assert page.card.table.columnWidth(TITLE) < 400
    assert long.strip() in cell(page, 0, TITLE, Qt.ItemDataRole.ToolTipRole)


def test_a_title_that_looks_like_markup_is_shown_as_it_is(page):
    page.session.run(UpdateTask(id=task(page, 0).id, titre="<b>gras</b>"))
    assert cell(page, 0, TITLE) == "<b>gras</b>"
    assert "&lt;b&gt;" in cell(page, 0, TITLE, Qt.ItemDataRole.ToolTipRole)


def test_copied_dates_carry_their_year(page):
    caret_on(page, 0, END)
    text = page.card.table.copy_selection()
    assert text == f"{end_of(page, 0):%d/%m/%Y}"


def test_f2_renames_in_place_and_enter_opens_the_task(page):
    edited(page, 6, TITLE, "Bâtir l’équipe œuvrant au CPOM")
    assert task(page, 6).titre == "Bâtir l’équipe œuvrant au CPOM"
    caret_on(page, 6, TITLE)
    press(Qt.Key.Key_Return)
    assert page.editor.isVisible()


def test_an_empty_name_is_refused_and_the_former_one_stays(page):
    before = task(page, 6).titre
    edited(page, 6, TITLE, "  ")
    assert page.told == ["Donnez un nom."]
    assert task(page, 6).titre == before


def test_a_double_click_on_a_title_opens_the_task_and_edits_nothing(page):
    index = page.card.model.index(3, TITLE)
    place = page.card.table.visualRect(index).center()
    QTest.mouseClick(page.card.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.card.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.editor.isVisible()
    assert page.editor.task_id == task(page, 3).id
    assert page.card.table.state() != page.card.table.State.EditingState


def test_the_responsible_is_chosen_in_the_table(page):
    someone = page.session.snapshot.acteurs[0]
    index = page.card.model.index(5, RESPONSABLE)
    assert page.card.model.setData(index, someone.display_name)
    assert task(page, 5).acteur_id == someone.id
    assert cell(page, 5, RESPONSABLE) == someone.display_name
