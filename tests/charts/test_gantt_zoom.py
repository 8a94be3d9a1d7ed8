"""Which days each zoom shows, and what the head counts then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts.gantt import GanttBar, GanttLayout, GanttPlan, gantt_parts
from cpom_desktop.charts.gantt_zoom import day_widths, nearest_zoom, sight_of
from cpom_desktop.charts.scene import Text

TARGET = date(2027, 12, 15)
ZOOMS = ("semaines", "mois", "trimestres", "cinq_ans")


def plan(first=date(2027, 2, 3), last=TARGET, **changes):
    bars = (
        GanttBar(task_id=1, label="Début", debut=first, fin=first + timedelta(days=10)),
        GanttBar(task_id=2, label="Fin", debut=last - timedelta(days=1), fin=last),
    )
    return GanttPlan(bars=bars, **({"today": date(2027, 3, 12), "target": TARGET} | changes))


def days(sight):
    return (sight.last - sight.first).days + 1


def test_months_fit_the_preparation_and_five_years_the_life_of_the_contract():
    months = sight_of(plan(), 500, "mois")
    assert (months.first, months.last) == (date(2027, 2, 1), date(2027, 12, 31))
    assert months.width == 500
    life = sight_of(plan(life_end=date(2032, 12, 31)), 500, "cinq_ans")
    assert (life.first, life.last) == (date(2027, 2, 1), date(2032, 12, 31))
    assert life.width == 500


def test_without_the_end_of_the_contract_five_years_after_the_target_are_shown():
    assert sight_of(plan(), 500, "cinq_ans").last == date(2032, 12, 31)


def test_tasks_after_the_signature_do_not_narrow_the_months():
    with_life = plan(last=date(2031, 6, 30))
    assert day_widths(with_life, 500)["mois"] == pytest.approx(500 / 334)
    assert sight_of(with_life, 500, "mois").last == date(2031, 6, 30)


def test_weeks_are_as_wide_whatever_the_room():
    assert sight_of(plan(), 500, "semaines").width == 6 * 334
    assert sight_of(plan(), 1000, "semaines").width == 6 * 334


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_picture_fills_its_room_when_the_plan_is_short(zoom):
    short = GanttPlan(
        bars=(GanttBar(task_id=1, label="T", debut=TARGET, fin=TARGET + timedelta(days=3)),),
        target=TARGET,
    )
    seen = sight_of(short, 900, zoom)
    assert seen.width == 900
    assert days(seen) >= 900 / 7


def test_a_plan_without_dates_shows_nothing():
    empty = GanttPlan(bars=(GanttBar(task_id=1, label="T"),), target=TARGET)
    assert sight_of(empty, 500, "mois") is None
    assert day_widths(empty, 500) == {}


@given(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.integers(1, 4000),
    st.floats(50, 3000),
    st.sampled_from([1.0, 1.5, 2.0]),
)
def test_each_zoom_is_narrower_than_the_one_before_and_fills_the_room(first, length, room, scale):
    found = plan(first=first, last=first + timedelta(days=length), today=None)
    widths = [day_widths(found, room, scale)[zoom] for zoom in ZOOMS]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4
    for zoom in ZOOMS:
        seen = sight_of(found, room, zoom, scale=scale)
        assert seen.width >= room - 1e-6
        assert seen.unit == zoom


@given(st.floats(0.0001, 1000))
def test_the_wheel_never_goes_past_the_life_of_the_contract_nor_under_a_day(width):
    seen = sight_of(plan(), 500, "mois", day=width)
    assert seen.width / days(seen) <= 24.01
    assert seen.last <= date(2032, 12, 31)


def test_the_wheel_takes_the_head_of_the_nearest_zoom():
    widths = day_widths(plan(), 500)
    for zoom in ZOOMS:
        assert nearest_zoom(widths[zoom] * 1.05, widths) == zoom
        assert sight_of(plan(), 500, "mois", day=widths[zoom] * 1.05).unit == zoom


def head(unit, width_mm=600.0, last=date(2032, 12, 31)):
    layout = GanttLayout(
        width_mm=width_mm, row_height_mm=8, header_mm=10, first=date(2027, 1, 1), last=last,
        unit=unit,
    )  # fmt: skip
    header = gantt_parts(plan(today=None), layout).header
    return [item.text for item in header.items if isinstance(item, Text)]


def test_by_quarters_each_quarter_and_each_year_are_named():
    words = head("trimestres")
    assert words.count("T1") == words.count("T4") == 6
    assert "2032" in words


def test_by_years_each_year_is_named_and_its_quarters_where_they_fit():
    assert head("cinq_ans").count("2030") == 1
    assert head("cinq_ans").count("T3") == 6
    assert not any(word.startswith("T") for word in head("cinq_ans", width_mm=60))


def test_a_year_too_narrow_keeps_two_figures():
    assert "30" in head("cinq_ans", width_mm=40)


def test_thirty_years_of_weeks_are_laid_out():
    words = head("semaines", width_mm=16000, last=date(2057, 12, 31))
    assert len(words) > 1600
