"""What may be taken hold of in the Gantt, and where its ghost and its label are drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts.gantt import GanttBar, GanttLayout, GanttPlan
from cpom_desktop.charts.gantt_drag import dragged, grip_at, handle_x, reach_of
from cpom_desktop.charts.gantt_ghost import Window, ghost_items, label_items
from cpom_desktop.charts.scene import Diamond, Rect, Text

START, END = date(2027, 4, 1), date(2027, 5, 1)
LAYOUT = GanttLayout(
    width_mm=365, row_height_mm=8, header_mm=10, first=date(2027, 1, 1), last=date(2027, 12, 31)
)


def bar(number=1, **changes):
    return GanttBar(
        task_id=number, label="T", **({"debut": START, "fin": END} | changes)
    )  # fmt: skip


def hold(found, x, row=0, y=4.0):
    grip = grip_at(GanttPlan(bars=(found,)), LAYOUT, x, y)
    return grip.hold if grip else None


def test_the_ends_the_middle_and_the_handle_are_taken_apart():
    assert [hold(bar(), x) for x in (90.2, 105, 119.8, 122.7, 130)] == [
        "debut", "deplacer", "fin", "lien", None,
    ]  # fmt: skip
    assert hold(bar(), 105, y=0.4) is None


def test_a_milestone_is_only_moved_or_linked():
    found = bar(milestone=True, debut=END - timedelta(days=1))
    left, right = reach_of(found, LAYOUT)
    assert {hold(found, x) for x in (left, (left + right) / 2, right)} == {"deplacer"}
    assert hold(found, handle_x(found, LAYOUT, None)) == "lien"


def test_what_is_over_may_only_be_linked_and_what_has_no_date_is_not_there():
    assert hold(bar(closed=True), 105) is None
    assert hold(bar(closed=True), handle_x(bar(), LAYOUT, None)) == "lien"
    assert hold(bar(debut=None, fin=None), 105) is None
    assert grip_at(GanttPlan(bars=(bar(),)), LAYOUT, 105, 12) is None
    assert grip_at(GanttPlan(bars=(bar(),)), LAYOUT, 105, -1) is None


def test_the_thinnest_bar_still_has_a_middle():
    found = bar(debut=START, fin=START + timedelta(days=1))
    left, right = reach_of(found, LAYOUT)
    assert hold(found, (left + right) / 2) == "deplacer"


def test_the_handle_stands_past_what_is_late():
    late = bar(late_days=20)
    assert handle_x(late, LAYOUT, date(2027, 5, 21)) > LAYOUT.x(date(2027, 5, 21))


@given(st.sampled_from(["deplacer", "debut", "fin"]), st.integers(-4_000_000, 4_000_000))
def test_a_drag_of_any_length_keeps_a_start_before_an_end(kind, days):
    gesture = dragged(bar(), kind, days)
    assert gesture.debut < gesture.fin
    if kind == "deplacer" and abs(days) < 9000:
        assert gesture.fin - gesture.debut == END - START


def test_a_bar_without_dates_is_not_dragged():
    assert dragged(bar(debut=None, fin=None), "deplacer", 3) is None


def test_the_ghost_is_the_bar_as_it_would_be():
    plan = GanttPlan(bars=(bar(), bar(2, milestone=True)))
    (ghost,) = ghost_items(plan, LAYOUT, 0, dragged(plan.bars[0], "fin", 10), pointer=(0, 0))
    assert isinstance(ghost, Rect)
    assert (ghost.x, ghost.width) == pytest.approx((90, 40))
    (diamond,) = ghost_items(
        plan, LAYOUT, 1, dragged(plan.bars[1], "deplacer", 10), pointer=(0, 0)
    )
    assert isinstance(diamond, Diamond)
    assert diamond.cx == pytest.approx(LAYOUT.middle(END + timedelta(days=10)))


@given(st.floats(-50, 400), st.floats(0, 100))
def test_a_label_stays_in_what_is_seen(x, y):
    window = Window(20, 10, 160, 90)
    items = label_items(LAYOUT, ("lun. 5 avril 2027", "Week-end"), at=(x, y), window=window)
    box = items[0]
    assert window.left <= box.x
    assert box.x + box.width <= window.right
    assert window.top <= box.y
    assert box.y + box.height <= window.bottom + 1e-6 or y > window.bottom
    assert [i.text for i in items if isinstance(i, Text)] == ["lun. 5 avril 2027", "Week-end"]


def test_nothing_to_say_draws_no_label():
    assert label_items(LAYOUT, (), at=(0, 0), window=Window(0, 0, 1, 1)) == ()
