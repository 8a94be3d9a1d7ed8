from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts.gantt import (
    GanttBar,
    GanttBreak,
    GanttLayout,
    GanttPlan,
    days_shown,
    gantt_parts,
    gantt_scene,
    plan_of,
)
from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.charts.scene import Diamond, Text

TODAY = date(2027, 3, 12)


def layout(**changes):
    sizes = {"width_mm": 365.0, "row_height_mm": 8.0, "header_mm": 10.0}
    return GanttLayout(
        **(sizes | {"first": date(2027, 1, 1), "last": date(2027, 12, 31)} | changes)
    )


def bar(task_id=1, debut=date(2027, 4, 1), fin=date(2027, 5, 1), **changes):
    return GanttBar(task_id=task_id, label=f"Tâche {task_id}", debut=debut, fin=fin, **changes)


def plan(*bars, **changes):
    return GanttPlan(bars=bars, today=changes.pop("today", TODAY), **changes)


def of_style(scene, *styles):
    return [item for item in scene.items if item.style in styles]


def words(scene):
    return [item.text for item in scene.items if isinstance(item, Text)]


def test_a_bar_goes_from_its_first_day_to_its_last():
    body = gantt_parts(plan(bar()), layout()).body
    (drawn,) = of_style(body, "barre-a-faire")
    assert (drawn.x, drawn.x + drawn.width) == pytest.approx((90, 120))
    assert drawn.y + drawn.height / 2 == pytest.approx(4)


def test_a_part_done_fills_the_same_share_of_its_bar():
    body = gantt_parts(plan(bar(done_share=0.5)), layout()).body
    (whole,), (done,) = of_style(body, "barre-a-faire"), of_style(body, "barre-faite")
    assert done.width == pytest.approx(whole.width / 2, abs=0.4)


def test_a_task_that_is_over_is_full():
    body = gantt_parts(plan(bar(closed=True, done_share=1.0)), layout()).body
    assert len(of_style(body, "barre-faite")) == 1
    assert of_style(body, "barre-a-faire", "barre-critique") == []


def test_the_critical_path_is_shown_only_when_asked_for():
    critical = plan(
        bar(critical=True),
        bar(2, date(2027, 5, 2), date(2027, 6, 1), critical=True),
        links=((1, 2),),
    )
    shown = gantt_parts(critical, layout()).body
    hidden = gantt_parts(critical, layout(critical=False)).body
    assert len(of_style(shown, "barre-critique", "lien-critique")) == 3
    assert of_style(hidden, "barre-critique", "lien-critique") == []
    assert len(of_style(hidden, "lien")) == 1


def test_lateness_is_hatched_until_today_and_told_in_days():
    late = plan(bar(debut=date(2027, 2, 1), fin=date(2027, 3, 5), late_days=7))
    body = gantt_parts(late, layout()).body
    (hatched,) = of_style(body, "barre-retard")
    assert hatched.x + hatched.width == pytest.approx(layout().middle(TODAY))
    assert "+\u00a07\u00a0j" in words(body)


def test_a_milestone_is_a_diamond_with_its_date_beside():
    body = gantt_parts(plan(bar(milestone=True)), layout()).body
    (diamond,) = of_style(body, "jalon")
    (label,) = [i for i in body.items if isinstance(i, Text)]
    assert isinstance(diamond, Diamond)
    assert label.text == "1er mai"
    assert label.x > diamond.cx + diamond.radius


def test_a_milestone_at_the_right_edge_has_its_date_at_its_left():
    end = date(2027, 12, 30)
    body = gantt_parts(plan(bar(milestone=True, debut=end, fin=end)), layout()).body
    (label,) = [i for i in body.items if isinstance(i, Text)]
    assert label.anchor == "end"
    assert label.x < layout().x(end)


@given(st.integers(0, 364), st.integers(0, 40), st.booleans())
def test_no_word_ever_leaves_the_picture(offset, late, milestone):
    fin = date(2027, 1, 1) + timedelta(days=offset)
    found = plan(
        bar(debut=fin, fin=fin, late_days=late, milestone=milestone),
        today=fin + timedelta(days=late),
    )
    shape = layout(width_mm=120.0)
    for item in gantt_parts(found, shape).body.items:
        if isinstance(item, Text):
            width = text_width(item.text, item.size, bold=item.bold)
            left = item.x - width if item.anchor == "end" else item.x
            assert left >= -0.01
            assert left + width <= shape.width_mm + 0.01


def test_today_is_a_line_and_a_flag():
    parts = gantt_parts(plan(bar()), layout())
    assert "Aujourd’hui" in words(parts.header)
    assert len(of_style(parts.body, "trait-aujourdhui")) == 1


def test_a_day_out_of_the_picture_shows_no_flag():
    parts = gantt_parts(plan(bar(), today=date(2026, 3, 1)), layout())
    assert of_style(parts.header, "etiquette-aujourdhui") == []
    assert of_style(parts.body, "trait-aujourdhui") == []


@given(st.integers(0, 364), st.floats(40, 400))
def test_the_flag_of_today_stays_inside(offset, width):
    shape = layout(width_mm=width)
    today = date(2027, 1, 1) + timedelta(days=offset)
    (flag,) = of_style(gantt_parts(plan(bar(), today=today), shape).header, "etiquette-aujourdhui")
    assert flag.x >= 0
    assert flag.x + flag.width <= width + 0.01 or flag.x == 0


def test_school_breaks_are_shaded_and_named_without_their_year():
    @dataclass(frozen=True)
    class Break:
        label: str
        first: date
        last: date

    @dataclass(frozen=True)
    class View:
        breaks: tuple
        rows: tuple = ()
        links: tuple = ()
        holidays: dict = field(default_factory=dict)
        today: date = TODAY
        target: date | None = None
        closed: tuple = ()

    view = View(
        (
            Break("Été 2027", date(2027, 7, 3), date(2027, 8, 31)),
            Break("Noël 2027-2028", date(2027, 12, 18), date(2028, 1, 2)),
        )
    )
    parts = gantt_parts(plan_of(view), layout())
    assert "Été" in words(parts.header)
    assert not any("Noël 2027" in text for text in words(parts.header))
    summer = of_style(parts.ground, "vacances")[0]
    assert summer.width == pytest.approx(60)


def test_two_names_of_breaks_never_overlap():
    breaks = tuple(
        GanttBreak(f"Vacances {n}", date(2027, 6, n), date(2027, 6, n + 3)) for n in (1, 5, 9, 13)
    )
    header = gantt_parts(plan(bar(), breaks=breaks), layout(width_mm=100)).header
    assert sum(text.startswith("Vacances") for text in words(header)) == 1


def test_a_public_holiday_is_a_dotted_line_at_noon():
    ground = gantt_parts(plan(bar(), holidays=(date(2027, 5, 1),)), layout()).ground
    (line,) = of_style(ground, "ferie")
    assert line.points[0][0] == pytest.approx(120.5)


def test_months_are_named_and_each_january_tells_its_year():
    header = gantt_parts(plan(bar()), layout(last=date(2028, 12, 31), width_mm=600)).header
    assert words(header).count("Janv.") == 2
    assert {"2027", "2028"} <= set(words(header))


def test_narrow_months_keep_their_first_letter():
    header = gantt_parts(plan(bar()), layout(width_mm=50)).header
    assert "J" in words(header)
    assert "Janv." not in words(header)


def test_by_weeks_each_monday_has_its_day_and_each_month_its_year():
    header = gantt_parts(plan(bar()), layout(unit="semaines", width_mm=2000)).header
    assert {"4", "11", "18", "25", "Janv. 2027"} <= set(words(header))


def test_a_link_has_only_right_angles():
    linked = plan(
        bar(),
        bar(2, date(2027, 4, 10), date(2027, 6, 1)),
        bar(3, date(2027, 7, 1), date(2027, 7, 9), milestone=True),
        links=((1, 2), (2, 3), (3, 1)),
    )
    links = of_style(gantt_parts(linked, layout()).body, "lien")
    assert len(links) == 3
    for link in links:
        for (x1, y1), (x2, y2) in zip(link.points, link.points[1:], strict=False):
            assert x1 == pytest.approx(x2) or y1 == pytest.approx(y2)


def test_a_link_ends_at_the_top_of_the_task_that_waits():
    linked = plan(bar(), bar(2, date(2027, 6, 1), date(2027, 7, 1)), links=((1, 2),))
    (link,) = of_style(gantt_parts(linked, layout()).body, "lien")
    assert link.points[0] == pytest.approx((120, 4))
    assert link.points[-1][1] == pytest.approx(12 - layout().bar_mm / 2)


def test_a_line_without_dates_stays_empty():
    body = gantt_parts(plan(bar(), bar(2, None, None), links=((1, 2),)), layout()).body
    assert {item.ref for item in body.items if item.ref} == {"task:1"}
    assert body.height == 16


def test_the_whole_picture_puts_the_bars_under_the_header():
    scene = gantt_scene(plan(bar()), layout())
    (drawn,) = of_style(scene, "barre-a-faire")
    assert drawn.y + drawn.height / 2 == pytest.approx(14)
    assert scene.height == pytest.approx(18)


def test_whole_months_are_shown_and_today_when_it_is_near():
    assert days_shown(plan(bar())) == (date(2027, 3, 1), date(2027, 5, 31))
    far = plan(bar(), today=date(2025, 1, 1))
    assert days_shown(far) == (date(2027, 4, 1), date(2027, 5, 31))
    assert days_shown(plan(bar(1, None, None))) is None


def test_a_long_break_names_itself_before_a_short_one():
    breaks = (
        GanttBreak("Ascension", date(2027, 5, 5), date(2027, 5, 9)),
        GanttBreak("Printemps", date(2027, 4, 17), date(2027, 5, 3)),
    )
    header = gantt_parts(plan(bar(), breaks=breaks), layout(width_mm=150)).header
    assert "Printemps" in words(header)
    assert "Ascension" not in words(header)
