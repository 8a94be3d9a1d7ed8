"""The page Rétroplanning: table beside Gantt, date aimed at, empty states, what fits."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import Piste, TypeCapacite
from cpom_desktop.services.operations import (
    DeleteTasks,
    PrepareDossier,
    UpdateCapacite,
    UpdateDossier,
)
from tests.outils.fenetre import TARGET, nameless, press, write
from tests.outils.page_retroplanning import caret_on, cell, end_of, task
from ui.models.planning import END, RANK, RESPONSABLE, STATE, TITLE
from ui.pages.retroplanning import RetroplanningPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared)


def test_the_model_keeps_the_promises_of_qt(page):
    QAbstractItemModelTester(
        page.card.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page.card.model
    )
    page.session.run(DeleteTasks(ids=[task(page, 3).id, task(page, 5).id]))
    page.session.undo()
    assert page.card.model.rowCount() == len(page.session.snapshot.tasks)


def test_each_task_has_its_row_in_the_table_and_in_the_gantt(page):
    table, gantt = page.card.table, page.card.gantt
    assert page.card.model.rowCount() == len(page.session.snapshot.tasks) == 40
    assert table.verticalScrollBar().maximum() == gantt.verticalScrollBar().maximum() > 0
    assert table.viewport().height() == gantt.viewport().height() - gantt.header_height
    rect = table.visualRect(page.card.model.index(7, TITLE))
    assert gantt.row_at(gantt.header_height + rect.center().y()) == 7


def test_table_and_gantt_scroll_together_both_ways(page):
    page.card.table.verticalScrollBar().setValue(200)
    assert page.card.gantt.verticalScrollBar().value() == 200
    page.card.gantt.verticalScrollBar().setValue(90)
    assert page.card.table.verticalScrollBar().value() == 90


def test_they_stay_aligned_when_the_weeks_need_a_horizontal_scroll_bar(page):
    page.target.zoom.setFocus()
    press(Qt.Key.Key_Left)
    table, gantt = page.card.table, page.card.gantt
    QApplication.processEvents()
    assert gantt.horizontalScrollBar().maximum() > 0
    assert table.verticalScrollBar().maximum() == gantt.verticalScrollBar().maximum()


def test_at_least_thirteen_rows_are_visible_on_the_smallest_usual_screen(page):
    rows = page.card.table.viewport().height() / page.card.table.rowHeight(0)
    assert rows > 13


def test_fourteen_rows_are_visible_on_a_laptop(prepared, open_page):
    page = open_page(RetroplanningPage, prepared, (1118, 650))
    assert page.card.table.viewport().height() // page.card.table.rowHeight(0) >= 14


def test_a_new_target_date_re_dates_everything_quietly_in_a_tenth_of_a_second(page):
    before = end_of(page, 39)
    best = 1.0
    for day in (20, 21, 22, 23):
        started_at = time.perf_counter()
        page.session.run(UpdateDossier(date_signature=date(2027, 12, day)))
        best = min(best, time.perf_counter() - started_at)
    assert end_of(page, 39) > before
    assert "dates ont changé" in page.news.whole_text
    assert best < 0.1


def test_a_refused_target_date_stays_with_its_sentence(page):
    editor = page.target.row.editor
    editor.setFocus()
    editor.selectAll()
    write("31/02/2027")
    page.card.table.setFocus()
    assert editor.text() == "31/02/2027"
    assert page.target.row.error
    assert page.session.snapshot.dossier.date_signature == TARGET
    assert "dossier.date_signature" in page.session.drafts


def test_a_plan_that_should_have_begun_alerts_in_words(page):
    page.session.run(UpdateDossier(date_signature=date(2027, 6, 1)))
    assert page.target.margin.text().startswith("Il aurait fallu commencer le")
    assert page.target.margin.property("role") == "warning-strong"
    page.session.run(UpdateDossier(date_signature=date(2028, 12, 1)))
    assert page.target.margin.text().startswith("Marge restante")
    assert page.target.margin.property("role") == "label"


def test_without_a_target_date_the_gantt_says_what_to_do(started, open_page):
    started.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM))
    started.run(PrepareDossier())
    page = open_page(RetroplanningPage, started)
    assert page.card.no_date.isVisible()
    assert page.card.no_date.text.text() == "Indiquez la date visée pour calculer les dates."
    assert cell(page, 0, END) == "–"
    assert not page.target.middle.isVisible()
    page.session.run(UpdateDossier(date_signature=TARGET))
    assert page.card.gantt.isVisible()


def test_without_a_task_the_table_says_what_to_do(started, open_page):
    started.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM, date_signature=TARGET))
    page = open_page(RetroplanningPage, started)
    assert not page.card.stack.isVisible()
    assert not page.card.open_button.isVisible()
    page.open_task()
    assert not page.editor.isVisible()
    page.add_button.click()
    assert [t.titre for t in started.snapshot.tasks] == ["Nouvelle tâche"]
    assert page.card.stack.isVisible()


def test_a_dossier_that_may_only_be_read_changes_nothing(prepared, read_only, open_page):
    reader = read_only(prepared)
    page = open_page(RetroplanningPage, reader)
    before = reader.snapshot.tasks
    caret_on(page, 3, STATE)
    press(Qt.Key.Key_F, "f")
    press(Qt.Key.Key_Delete)
    page.open_task()
    assert not page.add_button.isVisible()
    assert not page.editor.delete_button.isVisible()
    assert not page.editor.waits_button.isVisible()
    assert page.target.row.editor.isReadOnly()
    assert reader.snapshot.tasks == before


def test_the_caret_goes_where_it_is_asked_and_says_where_it_is(page):
    wanted = task(page, 30).id
    assert page.focus_field("dossier.date_signature")
    assert page.current_field() == "dossier.date_signature"
    assert page.focus_field(f"tasks.{wanted}")
    assert page.current_field() == f"tasks.{wanted}"
    assert page.focus_field(f"tasks.{wanted}.note")
    assert page.current_field() == f"tasks.{wanted}.note"
    assert not page.focus_field("tasks.999999")
    assert not page.focus_field("etablissement.nom")


def test_the_caret_starts_on_the_plan_or_on_the_date_that_lacks(page):
    page.focus_first()
    assert page.card.table.hasFocus()
    page.session.run(UpdateDossier(date_signature=None))
    page.focus_first()
    assert page.target.row.editor.hasFocus()


def test_the_critical_path_may_be_hidden(page):
    page.session.run(UpdateDossier(date_signature=date(2028, 12, 15)))
    before = page.card.gantt.grab().toImage()
    page.target.critical.setFocus()
    press(Qt.Key.Key_Space, " ")
    assert page.card.gantt.grab().toImage() != before


def test_printing_is_asked_for(page, qtbot):
    with qtbot.waitSignal(page.print_requested) as asked:
        page.print_button.click()
    assert asked.args == ["retroplanning"]


def test_a_change_elsewhere_does_not_compute_the_plan_again(page):
    kept = page.view
    page.session.run(UpdateCapacite(type=TypeCapacite.PASA, autorisees=14))
    assert page.view is kept


@pytest.mark.parametrize(("scale", "width"), [(1.0, 932), (2.0, 1118)])
def test_nothing_is_wider_than_the_window(prepared, open_page, dress, qtbot, scale, width):
    dress(scale)
    page = open_page(RetroplanningPage, prepared, (width, 592))
    assert page.minimumSizeHint().width() <= width
    qtbot.waitUntil(lambda: page.scroller.horizontalScrollBar().maximum() == 0)
    for widget in (page.target.row.editor, page.target.zoom, page.add_button):
        right = widget.mapTo(page, QPoint(widget.width(), 0)).x()
        assert right <= page.width()


def test_what_matters_least_hides_first_when_the_text_is_large(prepared, open_page, dress):
    dress(2.0)
    page = open_page(RetroplanningPage, prepared, (1118, 592))
    table = page.card.table
    assert table.isColumnHidden(RESPONSABLE)
    assert not any(table.isColumnHidden(column) for column in (TITLE, END, STATE))
    assert table.isColumnHidden(RANK) or table.columnWidth(TITLE) > 100


def test_each_thing_that_takes_the_caret_has_a_name(page):
    page.open_task()
    assert nameless(page) == []
