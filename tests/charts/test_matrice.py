"""The matrix of weaknesses as a picture: its cells, its numbers, what does not fit."""

from __future__ import annotations

from cpom_desktop.charts.matrice import MatriceLayout, Pastille, matrice_scene
from cpom_desktop.charts.radar import RadarSpoke, fitted_layout, radar_scene
from cpom_desktop.charts.scene import Rect, Text


def boxes(scene, style):
    return [item for item in scene.items if isinstance(item, Rect) and item.style == style]


def texts(scene):
    return [item.text for item in scene.items if isinstance(item, Text)]


def test_the_three_cells_dealt_with_first_are_not_told_by_a_tint_alone():
    scene = matrice_scene({})
    assert (len(boxes(scene, "matrice-prioritaire")), len(boxes(scene, "matrice-case"))) == (3, 6)
    assert texts(scene).count("forte") == 1
    assert "Importance forte" in texts(scene)


def test_a_number_stands_in_its_cell_and_says_what_it_is_of():
    layout = MatriceLayout()
    scene = matrice_scene({(3, 1): [Pastille(7, "dg-j01")]}, layout)
    (disc,) = boxes(scene, "matrice-pastille")
    x, y = layout.corner(3, 1)
    width, height = layout.cell
    assert disc.ref == "dg-j01"
    assert x <= disc.x <= disc.x + disc.width <= x + width
    assert y <= disc.y <= disc.y + disc.height <= y + height


def test_what_does_not_fit_in_a_cell_is_counted():
    scene = matrice_scene({(2, 2): [Pastille(n) for n in range(1, 116)]})
    shown = len(boxes(scene, "matrice-pastille"))
    assert 1 <= shown < 115
    assert f"+{115 - shown}" in texts(scene)


def test_the_rings_leave_room_for_every_label():
    spokes = [RadarSpoke("A", "Nom de thème", None) for _n in range(12)]
    layout = fitted_layout(spokes, 100.0, 80.0, 3.3)
    scene = radar_scene(spokes, layout)
    assert min(item.x for item in scene.items if isinstance(item, Text)) >= 0
    assert "–" in texts(scene)
    assert layout.radius_mm < fitted_layout([RadarSpoke("A", "Un", None)], 100, 80, 3.3).radius_mm
