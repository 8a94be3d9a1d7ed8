"""The curve of an indicator: values solid, targets dashed with square marks."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from cpom_desktop.charts.courbe import Courbe, CourbeLayout, courbe_scene
from cpom_desktop.charts.scene import Polyline, Rect, Text


def numbers(**years):
    return {int(year[1:]): Decimal(value) for year, value in years.items()}


COURBE = Courbe(
    valeurs=numbers(y2025="11.04", y2028="10.62"),
    cibles=numbers(y2028="10.80", y2029="10.50", y2030="10.20", y2031="9.80", y2032="9.50"),
    depart=2025,
    decimales=2,
)


def test_values_are_solid_targets_dashed_from_the_start():
    scene = courbe_scene(COURBE)
    lines = {i.style: i.points for i in scene.items if isinstance(i, Polyline)}

    assert {"courbe-trait", "cible-trait"} <= set(lines)
    marks = [i for i in scene.items if isinstance(i, Rect)]
    assert [m.style for m in marks].count("cible-point") == 5
    assert [m.style for m in marks].count("courbe-point") == 2
    texts = [i.text for i in scene.items if isinstance(i, Text)]
    assert {"10,62", "9,50", "10,80", "2025", "2032", "Valeur", "Cible"} <= set(texts)


def test_everything_stays_in_the_picture():
    for width in (60.0, 172.0):
        scene = courbe_scene(COURBE, CourbeLayout(width_mm=width, every=False))
        for item in scene.items:
            if isinstance(item, Polyline):
                assert all(0 <= x <= width and 0 <= y <= scene.height for x, y in item.points)
            if isinstance(item, Text):
                assert 0 <= item.y <= scene.height


def test_one_value_and_nothing_at_all_are_drawn():
    assert courbe_scene(Courbe()).items == ()
    alone = courbe_scene(Courbe(valeurs=numbers(y2025="0"), depart=2025))
    assert any(i.style == "courbe-point" for i in alone.items)


def test_names_of_years_do_not_touch():
    scene = courbe_scene(COURBE, CourbeLayout(width_mm=60, every=False))
    places = [i.x for i in scene.items if isinstance(i, Text) and i.text.startswith("20")]
    assert all(after - before >= 9 for before, after in pairwise(places))
    texts = [i.text for i in scene.items if isinstance(i, Text)]
    assert "2025" in texts
    assert "2032" in texts
