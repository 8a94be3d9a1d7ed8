"""Plans at the edges: none, one task, a thousand, the longest names, large text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import AddTasks, DeleteTasks, UpdateDossier, UpdateTask
from cpom_desktop.services.operations.plan_lots import LigneTache
from tests.outils.gantt_souris import bar, carry, drag, drop, free, label, pixels, span, take
from tests.outils.page_retroplanning import task
from ui.pages.retroplanning import RetroplanningPage


@pytest.fixture
def page(prepared, open_page):
    found = open_page(RetroplanningPage, prepared, (1318, 650))
    found.target.zoom.choose("semaines")
    return found


NAME = ("Anticonstitution " * 17)[:200].strip()
ZOOMS = ("semaines", "mois", "trimestres", "cinq_ans")


@pytest.mark.parametrize("zoom", ZOOMS)
def test_one_task_fills_every_zoom(page, zoom):
    page.session.run(DeleteTasks(ids=[t.id for t in page.session.snapshot.tasks[1:]]))
    page.target.zoom.choose(zoom)
    gantt = page.card.gantt
    assert len(gantt.canvas.plan.bars) == 1
    assert gantt.canvas.width >= gantt.viewport().width()
    gantt.viewport().repaint()


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_plan_emptied_and_filled_again_is_shown(page, zoom):
    page.target.zoom.choose(zoom)
    ids = [t.id for t in page.session.snapshot.tasks]
    page.session.run(DeleteTasks(ids=ids))
    assert not page.card.stack.isVisible()
    page.session.undo()
    assert len(page.card.gantt.canvas.plan.bars) == 40


def test_without_a_date_nothing_may_be_taken(page):
    page.session.run(UpdateDossier(date_signature=None))
    assert page.card.gantt.canvas is None
    page.card.zoom_by(2, 10)
    page.card.reveal_today()
    page.card.moves.nudge("deplacer", 1)
    assert all(t.date_epinglee is None for t in page.session.snapshot.tasks)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["clair", "sombre"])
def test_the_longest_names_fit_the_label(page, dress, scale, theme):
    dress(scale, theme)
    row = free(page)
    for place in (row, row + 1):
        page.session.run(UpdateTask(id=task(page, place).id, titre=NAME))
    start = take(page, row, "lien")
    at = carry(page, start, 40, page.card.gantt.canvas.row_height)
    items = page.card.gantt.drag
    assert all(len(line) < 60 for line in label(page))
    region = items.region
    assert region.width() > 50
    drop(page, start)
    assert at is not None


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_drag_is_as_exact_at_every_text_scale(page, dress, scale):
    dress(scale)
    QApplication.processEvents()
    row = free(page)
    _debut, fin = span(page, row)
    drag(page, row, 4)
    assert (span(page, row)[1] - fin).days == 4


def test_a_thousand_tasks_are_shown_scrolled_and_dragged(page):
    lines = [LigneTache(titre=f"Tâche {n}", duree_jours=10) for n in range(960)]
    page.session.run(AddTasks(phase=task(page, 0).phase, lignes=lines))
    assert len(page.card.gantt.canvas.plan.bars) == 1000
    best = min(scrolled(page, place) for place in (0, 9000, 20000))
    assert best < 0.1
    row = 500
    _debut, fin = span(page, row)
    drag(page, row, -5)
    assert (span(page, row)[1] - fin).days == -5


def scrolled(page, place):
    started = time.perf_counter()
    page.card.gantt.verticalScrollBar().setValue(place)
    page.card.gantt.viewport().repaint()
    return time.perf_counter() - started


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2055, 6, 30), date(2026, 1, 1)])
@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_signature_far_away_or_past_is_drawn_at_every_zoom(page, day, zoom):
    page.session.run(UpdateDossier(date_signature=day))
    page.target.zoom.choose(zoom)
    page.card.gantt.viewport().repaint()
    assert bar(page, 39).fin <= page.card.gantt.canvas.layout.last


def test_a_task_of_ten_years_is_drawn_and_its_end_dragged(page):
    row = free(page)
    page.session.run(UpdateTask(id=task(page, row).id, duree_jours=3650))
    page.target.zoom.choose("mois")
    debut, fin = span(page, row)
    drag(page, row, -30, "fin")
    assert span(page, row)[0] == debut
    assert 25 <= (fin - span(page, row)[1]).days <= 35


def test_a_length_past_the_limit_is_refused_with_its_sentence(page, qtbot):
    row = free(page)
    page.session.run(UpdateTask(id=task(page, row).id, duree_jours=3650))
    page.card.table.choose(row)
    with qtbot.waitSignal(page.session.refused):
        page.card.moves.nudge("fin", 1)
    assert task(page, row).duree_jours == 3650


def test_filters_leave_the_rows_that_may_be_dragged(page):
    page.open_filters()
    page.filters.search.setText("COPIL")
    QApplication.processEvents()
    row = next(r for r, b in enumerate(page.card.gantt.canvas.plan.bars) if not b.closed)
    moved, fin = bar(page, row).task_id, bar(page, row).fin
    drag(page, row, 3)
    found = next(t for t in page.session.snapshot.tasks if t.id == moved)
    assert (found.date_epinglee - fin).days == 3


def test_the_cursor_is_the_usual_one_over_the_head(page):
    page.card.gantt.drag.move(page.card.gantt.viewport().rect().topLeft().toPointF())
    assert page.card.gantt.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    assert pixels(page, 1) > 0
