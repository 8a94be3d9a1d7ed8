"""The lines of the rétroplanning: moved, copied, linked, by keys and by the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.operations import UpdateTask
from tests.outils.fenetre import ALT, CONTROL, SHIFT, press
from tests.outils.page_retroplanning import caret_on, task
from ui.models.planning import RANK, TITLE
from ui.pages.retroplanning import RetroplanningPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared)


def order(page):
    """Return the tasks in the order of the dossier, as ids."""
    return [each.id for each in page.session.snapshot.tasks]


def last_of_first_phase(page):
    """Return the place of the last task of the first phase."""
    tasks = page.session.snapshot.tasks
    return max(n for n, each in enumerate(tasks) if each.phase == tasks[0].phase)


def test_alt_and_the_arrows_move_a_line_and_the_caret_with_it(page):
    before = order(page)
    caret_on(page, 2, TITLE)
    press(Qt.Key.Key_Down, modifiers=ALT)
    assert order(page)[:5] == [before[0], before[1], before[3], before[2], before[4]]
    assert page.card.current_task() == before[2]
    press(Qt.Key.Key_Up, modifiers=ALT)
    press(Qt.Key.Key_Up, modifiers=ALT)
    assert order(page)[:4] == [before[0], before[2], before[1], before[3]]
    page.session.undo()
    page.session.undo()
    page.session.undo()
    assert order(page) == before


def test_several_lines_move_together(page):
    before = order(page)
    caret_on(page, 1, TITLE)
    press(Qt.Key.Key_Down, modifiers=SHIFT)
    press(Qt.Key.Key_Down, modifiers=ALT)
    assert order(page)[:4] == [before[0], before[3], before[1], before[2]]
    page.session.undo()
    assert order(page) == before


def test_at_the_edge_of_a_phase_a_line_goes_into_the_next_one_and_back(page):
    last = last_of_first_phase(page)
    moved = task(page, last)
    following = task(page, last + 1)
    caret_on(page, last, TITLE)
    press(Qt.Key.Key_Down, modifiers=ALT)
    assert task(page, last).id == moved.id
    assert task(page, last).phase == following.phase
    press(Qt.Key.Key_Up, modifiers=ALT)
    assert task(page, last).phase == moved.phase
    assert task(page, last).id == moved.id


def test_the_first_line_goes_no_higher(page):
    before = order(page)
    caret_on(page, 0, TITLE)
    press(Qt.Key.Key_Up, modifiers=ALT)
    assert order(page) == before


def test_a_copy_stands_after_its_original_and_is_opened(page):
    page.session.run(UpdateTask(id=task(page, 3).id, etat=EtatTache.FAIT))
    caret_on(page, 3, TITLE)
    press(Qt.Key.Key_D, modifiers=CONTROL)
    copy = task(page, 4)
    assert copy.titre == f"{task(page, 3).titre} (copie)"
    assert copy.etat is EtatTache.A_FAIRE
    assert page.editor.task_id == copy.id
    page.session.undo()
    assert len(order(page)) == 40


def drag(page, start, end, *, column=RANK):
    """Drag a line from its place to before another, by one of its columns."""
    table, model = page.card.table, page.card.model
    view = table.viewport()
    first = table.visualRect(model.index(start, column)).center()
    rect = table.visualRect(model.index(min(end, model.rowCount() - 1), column))
    aim = QPoint(first.x(), rect.top() + 2 if end < model.rowCount() else rect.bottom() + 5)
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(view, button, pos=first)
    for y in (first.y() + 12, (first.y() + aim.y()) // 2, aim.y()):
        QTest.mouseMove(view, QPoint(first.x(), y))
    assert table._drop_place == (end if column == RANK else -1)
    QTest.mouseRelease(view, button, pos=aim)


def test_a_line_is_dragged_by_its_phase_number(page):
    before = order(page)
    drag(page, 4, 1)
    assert order(page)[:6] == [before[0], before[4], *before[1:4], before[5]]
    page.session.undo()
    assert order(page) == before


def test_dropped_between_two_phases_it_ends_the_first_one(page):
    last = last_of_first_phase(page)
    moved = task(page, 2)
    drag(page, 2, last + 1)
    assert task(page, last).id == moved.id
    assert task(page, last).phase == moved.phase


def test_dropped_in_another_phase_it_takes_it(page):
    last = last_of_first_phase(page)
    moved = task(page, 2).id
    drag(page, 2, last + 2)
    there = next(each for each in page.session.snapshot.tasks if each.id == moved)
    assert there.phase == task(page, last + 1).phase


def test_dropped_where_it_was_nothing_is_written(page):
    before = page.session.undo_titles()
    drag(page, 3, 4)
    assert page.session.undo_titles() == before


def test_dragging_by_a_title_selects_and_moves_nothing(page):
    before = order(page)
    drag(page, 4, 1, column=TITLE)
    assert order(page) == before


def test_lines_move_among_those_that_are_shown(page):
    page.open_filters()
    page.filters.search.setText("copil")
    shown = [line.task.id for line in page.card.model.rows]
    phases = [line.task.phase for line in page.card.model.rows]
    place = next(n for n in range(1, len(shown)) if phases[n] == phases[n - 1])
    caret_on(page, place, TITLE)
    press(Qt.Key.Key_Up, modifiers=ALT)
    after = order(page)
    assert after.index(shown[place]) < after.index(shown[place - 1])


def test_a_dossier_that_may_only_be_read_moves_and_copies_nothing(prepared, read_only, open_page):
    page = open_page(RetroplanningPage, read_only(prepared))
    before = order(page)
    caret_on(page, 3, TITLE)
    press(Qt.Key.Key_Down, modifiers=ALT)
    press(Qt.Key.Key_D, modifiers=CONTROL)
    press(Qt.Key.Key_L, modifiers=CONTROL)
    assert order(page) == before
    assert not page.editor.after.line.isVisible() if page.editor.form else True
