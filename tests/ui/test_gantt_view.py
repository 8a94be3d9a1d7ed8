from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication

from cpom_desktop.charts.gantt import GanttBar, GanttBreak, GanttLayout, GanttPlan
from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Scene, Text
from ui.kit.gantt_canvas import GanttCanvas
from ui.kit.gantt_view import GanttView
from ui.kit.scene_painter import INKS, PreparedScene
from ui.theme.theme import apply_theme, current_theme, load_theme

SCALE, ROW = 4.0, 32
START = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _theme(qapp):
    apply_theme(qapp, load_theme("clair"), 1.0)
    yield
    apply_theme(qapp, load_theme("clair"), 1.0)


def canvas_of(count, *, width_mm=200.0, weeks=False):
    bars = tuple(
        GanttBar(
            task_id=n,
            label=f"Tâche {n}",
            debut=START + timedelta(days=n % 300),
            fin=START + timedelta(days=n % 300 + 20),
            done_share=0.5,
            critical=n % 3 == 0,
            milestone=n % 5 == 0,
            late_days=5 if n % 7 == 0 else 0,
        )
        for n in range(count)
    )
    plan = GanttPlan(
        bars=bars,
        links=tuple((n, n + 1) for n in range(count - 1)),
        breaks=(GanttBreak("Été", date(2027, 7, 3), date(2027, 8, 31)),),
        holidays=(date(2027, 5, 1),),
        today=date(2027, 3, 12),
    )
    layout = GanttLayout(
        width_mm=width_mm, row_height_mm=ROW / SCALE, header_mm=10, first=START,
        last=date(2027, 12, 31), unit="semaines" if weeks else "mois", late_style="texte-retard",
    )  # fmt: skip
    return GanttCanvas(plan, layout, scale=SCALE, row_height=ROW)


@pytest.fixture
def view(qtbot):
    found = GanttView("Diagramme de Gantt")
    qtbot.addWidget(found)
    found.resize(600, 400)
    found.show_canvas(canvas_of(30))
    found.set_tips(lambda row, _day, ref: f"Tâche {row}" if ref else "")
    found.show()
    return found


def click(view, x, y, kind=QEvent.Type.MouseButtonPress):
    point = QPointF(x, y)
    event = QMouseEvent(
        kind,
        point,
        view.viewport().mapToGlobal(point),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def tip_at(view, x, y):
    point = QPoint(x, y)
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    )
    return view.viewport().toolTip()


def test_the_picture_takes_no_focus_and_says_where_its_words_are(view):
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert view.viewport().focusPolicy() == Qt.FocusPolicy.NoFocus
    assert view.accessibleName() == "Diagramme de Gantt"
    assert "tableau à côté" in view.accessibleDescription()


def test_it_scrolls_as_far_as_the_rows_of_the_table(view):
    assert view.verticalScrollBar().maximum() == 30 * ROW - (view.viewport().height() - 40)


def test_a_picture_wider_than_its_place_scrolls_sideways(view):
    assert view.horizontalScrollBar().maximum() == 800 - view.viewport().width()
    view.reveal(700)
    assert view.horizontalScrollBar().value() > 0


def test_a_click_chooses_the_row_and_a_double_click_opens_it(view, qtbot):
    view.verticalScrollBar().setValue(ROW)
    with qtbot.waitSignal(view.row_chosen) as chosen:
        click(view, 100, 40 + 5)
    with qtbot.waitSignal(view.row_opened) as opened:
        click(view, 100, 40 + ROW + 5, QEvent.Type.MouseButtonDblClick)
    assert (chosen.args, opened.args) == ([1], [2])


def test_a_click_on_the_header_or_under_the_rows_chooses_nothing(view, qtbot):
    view.show_canvas(canvas_of(2))
    with qtbot.assertNotEmitted(view.row_chosen):
        click(view, 100, 10)
        click(view, 100, 300)


def test_a_bar_tells_its_task_and_the_ground_tells_nothing(view):
    assert "Tâche 1" in tip_at(view, 30, 40 + ROW + ROW // 2)
    assert tip_at(view, 500, 40 + ROW + ROW // 2) == ""


def test_the_chosen_row_is_tinted(view):
    point = QPoint(560, 40 + 2 * ROW + 4)
    before = view.viewport().grab().toImage().pixelColor(point)
    view.set_current_row(2)
    after = view.viewport().grab().toImage().pixelColor(point)
    assert before != after


def test_an_empty_view_paints_its_ground_alone(view):
    view.show_canvas(None)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(300, 200) == current_theme().colour("surface")
    assert view.verticalScrollBar().maximum() == 0


def test_only_what_is_visible_is_painted(qapp):
    body = canvas_of(500).body(4000, 4400)
    image = QImage(600, 400, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    some = body.paint(painter, QRectF(0, 4000, 600, 400))
    painter.end()
    assert 0 < some <= body.count < 200


def test_five_hundred_tasks_scroll_within_a_frame(view):
    view.show_canvas(canvas_of(500))
    best = min(scroll_time(view, place) for place in range(0, 12000, 600))
    assert best < 1 / 60


def scroll_time(view, place):
    started = time.perf_counter()
    view.verticalScrollBar().setValue(place)
    view.viewport().repaint()
    return time.perf_counter() - started


def test_a_style_that_the_screen_does_not_know_is_refused_at_once():
    with pytest.raises(KeyError, match="inconnu"):
        PreparedScene(Scene(10, 10, (Rect(0, 0, 1, 1, "inconnu"),)), 1)


@pytest.mark.parametrize("theme", ["clair", "sombre"])
@pytest.mark.parametrize("style", sorted(INKS))
def test_every_style_paints_something_in_both_themes(qapp, theme, style):
    dressed = apply_theme(qapp, load_theme(theme), 1.0)
    ground = dressed.colour("surface")
    if style == "texte-inverse":
        ground = dressed.colour("texte")
    image = QImage(120, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(ground)
    painter = QPainter(image)
    item = shape_of(style)
    assert PreparedScene(Scene(30, 15, (item,)), SCALE).paint(painter, QRectF(0, 0, 120, 60)) == 1
    painter.end()
    assert any(image.pixelColor(x, y) != ground for x in range(120) for y in range(60))


def shape_of(style):
    if style.startswith("texte"):
        return Text(15, 7, "mars", style, 3, "middle")
    if style.startswith("jalon"):
        return Diamond(15, 7, 4, style)
    if INKS[style].fill:
        return Rect(5, 3, 20, 8, style, 1)
    return Polyline(((2, 7), (28, 7), (28, 12)), style)
