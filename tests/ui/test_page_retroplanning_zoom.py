"""The zooms of the Gantt: the choice under it, the wheel, the present day, what is told."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.outils.fenetre import ALT, CONTROL, NO_MODIFIER, SHIFT, press, shortcut
from ui.kit.labels import SafeLabel
from ui.pages.retroplanning import RetroplanningPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared, (1118, 650))


def wheel(page, notches, modifiers=NO_MODIFIER, x=200.0):
    """Turn the wheel over the Gantt."""
    view = page.card.gantt.viewport()
    point = QPointF(x, 200.0)
    event = QWheelEvent(
        point, view.mapToGlobal(point), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def day_at(page, x):
    """Return the day under an abscissa of the viewport."""
    gantt = page.card.gantt
    return gantt.canvas.layout.day_at(gantt.scene_point(QPointF(x, 0)).x() / gantt.canvas.scale)


def today_x(page):
    """Return where the present day is in the viewport."""
    gantt = page.card.gantt
    layout = gantt.canvas.layout
    x = layout.middle(page.view.today) * gantt.canvas.scale
    return x - gantt.horizontalScrollBar().value()


def words(page):
    """Return what the legend says."""
    return [w.text() for w in page.card.legend.findChildren(SafeLabel) if w.isVisible()]


@pytest.mark.parametrize("zoom", ["semaines", "mois", "trimestres", "cinq_ans"])
def test_each_zoom_has_its_head_and_shows_the_present_day(page, zoom):
    page.target.zoom.choose("cinq_ans" if zoom == "mois" else "mois")
    page.target.zoom.choose(zoom)
    assert page.card.gantt.canvas.layout.unit == zoom
    assert 0 <= today_x(page) <= page.card.gantt.viewport().width()


def test_five_years_cover_the_life_of_the_contract_in_one_view(page):
    page.target.zoom.choose("cinq_ans")
    assert page.card.gantt.canvas.layout.last >= date(2032, 12, 15)
    assert page.card.gantt.horizontalScrollBar().maximum() == 0


def test_the_present_day_stays_where_it_was_seen(page):
    page.target.zoom.choose("semaines")
    page.card.gantt.reveal(today_x(page) + page.card.gantt.horizontalScrollBar().value(), 0.5)
    before = today_x(page)
    wheel(page, 2, CONTROL, x=before)
    assert today_x(page) == pytest.approx(before, abs=8)


@pytest.mark.parametrize("x", [60.0, 200.0, 400.0])
def test_ctrl_and_the_wheel_zoom_around_the_mouse(page, x):
    page.target.zoom.choose("semaines")
    page.card.gantt.horizontalScrollBar().setValue(300)
    day, wide = day_at(page, x), page.card.gantt.canvas.width
    wheel(page, 3, CONTROL, x=x)
    assert page.card.gantt.canvas.width > wide
    assert abs((day_at(page, x) - day).days) <= 1
    wheel(page, -3, CONTROL, x=x)
    assert abs((day_at(page, x) - day).days) <= 1


def test_the_choice_follows_the_wheel(page):
    assert page.target.zoom.value() == "mois"
    wheel(page, 12, CONTROL)
    assert page.target.zoom.value() == "semaines"
    wheel(page, -40, CONTROL)
    assert page.target.zoom.value() == "cinq_ans"
    page.target.zoom.choose("mois")
    assert page.card.gantt.horizontalScrollBar().maximum() == 0


def test_the_wheel_keeps_within_the_life_of_the_contract_and_a_readable_day(page):
    wheel(page, 60, CONTROL)
    layout = page.card.gantt.canvas.layout
    assert page.card.gantt.canvas.width / layout.days <= 24.01
    wheel(page, -200, CONTROL)
    assert page.card.gantt.canvas.width == page.card.gantt.viewport().width()


def test_shift_and_the_wheel_scroll_sideways_and_the_wheel_alone_up_and_down(page):
    page.target.zoom.choose("semaines")
    across, down = (page.card.gantt.horizontalScrollBar(), page.card.gantt.verticalScrollBar())
    across.setValue(0)
    wheel(page, -2, SHIFT)
    assert across.value() > 0
    assert down.value() == 0
    wheel(page, -1)
    assert down.value() > 0
    assert page.card.table.verticalScrollBar().value() == down.value()


def test_the_present_day_is_one_press_away(page):
    page.target.zoom.choose("semaines")
    page.card.gantt.horizontalScrollBar().setValue(10_000)
    assert not 0 <= today_x(page) <= page.card.gantt.viewport().width()
    page.card.footer.today_button.click()
    assert 0 <= today_x(page) <= page.card.gantt.viewport().width()
    page.card.gantt.horizontalScrollBar().setValue(10_000)
    page.card.table.setFocus()
    shortcut(Qt.Key.Key_Home, ALT)
    assert 0 <= today_x(page) <= page.card.gantt.viewport().width()


def test_the_keyboard_zooms_around_the_present_day(page):
    page.card.table.setFocus()
    wide = page.card.gantt.canvas.width
    for _ in range(4):
        shortcut(Qt.Key.Key_Plus, CONTROL)
    assert page.card.gantt.canvas.width > wide
    assert 0 <= today_x(page) <= page.card.gantt.viewport().width()
    for _ in range(4):
        shortcut(Qt.Key.Key_Minus, CONTROL)
    assert page.card.gantt.canvas.width == pytest.approx(wide, rel=0.02)


def test_the_legend_tells_only_what_is_shown(page):
    assert "Jour férié" in words(page)
    assert "Réalisé" not in words(page)
    page.target.zoom.choose("cinq_ans")
    assert "Jour férié" not in words(page)
    assert "À faire" in words(page)
    page.target.critical.setFocus()
    press(Qt.Key.Key_Space, " ")
    assert "Chemin critique" not in words(page)
