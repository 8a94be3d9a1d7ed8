"""« Corbeille »: what was deleted, seen and put back by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import CONTROL, nameless, plain, press, shortcut
from ui.kit.labels import SafeLabel
from ui.pages.historique import HistoriquePage


@pytest.fixture
def demonstration(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def deleted(demonstration):
    """Return a dossier of which a fiche, then a person, were deleted."""
    demonstration.run(ops.DeleteFichesAction(ids=[demonstration.snapshot.fiches_action[0].id]))
    claire = next(a for a in demonstration.snapshot.acteurs if a.nom == "Claire Morel")
    demonstration.run(ops.DeleteActeurs(ids=[claire.id]))
    return demonstration


@pytest.fixture
def page(deleted, open_page):
    made = open_page(HistoriquePage, deleted)
    assert made.focus_field("historique.corbeille")
    return made


def names(page):
    return [line.first for line in page.corbeille.model.lines()]


def texts(widget):
    return [plain(label.text()) for label in widget.findChildren(SafeLabel)]


def test_what_was_deleted_comes_last_first_with_what_it_was(page):
    assert names(page)[0] == "Claire Morel"
    assert names(page)[1].startswith("FA-01")
    second = plain(page.corbeille.model.lines()[0].second)
    assert second.startswith("Acteur, ")
    assert second.endswith("places dans des instances")
    assert "Directrice" in texts(page.corbeille.panel)
    assert page.current_field() == "historique.corbeille"


def test_the_tab_opens_by_the_keyboard(deleted, open_page):
    page = open_page(HistoriquePage, deleted)
    page.tabs.setFocus()
    press(Qt.Key.Key_Right)

    assert page.shown == "corbeille"
    assert page.corbeille.view.isVisible()


def test_enter_puts_it_back_and_says_so_and_undo_takes_it_away(page, ws, session):
    press(Qt.Key.Key_Return)

    assert any(a.nom == "Claire Morel" for a in ws.snapshot.acteurs)
    assert any(r.acteur_id for r in ws.snapshot.raci_roles)
    assert "Claire Morel" in page.corbeille.told.text.text()
    assert "Claire Morel" not in names(page)

    session.undo()
    assert names(page)[0] == "Claire Morel"


def test_the_button_puts_it_back_with_what_hung_from_it(page, ws):
    press(Qt.Key.Key_Down)
    shortcut(Qt.Key.Key_Tab, CONTROL)
    button = page.corbeille.panel.buttons[0]
    assert QApplication.focusWidget() is button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    fiche = next(f for f in ws.snapshot.fiches_action if f.repere == "FA-01")
    assert any(etape.fiche_id == fiche.id for etape in ws.snapshot.etapes)


def test_what_is_back_is_seen_on_its_page(page, qtbot):
    press(Qt.Key.Key_Return)
    with qtbot.waitSignal(page.navigate) as told:
        page.corbeille.told.buttons[0].click()

    assert told.args[0] == "acteurs"
    assert told.args[1].startswith("acteurs.")


def test_a_refusal_says_what_to_do(page, ws):
    etape = ws.snapshot.etapes[0]
    ws.run(ops.DeleteEtapes(ids=[etape.id]))
    ws.run(ops.DeleteFichesAction(ids=[etape.fiche_id]))
    page.reload(None, force=True)
    page.corbeille.show_row("etapes", etape.id)
    press(Qt.Key.Key_Return)

    assert [plain(told) for told in page.told] == [
        "Ce dont cet élément fait partie a été supprimé aussi : restaurez-le d’abord."
    ]


def test_a_deletion_in_the_history_leads_to_the_corbeille(deleted, open_page):
    page = open_page(HistoriquePage, deleted)
    button = next(b for b in page.journal.detail.buttons if "corbeille" in b.text())
    button.click()

    assert page.shown == "corbeille"
    assert page.corbeille.view.current().first == "Claire Morel"


def test_an_empty_corbeille_says_what_it_is_for(demonstration, open_page):
    page = open_page(HistoriquePage, demonstration)
    page.show_tab("corbeille")

    assert page.corbeille.nothing.isVisible()
    assert not page.corbeille.panel.buttons


def test_a_dossier_that_is_only_read_shows_and_keeps(deleted, read_only, open_page):
    page = open_page(HistoriquePage, read_only(deleted))
    page.focus_field("historique.corbeille")
    press(Qt.Key.Key_Return)

    assert names(page)[0] == "Claire Morel"
    assert not page.corbeille.panel.buttons
    assert page.told == []


@pytest.mark.parametrize("size", [(1118, 620), (560, 560)])
def test_everything_that_takes_the_caret_has_a_name(deleted, open_page, size):
    page = open_page(HistoriquePage, deleted, size)
    page.show_tab("corbeille")

    assert nameless(page) == []
