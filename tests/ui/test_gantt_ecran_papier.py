"""The Gantt on screen and the Gantt on paper are the same scene: same dates, rows, styles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from math import floor

import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from cpom_desktop.charts.gantt import days_shown, gantt_parts, gantt_scene
from cpom_desktop.charts.gantt_legend import WIDTH_MM
from cpom_desktop.charts.gantt_page import gantt_pages
from cpom_desktop.charts.scene import Diamond, Polyline, Rect
from cpom_desktop.domain.dossier import ZoneScolaire
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.reports.blocks import Figure
from cpom_desktop.services.operations import (
    AddFermeture,
    TakePlanReference,
    UpdateDossier,
    UpdateEtablissement,
    UpdateTask,
)
from cpom_desktop.services.queries.gantt import gantt_layers
from tests.outils.pages import elements_of, render
from ui.kit import scene_painter
from ui.pages.retroplanning import RetroplanningPage


@pytest.fixture
def page(prepared, open_page):
    """Return a plan with every layer: done, late, fixed, closed, a plan of reference, meetings."""
    prepared.run(UpdateEtablissement(zone_scolaire=ZoneScolaire.B))
    tasks, today = prepared.snapshot.tasks, prepared.today
    for task in tasks[:4]:
        prepared.run(UpdateTask(id=task.id, etat=EtatTache.FAIT))
    prepared.run(UpdateTask(id=tasks[5].id, etat=EtatTache.EN_COURS, avancement=40))
    prepared.run(UpdateTask(id=tasks[5].id, date_epinglee=today - timedelta(days=6)))
    prepared.run(TakePlanReference(nom="COPIL n° 1"))
    prepared.run(UpdateDossier(date_signature=prepared.snapshot.dossier.date_signature
                               + timedelta(days=21)))  # fmt: skip
    prepared.run(AddFermeture(debut=today + timedelta(days=40), fin=today + timedelta(days=52)))
    for task in tasks:
        if task.jalon:
            prepared.run(UpdateTask(id=task.id, reunion=True))
    return open_page(RetroplanningPage, prepared, (1318, 650))


@pytest.fixture
def painted(monkeypatch):
    """Return the list that every primitive painted on screen joins."""
    found, paint = [], scene_painter._paint

    def spy(painter, item, scale, theme):
        found.append(item)
        paint(painter, item, scale, theme)

    monkeypatch.setattr(scene_painter, "_paint", spy)
    return found


def everything_seen(page, painted):
    """Return what is painted from the top of the plan to its end, each thing once."""
    gantt = page.card.gantt
    for place in range(0, gantt.verticalScrollBar().maximum() + 60, 60):
        gantt.verticalScrollBar().setValue(place)
        gantt.refresh()
        gantt.viewport().repaint()
        QApplication.processEvents()
    return set(painted)


@pytest.mark.parametrize("zoom", ["mois", "cinq_ans"])
def test_what_is_painted_on_screen_is_the_scene_that_paper_is_made_of(page, painted, zoom):
    page.target.zoom.choose(zoom)
    painted.clear()
    seen = everything_seen(page, painted)
    canvas = page.card.gantt.canvas
    parts = gantt_parts(canvas.plan, canvas.layout)
    assert _items(parts) <= seen
    assert all(_is_swatch(item) for item in seen - _items(parts))


def _items(parts):
    return {*parts.header.items, *parts.ground.items, *parts.body.items}


def _is_swatch(item):
    """Tell whether a primitive is a mark of the legend: small, at the origin, of no task."""
    if isinstance(item, Polyline):
        return max(y for _x, y in item.points) <= 4
    return not getattr(item, "ref", "") and max(getattr(item, "x", 0), getattr(item, "y", 0)) < 4


def test_paper_and_screen_show_the_same_days_rows_and_styles(page):
    view, session = page.view, page.session
    layers = gantt_layers(session.snapshot, session.content, view)
    printed = [getattr(found, "scene", found) for found in gantt_pages(view, layers=layers)]
    on_paper = set()
    first, last = days_shown(page.card.gantt.canvas.plan)
    days = (last - first).days + 1
    for scene in printed:
        left, width = calendar_of(scene)
        on_paper |= told(scene.items, left, width, days)
    canvas = page.card.gantt.canvas
    parts = gantt_parts(canvas.plan, canvas.layout)
    on_screen = told(
        (*parts.ground.items, *parts.body.items), 0, canvas.layout.width_mm, canvas.layout.days
    )
    assert canvas.layout.days == days
    assert {f"task:{row.task_id}" for row in view.rows} <= {ref for ref, *_rest in on_screen}
    styles = {style for _ref, _shape, style, *_rest in on_screen}
    assert {"barre-retard", "barre-prevue", "reference", "delai", "ferme", "vacances"} <= styles
    assert on_screen == on_paper


def calendar_of(scene):
    """Return where the calendar of a printed page begins, and its width."""
    heads = [item for item in scene.items if isinstance(item, Rect) and item.style == "entete"]
    head = max(heads, key=lambda item: item.x)
    return head.x, head.width


def told(items, left, width, days):
    """Return (thing, shape, style, first day, last day) of all that has a date."""
    step = width / days
    return {
        (getattr(item, "ref", ""), type(item).__name__, item.style, *_days(item, left, step))
        for item in items
        if isinstance(item, Rect | Diamond) and _is_dated(item, left)
    }


def _is_dated(item, left):
    """Tell whether a primitive is a thing of the calendar, neither its head nor its legend."""
    at = item.x if isinstance(item, Rect) else item.cx
    if isinstance(item, Rect) and not item.ref and item.width == WIDTH_MM:
        return False
    dated = {"vacances", "ferme", "reference", "reference-jalon"}
    return at >= left - 1e-6 and (getattr(item, "ref", "") or item.style in dated)


def _days(item, left, step):
    """Return the days of a bar, the day of a mark; a bar of a day or two has a least width."""
    if isinstance(item, Diamond):
        return (floor((item.cx - left) / step),)
    if item.style == "delai":
        return (floor((item.x + item.width / 2 - left) / step),)
    first = round((item.x - left) / step)
    if item.style == "barre-faite" or (item.ref and item.width <= 1.3):
        return (first,)  # the part done stays inside its bar by a fixed edge
    return first, round((item.x + item.width - left) / step)


def test_the_colours_of_one_are_the_greys_of_the_other(page):
    """Compare pictures: where a bar, a milestone or a late part is inked, both are."""
    canvas = page.card.gantt.canvas
    layout = replace(canvas.layout, width_mm=240.0, row_height_mm=4.0, late_style="texte")
    scene = gantt_scene(canvas.plan, layout)
    screen, scale = painted_on_screen(scene)
    paper, left, top, step = printed_on_paper(scene)
    marks = [i for i in scene.items if isinstance(i, Diamond) and i.ref]
    assert len(marks) >= 5
    for mark in marks:
        for dx in (-0.85, 0.85):  # the edge of a milestone, whatever fills it
            x, y = mark.cx + dx * mark.radius, mark.cy
            assert inked(screen, x * scale, y * scale), (mark, "écran")
            assert inked(paper, left + x * step, top + y * step), (mark, "papier")


def painted_on_screen(scene, scale=4.0):
    prepared = scene_painter.PreparedScene(scene, scale)
    image = QImage(round(prepared.width), round(prepared.height), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    prepared.paint(painter, prepared.bounds)
    painter.end()
    return (lambda x, y: image.pixelColor(round(x), round(y)).lightness()), scale


def printed_on_paper(scene):
    """Return the grey of a point of the page, where the picture begins, pixels a millimetre."""
    made, zoom = render(Figure(scene, "Calendrier")), 4
    left, _bottom, right, top = elements_of(made, "Figure")[0].box
    page = pypdfium2.PdfDocument(BytesIO(made.data))[0]
    height = page.get_height()
    image = page.render(scale=zoom).to_pil().convert("L")
    step = (right - left) / scene.width * zoom

    def grey(x, y):
        return image.getpixel((round(x), round(y)))

    return grey, left * zoom, (height - top) * zoom, step


def inked(grey, x, y):
    """Tell whether something dark is within a pixel or two of a point."""
    around = range(-3, 4)
    return min(grey(x + dx, y + dy) for dx in around for dy in around) < 200
