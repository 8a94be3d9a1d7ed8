"""The radar: values at their places, a gap where a theme has no mark, words at every spoke."""

from __future__ import annotations

from decimal import Decimal
from math import hypot

import pytest

from cpom_desktop.charts.radar import RadarLayout, RadarSpoke, radar_scene
from cpom_desktop.charts.scene import Polyline, Rect, Text

LAYOUT = RadarLayout()
MARKS = ("3.4", "3.1", "3.5", "3.2", "2.6", "3.0", "3.1", "2.2", "2.3", "2.5", "2.7", "2.9")


def spokes(*marks):
    return [
        RadarSpoke(chr(65 + rank), f"Thème {rank}", None if mark is None else Decimal(mark))
        for rank, mark in enumerate(marks)
    ]


def items(scene, kind, style):
    return [item for item in scene.items if isinstance(item, kind) and item.style == style]


def outlines(*marks):
    return [item.points for item in items(radar_scene(spokes(*marks)), Polyline, "radar-trait")]


def far(point):
    """Return how far a point is from the centre, in steps of the scale."""
    x, y = LAYOUT.centre
    return hypot(point[0] - x, point[1] - y) * 4 / LAYOUT.radius_mm


def words(scene):
    return " ".join(item.text for item in items(scene, Text, "texte"))


def test_the_outline_goes_through_every_value_and_closes():
    (points,) = outlines(*MARKS)

    assert points[0] == points[-1]
    assert [round(far(point), 6) for point in points[:-1]] == [float(mark) for mark in MARKS]


def test_the_first_theme_points_up_and_the_others_follow_clockwise():
    (points,) = outlines("4", "4", "4", "4")
    x, y = LAYOUT.centre

    assert points[0] == pytest.approx((x, y - LAYOUT.radius_mm))
    assert points[1] == pytest.approx((x + LAYOUT.radius_mm, y))


def test_a_theme_without_a_mark_leaves_a_gap_and_says_so():
    scene = radar_scene(spokes("3", "3", None, "3", "3"))
    (points,) = outlines("3", "3", None, "3", "3")

    assert len(points) == 4
    assert points[0] == pytest.approx(LAYOUT.at(3, 5, 3))
    assert points[-1] == pytest.approx(LAYOUT.at(1, 5, 3))
    assert "C Thème 2, à compléter" in words(scene)
    assert len(items(scene, Rect, "radar-point")) == 4


def test_a_mark_between_two_gaps_is_a_dot_alone():
    scene = radar_scene(spokes("3", None, "2", None))

    assert outlines("3", None, "2", None) == []
    assert len(items(scene, Rect, "radar-point")) == 2
    assert items(scene, Polyline, "radar-surface") == []


def test_nothing_marked_leaves_rings_and_names():
    scene = radar_scene(spokes(None, None, None))

    assert len(items(scene, Polyline, "radar-anneau")) == 4 + 3
    assert items(scene, Rect, "radar-point") == []


def test_letter_name_and_value_stand_at_each_spoke_within_the_picture():
    scene = radar_scene(spokes(*MARKS))
    labels = items(scene, Text, "texte")

    assert words(scene).startswith("A Thème 0 3,4 B Thème 1 3,1")
    assert len(labels) == 36
    assert all(0 <= text.x < scene.width and 0 < text.y < scene.height for text in labels)


def test_the_scale_is_written_from_one_to_four():
    figures = items(radar_scene(spokes(*MARKS)), Text, "texte-2")

    assert [figure.text for figure in figures] == ["1", "2", "3", "4"]
