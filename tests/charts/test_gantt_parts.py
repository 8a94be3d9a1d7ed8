"""A line of several bars and milestones, the costs of years under it, the printed plan."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.charts.couts_annees import couts_scene
from cpom_desktop.charts.gantt import GanttBar, GanttLayout, GanttPlan, gantt_parts
from cpom_desktop.charts.gantt_actions_page import ActionRow, Couts, actions_pages
from cpom_desktop.charts.gantt_drag import grip_at
from cpom_desktop.charts.gantt_ghost import handle_items
from cpom_desktop.charts.gantt_legend import legend_marks
from cpom_desktop.charts.gantt_scale import GanttPart
from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Text

FIRST, LAST = date(2028, 1, 1), date(2032, 12, 31)


def layout(**changes):
    sizes = {"width_mm": 200.0, "row_height_mm": 8.0, "header_mm": 10.0, "unit": "cinq_ans"}
    return GanttLayout(**(sizes | {"first": FIRST, "last": LAST} | changes))


def bar(*parts, **changes):
    return GanttBar(
        **({"task_id": -1, "label": "F", "debut": FIRST, "fin": LAST, "parts": parts} | changes)
    )


def plan(*bars):
    return GanttPlan(bars=bars, today=date(2029, 5, 1), linkable=False)


DATED = GanttPart("datee", FIRST, date(2028, 6, 30), done_share=0.5)
RUNNING = GanttPart("courante", date(2028, 6, 30), LAST)
BILAN = GanttPart("jalon", LAST, LAST, word="bilan")


def drawn(*parts, **changes):
    return gantt_parts(plan(bar(*parts)), layout(**changes)).body.items


def test_each_part_has_its_look():
    styles = [i.style for i in drawn(DATED, RUNNING, BILAN) if isinstance(i, Rect | Diamond)]
    assert styles == ["barre-a-faire", "barre-faite", "barre-courante", "jalon"]


def test_what_is_late_is_hatched():
    late = GanttPart("datee", FIRST, date(2028, 6, 30), late=True)
    assert "barre-retard" in [item.style for item in drawn(late)]


def test_a_milestone_of_the_last_day_stands_whole_in_the_picture():
    (mark,) = [item for item in drawn(BILAN) if isinstance(item, Diamond)]
    assert mark.cx + mark.radius <= 200.0


def test_what_is_out_of_the_years_shown_is_not_drawn_beyond_them():
    early = GanttPart("datee", date(2020, 1, 1), date(2028, 6, 30))
    gone = GanttPart("courante", date(2034, 1, 1), date(2036, 1, 1))
    late = GanttPart("jalon", date(2034, 1, 1), date(2034, 1, 1), word="bilan")
    marks = [i for i in drawn(early, gone, late) if isinstance(i, Rect | Diamond | Text)]
    assert [type(mark) for mark in marks] == [Rect]
    assert marks[0].x == 0


def test_the_word_of_a_milestone_is_told_where_it_has_room():
    early = GanttPart("jalon", date(2029, 6, 1), date(2029, 6, 1), word="rapport")
    beside = GanttPart("jalon", date(2029, 8, 1), date(2029, 8, 1))
    assert [i.text for i in drawn(early) if isinstance(i, Text)] == ["rapport"]
    assert not [i for i in drawn(early, beside) if isinstance(i, Text)]
    assert not [i for i in drawn(BILAN) if isinstance(i, Text)]


def test_a_line_of_parts_moves_as_a_whole_and_starts_no_link():
    found = plan(bar(DATED, RUNNING))
    holds = {grip.hold for x in range(0, 2000, 3) if (grip := grip_at(found, layout(), x / 10, 4))}
    assert holds == {"deplacer"}
    assert handle_items(found, layout(), 0) == ()


def test_a_heading_has_its_ground_and_quarters_are_drawn_when_asked():
    found = plan(GanttBar(task_id=0, label="Axe", heading=True), bar(DATED))
    plain = gantt_parts(found, layout()).ground.items
    assert [i.style for i in plain if isinstance(i, Rect)] == ["entete"]
    fine = gantt_parts(found, layout(quarters=True)).ground.items
    lines = [i for i in fine if isinstance(i, Polyline)]
    assert len([i for i in lines if i.style == "cadre-annee"]) == 4
    assert len([i for i in lines if i.style == "ligne"]) == 15


def test_the_legend_tells_the_kinds_of_bars_once():
    words = [told for _mark, told in legend_marks(plan(bar(DATED, RUNNING, BILAN)), layout())]
    assert words == ["Part réalisée", "Étape datée", "Action courante, plus de deux ans", "Jalon"]


# --- the costs of years


@pytest.mark.parametrize(
    ("width", "told"), [(300.0, "109 227,50 €"), (60.0, "109 k€"), (20.0, "")]
)
def test_an_amount_is_written_as_long_as_its_year_has_room_for(width, told):
    scene = couts_scene(
        {2028: (10_922_750, ("109 227,50 €", "109 k€"))}, layout(width_mm=width), 17
    )
    assert [i.text for i in scene.items if isinstance(i, Text)] == ([told] if told else [])


def test_the_bars_are_as_tall_as_the_costs():
    scene = couts_scene({2028: (200, ("2 €",)), 2029: (100, ("1 €",))}, layout(), 17)
    tall, small = (i.height for i in scene.items if isinstance(i, Rect))
    assert tall == pytest.approx(2 * small)
    assert couts_scene({}, layout(), 17).items


# --- the printed plan


def pages(count, headings=()):
    rows = [ActionRow(f"Action {n}", heading=n in headings) for n in range(count)]
    bars = [GanttBar(task_id=0, label="A", heading=n in headings) for n in range(count)]
    told = Couts("3 €", "", {2028: (300, ("3 €",))})
    return actions_pages(rows, plan(*bars), (FIRST, LAST), told, (267.0, 154.0))


def test_the_plan_is_cut_in_pages_that_lose_no_line():
    found = pages(50)
    assert [n for page in found for n in page.rows] == list(range(50))
    assert all(page.scene.height <= 154.0 for page in found)


def test_no_heading_ends_a_page():
    alone = pages(50)[0].rows[-1]
    found = pages(50, headings={alone})
    assert alone not in found[0].rows
    assert found[1].rows[0] == alone


def test_nothing_printed_is_under_eight_points():
    sizes = [i.size for i in pages(5)[0].scene.items if isinstance(i, Text)]
    assert min(sizes) >= 2.823 * 0.95
