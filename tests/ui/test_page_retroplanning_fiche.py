"""One task of the rétroplanning: its panel, and the tasks it waits for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import SetPredecessors
from tests.outils.fenetre import press, write
from tests.outils.page_retroplanning import answer, caret_on, task
from ui.models.planning import START, TITLE
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning.predecessors import PredecessorsDialog


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared)


def test_enter_on_a_title_opens_the_task_and_escape_returns_to_the_row(page):
    caret_on(page, 6, TITLE)
    press(Qt.Key.Key_Return)
    title = page.editor.form.row(f"tasks.{task(page, 6).id}.titre").editor
    assert page.editor.isVisible()
    assert title.hasFocus()
    assert page.editor.geometry().right() <= page.width()
    press(Qt.Key.Key_Escape)
    assert not page.editor.isVisible()
    assert page.card.table.hasFocus()
    assert page.card.table.currentIndex().row() == 6


def test_a_double_click_on_the_gantt_opens_its_task(page):
    view = page.card.gantt
    y = view.header_height + 3.5 * page.card.table.rowHeight(0)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        point = QPointF(20, y)
        QApplication.sendEvent(
            view.viewport(),
            QMouseEvent(
                kind,
                point,
                view.viewport().mapToGlobal(point),
                Qt.MouseButton.LeftButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            ),
        )
    assert page.editor.isVisible()
    assert page.editor.task_id == task(page, 3).id


def test_the_panel_follows_the_row_and_commits_what_was_typed(page):
    caret_on(page, 6, TITLE)
    page.open_task()
    first, second = task(page, 6).id, task(page, 7).id
    title = page.editor.form.row(f"tasks.{first}.titre").editor
    title.selectAll()
    write("Bâtir l’équipe œuvrant au CPOM")
    page.card.table.choose(7, TITLE)
    assert task(page, 6).titre == "Bâtir l’équipe œuvrant au CPOM"
    assert page.editor.task_id == second
    page.session.undo()
    assert task(page, 6).titre != "Bâtir l’équipe œuvrant au CPOM"


def test_the_panel_tells_where_the_date_comes_from(page):
    page.card.table.choose(6)
    page.open_task()
    assert page.editor.why.text() == page.view.rows[6].explication


def test_a_longer_task_moves_those_before_it(page):
    page.card.table.choose(20)
    page.open_task()
    field = page.editor.form.row(f"tasks.{task(page, 20).id}.duree_jours").editor
    before = page.view.first_day
    field.setFocus()
    field.selectAll()
    write("400")
    page.card.table.setFocus()
    assert task(page, 20).duree_jours == 400
    assert page.view.first_day < before


def test_an_empty_title_is_refused_beside_the_field(page):
    page.card.table.choose(6)
    page.open_task()
    row = page.editor.form.row(f"tasks.{task(page, 6).id}.titre")
    before = task(page, 6).titre
    row.editor.selectAll()
    press(Qt.Key.Key_Delete)
    page.card.table.setFocus()
    assert row.error == "Donnez un nom."
    assert task(page, 6).titre == before


def test_the_panel_stays_beside_the_plan_on_a_wide_screen(prepared, open_page):
    page = open_page(RetroplanningPage, prepared, (1672, 960))
    assert page.editor.isVisible()
    assert not page.editor.close_button.isVisible()
    assert not page.card.table.isColumnHidden(START)
    page.card.table.choose(5)
    assert page.editor.task_id == task(page, 5).id
    page.resize(1118, 620)
    assert not page.editor.isVisible()
    assert page.card.table.isColumnHidden(START)


def test_adding_a_task_puts_it_at_the_end_of_the_phase_and_opens_it(page):
    page.card.table.choose(2, TITLE)
    phase = task(page, 2).phase
    page.add_button.click()
    added = next(t for t in page.session.snapshot.tasks if t.titre == "Nouvelle tâche")
    same = [t for t in page.session.snapshot.tasks if t.phase == phase]
    assert same[-1] == added
    assert page.card.current_task() == page.editor.task_id == added.id
    title = page.editor.form.row(f"tasks.{added.id}.titre").editor
    assert title.hasFocus()
    assert title.selectedText() == "Nouvelle tâche"


def test_deleting_from_the_panel_shows_the_neighbour(page, monkeypatch):
    answer(monkeypatch, reply=True)
    page.card.table.choose(6)
    page.open_task()
    neighbour = task(page, 7).id
    page.editor.delete_button.click()
    QApplication.processEvents()
    assert len(page.session.snapshot.tasks) == 39
    assert page.editor.task_id == neighbour


def test_the_dialog_of_awaited_tasks_writes_the_links(page, qtbot):
    dialog = PredecessorsDialog(page.session, task(page, 10))
    qtbot.addWidget(dialog)
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    wanted = set(dialog.ticked())
    dialog.keep.click()
    links = page.session.snapshot.task_links
    assert {k.predecessor_id for k in links if k.task_id == task(page, 10).id} == wanted
    assert {task(page, 0).id, task(page, 1).id} <= wanted


def test_a_circle_of_tasks_is_refused_with_its_titles_and_the_dialog_stays(page, qtbot):
    first, second = task(page, 0), task(page, 1)
    page.session.run(SetPredecessors(task_id=second.id, predecesseurs=[first.id]))
    before = page.session.snapshot.task_links
    dialog = PredecessorsDialog(page.session, first)
    qtbot.addWidget(dialog)
    dialog.show()
    row = next(n for n in range(dialog.list.count()) if dialog.list.item(n).text() == second.titre)
    dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
    dialog.keep.click()
    assert dialog.isVisible()
    assert "s’attendent l’une l’autre" in dialog.error.text()
    assert second.titre in dialog.error.text()
    assert page.session.snapshot.task_links == before
    dialog.close()


def test_the_search_of_the_dialog_ignores_accents(page, qtbot):
    dialog = PredecessorsDialog(page.session, task(page, 10))
    qtbot.addWidget(dialog)
    dialog.search.setText("referent")
    dialog.search.edited.emit()
    seen = [
        dialog.list.item(n).text()
        for n in range(dialog.list.count())
        if not dialog.list.item(n).isHidden()
    ]
    assert seen
    assert all("référent" in text.lower() for text in seen)


def test_leaving_the_page_commits_what_was_typed(page):
    page.card.table.choose(6)
    page.open_task()
    note = page.editor.form.row(f"tasks.{task(page, 6).id}.note").editor
    note.setFocus()
    write("À revoir")
    page.flush()
    assert task(page, 6).note == "À revoir"
