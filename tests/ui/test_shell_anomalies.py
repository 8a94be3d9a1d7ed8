"""The points of the contrôle from anywhere in the window: their count, and F8."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.services import operations as ops
from cpom_desktop.services.anomalies.controle import controle
from cpom_desktop.services.anomalies.vue import destination
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import SHIFT, shortcut


@pytest.fixture
def view(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    return shell.window.view


def found(view):
    workspace = view.session.workspace
    return controle(workspace.snapshot, workspace.content, workspace.today)


def told(view):
    return view.sidebar._pages["controle"].accessibleName()


def test_the_sidebar_counts_what_is_to_mend(view, qtbot):
    count = len(found(view).anomalies)
    qtbot.waitUntil(lambda: "bloquant" in told(view))
    assert view.sidebar._pages["controle"]._count[0] == str(count)


def test_the_count_follows_an_edit(view, qtbot):
    qtbot.waitUntil(lambda: "bloquant" in told(view))
    before = view.sidebar._pages["controle"]._count[0]
    first = found(view).anomalies[0]
    view.session.attempt(ops.AssumeAnomalie(cle=first.cle, motif="Vu"))
    qtbot.waitUntil(lambda: view.sidebar._pages["controle"]._count[0] == str(int(before) - 1))


def test_f8_goes_from_one_point_to_the_next_and_back(view):
    points = found(view).anomalies
    view.show_page("acteurs")
    shortcut(Qt.Key.Key_F8)
    assert view.page.slug == points[0].releve.page == "raci"
    assert view.toast.message.text().startswith("Point 1 sur")
    shortcut(Qt.Key.Key_F8)
    assert "Point 2 sur" in view.toast.message.text()
    shortcut(Qt.Key.Key_F8, SHIFT)
    assert view.page.slug == "raci"
    shortcut(Qt.Key.Key_F8, SHIFT)
    assert f"Point {len(points)} sur" in view.toast.message.text()


def test_f8_tells_that_nothing_is_to_mend(view, monkeypatch):
    from dataclasses import replace

    whole = replace(found(view), anomalies=())
    monkeypatch.setattr(view.anomalies, "_found", lambda: whole)
    shortcut(Qt.Key.Key_F8)
    assert view.toast.message.text().startswith("Rien à corriger")


def test_the_point_told_is_shown_in_the_list(view):
    shortcut(Qt.Key.Key_F8)
    view.anomalies._show_point()
    assert view.page.slug == "controle"
    assert view.page.list.current() == found(view).anomalies[0]


def test_every_point_of_the_demonstration_leads_to_a_field(view):
    lost = []
    for point in found(view).anomalies:
        place = destination(point.releve)
        view.show_page(place.page)
        if place.champ and not view.page.focus_field(place.champ):
            lost.append((point.regle.slug, *place))
    assert lost == []


def test_the_way_back_is_offered_from_a_point_and_leads_to_it(view):
    assert not view.topbar.back.isVisibleTo(view)
    shortcut(Qt.Key.Key_F8)
    assert view.topbar.back.isVisibleTo(view)

    view.topbar.back.click()

    assert view.page.slug == "controle"
    assert view.page.list.current() == found(view).anomalies[0]
    assert not view.topbar.back.isVisibleTo(view)


def test_the_way_back_from_the_list_returns_to_the_same_point(view):
    view.show_page("controle")
    point = found(view).anomalies[2]
    view.page.focus_field(f"controle.{point.cle}")
    view.page.open_current()
    assert view.page.slug == point.releve.page

    view.topbar.back.click()

    assert view.page.list.current() == point


def test_a_page_that_she_chooses_herself_has_no_way_back(view):
    shortcut(Qt.Key.Key_F8)
    view.sidebar._pages["acteurs"].click()
    assert not view.topbar.back.isVisibleTo(view)
