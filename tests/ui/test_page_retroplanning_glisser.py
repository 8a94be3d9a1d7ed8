"""Moving the plan by the mouse, and by the keys on the row chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.tasks import EtatTache, UniteDuree
from cpom_desktop.services.operations import AddTask, DeleteTasks, SetPredecessors, UpdateTask
from tests.outils.gantt_souris import (
    bar,
    carry,
    drag,
    drop,
    free,
    label,
    milestone,
    pixels,
    point_of,
    show_row,
    span,
    take,
)
from tests.outils.page_retroplanning import task
from ui.pages.retroplanning import RetroplanningPage

DAY = timedelta(days=1)


@pytest.fixture
def page(prepared, open_page):
    found = open_page(RetroplanningPage, prepared, (1318, 650))
    found.target.zoom.choose("semaines")
    return found


def steps(page):
    return page.session.undo_titles()[0]


@pytest.mark.parametrize("days", [-9, -1, 1, 12])
def test_a_bar_dragged_keeps_its_length_and_its_end_is_fixed(page, days):
    row = free(page)
    debut, fin = span(page, row)
    length = task(page, row).duree_jours
    drag(page, row, days)
    assert task(page, row).date_epinglee == fin + days * DAY
    assert task(page, row).duree_jours == length
    assert span(page, row) == (debut + days * DAY, fin + days * DAY)


def test_a_drag_is_one_step_to_undo(page):
    row = free(page)
    before, old = span(page, row), steps(page)
    drag(page, row, 7)
    assert steps(page) != old
    page.session.undo()
    assert span(page, row) == before
    assert task(page, row).date_epinglee is None


@pytest.mark.parametrize("days", [-3, 4])
def test_the_right_end_changes_the_length_and_keeps_the_start(page, days):
    row = free(page)
    debut, fin = span(page, row)
    length = task(page, row).duree_jours
    drag(page, row, days, "fin")
    assert span(page, row) == (debut, fin + days * DAY)
    assert task(page, row).duree_jours == length + days


@pytest.mark.parametrize("days", [-5, 3])
def test_the_left_end_changes_the_length_and_keeps_the_end_unfixed(page, days):
    row = free(page)
    debut, fin = span(page, row)
    length = task(page, row).duree_jours
    drag(page, row, days, "debut")
    assert span(page, row) == (debut + days * DAY, fin)
    assert task(page, row).duree_jours == length - days
    assert task(page, row).date_epinglee is None


def test_an_end_never_passes_the_other(page):
    row = free(page)
    debut, _fin = span(page, row)
    drag(page, row, -60, "fin")
    assert span(page, row) == (debut, debut + DAY)


def test_a_length_in_worked_days_is_counted_in_worked_days(page):
    row = free(page, least=10)
    found = task(page, row)
    page.session.run(UpdateTask(id=found.id, unite=UniteDuree.OUVRES, duree_jours=10))
    debut, fin = span(page, row)
    drag(page, row, 7, "fin")
    assert task(page, row).duree_jours in {14, 15}
    assert span(page, row)[1] == fin + 7 * DAY
    assert span(page, row)[0] >= debut


def test_a_milestone_is_moved_to_the_day_it_is_let_go(page):
    row = milestone(page)
    _debut, fin = span(page, row)
    drag(page, row, 5)
    assert span(page, row)[1] == task(page, row).date_epinglee == fin + 5 * DAY


def test_a_task_that_has_begun_keeps_its_start(page):
    row = free(page)
    debut, fin = span(page, row)
    found = task(page, row)
    page.session.run(UpdateTask(id=found.id, etat=EtatTache.EN_COURS, debut_reel=debut))
    drag(page, row, 6)
    assert span(page, row) == (debut, fin + 6 * DAY)
    assert task(page, row).date_epinglee == fin + 6 * DAY
    drag(page, row, -4, "debut")
    assert task(page, row).debut_reel == debut - 4 * DAY
    assert span(page, row) == (debut - 4 * DAY, fin + 6 * DAY)


def test_the_label_says_the_dates_as_the_bar_moves_and_nothing_is_written(page):
    row = free(page)
    debut, fin = span(page, row)
    before = page.session.snapshot.tasks
    start = take(page, row)
    at = carry(page, start, pixels(page, 3))
    (first, *_more) = label(page)
    new = fin + 3 * DAY
    assert str((debut + 3 * DAY).day) in first
    assert f"{new.day}" in first
    assert str(new.year) in first
    assert page.session.snapshot.tasks == before
    drop(page, at)
    assert page.session.snapshot.tasks != before


def test_the_label_names_the_day_when_it_is_closed(page):
    holidays = [day for day in page.view.holidays if day.weekday() < 5]
    row, day = next(
        (row, day) for row in range(8, 40) for day in holidays
        if bar(page, row).milestone and abs((day - bar(page, row).fin).days) < 30
    )  # fmt: skip
    days = (day - bar(page, row).fin).days
    start = take(page, row)
    carry(page, start, pixels(page, days))
    assert label(page)[1:] == (f"Jour férié : {page.view.holidays[day]}",)
    carry(page, start, pixels(page, days + 5 - day.weekday()))
    assert label(page)[1:] == ("Week-end",)
    drop(page, start)


def test_escape_gives_up(page):
    row = free(page)
    before = span(page, row)
    start = take(page, row)
    at = carry(page, start, 60)
    assert page.card.gantt.drag.active
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.card.gantt.drag.active
    drop(page, at)
    assert span(page, row) == before
    assert task(page, row).date_epinglee is None


def test_a_click_that_trembles_moves_nothing(page):
    row = free(page)
    before = page.session.snapshot
    start = take(page, row)
    drop(page, carry(page, start, 2, 1))
    assert page.session.snapshot is before
    assert page.card.current_task() == bar(page, row).task_id


def test_coming_back_to_the_same_day_changes_nothing(page):
    row = free(page)
    before = page.session.snapshot
    start = take(page, row)
    carry(page, start, pixels(page, 5))
    view = page.card.gantt.viewport()
    QTest.mouseMove(view, start)
    drop(page, start)
    assert page.session.snapshot is before


def test_a_finished_task_stays(page):
    row = free(page)
    found = task(page, row)
    page.session.run(UpdateTask(id=found.id, etat=EtatTache.FAIT))
    before = page.session.snapshot
    drag(page, row, 10)
    assert page.session.snapshot is before


def test_a_dossier_that_may_only_be_read_stays(prepared, read_only, open_page):
    reader = read_only(prepared)
    page = open_page(RetroplanningPage, reader, (1318, 650))
    page.target.zoom.choose("semaines")
    before = reader.snapshot
    row = free(page)
    drag(page, row, 10)
    page.card.table.setFocus()
    page.card.moves.unpin()
    assert reader.snapshot == before
    assert page.card.gantt.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize(
    ("part", "shape"),
    [
        ("milieu", Qt.CursorShape.SizeAllCursor),
        ("debut", Qt.CursorShape.SizeHorCursor),
        ("fin", Qt.CursorShape.SizeHorCursor),
        ("lien", Qt.CursorShape.CrossCursor),
    ],
)
def test_the_cursor_tells_what_may_be_done(page, part, shape):
    row = free(page)
    show_row(page, row)
    hover(page, point_of(page, row, part))
    assert page.card.gantt.viewport().cursor().shape() == shape
    hover(page, QPoint(5, page.card.gantt.header_height + 3))
    assert page.card.gantt.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def hover(page, point):
    for near in (QPoint(2, 0), QPoint(0, 0)):
        QTest.mouseMove(page.card.gantt.viewport(), point + near)
    QApplication.processEvents()


def link_by_mouse(page, row, onto):
    """Draw a link from the handle of a bar to the row of another."""
    start = take(page, row, "lien")
    across = point_of(page, onto) - start
    at = carry(page, start, across.x(), across.y())
    told = label(page)
    drop(page, at)
    return told


def test_a_link_is_drawn_from_the_end_of_a_bar_to_another(page):
    row = free(page)
    page.session.run(SetPredecessors(task_id=task(page, row + 1).id, predecesseurs=[]))
    told = link_by_mouse(page, row, row + 1)
    assert told[0] == "Relier"
    waited = {li.predecessor_id for li in page.session.snapshot.task_links
              if li.task_id == task(page, row + 1).id}  # fmt: skip
    assert waited == {task(page, row).id}


def test_a_circle_is_refused_with_its_sentence(page, qtbot):
    row = free(page)
    first, second = task(page, row), task(page, row + 1)
    page.session.run(SetPredecessors(task_id=first.id, predecesseurs=[]))
    page.session.run(SetPredecessors(task_id=second.id, predecesseurs=[first.id]))
    before = page.session.snapshot.task_links
    with qtbot.waitSignal(page.session.refused) as refused:
        told = link_by_mouse(page, row + 1, row)
    assert told[0] == "Lien impossible"
    assert first.titre in refused.args[0]
    assert second.titre in refused.args[0]
    assert page.session.snapshot.task_links == before


def test_a_link_that_is_there_or_leads_nowhere_changes_nothing(page):
    row = free(page)
    first, second = task(page, row), task(page, row + 1)
    page.session.run(SetPredecessors(task_id=first.id, predecesseurs=[]))
    page.session.run(SetPredecessors(task_id=second.id, predecesseurs=[first.id]))
    before = page.session.snapshot
    assert link_by_mouse(page, row, row + 1)[0] == "Lien déjà là"
    start = take(page, row, "lien")
    drop(page, carry(page, start, 30))
    assert page.session.snapshot is before


def test_near_the_border_the_picture_scrolls_under_the_bar(page, qtbot):
    row = free(page)
    _debut, fin = span(page, row)
    start = take(page, row)
    across = page.card.gantt.horizontalScrollBar()
    before = across.value()
    edge = page.card.gantt.viewport().width() - 3
    at = carry(page, start, edge - start.x())
    qtbot.waitUntil(lambda: across.value() > before + 40)
    drop(page, at)
    moved = (span(page, row)[1] - fin).days
    assert moved > (edge - start.x()) / pixels(page, 1)


def test_a_plan_that_changes_meanwhile_ends_the_drag(page):
    row = free(page)
    start = take(page, row)
    at = carry(page, start, 50)
    page.session.run(DeleteTasks(ids=[task(page, 39).id]))
    assert not page.card.gantt.drag.active
    before = page.session.snapshot
    drop(page, at)
    assert page.session.snapshot is before


def test_a_task_of_hers_is_dragged_like_any_other(page):
    made = page.session.run(AddTask(phase=task(page, 0).phase, titre="À moi", duree_jours=10))
    row = page.card.model.place_of(made.result)
    fin = span(page, row)[1]
    drag(page, row, -8)
    assert span(page, row)[1] == fin - 8 * DAY


def test_only_the_region_of_the_ghost_is_painted_again(page):
    row = free(page)
    start = take(page, row)
    carry(page, start, 30)
    backing = page.card.gantt.backing
    QApplication.processEvents()
    at = carry(page, start, 90)
    QApplication.processEvents()
    assert page.card.gantt.backing.cacheKey() == backing.cacheKey()
    drop(page, at)
