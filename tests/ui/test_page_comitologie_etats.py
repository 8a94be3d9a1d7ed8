"""The page « Comité de pilotage »: where its keys lead, read only, narrow, long, in its rules."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import ALT, CONTROL, nameless, press, shortcut
from tests.outils.page_comitologie import copil, go_to, seats
from ui.pages.comitologie import ComitologiePage


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(ComitologiePage, tilleuls)


def test_ctrl_tab_goes_to_the_instance_and_escape_comes_back(page):
    page.focus_first()
    shortcut(Qt.Key.Key_Tab, CONTROL)
    assert page.panel.has_caret()

    press(Qt.Key.Key_Escape)

    assert page.list.hasFocus()


def test_a_field_is_found_by_its_key(page, ws):
    second = ws.snapshot.instances[1]
    member = seats(ws, second.id)[0]

    assert page.focus_field(f"instances.{second.id}.objet")
    assert page.current_field() == f"instances.{second.id}.objet"
    assert page.focus_field(f"instances_membres.{member.id}.qualite")
    assert page.current_field() == f"instances_membres.{member.id}.qualite"
    assert page.focus_field(f"instances.{second.id}")
    assert page.current_field() == f"instances.{second.id}"
    assert not page.focus_field("instances.999.nom")
    assert not page.focus_field("acteurs.1.nom")


def test_nothing_is_written_in_a_dossier_only_read(page, ws, read_only, open_page):
    shown = open_page(ComitologiePage, read_only(ws))

    assert not shown.add_button.isVisible()
    assert not shown.panel.more.isVisible()
    assert not shown.panel.membres.add_button.isVisible()
    go_to(shown, 0, "qualite")
    press(Qt.Key.Key_Delete)
    shortcut(Qt.Key.Key_Down, ALT)
    assert ws.snapshot == shown._session.snapshot


def test_its_models_keep_the_rules_of_qt(page):
    for model in (page.model, page.panel.membres.model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page._session.run(ops.AddInstance(nom="Autre"))
    page._session.undo()


def test_everything_says_its_name(page):
    assert nameless(page) == []


def test_a_narrow_window_leaves_the_structures_out_rather_than_scroll(tilleuls, open_page):
    page = open_page(ComitologiePage, tilleuls, (932, 620))
    QApplication.processEvents()
    table = page.panel.membres.table
    assert table.isColumnHidden(2)
    assert table.horizontalScrollBar().maximum() == 0

    page.resize(1118, 620)
    QApplication.processEvents()

    assert not table.isColumnHidden(2)
    assert table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_very_long_name_stays_in_the_page(tilleuls, open_page, dress, scale):
    dress(scale)
    tilleuls.run(ops.UpdateInstance(id=copil(tilleuls).id, nom="Comité de pilotage " * 10))
    page = open_page(ComitologiePage, tilleuls)
    QApplication.processEvents()

    assert not page._area.horizontalScrollBar().isVisible()
    assert page.minimumSizeHint().width() <= 1118
