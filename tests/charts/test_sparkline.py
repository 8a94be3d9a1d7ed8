"""The course of a figure: the greatest at the top, a gap where a year is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cpom_desktop.charts.scene import Polyline, Rect
from cpom_desktop.charts.sparkline import SparklineLayout, sparkline_scene

LAYOUT = SparklineLayout()
INSET = LAYOUT.inset_mm


def scene(*values):
    return sparkline_scene([None if v is None else Decimal(v) for v in values])


def lines(picture):
    return [item.points for item in picture.items if isinstance(item, Polyline)]


def dots(picture):
    found = [item for item in picture.items if isinstance(item, Rect)]
    return [(item.x + LAYOUT.dot_mm, item.y + LAYOUT.dot_mm) for item in found]


def test_the_greatest_value_is_at_the_top_and_the_least_at_the_bottom():
    ((first, middle, last),) = lines(scene("12.63", "11.72", "11.04"))
    assert first == pytest.approx((INSET, INSET))
    assert last == pytest.approx((LAYOUT.width_mm - INSET, LAYOUT.height_mm - INSET))
    assert first[1] < middle[1] < last[1]


def test_the_last_year_known_has_the_dot_and_the_unknown_year_no_line():
    picture = scene("1", "2", "3", None)
    (line,) = lines(picture)
    assert dots(picture) == [pytest.approx(line[-1])]
    assert line[-1][0] < LAYOUT.width_mm - INSET


def test_a_gap_cuts_the_line_and_a_value_alone_is_a_dot():
    picture = scene("1", None, "3", "2")
    assert [len(line) for line in lines(picture)] == [2]
    assert len(dots(picture)) == 2


def test_a_figure_that_does_not_change_is_a_level_line():
    ((first, last),) = lines(scene("5", "5"))
    assert first[1] == last[1] == pytest.approx(LAYOUT.height_mm / 2)


@pytest.mark.parametrize("values", [(), (None, None)])
def test_nothing_known_draws_nothing(values):
    assert scene(*values).items == ()


def test_one_value_is_a_dot():
    picture = scene(None, "4")
    assert (len(lines(picture)), len(dots(picture))) == (0, 1)
